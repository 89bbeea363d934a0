"""The residual network of a result: who holds which place, what places are worth, and how people could move.

The arithmetic under explainer.py. A mentor is a node; a mentee who could move from one mentor to another is an arc that
costs what the round loses by it; "outside" is one more node, for the unplaced and for open places. With dual prices
every cost is 0 or more, so a shortest path is the cheapest way to make room (Ahuja, Magnanti & Orlin 1993, 9.7).
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from matching.arrays import NOBODY, Ints, Mask
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.dual_prices import OptimalFace, lowest_prices
from matching.solve.objective_weights import ObjectiveWeights

_MAX_MARKS = 10**8


@dataclass(frozen=True, eq=False)
class Moves:
    """Arcs between nodes (m mentors, then outside) with their cost, and the pair each stands for.

    ``edge`` is the position among the residual's pairs that the mover takes; -1 where no one takes a place, with
    ``mover`` the mentee who becomes unplaced or -1 for a place that stays or becomes open.
    """

    source: Ints
    target: Ints
    cost: Ints
    edge: Ints
    mover: Ints
    count: int

    def alternating_paths(
        self, start: int, *, backwards: bool = False
    ) -> tuple[np.ndarray, Callable[[int], list[int]]]:
        """Return the cost of the cheapest path from a node to each other, or back from each, and its arcs."""
        source, target = (self.target, self.source) if backwards else (self.source, self.target)
        graph = csr_array((self.cost.astype(float), (source, target)), shape=(self.count, self.count))
        cost, before = dijkstra(graph, indices=start, return_predecessors=True)
        keys = source * self.count + target
        order = np.argsort(keys)
        ordered = keys[order]

        def arcs(end: int) -> list[int]:
            out: list[int] = []
            while end != start:
                out.append(int(order[np.searchsorted(ordered, before[end] * self.count + end)]))
                end = int(before[end])
            return out if backwards else out[::-1]

        return cost, arcs


@dataclass(frozen=True, eq=False)
class LastStage:
    """What the stages before the last leave: the open pairs ``pairs``, who must be placed (n,) and full (m,)."""

    pairs: Ints
    must_place: Mask
    must_fill: Mask


@dataclass(frozen=True, eq=False)
class Residual:
    """A matching on its instance, locks set aside; made by `residual_of`.

    ``rows``, ``cols``, ``score`` (e,) are the pairs open to mentees without a lock; ``room`` (m,) the places not
    locked; ``partner`` (n,) everyone's mentor, -1 for none; ``free`` (n,) is false for the locked; ``tier`` (n,)
    is 0 for the highest priority. ``last`` narrows it to one stage (`leximin_prices`).
    """

    instance: Instance
    matching: Matching
    rows: Ints
    cols: Ints
    score: Ints
    room: Ints
    partner: Ints
    free: Mask
    tier: Ints
    last: LastStage | None = None

    @property
    def outside(self) -> int:
        """The node of the unplaced and of open places."""
        return self.room.size

    @cached_property
    def load(self) -> Ints:
        """Places taken by mentees without a lock, per mentor."""
        taken = self.partner[self.free & (self.partner != NOBODY)]
        return np.bincount(taken, minlength=self.room.size)

    @cached_property
    def left_out(self) -> Ints:
        """The positions of the unplaced mentees."""
        return np.flatnonzero(self.partner == NOBODY)

    @property
    def row_of(self) -> Mapping[Hashable, int]:
        """Mentee -> position."""
        return self.instance.mentee_at

    @property
    def column_of(self) -> Mapping[Hashable, int]:
        """Mentor -> position."""
        return self.instance.mentor_at

    @cached_property
    def pair_scores(self) -> list[int]:
        """The scores of all pairs, locked ones included, ascending."""
        own = self.instance.indices == self.partner[self.instance.rows]
        return sorted(self.instance.score[own].tolist())

    @cached_property
    def indptr(self) -> Ints:
        """Where each mentee's open pairs begin."""
        return np.searchsorted(self.rows, np.arange(self.partner.size + 1))

    @cached_property
    def floor(self) -> int | None:
        """The score below which the objective kept pairs out, None where it has no such level."""
        return self.matching.worst if self.matching.objective in ("fair", "leximin") else None

    @cached_property
    def level(self) -> Ints:
        """Positions of the pairs at the round's level: those the last stage could choose from."""
        if self.last is not None:
            return self.last.pairs
        return np.flatnonzero(self.score >= self.floor) if self.floor is not None else np.arange(self.score.size)

    @cached_property
    def weights(self) -> ObjectiveWeights | None:
        """What a mentee and a point weigh in `gain`; None under ``stable``, where nothing is a sum."""
        if self.matching.objective == "stable":
            return None
        if self.last is not None:
            return ObjectiveWeights(per_placed=0, per_point=1)
        largest = int(np.abs(self.score).max(initial=0))
        tiers = int(self.tier.max(initial=0)) + 1
        return ObjectiveWeights.for_objective(
            self.matching.objective, people=self.partner.size, tiers=tiers, largest=largest
        )

    @cached_property
    def gain(self) -> Ints | None:
        """What each pair at the level adds to the objective, as one integer; None when no such integer exists."""
        if self.weights is None:
            return None
        rank = self.tier.max(initial=0) + 1 - self.tier
        return (self.weights.per_placed * rank)[self.rows[self.level]] + self.weights.per_point * self.score[self.level]

    @cached_property
    def prices(self) -> tuple[Ints, Ints] | None:
        """The lowest prices per mentee and per mentor of `gain`; a mentor's is what one more place adds."""
        if self.gain is None:
            return None
        must_place, must_fill = self._must
        partner = np.where(self.free, self.partner, NOBODY)
        face = OptimalFace(
            self.rows[self.level],
            self.cols[self.level],
            self.level,
            self.room,
            must_place,
            must_fill,
            partner,
        )
        return lowest_prices(face, self.gain)

    @cached_property
    def slack(self) -> Ints:
        """What each pair at the level would cost before anyone else moves, (level,)."""
        if self.prices is None or self.gain is None:
            raise MatchingError("This objective has no prices.")
        mentee, mentor = self.prices
        return mentee[self.rows[self.level]] + mentor[self.cols[self.level]] - self.gain

    @cached_property
    def moves(self) -> Moves:
        """The cheapest arc between any two nodes."""
        if self.prices is None:
            raise MatchingError("This objective has no prices.")
        mentee, mentor = self.prices
        m = self.room.size
        rows, cols = self.rows[self.level], self.cols[self.level]
        origin = np.where(self.partner[rows] == NOBODY, m, self.partner[rows])
        other = np.flatnonzero(origin != cols)
        must_place, must_fill = self._must
        placed = np.flatnonzero(self.free & (self.partner != NOBODY) & ~must_place)
        spare = np.flatnonzero(self.load < self.room)
        used = np.flatnonzero((self.load > 0) & ~must_fill)
        source = np.concatenate((origin[other], self.partner[placed], spare, np.full(used.size, m)))
        target = np.concatenate((cols[other], np.full(placed.size + spare.size, m), used))
        cost = np.concatenate((self.slack[other], mentee[placed], np.zeros(spare.size, np.int64), mentor[used]))
        edge = np.concatenate((self.level[other], np.full(placed.size + spare.size + used.size, NOBODY)))
        mover = np.concatenate((rows[other], placed, np.full(spare.size + used.size, NOBODY)))
        key = source * (m + 1) + target
        order = np.lexsort((mover, cost, key))
        first = order[np.diff(key[order], prepend=-1) != 0]
        return Moves(source[first], target[first], cost[first], edge[first], mover[first], m + 1)

    @property
    def _must(self) -> tuple[Mask, Mask]:
        """Who has to stay placed (n,) and full (m,) whatever it costs."""
        no_one = np.zeros(self.partner.size, bool), np.zeros(self.room.size, bool)
        return no_one if self.last is None else (self.last.must_place, self.last.must_fill)

    @cached_property
    def shortest_augmenting(self) -> tuple[np.ndarray, Callable[[int], list[int]]]:
        """For each mentor, the cheapest way to free one of their places: the cost, and the arcs of the path."""
        return self.moves.alternating_paths(self.outside, backwards=True)

    @cached_property
    def reachability(self) -> tuple[Ints, np.ndarray]:
        """Which mentors are connected: the part of each mentor (m,), and which parts each part leads to (p, p).

        A mentor leads to another when one of their mentees could go there; all allowed pairs count, whatever the level.
        """
        m = self.room.size
        current = self.partner[self.rows]
        real = (current != NOBODY) & (current != self.cols)
        keys = _distinct(current[real] * m + self.cols[real], m * m)
        arcs = csr_array((np.ones(keys.size, np.int8), (keys // max(m, 1), keys % max(m, 1))), shape=(m, m))
        parts, part = connected_components(arcs, directed=True, connection="strong") if m else (0, np.zeros(0, int))
        between = np.unique(part[keys // max(m, 1)] * parts + part[keys % max(m, 1)]) if keys.size else keys
        graph = nx.DiGraph()
        graph.add_nodes_from(range(parts))
        graph.add_edges_from((int(k) // parts, int(k) % parts) for k in between if k // parts != k % parts)
        leads = np.eye(parts, dtype=bool)
        for component in reversed(list(nx.topological_sort(graph))):
            for after in graph.successors(component):
                leads[component] |= leads[after]
        return part.astype(np.int64), leads

    def reachable_from(self, mentee: int) -> np.ndarray:
        """Return the parts of mentors a mentee's wish to be placed can reach, (p,)."""
        part, leads = self.reachability
        mine = self.cols[self.indptr[mentee] : self.indptr[mentee + 1]]
        begins = np.zeros(leads.shape[0], bool)
        begins[part[mine]] = True
        return np.asarray(leads[begins].any(axis=0))

    def edge(self, mentee: int, mentor: int) -> int:
        """Return the position of a pair among the open pairs, -1 when it is not one."""
        start, stop = self.indptr[mentee], self.indptr[mentee + 1]
        position = int(start + np.searchsorted(self.cols[start:stop], mentor))
        return position if position < stop and self.cols[position] == mentor else NOBODY


def _distinct(keys: Ints, limit: int) -> Ints:
    """Return the distinct keys 0..limit - 1, ascending; marks are faster than sorting where they fit."""
    if limit > _MAX_MARKS:
        return np.unique(keys)
    marks = np.zeros(limit, bool)
    marks[keys] = True
    return np.flatnonzero(marks)


def residual_of(instance: Instance, matching: Matching) -> Residual:
    """Put a result back on its instance.

    Raises `MatchingError` when the result was computed from another input.
    """
    if matching.fingerprint != instance.fingerprint:
        raise MatchingError("This result belongs to another input; compute the round again.")
    partner = np.full(len(instance.mentees), NOBODY, np.int64)
    for mentee, mentor in matching.pairs:
        partner[instance.mentee_at[mentee]] = instance.mentor_at[mentor]
    locked = instance.locked_at
    free = np.ones(partner.size, bool)
    free[instance.rows_of(locked)] = False
    keep = free[instance.rows]
    least = matching.settings.minimum_score
    if least is not None:
        keep &= instance.score >= least
    whole = bool(keep.all())
    return Residual(
        instance=instance,
        matching=matching,
        rows=instance.rows if whole else instance.rows[keep],
        cols=(instance.indices if whole else instance.indices[keep]).astype(np.int64),
        score=(instance.score if whole else instance.score[keep]).astype(np.int64),
        room=instance.capacity - np.bincount(instance.indices[locked], minlength=len(instance.mentors)),
        partner=partner,
        free=free,
        tier=instance.tiers[1],
    )
