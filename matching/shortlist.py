"""Solve on each person's best pairs, and let the proof say whether any other pair matters.

Every proof of a stage is a condition on each pair by itself: it is covered, or its prices leave it no reduced
gain. So the optimum over some of the pairs is the optimum over all exactly when no pair breaks a condition; those
that do are added and the round is solved again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.placing import TierCover
from matching.problem import Ints, Mask, Problem

BUCKETS = 64
BLOCK = 1 << 18
SMALL = 6_000
"""Up to this many pairs a shortlist saves nothing."""


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


def shortlist(problem: Problem) -> Ints | None:
    """Return the positions of each person's best pairs, or ``None`` when all are as good a choice."""
    e = problem.rows.size
    if e <= SMALL:
        return None
    places = int(problem.room.sum())
    is_scarce = 3 * places <= 2 * int(problem.is_free.sum())
    bucket = _buckets(problem.score)
    keep = _best(problem.cols, bucket, 12 + 8 * problem.room if is_scarce else 12 + 10 * problem.room)
    keep |= _best(problem.rows, bucket, np.full(problem.n, 3 if is_scarce else 14))
    chosen = np.flatnonzero(keep)
    return None if chosen.size > e // 2 else chosen


def _buckets(score: Ints) -> Ints:
    """Return the bucket of every score, 0 for the highest, so that buckets hold about as many pairs each."""
    low = int(score.min())
    count = np.bincount(score - low)
    above = count.sum() - np.cumsum(count)
    return (above * BUCKETS // score.size)[score - low]


def _best(people: Ints, bucket: Ints, wanted: Ints) -> Mask:
    """Mark at least the ``wanted`` best pairs of each person, whole buckets at a time."""
    count = np.bincount(people * BUCKETS + bucket, minlength=wanted.size * BUCKETS).reshape(-1, BUCKETS)
    enough = count.cumsum(axis=1) >= wanted[:, None]
    enough[:, -1] = True
    return bucket <= enough.argmax(axis=1)[people]


def offenders(problem: Problem, conditions: Conditions) -> tuple[Ints, Ints]:
    """Return the positions of the pairs that break a condition, and of those that keep all without slack.

    The second are the pairs an equally good matching could use.
    """
    bad: list[Ints] = []
    open_: list[Ints] = []
    for start in range(0, problem.rows.size, BLOCK):
        part = slice(start, start + BLOCK)
        breaks, is_tight = _check(problem, part, conditions)
        bad.append(breaks + start)
        open_.append(is_tight + start)
    none = np.zeros(0, np.int64)
    return np.concatenate([none, *bad]), np.concatenate([none, *open_])


def _check(problem: Problem, part: slice, conditions: Conditions) -> tuple[Ints, Ints]:
    """Check one block of pairs; positions are within the block."""
    rows, cols, score = problem.rows[part], problem.cols[part], problem.score[part]
    breaks = np.zeros(rows.size, bool)
    threshold = conditions.threshold
    if conditions.level is not None and threshold is not None:
        breaks |= (score > threshold) & _misses(conditions.level, problem, rows, cols)
    rest = np.arange(rows.size)
    if conditions.covers:
        mentee, mentor = np.zeros(problem.n, np.int8), np.zeros(problem.m, np.int8)
        for cover in conditions.covers:
            breaks |= _misses(cover, problem, rows, cols)
            mentee += cover.mentees
            mentor += cover.mentors
        weight = (len(problem.priorities) - problem.tier).astype(np.int8) - mentee
        exact = mentor[cols] == weight[rows]
        rest = np.flatnonzero(exact if threshold is None else exact & (score >= threshold))
    for kind, (mentee_price, mentor_price) in zip(conditions.kinds, conditions.prices, strict=True):
        gain = pair_gain(kind, problem, rows[rest], score[rest])
        slack = mentee_price[rows[rest]] + mentor_price[cols[rest]] - gain
        breaks[rest[slack < 0]] = True
        rest = rest[slack == 0]
    return np.flatnonzero(breaks), rest


def _misses(cover: TierCover, problem: Problem, rows: Ints, cols: Ints) -> Mask:
    """Mark pairs of the cover's tiers that it does not touch."""
    missed = ~(cover.mentees | (problem.tier > cover.tier))[rows]
    return missed & ~cover.mentors[cols]


def pair_gain(kind: str, problem: Problem, rows: Ints, score: Ints) -> Ints:
    """Return what each pair is worth in a stage: ``total``, ``places`` (by tier) or ``below-N`` (1 from N up)."""
    if kind == "total":
        return score
    if kind == "places":
        return len(problem.priorities) - problem.tier[rows]
    return (score >= int(kind.removeprefix("below-"))).astype(np.int64)
