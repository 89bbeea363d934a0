"""Minimum-weight full matchings of any bipartite networkx graph, by the sparse solver, in canonical order.

networkx fills a dense matrix in the order of Python sets; here the answer does not depend on the hash seed.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra, min_weight_full_bipartite_matching

from matching.arrays import Ints, Mask
from matching.model.errors import MatchingError
from matching.model.graph import to_networkx
from matching.model.ids import canonical_order
from matching.model.instance import Instance


def least_full_matching(
    graph: nx.Graph | Instance, top_nodes: Collection[Hashable] | None, weight: str | None
) -> dict[Hashable, Hashable]:
    """Return a full matching of the smaller side of least total weight, each node mapped to its partner.

    Integer weights give the exact optimum, others the optimum of float64 arithmetic. An `Instance` has the
    attribute ``score`` alone; any other name counts 1 an edge, as networkx does.

    Raises `ValueError` without a full matching, `AmbiguousSolution` or `NetworkXError` when the sides are not
    clear.
    """
    if isinstance(graph, Instance):
        sides = _of_instance(graph) if weight == "score" else _of_graph(to_networkx(graph), graph.mentees, weight)
    else:
        sides = _of_graph(graph, top_nodes, weight)
    partners = _least(sides)
    return partners | {right: left for left, right in partners.items()}


@dataclass(frozen=True)
class _Sides:
    """Two lists of nodes and the edges between them, by position."""

    left: list[Hashable]
    right: list[Hashable]
    rows: Ints
    cols: Ints
    weight: npt.NDArray[np.float64]


def _of_instance(instance: Instance) -> _Sides:
    weight = instance.score.astype(float)
    cols = instance.indices.astype(np.int64)
    return _Sides(list(instance.mentees), list(instance.mentors), instance.rows, cols, weight)


def _of_graph(graph: nx.Graph, top_nodes: Collection[Hashable] | None, weight: str | None) -> _Sides:
    """Read both sides and the weights, one pass over the adjacency; a side that is given is taken as it is."""
    top = None if top_nodes is None else dict.fromkeys(top_nodes)
    nodes = _ordered([*graph, *(node for node in top or () if node not in graph)])
    index_of = {node: position for position, node in enumerate(nodes)}
    neighbours = [graph.adj[node] if node in graph else {} for node in nodes]
    targets = [index_of[other] for mine in neighbours for other in mine]
    degrees = np.array([len(mine) for mine in neighbours], np.int64)
    data = (edge for mine in neighbours for edge in mine.values())
    values = [1.0 if weight is None else edge.get(weight, 1.0) for edge in data]
    sources = np.repeat(np.arange(len(nodes)), degrees)
    ends = np.array(targets, np.int64)
    is_left = _left_side(sources, ends, len(nodes), None if top is None else {index_of[node] for node in top})
    keep = is_left[sources] & ~is_left[ends]
    position = np.where(is_left, np.cumsum(is_left), np.cumsum(~is_left)) - 1
    return _Sides(
        [nodes[place] for place in np.flatnonzero(is_left).tolist()],
        [nodes[place] for place in np.flatnonzero(~is_left).tolist()],
        position[sources[keep]],
        position[ends[keep]],
        _weights(values)[keep],
    )


def _weights(values: list[Any]) -> npt.NDArray[np.float64]:
    given = np.array(values)
    if given.size and given.dtype.kind not in "biufO":
        raise ValueError(f"Weights must be numbers, not {given.dtype}.")
    return given.astype(float)


def _ordered(nodes: list[Hashable]) -> list[Hashable]:
    """Return nodes in canonical order, or as the graph has them when they have no text of their own."""
    try:
        return canonical_order(nodes)
    except MatchingError:
        return nodes


def _left_side(
    sources: Ints, ends: Ints, count: int, top: set[int] | None
) -> Mask:
    """Return which nodes are on the left, by the rules of `networkx.bipartite.sets`."""
    is_left = np.zeros(count, bool)
    if top is not None:
        is_left[list(top)] = True
        return is_left
    if count:
        links = csr_array((np.ones(ends.size, np.int8), (sources, ends)), shape=(count, count))
        if connected_components(links, directed=False)[0] > 1:
            raise nx.AmbiguousSolution("Disconnected graph: Ambiguous solution for bipartite sets.")
        is_left = dijkstra(links, indices=0, unweighted=True) % 2 == 0
    if (is_left[sources] == is_left[ends]).any():
        raise nx.NetworkXError("Graph is not bipartite.")
    return is_left


def _least(sides: _Sides) -> dict[Hashable, Hashable]:
    """Solve with the smaller side as rows and a dear private dummy each, which a full matching never uses.

    An infinite weight is no edge, as in networkx. The solver takes no 0, so all weights are raised: by as little as
    two of them differ, for more would hide what tells small ones apart. A power of 2 is taken out before, exactly.
    """
    if np.isnan(sides.weight).any() or (sides.weight == -np.inf).any():
        raise ValueError("Weights must be numbers above minus infinity.")
    swap = len(sides.left) > len(sides.right)
    rows, cols = (sides.cols, sides.rows) if swap else (sides.rows, sides.cols)
    is_edge = np.isfinite(sides.weight)
    rows, cols, weight = rows[is_edge], cols[is_edge], sides.weight[is_edge]
    few, many = sorted((len(sides.left), len(sides.right)))
    if not few:
        return {}
    weight = np.ldexp(weight, -int(np.frexp(np.abs(weight).max(initial=1e-300))[1]))
    weight -= weight.min(initial=np.inf)
    weight += weight.min(initial=1.0, where=weight > 0)
    dear = (weight.max(initial=1.0) + 1.0) * (few + 1)
    entries = np.concatenate((weight, np.full(few, dear)))
    places = (np.concatenate((rows, np.arange(few))), np.concatenate((cols, many + np.arange(few))))
    chosen = min_weight_full_bipartite_matching(csr_array((entries, places), shape=(few, many + few)))[1]
    if (chosen >= many).any():
        raise ValueError("no full matching exists")
    pairs = [(int(col), row) if swap else (row, int(col)) for row, col in enumerate(chosen)]
    return {sides.left[i]: sides.right[j] for i, j in pairs}
