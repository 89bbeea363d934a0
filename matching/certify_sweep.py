"""One pass over all pairs for a verification: which claims about them fail, and what the first stage leaves open.

The pairs are looked at a block at a time. Most claims need only a table per person; a pair is looked at closely where
the tables do not settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.graph import Instance

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]
NARROW = 2**29
"""Prices below it are added up in 32 bits."""


@dataclass(frozen=True)
class Pairs:
    """Some pairs as positions of their mentees and mentors (p,) with their scores."""

    rows: Ints
    cols: Ints
    score: Numbers

    def only(self, at: Ints | Mask) -> Pairs:
        """Return some of these pairs."""
        return Pairs(self.rows[at], self.cols[at], self.score[at])


@dataclass(frozen=True)
class Ground:
    """What locks and the minimum score leave open: who is ``free`` (n,), the places (m,), the ``partner`` (n,)."""

    instance: Instance
    minimum: int | None
    free: Mask
    room: Ints
    partner: Ints

    @property
    def is_whole(self) -> bool:
        """Say whether every allowed pair is open."""
        return self.minimum is None and bool(self.free.all()) and bool(self.room.all())

    @property
    def load(self) -> Ints:
        """Return the places taken (m,), not counting locked pairs."""
        return np.bincount(self.partner[self.partner >= 0], minlength=self.room.size)

    def pairs(self) -> Iterator[Pairs]:
        """Yield the open pairs, a block at a time."""
        instance, degree, is_whole = self.instance, np.diff(self.instance.indptr), self.is_whole
        for mentees, block in instance.blocks():
            rows = np.repeat(np.arange(mentees.start, mentees.stop), degree[mentees])
            found = Pairs(rows, instance.indices[block].astype(np.int64), instance.score[block])
            if not is_whole:
                keep = self.free[found.rows] & (self.room[found.cols] > 0)
                found = found.only(keep if self.minimum is None else keep & (found.score >= self.minimum))
            yield found

    def counted(self, named: Mask) -> Ground:
        """Return the ground where a mentor ``named`` (m,) has no more places than open pairs.

        Only a place left open can be one too many, so the pairs are counted for those mentors alone.
        """
        doubtful = named & (self.load < self.room)
        if not doubtful.any():
            return self
        count = np.zeros(self.room.size, np.int64)
        for pairs in self.pairs():
            count += np.bincount(pairs.cols[doubtful[pairs.cols]], minlength=count.size)
        return replace(self, room=np.where(doubtful, np.minimum(self.room, count), self.room))


@dataclass(frozen=True)
class Claim:
    """That every open pair with a score above ``above`` has its mentee in ``mentees`` or its mentor in ``mentors``."""

    above: int | None
    mentees: Mask
    mentors: Mask

    def fails(self, pairs: Pairs) -> bool:
        """Say whether one of these pairs, which are in order of their mentees, is missed."""
        if not pairs.rows.size or self.mentees[pairs.rows[0] : pairs.rows[-1] + 1].all():
            return False
        at = np.flatnonzero(~self.mentors[pairs.cols])
        at = at[~self.mentees[pairs.rows[at]]]
        return bool(at.size if self.above is None else (pairs.score[at] > self.above).any())


@dataclass(frozen=True)
class Rest:
    """Which pairs the first stage may use: those with ``weight`` (n,) equal to ``reach`` (m,), from ``least`` up."""

    weight: Ints
    reach: Ints
    least: int | None

    def holds(self, pairs: Pairs) -> Mask:
        """Mark the pairs that are among them."""
        keep = self.weight[pairs.rows] == self.reach[pairs.cols]
        return keep if self.least is None else keep & (pairs.score >= self.least)


def failing(ground: Ground, claims: list[Claim]) -> list[bool]:
    """Say of each claim whether it fails."""
    fails = [False] * len(claims)
    unsettled = [at for at, claim in enumerate(claims) if not (claim.mentees.all() or claim.mentors.all())]
    for pairs in ground.pairs() if unsettled else ():
        for at in unsettled:
            fails[at] = fails[at] or claims[at].fails(pairs)
    return fails


def tight(ground: Ground, rest: Rest, mentee: Ints, mentor: Ints, cut: int | None) -> Pairs | None:
    """Return the pairs whose two prices just make their gain, ``None`` if a pair's prices fall short of it.

    The gain is the score, or with a ``cut`` 1 for a score of at least that.
    """
    kind: type = np.int32 if max(np.abs(mentee).max(initial=0), np.abs(mentor).max(initial=0)) < NARROW else np.int64
    mentee, mentor = mentee.astype(kind), mentor.astype(kind)
    found = [Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for pairs in ground.pairs():
        slack = mentee[pairs.rows] + mentor[pairs.cols] - (pairs.score if cut is None else pairs.score >= cut)
        low = np.flatnonzero(slack <= 0)
        close = pairs.only(low)
        keep = rest.holds(close)
        if (slack[low[keep]] < 0).any():
            return None
        found.append(close.only(keep))
    return Pairs(
        np.concatenate([one.rows for one in found]),
        np.concatenate([one.cols for one in found]),
        np.concatenate([one.score for one in found]).astype(np.int64),
    )
