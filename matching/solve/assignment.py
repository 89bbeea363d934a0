"""The largest gain of an assignment with places, by scipy's sparse Jonker-Volgenant solver, in exact integers.

Integers below 2**53 are exact in float64, sums and comparisons included, so the solver's answer is the true
optimum; `assign` refuses anything larger. Every row has a private dummy column: it stands for "unmatched", keeps
the solver's own feasibility search trivial (that search is exponential on layered graphs without it) and lets
rows be the scarcer side, which makes each search short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.arrays import NOBODY, Ints, Mask
from matching.model.errors import MatchingError
from matching.solve.adjacency import ragged

EXACT = 2**53
COPIES_LIMIT = 12_000_000
"""Pairs after every place has become a column of its own; beyond it a linear programme does without copies."""


@dataclass(frozen=True)
class AssignmentProblem:
    """Choose pairs of the largest total gain.

    ``rows``, ``cols``, ``gain`` (e,) are pairs; ``room`` (m,) places. Mentees in ``must_place`` (n,) have to be
    placed and mentors in ``must_fill`` (m,) filled; that this is possible is known.
    """

    rows: Ints
    cols: Ints
    gain: Ints
    room: Ints
    must_place: Mask
    must_fill: Mask


def assign(task: AssignmentProblem) -> Ints:
    """Return the mentor of each mentee (n,), -1 for none, of one optimal assignment.

    Raises `MatchingError` when gains times people exceed exact float64 integers.
    """
    partner = np.full(task.must_place.size, NOBODY, np.int64)
    is_placing, is_filling = task.must_place[task.rows], task.must_fill[task.cols]
    if (is_placing ^ is_filling).all():
        # Pairs of mentees who must be placed and pairs of mentors who must be full have no one in common.
        for part in (is_placing, is_filling):
            _assign_part(task, np.flatnonzero(part), partner)
    else:
        _assign_part(task, np.arange(task.rows.size), partner)
    return partner


def _assign_part(task: AssignmentProblem, pairs: Ints, partner: Ints) -> None:
    """Solve for some of the pairs, with the scarcer side as rows, and write the mentors found."""
    if not pairs.size:
        return
    mentees, rows = np.unique(task.rows[pairs], return_inverse=True)
    mentors, cols = np.unique(task.cols[pairs], return_inverse=True)
    room = np.minimum(task.room[mentors], np.bincount(cols))
    must_place, must_fill = task.must_place[mentees], task.must_fill[mentors]
    part = AssignmentProblem(rows, cols, task.gain[pairs], room, must_place, must_fill)
    if int((room[cols]).sum()) > COPIES_LIMIT:
        result = _by_linear_programme(part)
    elif mentees.size < int(room.sum()):
        result = _by_mentees(part)
    else:
        result = _by_places(part)
    partner[mentees] = np.where(result == NOBODY, NOBODY, mentors[result])


def _by_mentees(task: AssignmentProblem) -> Ints:
    """Solve with mentees as rows and every place a column."""
    place_of = np.concatenate(([0], np.cumsum(task.room)))
    copies = task.room[task.cols]
    columns = ragged(place_of[task.cols], copies)
    count = np.bincount(task.rows, weights=copies, minlength=task.must_place.size).astype(np.int64)
    bonus = _bonus(task, task.must_place.size)
    gain = np.repeat(task.gain + bonus * task.must_fill[task.cols], copies)
    chosen = _full_matching(count, columns, gain, int(place_of[-1]), np.where(task.must_place, -2 * bonus, 0))
    mentor_of = np.repeat(np.arange(task.room.size), task.room)
    return np.where(chosen == NOBODY, NOBODY, mentor_of[chosen])


def _by_places(task: AssignmentProblem) -> Ints:
    """Solve with places as rows and mentees as columns."""
    order = np.argsort(task.cols, kind="stable")
    degree = np.bincount(task.cols, minlength=task.room.size)
    first = np.concatenate(([0], np.cumsum(degree)[:-1]))
    start, length = np.repeat(first, task.room), np.repeat(degree, task.room)
    bonus = _bonus(task, int(task.room.sum()))
    gain = task.gain + bonus * task.must_place[task.rows]
    pairs = order[ragged(start, length)]
    dummy = np.where(np.repeat(task.must_fill, task.room), -2 * bonus, 0)
    chosen = _full_matching(length, task.rows[pairs], gain[pairs], task.must_place.size, dummy)
    mentor_of = np.repeat(np.arange(task.room.size), task.room)
    result = np.full(task.must_place.size, NOBODY, np.int64)
    taken = chosen != NOBODY
    result[chosen[taken]] = mentor_of[taken]
    return result


def _bonus(task: AssignmentProblem, rows: int) -> int:
    """Return more than all gains of one solution can differ by."""
    return (int(np.abs(task.gain).max()) + 1) * 2 * (rows + 1)


def _full_matching(count: Ints, columns: Ints, gain: Ints, width: int, dummy: Ints) -> Ints:
    """Return the column of each row, or -1 for its dummy, of the largest total gain.

    ``count`` (r,) is the number of entries of each row in ``columns`` and ``gain``; ``dummy`` (r,) the gain of
    none.
    """
    rows = count.size
    stop = np.cumsum(count)
    indices = np.insert(columns, stop, width + np.arange(rows))
    all_gain = np.insert(gain, stop, dummy)
    top = int(all_gain.max())
    if (top - int(all_gain.min()) + 1) * 4 > EXACT:
        raise MatchingError("There are too many people for exact arithmetic with these scores.")
    indptr = np.concatenate(([0], stop + np.arange(1, rows + 1)))
    costs = csr_array((top + 1.0 - all_gain, indices, indptr), shape=(rows, width + rows))
    costs.has_canonical_format = False
    chosen = np.asarray(min_weight_full_bipartite_matching(costs)[1], np.int64)
    return np.where(chosen < width, chosen, NOBODY)


def _by_linear_programme(task: AssignmentProblem) -> Ints:
    """Solve as a linear programme, whose corners are integral (the matrix is totally unimodular)."""
    n, m, e = task.must_place.size, task.room.size, task.rows.size
    both = csr_array(
        (np.ones(2 * e), (np.concatenate((task.rows, n + task.cols)), np.tile(np.arange(e), 2))), shape=(n + m, e)
    )
    must = np.concatenate((task.must_place, task.must_fill))
    bound = np.concatenate((np.ones(n), task.room)).astype(float)
    scale = max(1, int(np.abs(task.gain).max()))
    solution = linprog(
        -task.gain / scale,
        A_ub=both[~must] if (~must).any() else None,
        b_ub=bound[~must] if (~must).any() else None,
        A_eq=both[must] if must.any() else None,
        b_eq=bound[must] if must.any() else None,
        bounds=(0, 1),
        method="highs-ds",
    )
    if solution.status != 0:
        raise MatchingError(f"The linear programme of this round was not solved: {solution.message}")
    taken = np.flatnonzero(solution.x > 0.5)
    result = np.full(n, NOBODY, np.int64)
    result[task.rows[taken]] = task.cols[taken]
    return result
