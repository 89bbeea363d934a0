"""Stable matching: deferred acceptance with places, mentees proposing, in rounds of array operations.

A mentee prefers mentors by ranking (a ranked one before an unranked), then the pair's score, then its ticket.
A mentor prefers mentees of a higher priority, then by ranking, the score and the ticket. Tickets make these
orders strict, so the stable matching that is best for the mentees exists and is unique, and the order of
proposals does not matter (Gale & Shapley 1962; Roth & Sotomayor 1990, section 5). Locked pairs stand outside:
they are kept, use up a place each, and do not take part in blocking.
"""

from __future__ import annotations

import numpy as np

from matching.arrays import NOBODY, Ints, Whole
from matching.solve.lottery import lottery_tickets
from matching.solve.reduced_problem import ReducedProblem


def deferred_acceptance(problem: ReducedProblem, seed: str) -> Ints:
    """Return the mentor (n,) of each mentee in the mentee-optimal stable matching, -1 for none."""
    mentee_order, mentor_order = preference_orders(problem, seed)
    indptr = np.concatenate(([0], np.cumsum(np.bincount(problem.rows, minlength=problem.n))))
    wish = np.lexsort((-mentee_order, problem.rows))
    pointer = indptr[:-1].copy()
    held = np.full(problem.n, NOBODY, np.int64)
    proposing = np.flatnonzero(pointer < indptr[1:])
    while proposing.size:
        offers = wish[pointer[proposing]]
        pointer[proposing] += 1
        has_offer = np.zeros(problem.m, bool)
        has_offer[problem.cols[offers]] = True
        holding = held[held != NOBODY]
        holding = holding[has_offer[problem.cols[holding]]]
        candidates = np.concatenate((holding, offers))
        held[problem.rows[candidates]] = NOBODY
        accepted = _best_of(candidates, problem.cols[candidates], mentor_order[candidates], problem.room)
        held[problem.rows[accepted]] = accepted
        turned_away = problem.rows[candidates]
        turned_away = turned_away[held[turned_away] == NOBODY]
        proposing = turned_away[pointer[turned_away] < indptr[turned_away + 1]]
    return np.where(held == NOBODY, NOBODY, problem.cols[held] if problem.rows.size else NOBODY)


def preference_orders(problem: ReducedProblem, seed: str) -> tuple[Ints, Ints]:
    """Return the mentees' and the mentors' order of all pairs, two arrays (e,), higher for the better."""
    instance = problem.instance
    ticket = lottery_tickets(seed, 0, instance.mentees, instance.mentors, problem.rows, problem.cols)
    mentee_order = np.lexsort((ticket, problem.score, _liking(instance.mentee_rank, problem)))
    mentor_order = np.lexsort(
        (ticket, problem.score, _liking(instance.mentor_rank, problem), -problem.tier[problem.rows])
    )
    return _inverse(mentee_order), _inverse(mentor_order)


def _liking(ranks: Whole | None, problem: ReducedProblem) -> Ints:
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
