"""What places and mentees are worth in a matching: both ends of its dual prices, and what locking a pair would cost.

For ``coverage``, ``fair`` and ``total`` a pair's gain can be written as one integer, so that one optimum of the
sum is the matching at hand. Its dual prices form a lattice; the lowest price of a mentor is what one more place
there would bring, the highest what losing one would cost (Shapley & Shubik 1971; Demange 1982; Leonard 1983).
Costs of changes are shortest paths with reduced costs, which are never negative. The arithmetic is residual.py's,
which explainer.py rests on too; this is its door for numbers about all pairs at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
import numpy.typing as npt

from matching.arrays import NOBODY, Ints
from matching.explain.residual import Residual, residual_of
from matching.model.errors import MatchingError
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.objective_weights import ObjectiveWeights


@dataclass(frozen=True, eq=False)
class Prices:
    """The lowest prices of a matching, and what is needed to ask more of them.

    ``rows``, ``cols`` and ``gain`` (e,) are the pairs that count and their value: of mentees without a lock and mentors
    with places left, at least the minimum score, and for ``fair`` at least the worst score reached. ``mentee`` (n,) and
    ``mentor`` (m,) are the prices that belong to the lowest prices of mentors.
    """

    residual: Residual
    weights: ObjectiveWeights
    rows: Ints
    cols: Ints
    gain: Ints
    mentee: Ints
    mentor: Ints

    @property
    def room(self) -> Ints:
        """Return the places not locked (m,)."""
        return self.residual.room

    @cached_property
    def partner(self) -> Ints:
        """Return the mentor position of every mentee (n,), -1 for none and for the locked."""
        return np.where(self.residual.free, self.residual.partner, NOBODY)

    @property
    def reduced(self) -> Ints:
        """Return, for every pair (e,), the price sum above its gain: 0 or more, 0 where paired."""
        slack: Ints = self.mentee[self.rows] + self.mentor[self.cols] - self.gain
        return slack


def prices(graph: nx.Graph | Instance, matching: Matching) -> Prices:
    """Return the lowest mentor prices of a matching of this input by ``coverage``, ``fair`` or ``total``.

    Raises `MatchingError` for another objective or another input.
    """
    if matching.objective not in ("coverage", "fair", "total"):
        raise MatchingError(f"There are no dual prices for the objective {matching.objective!r}.")
    residual = residual_of(as_instance(graph), matching)
    assert residual.weights is not None
    assert residual.gain is not None
    assert residual.prices is not None
    rows, cols, gain = residual.rows[residual.level], residual.cols[residual.level], residual.gain
    if not residual.room.all():
        has_room = residual.room[cols] > 0
        rows, cols, gain = rows[has_room], cols[has_room], gain[has_room]
    return Prices(residual, residual.weights, rows, cols, gain, *residual.prices)


def highest(priced: Prices) -> tuple[Ints, Ints]:
    """Return the mentee (n,) and mentor (m,) prices at the other end: the highest for mentors, 0 without a place."""
    full = (priced.residual.load == priced.room) & (priced.room > 0)
    spare = priced.residual.shortest_augmenting[0][:-1]
    mentor = np.where(full, priced.mentor + np.where(full, spare, 0).astype(np.int64), 0)
    mentee = np.zeros(priced.partner.size, np.int64)
    own = priced.cols == priced.partner[priced.rows]
    mentee[priced.rows[own]] = priced.gain[own] - mentor[priced.cols[own]]
    return mentee, mentor


def lock_costs(priced: Prices, mentee: int) -> Ints:
    """Return what giving this free mentee each of their allowed mentors would cost the round, in gain (their pairs,).

    In the order of the mentee's pairs among ``priced.rows``; 0 for the mentor they have, and for any other they could
    have as well. `Scale.split` puts a cost into mentees and points.
    """
    residual = priced.residual
    pairs = np.flatnonzero(priced.rows == mentee)
    mentors = priced.cols[pairs]
    current = int(priced.partner[mentee])
    back = residual.moves.alternating_paths(residual.outside if current == NOBODY else current, backwards=True)[0][
        mentors
    ]
    return np.where(mentors == current, 0, priced.reduced[pairs] + back.astype(np.int64))


def points_short(priced: Prices, high_mentor: npt.ArrayLike) -> Ints:
    """Return, for every pair (e,), by how much gain it falls short of the mentor's highest price.

    For an unplaced mentee and a full mentor this is what the score would have to rise by to displace someone
    there; 0 means that the draw decided.
    """
    return np.maximum(np.asarray(high_mentor)[priced.cols] - priced.gain, 0)
