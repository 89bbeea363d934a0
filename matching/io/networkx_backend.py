"""A thin networkx backend: the unchanged call ``minimum_weight_full_matching(G, backend="mentormatch")``, sparse.

networkx reads this module while it is being imported itself, so it imports nothing heavy, and the solver only
when a function is called. An `Instance` is a graph of this backend; networkx graphs are wrapped.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class GraphWrapper:
    """A networkx graph on its way to this backend; it is read when a function is called, so it is never stale."""

    __networkx_backend__: ClassVar[str] = "mentormatch"

    graph: Any

    def forget(self) -> None:
        """Take this wrapper out of the graph's cache: it holds nothing, and networkx warns of staleness if it stays."""
        cache = getattr(self.graph, "__networkx_cache__", None)
        if cache:
            cache.get("backends", {}).pop(self.__networkx_backend__, None)

    def is_directed(self) -> bool:
        """Say whether the graph is directed, as networkx asks before it dispatches."""
        return bool(self.graph.is_directed())

    def is_multigraph(self) -> bool:
        """Say whether the graph has parallel edges, as networkx asks before it dispatches."""
        return bool(self.graph.is_multigraph())


class Dispatcher:
    """What networkx calls: the conversions and the one function this backend offers."""

    @staticmethod
    def convert_from_nx(graph: Any, **_: Any) -> GraphWrapper:
        """Take a networkx graph as it is; the attributes a function needs are read when it runs."""
        return GraphWrapper(graph)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Turn a graph of this backend back into a networkx graph; other results are plain Python already."""
        from matching.model.graph import to_networkx  # noqa: PLC0415 - networkx is still being imported at the top
        from matching.model.instance import Instance  # noqa: PLC0415 - the same

        if isinstance(result, Instance):
            return to_networkx(result)
        return result.graph if isinstance(result, GraphWrapper) else result

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
        graph: Any, top_nodes: Collection[Hashable] | None = None, weight: str | None = "weight"
    ) -> dict[Hashable, Hashable]:
        """Return what `networkx.bipartite.minimum_weight_full_matching` does; see `full_matching`."""
        from matching.io.full_matching import least_full_matching  # noqa: PLC0415 - the same

        if not isinstance(graph, GraphWrapper):
            return least_full_matching(graph, top_nodes, weight)
        graph.forget()
        return least_full_matching(graph.graph, top_nodes, weight)


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
