"""What one more place would bring in a stable round: whom the chain of vacancies it sets off lets in at its end.

A mentor with a place more takes who he likes best of those who would rather be with him; she leaves a place, whose
mentor does the same, until an unplaced mentee comes in or nobody wants the place. The result is stable (Blum, Roth &
Rothblum 1997), and all stable matchings place the same mentees (Roth 1986), so it says who would be placed by deferred
acceptance with that place, though not always with whom. No chain comes back to a mentor: a circle of mentees who would
all rather have the next one's mentor does not exist in the mentees' best stable matching (Gusfield & Irving 1989).
"""

from __future__ import annotations

import numpy as np

from matching.arrays import NOBODY, Ints, Whole
from matching.explain.residual import Standing
from matching.solve.lottery import tickets

_UNRANKED = -(2**40)


def let_in(standing: Standing) -> Ints:
    """Return the unplaced mentee whom one more place with each mentor (m,) would let in, -1 for none."""
    first = _first_in_line(standing, _waiting(standing))
    leaves = np.append(standing.partner, NOBODY)[first]
    end = np.where(leaves == NOBODY, np.arange(first.size), leaves)
    for _ in range(first.size.bit_length()):
        end = end[end]
    return first[end]


def _waiting(standing: Standing) -> Ints:
    """Return the positions of the pairs whose mentee would rather have that mentor than what she has."""
    rows = standing.rows
    own = np.flatnonzero(standing.partner[rows] == standing.cols)
    held = np.full(standing.partner.size, NOBODY)
    held[rows[own]] = own
    mine = held[rows]
    wants, even = mine == NOBODY, np.flatnonzero(mine != NOBODY)
    for key in (_liking(standing, standing.instance.mentee_rank), standing.score):
        wants[even] = key[even] > key[mine[even]]
        even = even[key[even] == key[mine[even]]]
    wants[even] = _lots(standing, even) > _lots(standing, mine[even])
    return np.flatnonzero(wants)


def _first_in_line(standing: Standing, waiting: Ints) -> Ints:
    """Return the mentee each mentor (m,) likes best in these pairs, -1 for none."""
    instance = standing.instance
    at, first = waiting, np.full(standing.room.size, NOBODY, np.int64)
    for key in (instance.priority[standing.rows], _liking(standing, instance.mentor_rank), standing.score):
        at = _foremost(standing, at, key[at])
    at = _foremost(standing, at, _lots(standing, at))
    first[standing.cols[at]] = standing.rows[at]
    return first


def _foremost(standing: Standing, at: Ints, key: Ints) -> Ints:
    """Return the pairs with their mentor's highest key."""
    most = np.full(standing.room.size, np.iinfo(np.int64).min)
    np.maximum.at(most, standing.cols[at], key)
    return at[key == most[standing.cols[at]]]


def _lots(standing: Standing, at: Ints) -> Ints:
    instance, seed = standing.instance, standing.matching.seed
    return tickets(seed, 0, instance.mentees, instance.mentors, standing.rows[at], standing.cols[at])


def _liking(standing: Standing, ranks: Whole | None) -> Ints:
    """Return a number for every pair that is higher for a better rank and lowest for the unranked."""
    if ranks is None:
        return np.zeros(standing.rows.size, np.int64)
    given = ranks[standing.instance.edges(standing.rows, standing.cols)].astype(np.int64)
    return np.where(given < 0, _UNRANKED, -given)
