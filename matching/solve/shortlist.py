"""Picks each person's best pairs, to solve over them first; `column_generation` says whether any other pair matters."""

from __future__ import annotations

import numpy as np

from matching.arrays import Ints, Mask, Shorts, Whole
from matching.solve.reduced_problem import Frame, PairBlock

BUCKETS = 64
SMALL = 6_000
"""Up to this many pairs, a shortlist saves nothing."""
DENSE = 150
"""From this many pairs to a mentee, a shortlist pays even where places are not scarce."""


def shortlist(frame: Frame) -> Ints | None:
    """Return the positions of each person's best pairs, or ``None`` when all are as good a choice.

    Where places are scarce a short list of each mentor's best mentees nearly always holds the optimum. Where they
    are not, people end up far down their lists, and a second round costs more than a list saves unless it is
    long.
    """
    e = frame.instance.indices.size
    people = int(frame.is_free.sum())
    if e <= SMALL:
        return None
    is_scarce = 3 * int(frame.room.sum()) <= 2 * people
    if not is_scarce and e < DENSE * people:
        return None
    least = _least(frame, 24 + 12 * frame.room if is_scarce else 12 + 32 * frame.room)
    chosen = [np.zeros(0, np.int64)]
    for block in frame.blocks():
        keep = block.score >= least[block.cols]
        if not is_scarce and block.rows.size:
            keep |= _best_of_mentees(block, 32)
        chosen.append(block.edges(np.flatnonzero(keep)))
    pairs = np.concatenate(chosen)
    return None if 2 * pairs.size > e else pairs


def _least(frame: Frame, wanted: Ints) -> Shorts:
    """Return, per mentor (m,), a score that about ``wanted`` of their pairs reach, no fewer unless there are fewer.

    A running bound: only what reaches the bound so far is kept, and the bound rises as more is kept.
    """
    lowest = np.iinfo(np.int32).min
    least = np.full(frame.m, lowest, np.int32)
    cols: list[Ints] = [np.zeros(0, np.int64)]
    score: list[Whole] = [np.zeros(0, np.int32)]
    held, limit = 0, max(3 * int(wanted.sum()), 1 << 17)
    for block in frame.blocks():
        reaches = np.flatnonzero(block.score >= least[block.cols])
        cols.append(block.cols[reaches])
        score.append(block.score[reaches])
        held += reaches.size
        if held > limit:
            remaining = _raise_bounds(np.concatenate(cols), np.concatenate(score), wanted, least)
            cols, score, held = [remaining[0]], [remaining[1]], remaining[0].size
    _raise_bounds(np.concatenate(cols), np.concatenate(score), wanted, least)
    return least


def _raise_bounds(cols: Ints, score: Whole, wanted: Ints, least: Shorts) -> tuple[Ints, Whole]:
    """Raise each mentor's bound to their ``wanted``-th (1 or more) best score; return the pairs that reach it."""
    top = int(score.max(initial=0))
    bits = (top - int(score.min(initial=0))).bit_length()
    packed = (cols << bits) + (top - score)
    packed.sort()
    count = np.bincount(cols, minlength=wanted.size)
    first = np.cumsum(count) - count
    enough = np.flatnonzero(count >= wanted)
    least[enough] = top - (packed[first[enough] + wanted[enough] - 1] & ((1 << bits) - 1))
    keep = score >= least[cols]
    return cols[keep], score[keep]


def _best_of_mentees(block: PairBlock, wanted: int) -> Mask:
    """Mark at least each mentee's ``wanted`` best pairs in a block, whole buckets of scores at a time."""
    first = int(block.rows[0])
    place = block.rows - first
    low, high = int(block.score.min()), int(block.score.max())
    bucket = (high - block.score) * BUCKETS // (high - low + 1)
    count = np.bincount(place * BUCKETS + bucket, minlength=(int(place[-1]) + 1) * BUCKETS).reshape(-1, BUCKETS)
    enough = count.cumsum(axis=1) >= wanted
    enough[:, -1] = True
    return np.asarray(bucket <= enough.argmax(axis=1)[place])
