"""The highest worst score at which every tier keeps its count: a bottleneck assignment with its proof."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.arrays import Ints
from matching.solve.adjacency import Adjacencies
from matching.solve.max_cardinality import MaxCardinality, TierCover, max_cardinality
from matching.solve.reduced_problem import ReducedProblem


@dataclass(frozen=True)
class Bottleneck:
    """``worst`` is the highest worst score, ``partner`` (n,) a matching that has it, ``cover`` fails above it."""

    worst: int
    partner: Ints
    cover: TierCover


def bottleneck_of(problem: ReducedProblem, adjacencies: Adjacencies, placement: MaxCardinality) -> Bottleneck:
    """Raise the worst score as far as every tier's count allows; at least one mentee is placed.

    A cover that fails at one score bounds the next try: as many pairs as it falls short by must come from outside
    it. So tries go down from an upper bound, each growing the matching of the last, with bisection mixed in.
    """
    wanted = np.array([cover.placed for cover in placement.covers])
    levels = np.unique(problem.score)
    own = problem.cols == placement.partner[problem.rows]
    low = int(np.searchsorted(levels, problem.score[own].min()))
    good, cover = placement.partner, placement.covers[-1]
    high = min(levels.size, int(np.searchsorted(levels, _saturation_bound(problem, adjacencies, cover), side="right")))
    partial = _above(problem, good, int(levels[high - 1]))
    tries = 0
    while low < high - 1:
        tries += 1
        middle = high - 1 if tries % 3 else (low + high) // 2
        attempt = max_cardinality(
            adjacencies.above(int(levels[middle])),
            problem.room,
            problem.tier,
            len(wanted),
            start=partial,
            wanted=wanted,
        )
        if attempt.is_full:
            low, good = middle, attempt.partner
            partial = _above(problem, good, int(levels[high - 1]))
            continue
        short = int(wanted[len(attempt.covers) - 1]) - attempt.covers[-1].placed
        partial, high = attempt.partner, middle
        bound = _bound_below(problem, attempt.covers[-1], short, int(levels[middle]))
        high = min(high, int(np.searchsorted(levels, bound, side="right")))
    worst = int(levels[low])
    return Bottleneck(worst, good, _failing_cover(problem, adjacencies, good, worst, wanted))


def _bound_below(problem: ReducedProblem, cover: TierCover, short: int, failed: int) -> int:
    """Return a score the worst cannot exceed: a cover at the score ``failed`` is ``short`` mentees short.

    So many mentees need a pair from outside the cover.
    """
    outside = (problem.tier[problem.rows] <= cover.tier) & (problem.score < failed)
    outside &= ~cover.mentees[problem.rows] & ~cover.mentors[problem.cols]
    best = np.full(problem.n, np.iinfo(np.int64).min)
    np.maximum.at(best, problem.rows[outside], problem.score[outside])
    return int(np.partition(best, best.size - short)[best.size - short])


def _saturation_bound(problem: ReducedProblem, adjacencies: Adjacencies, cover: TierCover) -> int:
    """Bound the worst score by those an exact cover of all tiers says are always placed or full."""
    bound = int(problem.score.max())
    mentees = np.flatnonzero(cover.mentees)
    if mentees.size:
        keep = ~cover.mentors[adjacencies.mentee.partner]
        bound = min(bound, int(adjacencies.mentee.nth_best(mentees, np.ones_like(mentees), keep).min()))
    mentors = np.flatnonzero(cover.mentors)
    if mentors.size:
        keep = ~cover.mentees[adjacencies.mentor.partner]
        bound = min(bound, int(adjacencies.mentor.nth_best(mentors, problem.room[mentors], keep).min()))
    return bound


def _failing_cover(
    problem: ReducedProblem, adjacencies: Adjacencies, partner: Ints, worst: int, wanted: Ints
) -> TierCover:
    """Return the cover that shows that pairs above ``worst`` cannot give every tier its count."""
    start = _above(problem, partner, worst + 1)
    return max_cardinality(
        adjacencies.above(worst + 1), problem.room, problem.tier, len(wanted), start=start, wanted=wanted
    ).covers[-1]


def _above(problem: ReducedProblem, partner: Ints, score: int) -> Ints:
    """Return the pairs of a matching (n,) that have at least a score."""
    low = (problem.cols == partner[problem.rows]) & (problem.score < score)
    remaining = partner.copy()
    remaining[problem.rows[low]] = -1
    return remaining
