"""What places and mentees are worth in a matching: both ends of its dual prices, and what any change would cost.

For ``coverage``, ``fair`` and ``total`` a pair's gain can be written as one integer, so that one optimum of the
sum is the matching at hand. Its dual prices form a lattice; the lowest price of a mentor is what one more place
there would bring, the highest what losing one would cost (Shapley & Shubik 1971; Demange 1982; Leonard 1983).
Costs of changes are shortest paths in the exchange graph with reduced costs, which are never negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from matching.errors import MatchingError
from matching.graph import as_instance
from matching.instance import Instance
from matching.lowest import Face, lowest_prices
from matching.placing import NOBODY
from matching.problem import Ints, Problem, frame_of
from matching.result import Matching

OUT_OF_REACH = -1
"""A cost that stands for "cannot be had"."""


@dataclass(frozen=True)
class Worth:
    """A change in what the round is worth.

    ``placed`` is in mentees, each counting 1 for the lowest priority tier, 2 for the next and so on; ``points``
    in score points.
    """

    placed: int
    points: int


@dataclass(frozen=True)
class Scale:
    """How a gain is put together: what a mentee of the lowest tier and what a point of score weigh."""

    per_placed: int
    per_point: int

    def split(self, value: int) -> Worth:
        """Return what a difference of gains says in mentees and points."""
        big, small = max(self.per_placed, self.per_point), min(self.per_placed, self.per_point)
        large = (value + big // 2) // big
        rest = (value - large * big) // small
        placed, points = (large, rest) if self.per_placed > self.per_point else (rest, large)
        return Worth(placed, points)


@dataclass(frozen=True)
class Prices:
    """The lowest prices of a matching, and what is needed to ask more of them.

    ``problem`` holds the pairs that count: free mentees, mentors with places left, at least the minimum score,
    and for ``fair`` at least the worst score reached. ``gain`` (e,) is their value, ``partner`` (n,) the mentor
    position of each free mentee or -1, ``mentee`` (n,) and ``mentor`` (m,) the prices that belong to the lowest
    prices of mentors.
    """

    problem: Problem
    scale: Scale
    gain: Ints
    partner: Ints
    mentee: Ints
    mentor: Ints

    @property
    def reduced(self) -> Ints:
        """Return, for every pair (e,), the price sum above its gain: 0 or more, 0 where paired."""
        slack: Ints = self.mentee[self.problem.rows] + self.mentor[self.problem.cols] - self.gain
        return slack


def prices(graph: nx.Graph | Instance, matching: Matching) -> Prices:
    """Return the lowest mentor prices of a matching of this input by ``coverage``, ``fair`` or ``total``.

    Raises `MatchingError` for another objective or another input.
    """
    instance = as_instance(graph)
    if matching.objective not in ("coverage", "fair", "total"):
        raise MatchingError(f"There are no dual prices for the objective {matching.objective!r}.")
    if matching.fingerprint != instance.fingerprint:
        raise MatchingError("The matching was computed from another input.")
    frame = frame_of(instance, matching.settings.minimum_score)
    problem = frame.problem()
    if matching.objective == "fair" and matching.worst is not None:
        problem = frame.problem(problem.edge[problem.score >= matching.worst])
    scale = _scale(problem, matching.objective)
    weight = len(problem.priorities) - problem.tier[problem.rows]
    gain = scale.per_placed * weight + scale.per_point * problem.score
    partner = _partner(problem, matching)
    none = np.zeros(problem.n, bool), np.zeros(problem.m, bool)
    at = np.arange(problem.rows.size)
    mentee, mentor = lowest_prices(Face(problem.rows, problem.cols, at, problem.room, *none, partner), gain)
    return Prices(problem, scale, gain, partner, mentee, mentor)


def highest(priced: Prices, exchange: Exchange) -> tuple[Ints, Ints]:
    """Return the mentee (n,) and mentor (m,) prices at the other end: the highest for mentors."""
    full = (_load(priced) == priced.problem.room) & (priced.problem.room > 0)
    mentor = np.where(full, priced.mentor + exchange.cost_to(None)[:-1], 0)
    mentee = np.zeros(priced.problem.n, np.int64)
    own = priced.problem.cols == priced.partner[priced.problem.rows]
    rows, cols = priced.problem.rows[own], priced.problem.cols[own]
    mentee[rows] = priced.gain[own] - mentor[cols]
    return mentee, mentor


@dataclass(frozen=True)
class Exchange:
    """The exchange graph of a matching: mentors 0..m - 1 and "nobody" m; an arc is a mentee who could move.

    ``arcs`` holds the least reduced cost of moving one mentee from the row's mentor to the column's, "nobody"
    standing for unplaced and for a place left open.
    """

    arcs: csr_array

    def cost_to(self, mentor: int | None) -> Ints:
        """Return the least reduced cost from every node (m + 1,) to a mentor or "nobody"; -1 is out of reach."""
        target = self.arcs.shape[0] - 1 if mentor is None else mentor
        distance = dijkstra(self.arcs.T.tocsr(), indices=target)
        return np.where(np.isinf(distance), OUT_OF_REACH, distance).astype(np.int64)


def exchange_graph(priced: Prices) -> Exchange:
    """Build the exchange graph once; each question is then one shortest-path search."""
    problem, m = priced.problem, priced.problem.m
    at = np.where(priced.partner == NOBODY, m, priced.partner)
    moves = problem.cols != priced.partner[problem.rows]
    placed = np.flatnonzero(priced.partner != NOBODY)
    load = _load(priced)
    has_room, has_mentee = np.flatnonzero(load < problem.room), np.flatnonzero(load > 0)
    source = np.concatenate((at[problem.rows[moves]], at[placed], has_room, np.full(has_mentee.size, m)))
    target = np.concatenate((problem.cols[moves], np.full(placed.size + has_room.size, m), has_mentee))
    cost = np.concatenate(
        (priced.reduced[moves], priced.mentee[placed], np.zeros(has_room.size, np.int64), priced.mentor[has_mentee])
    )
    key = source * (m + 1) + target
    order = np.lexsort((cost, key))
    first = np.concatenate(([True], np.diff(key[order]) > 0)) if key.size else np.zeros(0, bool)
    chosen = order[first]
    return Exchange(csr_array((cost[chosen].astype(float), (source[chosen], target[chosen])), shape=(m + 1, m + 1)))


def lock_costs(priced: Prices, exchange: Exchange, mentee: int) -> Ints:
    """Return what giving this free mentee each of her allowed mentors would cost the round, in gain (her pairs,).

    In the order of her pairs in ``priced.problem``; 0 for the mentor she has, and for another she could as well
    have. `Scale.split` puts a cost into mentees and points.
    """
    pairs = np.flatnonzero(priced.problem.rows == mentee)
    mentors = priced.problem.cols[pairs]
    at = int(priced.partner[mentee])
    back = exchange.cost_to(None if at == NOBODY else at)[mentors]
    cost = priced.reduced[pairs] + back
    return np.where(mentors == at, 0, np.where(back == OUT_OF_REACH, OUT_OF_REACH, cost))


def points_short(priced: Prices, high_mentor: npt.ArrayLike) -> Ints:
    """Return, for every pair (e,), by how much gain it falls short of the mentor's highest price.

    For an unplaced mentee and a full mentor this is what her score would have to rise by to displace someone
    there; 0 means that the draw decided.
    """
    return np.maximum(np.asarray(high_mentor)[priced.problem.cols] - priced.gain, 0)


def _load(priced: Prices) -> Ints:
    placed = priced.partner[priced.partner != NOBODY]
    return np.bincount(placed, minlength=priced.problem.m)


def _scale(problem: Problem, objective: str) -> Scale:
    """Weigh mentees and points so that one unit of the first outweighs all of the second."""
    most = min(problem.n, int(problem.room.sum())) + 1
    if objective == "total":
        return Scale(per_placed=1, per_point=(len(problem.priorities) + 1) * 2 * most)
    largest = int(np.abs(problem.score).max(initial=0))
    return Scale(per_placed=(2 * largest + 1) * 2 * most, per_point=1)


def _partner(problem: Problem, matching: Matching) -> Ints:
    """Return the mentor position of every free mentee, -1 for none."""
    row = {mentee: at for at, mentee in enumerate(problem.instance.mentees)}
    col = {mentor: at for at, mentor in enumerate(problem.instance.mentors)}
    partner = np.full(problem.n, NOBODY, np.int64)
    for mentee, mentor in matching.pairs:
        partner[row[mentee]] = col[mentor]
    return np.where(problem.is_free, partner, NOBODY)
