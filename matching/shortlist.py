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
SLACKS = 1024
SMALL = 6_000
"""Up to this many pairs a shortlist saves nothing."""
DENSE = 150
"""From so many pairs a mentee on, a shortlist pays even where places are not scarce."""


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
    """Return the positions of each person's best pairs, or ``None`` when all are as good a choice.

    Where places are scarce a short list of each mentor's best mentees nearly always holds the optimum. Where they
    are not, people end up far down their lists, and a second round costs more than a list saves unless it is
    long.
    """
    e = problem.rows.size
    people = int(problem.is_free.sum())
    if e <= SMALL:
        return None
    is_scarce = 3 * int(problem.room.sum()) <= 2 * people
    if not is_scarce and e < DENSE * people:
        return None
    bucket = _buckets(problem.score)
    keep = _best(problem.cols, bucket, 12 + 8 * problem.room if is_scarce else 12 + 32 * problem.room)
    keep |= _best(problem.rows, bucket, np.full(problem.n, 3 if is_scarce else 32))
    chosen = np.flatnonzero(keep)
    return None if 2 * chosen.size > e else chosen


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


@dataclass(frozen=True)
class Priced:
    """What pricing every pair found, as positions of pairs.

    ``broken`` break a condition; ``tight`` keep all without slack, so an equally good matching could use them;
    ``near`` break one or come closest to it.
    """

    broken: Ints
    tight: Ints
    near: Ints


def price_all(problem: Problem, conditions: Conditions, most: int) -> Priced:
    """Check every pair of a problem against what a round over some of them demands.

    ``near`` holds about ``most`` pairs at the most: adding what could come to matter next saves rounds.
    """
    broken, tight, counts = _all_blocks(problem, conditions, margin=-1)
    near = broken
    margin = int(np.searchsorted(np.cumsum(counts), most)) - 1
    if broken.size and margin >= 0:
        near = _all_blocks(problem, conditions, margin=margin)[0]
    return Priced(broken, tight, near)


def _all_blocks(problem: Problem, conditions: Conditions, margin: int) -> tuple[Ints, Ints, Ints]:
    """Return the pairs within the margin, the tight ones, and how many there are of each small slack."""
    none = np.zeros(0, np.int64)
    wanted, tight, counts = [none], [none], np.zeros(SLACKS, np.int64)
    for start in range(0, problem.rows.size, BLOCK):
        block = _check(problem, slice(start, start + BLOCK), conditions, margin)
        wanted.append(block[0] + start)
        tight.append(block[1] + start)
        counts += block[2]
    return np.concatenate(wanted), np.concatenate(tight), counts


def _check(problem: Problem, part: slice, conditions: Conditions, margin: int) -> tuple[Ints, Ints, Ints]:
    """Check one block of pairs; positions are within the block."""
    rows, cols, score = problem.rows[part], problem.cols[part], problem.score[part]
    wanted = np.zeros(rows.size, bool)
    threshold = conditions.threshold
    if conditions.level is not None and threshold is not None:
        wanted |= (score > threshold) & _misses(conditions.level, problem, rows, cols)
    rest = np.arange(rows.size)
    if conditions.covers:
        mentee, mentor = np.zeros(problem.n, np.int32), np.zeros(problem.m, np.int32)
        for cover in conditions.covers:
            wanted |= _misses(cover, problem, rows, cols)
            mentee += cover.mentees
            mentor += cover.mentors
        weight = len(problem.priorities) - problem.tier - mentee
        exact = mentor[cols] == weight[rows]
        rest = np.flatnonzero(exact if threshold is None else exact & (score >= threshold))
    counts = np.zeros(SLACKS, np.int64)
    for kind, (mentee_price, mentor_price) in zip(conditions.kinds, conditions.prices, strict=True):
        gain = pair_gain(kind, problem, rows[rest], score[rest])
        slack = mentee_price[rows[rest]] + mentor_price[cols[rest]] - gain
        is_last = kind == conditions.kinds[-1]
        if is_last:
            counts += np.bincount(slack[(slack >= 0) & (slack < SLACKS)], minlength=SLACKS)
        wanted[rest[slack <= (margin if is_last else -1)]] = True
        rest = rest[slack == 0]
    return np.flatnonzero(wanted), rest, counts


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
