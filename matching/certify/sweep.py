"""One pass over all pairs for a verification: which claims about them fail, and what the first stage leaves open.

All that is asked of a pair is that its score stays below the sum of a number of its mentee and one of its mentor. So a
pair takes one look-up and one comparison, and only the few that reach the numbers are looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matching.arrays import Ints, Mask, Whole
from matching.model.instance import Instance

TOGETHER = 1 << 17
"""Pairs that reach the numbers are looked at closely so many at a time."""
NARROW, WIDE = 2**28, 2**61
"""Prices up to these are added up in 32 and in 64 bits. Scores are far below (`instance_checks.SCORE_LIMIT`)."""


@dataclass(frozen=True)
class Pairs:
    """Some pairs as positions of their mentees and mentors (p,) with their scores."""

    rows: Ints
    cols: Ints
    score: Ints

    def only(self, chosen: Ints | Mask) -> Pairs:
        """Return some of these pairs."""
        return Pairs(self.rows[chosen], self.cols[chosen], self.score[chosen])


_NONE = np.zeros(0, np.int64)
_NO_PAIRS = Pairs(_NONE, _NONE, _NONE)


@dataclass(frozen=True)
class OpenPairs:
    """What locks and the minimum score leave open: who is ``free`` (n,), the places (m,), the ``partner`` (n,)."""

    instance: Instance
    minimum: int | None
    free: Mask
    room: Ints
    partner: Ints

    @cached_property
    def load(self) -> Ints:
        """Return the places taken (m,), not counting locked pairs."""
        return np.bincount(self.partner[self.placed], minlength=self.room.size)

    @cached_property
    def placed(self) -> Mask:
        """Mark who has a place (n,) that is not locked."""
        return self.partner >= 0

    @cached_property
    def is_full(self) -> Mask:
        """Mark the mentors (m,) who have places and none left."""
        return (self.load >= self.room) & (self.room > 0)

    @cached_property
    def weight(self) -> Ints:
        """Return 1 for a mentee (n,) of the lowest tier, 2 for the next, and so on."""
        priorities, tier = self.instance.tiers
        return priorities.size - tier

    @cached_property
    def is_whole(self) -> bool:
        """Say whether every allowed pair is open."""
        return self.minimum is None and bool(self.free.all()) and bool(self.room.all())

    def reaching(self, mentee_floor: Whole, mentor_floor: Whole, cut: int | None = None) -> Iterator[Pairs]:
        """Yield the open pairs that score at least ``mentee_floor`` (n,) plus ``mentor_floor`` (m,), block by block.

        With a ``cut`` a score counts as 1 from there up, and as 0 below.
        """
        instance, degree, reached, count = self.instance, np.diff(self.instance.indptr), [_NONE], 0
        for mentees, block in instance.blocks():
            score = instance.score[block]
            needed = mentor_floor.take(instance.indices[block], mode="clip")
            needed += mentee_floor[mentees].repeat(degree[mentees])
            reached.append(np.flatnonzero(needed <= (score if cut is None else score >= cut)) + block.start)
            count += reached[-1].size
            if count >= TOGETHER:
                yield self._open(np.concatenate(reached))
                reached, count = [_NONE], 0
        yield self._open(np.concatenate(reached))

    def _open(self, positions: Ints) -> Pairs:
        """Return which of the pairs at these positions are open."""
        instance = self.instance
        pairs = Pairs(
            instance.rows_of(positions),
            instance.indices[positions].astype(np.int64),
            instance.score[positions].astype(np.int64),
        )
        if self.is_whole:
            return pairs
        keep = self.free[pairs.rows] & (self.room[pairs.cols] > 0)
        return pairs.only(keep if self.minimum is None else keep & (pairs.score >= self.minimum))

    def with_places_counted(self, named: Mask) -> OpenPairs:
        """Return the ground where a mentor ``named`` (m,) has no more places than open pairs.

        Only a place left open can be one too many, so the pairs are counted for those mentors alone.
        """
        doubtful = named & (self.load < self.room)
        if not doubtful.any():
            return self
        mentee_floor, mentor_floor = (
            np.zeros(self.free.size, np.int32),
            np.where(doubtful, -NARROW, NARROW).astype(np.int32),
        )
        count = sum(
            np.bincount(pairs.cols, minlength=mentor_floor.size) for pairs in self.reaching(mentee_floor, mentor_floor)
        )
        return replace(self, room=np.where(doubtful, np.minimum(self.room, count), self.room))


@dataclass(frozen=True)
class CoverClaim:
    """That every open pair with a score above ``above`` has its mentee in ``mentees`` or its mentor in ``mentors``."""

    above: int | None
    mentees: Mask
    mentors: Mask

    def fails(self, pairs: Pairs) -> bool:
        """Say whether one of these pairs is missed."""
        missed = ~(self.mentees[pairs.rows] | self.mentors[pairs.cols])
        return bool(missed.any() if self.above is None else (pairs.score[missed] > self.above).any())


@dataclass(frozen=True)
class FirstStage:
    """The prices of the first stage (n,) and (m,), and which pairs it may use.

    The gain is the score, or with a ``cut`` 1 for a score of at least that. It may use the open pairs with ``weight``
    (n,) equal to ``reach`` (m,), from the score ``least`` up. Prices are of the kind `narrow_prices` gives.
    """

    mentee: Whole
    mentor: Whole
    cut: int | None
    weight: Ints
    reach: Ints
    least: int | None

    def tight(self, pairs: Pairs) -> Pairs | None:
        """Return which of these pairs' prices just make their gain, ``None`` if one's fall short of it."""
        keep = self.weight[pairs.rows] == self.reach[pairs.cols]
        pairs = pairs.only(keep if self.least is None else keep & (pairs.score >= self.least))
        gain = pairs.score if self.cut is None else pairs.score >= self.cut
        slack = self.mentee[pairs.rows] + self.mentor[pairs.cols] - gain
        return None if (slack < 0).any() else pairs.only(slack == 0)


def narrow_prices(mentee: Whole, mentor: Whole) -> tuple[Whole, Whole]:
    """Return the prices in 32 bits where that is enough, else in 64; they are at most `WIDE`, either sign."""
    kind = np.int32 if max(np.abs(mentee).max(initial=0), np.abs(mentor).max(initial=0)) < NARROW else np.int64
    return mentee.astype(kind), mentor.astype(kind)


def sweep(open_pairs: OpenPairs, claims: list[CoverClaim], first: FirstStage | None) -> tuple[list[bool], Pairs | None]:
    """Say of each claim whether it fails, and return the pairs whose prices just make their gain.

    The latter are ``None`` where no prices are given or a pair's fall short of its gain.
    """
    fails, tight_pairs = [False] * len(claims), None if first is None else [_NO_PAIRS]
    unsettled = [index for index, claim in enumerate(claims) if not (claim.mentees.all() or claim.mentors.all())]
    if first is None and not unsettled:
        return fails, None
    mentee_floor, mentor_floor = _floors(open_pairs, [claims[index] for index in unsettled], first)
    for pairs in open_pairs.reaching(mentee_floor, mentor_floor, None if first is None else first.cut):
        for index in unsettled:
            fails[index] = fails[index] or claims[index].fails(pairs)
        if first is not None and tight_pairs is not None:
            tight = first.tight(pairs)
            tight_pairs = None if tight is None else [*tight_pairs, tight]
    return fails, None if tight_pairs is None else Pairs(
        np.concatenate([part.rows for part in tight_pairs]),
        np.concatenate([part.cols for part in tight_pairs]),
        np.concatenate([part.score for part in tight_pairs]),
    )


def _floors(open_pairs: OpenPairs, claims: list[CoverClaim], first: FirstStage | None) -> tuple[Whole, Whole]:
    """Return numbers per person such that every pair which could break a claim or be tight reaches them.

    These are the prices, but so low for people whom a claim does not cover, on the side where they are fewer, that all
    their pairs reach them.
    """
    n, m = open_pairs.partner.size, open_pairs.room.size
    mentee_floor, mentor_floor = (
        (np.zeros(n, np.int32), np.full(m, NARROW, np.int32)) if first is None else (first.mentee, first.mentor)
    )
    mentee_floor, mentor_floor = mentee_floor.copy(), mentor_floor.copy()
    lowest = -2 * (NARROW if mentee_floor.dtype == np.int32 else WIDE)
    for claim in claims:
        mentees, mentors = ~claim.mentees, ~claim.mentors
        if mentors.sum() * n <= mentees.sum() * m:
            mentor_floor[mentors] = lowest
        else:
            mentee_floor[mentees] = lowest
    return mentee_floor, mentor_floor
