"""What one more place would bring in a stable round: the mentee at the end of the chain of vacancies it sets off.

A mentor with one more place takes their favourite of those who would rather be with them; that mentee leaves a place,
whose mentor does the same, until an unplaced mentee comes in or no one wants the place. The result is stable (Blum,
Roth & Rothblum 1997), and all stable matchings place the same mentees (Roth 1986), so it says who would be placed by
deferred acceptance with that place, though not always with which mentor. No chain comes back to a mentor: a circle of
mentees who would all rather have the next one's mentor does not exist in the mentees' best stable matching (Gusfield &
Irving 1989).
"""

from __future__ import annotations

import numpy as np

from matching.arrays import NOBODY, Ints, Whole
from matching.explain.residual import Residual
from matching.solve.lottery import lottery_tickets

_UNRANKED = -(2**40)


def chain_ends(residual: Residual) -> Ints:
    """Return the unplaced mentee that one more place with each mentor (m,) would let in, -1 for none."""
    first = _first_in_line(residual, _waiting(residual))
    leaves = np.append(residual.partner, NOBODY)[first]
    end = np.where(leaves == NOBODY, np.arange(first.size), leaves)
    for _ in range(first.size.bit_length()):
        end = end[end]
    return first[end]


def _waiting(residual: Residual) -> Ints:
    """Return the positions of the pairs whose mentee would rather have that mentor than their own."""
    rows = residual.rows
    own = np.flatnonzero(residual.partner[rows] == residual.cols)
    held = np.full(residual.partner.size, NOBODY)
    held[rows[own]] = own
    mine = held[rows]
    wants, even = mine == NOBODY, np.flatnonzero(mine != NOBODY)
    for key in (_liking(residual, residual.instance.mentee_rank), residual.score):
        wants[even] = key[even] > key[mine[even]]
        even = even[key[even] == key[mine[even]]]
    wants[even] = _tickets_of(residual, even) > _tickets_of(residual, mine[even])
    return np.flatnonzero(wants)


def _first_in_line(residual: Residual, waiting: Ints) -> Ints:
    """Return the mentee each mentor (m,) likes best in these pairs, -1 for none."""
    instance = residual.instance
    candidates, first = waiting, np.full(residual.room.size, NOBODY, np.int64)
    for key in (instance.priority[residual.rows], _liking(residual, instance.mentor_rank), residual.score):
        candidates = _foremost(residual, candidates, key[candidates])
    candidates = _foremost(residual, candidates, _tickets_of(residual, candidates))
    first[residual.cols[candidates]] = residual.rows[candidates]
    return first


def _foremost(residual: Residual, pairs: Ints, key: Ints) -> Ints:
    """Return the pairs with their mentor's highest key."""
    most = np.full(residual.room.size, np.iinfo(np.int64).min)
    np.maximum.at(most, residual.cols[pairs], key)
    return pairs[key == most[residual.cols[pairs]]]


def _tickets_of(residual: Residual, pairs: Ints) -> Ints:
    instance, seed = residual.instance, residual.matching.seed
    assert seed is not None, "what is explained was computed here, so its draw is known"
    return lottery_tickets(seed, 0, instance.mentees, instance.mentors, residual.rows[pairs], residual.cols[pairs])


def _liking(residual: Residual, ranks: Whole | None) -> Ints:
    """Return a number for every pair that is higher for a better rank and lowest for the unranked."""
    if ranks is None:
        return np.zeros(residual.rows.size, np.int64)
    given = ranks[residual.instance.edges(residual.rows, residual.cols)].astype(np.int64)
    return np.where(given < 0, _UNRANKED, -given)
