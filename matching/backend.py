"""A thin networkx backend: the unchanged call ``minimum_weight_full_matching(G, backend="mentormatch")``, sparse.

networkx fills a dense matrix in the order of Python sets; here the same question goes to scipy's sparse solver,
in canonical order, so the answer does not depend on the hash seed. An `Instance` is a graph of this backend;
others are wrapped.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra, min_weight_full_bipartite_matching

from matching.errors import MatchingError
from matching.graph import to_networkx
from matching.ids import canonical_order
from matching.instance import Instance


@dataclass(frozen=True)
class Wrapped:
    """A networkx graph on its way to this backend; it is read when a function is called, so it is never stale."""

    __networkx_backend__: ClassVar[str] = "mentormatch"

    graph: nx.Graph

    def is_directed(self) -> bool:
        """Say whether the graph is directed, as networkx asks before it dispatches."""
        return bool(self.graph.is_directed())

    def is_multigraph(self) -> bool:
        """Say whether the graph has parallel edges, as networkx asks before it dispatches."""
        return bool(self.graph.is_multigraph())


class Dispatcher:
    """What networkx calls: the conversions and the one function this backend offers."""

    @staticmethod
    def convert_from_nx(graph: nx.Graph, **_: Any) -> Wrapped | Instance:
        """Take a networkx graph as it is; the attributes a function needs are read when it runs."""
        return graph if isinstance(graph, Instance) else Wrapped(graph)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Turn a graph of this backend back into a networkx graph; other results are plain Python already."""
        if isinstance(result, Instance):
            return to_networkx(result)
        return result.graph if isinstance(result, Wrapped) else result

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """Say whether this backend answers a call; a string says why not."""
        if name != "minimum_weight_full_matching":
            return f"mentormatch does not offer {name}"
        graph = args[0] if args else kwargs.get("G")
        if graph is not None and (graph.is_directed() or graph.is_multigraph()):
            return "mentormatch needs an undirected graph without parallel edges"
        return True

    @staticmethod
    def minimum_weight_full_matching(
        graph: Wrapped | Instance, top_nodes: Collection[Hashable] | None = None, weight: str | None = "weight"
    ) -> dict[Hashable, Hashable]:
        """Return what `networkx.bipartite.minimum_weight_full_matching` does: a full matching of least weight.

        Integer weights give the exact optimum, others the optimum of float64 arithmetic. Raises as networkx does:
        `ValueError` without a full matching, `AmbiguousSolution` and `NetworkXError` when the sides are not
        clear. An `Instance` has the attribute ``score`` alone; any other name counts 1 an edge, as networkx does.
        """
        plain = to_networkx(graph) if isinstance(graph, Instance) and weight != "score" else graph
        sides = (
            _of_instance(plain) if isinstance(plain, Instance) else _of_graph(_unwrap(plain), top_nodes, weight)
        )
        found = _least(sides)
        return found | {mentor: mentee for mentee, mentor in found.items()}


def backend_info() -> dict[str, Any]:
    """Describe the backend to networkx, which shows it in its documentation."""
    note = "Sparse Jonker-Volgenant in canonical order; exact for integer weights."
    return {
        "backend_name": "mentormatch",
        "project": "mentormatch",
        "package": "matching",
        "short_summary": "Sparse, deterministic minimum-weight full matchings",
        "functions": {"minimum_weight_full_matching": {"additional_docs": note}},
    }


@dataclass(frozen=True)
class _Sides:
    """Two lists of nodes and the edges between them, by position."""

    left: list[Hashable]
    right: list[Hashable]
    rows: npt.NDArray[np.int64]
    cols: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def _unwrap(graph: Any) -> nx.Graph:
    return graph.graph if isinstance(graph, Wrapped) else graph


def _of_instance(instance: Instance) -> _Sides:
    weight = instance.score.astype(float)
    return _Sides(list(instance.mentees), list(instance.mentors), instance.rows, instance.indices, weight)


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
