"""A matching once computed: the pairs, what they are worth, and the numbers that prove it. Data only."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from matching.arrays import Ints

VERSION = "1.1.0"
"""Version of the method. It is raised whenever the same input could give other pairs or another proof."""

OBJECTIVES = ("coverage", "fair", "leximin", "total", "stable")



@dataclass(frozen=True)
class MatchSettings:
    """The choices that, besides the input and the seed, decide a result.

    ``minimum_score``: allowed pairs below it are dropped, unless locked. ``bands``: number of score bands
    over 0..1000 that ``leximin`` evens out.
    """

    minimum_score: int | None = None
    bands: int = 10


@dataclass(frozen=True)
class CertificateCheck:
    """One thing that was verified: ``code`` names it, ``ok`` says whether it held, ``numbers`` what was compared."""

    code: str
    ok: bool
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Cover:
    """A König cover: every allowed free pair of the tiers from ``priority`` up touches one of its people.

    ``placed`` counts the placed mentees of these tiers, locked ones included; no matching can place more,
    because a pair uses up a covered mentee or a place of a covered mentor. ``mentees`` and ``mentors`` are
    canonical positions.
    """

    priority: int
    placed: int
    mentees: tuple[int, ...]
    mentors: tuple[int, ...]


@dataclass(frozen=True)
class Level:
    """Proof that the worst score cannot be higher: a cover of the pairs above it serves too few.

    ``locked`` says that a locked pair has the score ``worst``, which is proof enough; then ``cover`` is
    ``None``.
    """

    worst: int
    locked: bool
    cover: Cover | None


@dataclass(frozen=True, eq=False)
class Stage:
    """Integer dual prices of one stage: ``mentee`` (n,) and ``mentor`` (m,) in canonical order.

    ``name`` is the stage's gain: ``places`` (tiers, then total), ``total``, ``below-N`` or ``lottery``.
    """

    name: str
    mentee: Ints
    mentor: Ints

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Stage)
            and self.name == other.name
            and np.array_equal(self.mentee, other.mentee)
            and np.array_equal(self.mentor, other.mentor)
        )

    def __hash__(self) -> int:
        return hash((self.name, self.mentee.tobytes(), self.mentor.tobytes()))


@dataclass(frozen=True)
class OptimalityProof:
    """What `certify.verify` needs beside the input: a cover per tier, the level's cover, prices per stage."""

    covers: tuple[Cover, ...] = ()
    level: Level | None = None
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Matching:
    """One computed result.

    ``pairs`` is the sorted list of (mentee, mentor), ``unmatched`` the sorted list of mentees without a
    mentor. ``total`` and ``worst`` are in score points, locked pairs included; ``worst`` is ``None`` without
    pairs. ``mentor_load`` maps every mentor to the number of mentees, 0 included. ``seed`` names the lottery, or is
    ``None`` where a result is handed on without its draw. ``fingerprint`` is the input's (`Instance.fingerprint`),
    ``version`` the method's (`VERSION`). ``pairs_at``
    are the positions of ``pairs`` in the instance, or ``None``: they spare `verify` looking names up and are no part of
    the result.
    """

    pairs: list[tuple[Hashable, Hashable]]
    unmatched: list[Hashable]
    objective: str
    total: int
    worst: int | None
    mentor_load: dict[Hashable, int]
    seed: str | None
    fingerprint: str
    settings: MatchSettings
    version: str
    proof: OptimalityProof
    pairs_at: Ints | None = field(default=None, compare=False, repr=False)
