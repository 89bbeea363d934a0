"""Whether any pair that was left out of a solve matters: each proof of a stage is a condition on a pair by itself.

A pair has to be covered, or its prices have to leave it no reduced gain. So the optimum over some of the pairs is the
optimum over all exactly when no pair breaks a condition; those that do are added and the round is solved again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

from matching.arrays import Ints, Mask, Whole
from matching.solve.max_cardinality import TierCover
from matching.solve.reduced_problem import Frame, PairBlock, ReducedProblem

SLACKS = 1024
_NARROW = 2**29
"""Below it, two prices less a gain fit in 32 bits."""
SAMPLED = 8
"""One block in so many is enough to say how far the slack of a given number of pairs reaches."""


@dataclass(frozen=True)
class Conditions:
    """What a solved round demands of every pair.

    ``covers`` have to touch the pairs of their tiers, ``level`` (a cover) those above ``threshold``. Pairs that
    the covers touch exactly once a tier and whose score is at least ``threshold`` have to keep ``prices``, stage
    by stage: the first price sum that differs from the stage's gain is above it. Stage gains are given by
    ``kinds`` (see `stages.stage_gain`).
    """

    covers: tuple[TierCover, ...]
    level: TierCover | None
    threshold: int | None
    kinds: tuple[str, ...]
    prices: tuple[tuple[Ints, Ints], ...]


@dataclass(frozen=True)
class PricingResult:
    """What pricing every pair found, as positions in the instance, ascending.

    ``broken`` break a condition; ``tight`` keep all without slack, so an equally good matching could use them;
    ``near`` are the two and what comes closest to them. ``is_covered`` says that no pair breaks a cover.
    """

    broken: Ints
    tight: Ints
    near: Ints
    is_covered: bool


def price_all(frame: Frame, conditions: Conditions, most: int) -> PricingResult:
    """Check every open pair against what a round over some of them demands.

    ``near`` holds about ``most`` pairs: adding what could come to matter next saves rounds.
    """
    tables = _ConditionTables.from_conditions(frame, conditions)
    missed, low, tight = _all_blocks(frame, tables, -1)
    broken = np.union1d(missed, low)
    near = np.union1d(broken, tight)
    if broken.size:
        counts = np.zeros(SLACKS, np.int64)
        for block in islice(frame.blocks(), 0, None, SAMPLED):
            slack = tables.block(block, SLACKS - 1)[2]
            counts += np.bincount(slack[slack >= 0], minlength=SLACKS)
        margin = int(np.searchsorted(np.cumsum(counts), most // SAMPLED)) - 1
        near = np.union1d(near, _all_blocks(frame, tables, margin)[1]) if margin > 0 else near
    return PricingResult(broken, tight, near, is_covered=not missed.size)


def _all_blocks(frame: Frame, tables: _ConditionTables, margin: int) -> tuple[Ints, Ints, Ints]:
    """Return the pairs a cover misses, those whose slack is within the margin, and the tight ones."""
    none = np.zeros(0, np.int64)
    missed, low, tight = [none], [none], [none]
    for block in frame.blocks():
        uncovered, candidates, slack = tables.block(block, margin)
        missed.append(block.edges(uncovered))
        low.append(block.edges(candidates[slack <= margin]))
        tight.append(block.edges(candidates[slack == 0]))
    return np.unique(np.concatenate(missed)), np.concatenate(low), np.concatenate(tight)


@dataclass(frozen=True)
class _ConditionTables:
    """The conditions as tables per person, made once for all blocks.

    ``touched`` holds (score above which it counts, mentees, mentors) per cover, only those that some pair could
    miss. A pair keeps its prices only where the mentee's ``weight`` equals the mentor's ``reach``.
    """

    frame: Frame
    touched: tuple[tuple[int | None, Mask, Mask], ...]
    weight: Ints
    reach: Ints
    threshold: int | None
    prices: tuple[tuple[str, Ints, Ints], ...]

    @classmethod
    def from_conditions(cls, frame: Frame, conditions: Conditions) -> _ConditionTables:
        """Put the conditions into tables."""
        covers: list[tuple[int | None, TierCover]] = [(None, cover) for cover in conditions.covers]
        if conditions.level is not None and conditions.threshold is not None:
            covers.append((conditions.threshold, conditions.level))
        touched = ((above, cover.mentees | (frame.tier > cover.tier), cover.mentors) for above, cover in covers)
        weight, reach = np.zeros(frame.n, np.int64), np.zeros(frame.m, np.int64)
        if conditions.covers:
            weight = len(frame.priorities) - frame.tier
            weight -= np.sum([cover.mentees for cover in conditions.covers], axis=0)
            reach = np.sum([cover.mentors for cover in conditions.covers], axis=0)
        highest = max(int(np.abs(side).max(initial=0)) for both in conditions.prices for side in both)
        kind = np.int32 if highest < _NARROW else np.int64
        return cls(
            frame=frame,
            touched=tuple(entry for entry in touched if not (entry[1].all() or entry[2].all())),
            weight=weight,
            reach=reach,
            threshold=conditions.threshold,
            prices=tuple(
                (name, mentee.astype(kind), mentor.astype(kind))
                for name, (mentee, mentor) in zip(conditions.kinds, conditions.prices, strict=True)
            ),
        )

    def block(self, block: PairBlock, margin: int) -> tuple[Ints, Ints, Whole]:
        """Return, of a block, the pairs a cover misses, and those at least as low as the margin with their slack.

        The slack is the last stage's; a pair that an earlier stage forbids has the slack -1.
        """
        missed = [self._missed(block, *cover) for cover in self.touched]
        *before, last = self.prices
        pairs: Ints | slice = slice(None)
        forbidden = []
        for stage in before:
            pairs, slack = self._slack(stage, block, pairs, 0)
            forbidden.append(pairs[slack < 0])
            pairs = pairs[slack == 0]
        pairs, slack = self._slack(last, block, pairs, max(margin, 0))
        worse = np.concatenate(forbidden) if forbidden else pairs[:0]
        pairs, slack = np.concatenate((pairs, worse)), np.concatenate((slack, np.full(worse.size, -1, slack.dtype)))
        order = np.argsort(pairs)
        return np.concatenate(missed) if missed else pairs[:0], pairs[order], slack[order]

    def _slack(
        self, stage: tuple[str, Ints, Ints], block: PairBlock, pairs: Ints | slice, most: int
    ) -> tuple[Ints, Whole]:
        """Return, of these pairs, those whose prices count and have at most this slack, and their slack."""
        kind, mentee, mentor = stage
        rows, cols = block.rows[pairs], block.cols[pairs]
        slack = mentee[rows] + mentor[cols] - pair_gain(kind, self.frame, rows, block.score[pairs])
        low = np.flatnonzero(slack <= most)
        if isinstance(pairs, slice):
            low = low[self._counts(block, low)]
            return low, slack[low]
        return pairs[low], slack[low]

    def _missed(self, block: PairBlock, above: int | None, mentees: Mask, mentors: Mask) -> Ints:
        """Return the pairs a cover does not touch."""
        if not block.rows.size or mentees[block.rows[0] : block.rows[-1] + 1].all():
            return np.zeros(0, np.int64)
        pairs = np.flatnonzero(~mentors[block.cols])
        pairs = pairs[~mentees[block.rows[pairs]]]
        return pairs if above is None else pairs[block.score[pairs] > above]

    def _counts(self, block: PairBlock, pairs: Ints) -> Mask:
        """Mark the pairs whose prices count: covered exactly once a tier, and at the level."""
        exact = self.weight[block.rows[pairs]] == self.reach[block.cols[pairs]]
        return exact if self.threshold is None else exact & (block.score[pairs] >= self.threshold)


def pair_gain(kind: str, frame: Frame | ReducedProblem, rows: Whole, score: Whole) -> Whole:
    """Return what each pair is worth in a stage: ``total``, ``places`` (by tier) or ``below-N`` (1 from N up)."""
    if kind == "total":
        return score
    if kind == "places":
        return len(frame.priorities) - frame.tier[rows]
    return (score >= int(kind.removeprefix("below-"))).astype(np.int64)
