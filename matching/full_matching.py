"""Minimum-weight full matchings of any bipartite networkx graph, by the sparse solver, in canonical order.

networkx fills a dense matrix in the order of Python sets; here the answer does not depend on the hash seed.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra, min_weight_full_bipartite_matching

from matching.errors import MatchingError
from matching.graph import to_networkx
from matching.ids import canonical_order
from matching.instance import Instance


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
    found = _least(sides)
    return found | {right: left for left, right in found.items()}


@dataclass(frozen=True)
class _Sides:
    """Two lists of nodes and the edges between them, by position."""

    left: list[Hashable]
    right: list[Hashable]
    rows: npt.NDArray[np.int64]
    cols: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def _of_instance(instance: Instance) -> _Sides:
    weight = instance.score.astype(float)
    cols = instance.indices.astype(np.int64)
    return _Sides(list(instance.mentees), list(instance.mentors), instance.rows, cols, weight)


def _of_graph(graph: nx.Graph, top_nodes: Collection[Hashable] | None, weight: str | None) -> _Sides:
    """Read both sides and the weights, one pass over the adjacency."""
    nodes = _ordered(list(graph))
    at = {node: position for position, node in enumerate(nodes)}
    targets = [at[other] for node in nodes for other in graph.adj[node]]
    degrees = np.array([len(graph.adj[node]) for node in nodes], np.int64)
    data = (edge for node in nodes for edge in graph.adj[node].values())
    values = [1.0 if weight is None else edge.get(weight, 1.0) for edge in data]
    sources = np.repeat(np.arange(len(nodes)), degrees)
    ends = np.array(targets, np.int64)
    is_left = _left_side(
        sources, ends, len(nodes), None if top_nodes is None else {at[node] for node in top_nodes}
    )
    keep = is_left[sources]
    position = np.where(is_left, np.cumsum(is_left), np.cumsum(~is_left)) - 1
    return _Sides(
        [nodes[place] for place in np.flatnonzero(is_left).tolist()],
        [nodes[place] for place in np.flatnonzero(~is_left).tolist()],
        position[sources[keep]],
        position[ends[keep]],
        np.array(values, float)[keep],
    )


def _ordered(nodes: list[Hashable]) -> list[Hashable]:
    """Return nodes in canonical order, or as the graph has them when they have no text of their own."""
    try:
        return canonical_order(nodes)
    except MatchingError:
        return nodes


def _left_side(
    sources: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], count: int, top: set[int] | None
) -> npt.NDArray[np.bool_]:
    """Return which nodes are on the left, by the rules of `networkx.bipartite.sets`."""
    is_left = np.zeros(count, bool)
    if top is not None:
        is_left[list(top)] = True
    elif count:
        links = csr_array((np.ones(ends.size, np.int8), (sources, ends)), shape=(count, count))
        if connected_components(links, directed=False)[0] > 1:
            raise nx.AmbiguousSolution("Disconnected graph: Ambiguous solution for bipartite sets.")
        is_left = dijkstra(links, indices=0, unweighted=True) % 2 == 0
    if (is_left[sources] == is_left[ends]).any():
        raise nx.NetworkXError("Graph is not bipartite.")
    return is_left


def _least(sides: _Sides) -> dict[Hashable, Hashable]:
    """Solve with the smaller side as rows and a dear private dummy each, which a full matching never uses."""
    swap = len(sides.left) > len(sides.right)
    rows, cols = (sides.cols, sides.rows) if swap else (sides.rows, sides.cols)
    few, many = sorted((len(sides.left), len(sides.right)))
    if not few:
        return {}
    if not np.isfinite(sides.weight).all():
        raise ValueError("Weights must be finite numbers.")
    low, high = sides.weight.min(initial=0.0), sides.weight.max(initial=0.0)
    dear = (high - low + 1.0) * (few + 1)
    entries = np.concatenate((sides.weight - low + 1.0, np.full(few, dear)))
    places = (np.concatenate((rows, np.arange(few))), np.concatenate((cols, many + np.arange(few))))
    chosen = min_weight_full_bipartite_matching(csr_array((entries, places), shape=(few, many + few)))[1]
    if (chosen >= many).any():
        raise ValueError("no full matching exists")
    pairs = [(int(col), row) if swap else (row, int(col)) for row, col in enumerate(chosen)]
    return {sides.left[i]: sides.right[j] for i, j in pairs}
