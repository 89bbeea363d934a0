"""Stable matching: deferred acceptance with places, mentees proposing, in rounds of array operations.

A mentee prefers mentors by her ranking (a ranked one before an unranked), then the pair's score, then its ticket.
A mentor prefers mentees of a higher priority, then by his ranking, the score and the ticket. Tickets make these
orders strict, so the stable matching that is best for the mentees exists and is unique, and the order of
proposals does not matter (Gale & Shapley 1962; Roth & Sotomayor 1990, section 5). Locked pairs stand outside:
they are kept, use up a place each, and do not take part in blocking.
"""

from __future__ import annotations

import numpy as np

from matching.arrays import NOBODY, Ints, Whole
from matching.solve.lottery import tickets
from matching.solve.reduced_problem import Problem


def deferred_acceptance(problem: Problem, seed: str) -> Ints:
    """Return the mentor (n,) of each mentee in the mentee-optimal stable matching, -1 for none."""
    hers, his = preference_orders(problem, seed)
    indptr = np.concatenate(([0], np.cumsum(np.bincount(problem.rows, minlength=problem.n))))
    wish = np.lexsort((-hers, problem.rows))
    pointer = indptr[:-1].copy()
    held = np.full(problem.n, NOBODY, np.int64)
    proposing = np.flatnonzero(pointer < indptr[1:])
    while proposing.size:
        offers = wish[pointer[proposing]]
        pointer[proposing] += 1
        asked = np.zeros(problem.m, bool)
        asked[problem.cols[offers]] = True
        standing = held[held != NOBODY]
        standing = standing[asked[problem.cols[standing]]]
        candidates = np.concatenate((standing, offers))
        held[problem.rows[candidates]] = NOBODY
        kept = _best_of(candidates, problem.cols[candidates], his[candidates], problem.room)
        held[problem.rows[kept]] = kept
        turned_away = problem.rows[candidates]
        turned_away = turned_away[held[turned_away] == NOBODY]
        proposing = turned_away[pointer[turned_away] < indptr[turned_away + 1]]
    return np.where(held == NOBODY, NOBODY, problem.cols[held] if problem.rows.size else NOBODY)


def preference_orders(problem: Problem, seed: str) -> tuple[Ints, Ints]:
    """Return her and his order of all pairs, two arrays (e,) with the higher number for the better."""
    instance = problem.instance
    ticket = tickets(seed, 0, instance.mentees, instance.mentors, problem.rows, problem.cols)
    hers = np.lexsort((ticket, problem.score, _liking(instance.mentee_rank, problem)))
    his = np.lexsort((ticket, problem.score, _liking(instance.mentor_rank, problem), -problem.tier[problem.rows]))
    return _inverse(hers), _inverse(his)


def _liking(ranks: Whole | None, problem: Problem) -> Ints:
    """Return a number that is higher for a better rank and lowest for the unranked."""
    if ranks is None:
        return np.zeros(problem.edge.size, np.int64)
    mine = ranks[problem.edge].astype(np.int64)
    return np.where(mine < 0, np.iinfo(np.int64).min, -mine)


def _inverse(order: Ints) -> Ints:
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return place


def _best_of(pairs: Ints, mentors: Ints, liking: Ints, room: Ints) -> Ints:
    """Return, of these pairs, each mentor's most liked as far as there is room."""
    order = np.lexsort((-liking, mentors))
    in_order = mentors[order]
    rank = np.arange(order.size) - np.searchsorted(in_order, in_order, side="left")
    return pairs[order[rank < room[in_order]]]
