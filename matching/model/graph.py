"""Translates exactly between a networkx graph that follows the contract and an `Instance`."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import networkx as nx
import numpy as np

from matching.model.errors import MatchingError
from matching.model.instance import UNRANKED, Instance
from matching.model.instance_checks import COUNT_LIMIT, SCORE_LIMIT

_RANKS = ("mentee_rank", "mentor_rank")


def as_instance(graph: nx.Graph | Instance) -> Instance:
    """Return an instance unchanged, and a networkx graph as the instance it describes."""
    return graph if isinstance(graph, Instance) else from_networkx(graph)


def from_networkx(graph: nx.Graph) -> Instance:
    """Translate a graph that follows the contract.

    Nodes carry ``bipartite`` 0 (mentee) or 1 (mentor); mentors ``capacity``, an integer ≥ 0; mentees may
    carry ``priority``, an integer ≥ 0 (default 0). Edges carry ``score``, an integer, and may carry
    ``locked`` (a bool), ``mentee_rank`` and ``mentor_rank`` (integers ≥ 0). Other attributes are ignored.

    Raises `MatchingError` naming the node or edge that does not follow it.
    """
    if not isinstance(graph, nx.Graph) or graph.is_directed() or graph.is_multigraph():
        raise MatchingError("A matching needs an undirected networkx.Graph without parallel edges.")
    mentees, priority, mentors, capacity = _people(graph)
    row_of = {node: position for position, node in enumerate(mentees)}
    column_of = {node: position for position, node in enumerate(mentors)}
    rows: list[int] = []
    columns: list[int] = []
    attributes: list[dict[str, Any]] = []
    for mentee in mentees:
        neighbours = graph.adj[mentee]
        rows.extend([row_of[mentee]] * len(neighbours))
        try:
            columns.extend([column_of[other] for other in neighbours])
        except KeyError as error:
            raise _inside_one_side(mentee, error.args[0]) from None
        attributes.extend(neighbours.values())
    if len(rows) != graph.number_of_edges():
        raise _inside_one_side(*next((a, b) for a, b in graph.edges if a in column_of and b in column_of))
    return Instance.from_edges(
        mentees,
        mentors,
        capacity=np.array(capacity, np.int64),
        priority=np.array(priority, np.int64),
        mentee_index=np.array(rows, np.int64),
        mentor_index=np.array(columns, np.int64),
        **_edge_arrays(attributes, lambda edge: (mentees[rows[edge]], mentors[columns[edge]])),
    )


def to_networkx(instance: Instance) -> nx.Graph:
    """Return the graph that `from_networkx` turns into this instance.

    Raises `MatchingError` when an id is used on both sides: a graph has one node to an id.
    """
    both = set(instance.mentees) & set(instance.mentors)
    if both:
        node = min(both, key=repr)
        raise MatchingError(f"{node!r} is a mentee and a mentor; a graph cannot hold both.", node)
    graph = nx.Graph()
    for mentee, priority in zip(instance.mentees, instance.priority.tolist(), strict=True):
        graph.add_node(mentee, bipartite=0, priority=priority)
    for mentor, capacity in zip(instance.mentors, instance.capacity.tolist(), strict=True):
        graph.add_node(mentor, bipartite=1, capacity=capacity)
    pairs = zip(instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True)
    graph.add_edges_from((instance.mentees[i], instance.mentors[j], {"score": score}) for i, j, score in pairs)
    for edge in np.flatnonzero(instance.locked).tolist():
        graph.edges[_pair(instance, edge)]["locked"] = True
    for name in _RANKS:
        ranks = getattr(instance, name)
        if ranks is not None:
            for edge in np.flatnonzero(ranks != UNRANKED).tolist():
                graph.edges[_pair(instance, edge)][name] = int(ranks[edge])
    return graph


def _pair(instance: Instance, edge: int) -> tuple[Hashable, Hashable]:
    return instance.mentees[int(instance.rows[edge])], instance.mentors[int(instance.indices[edge])]


def _people(graph: nx.Graph) -> tuple[list[Hashable], list[int], list[Hashable], list[int]]:
    """Return the mentees, their priorities, the mentors and their capacities."""
    mentees: list[Hashable] = []
    mentors: list[Hashable] = []
    priority: list[int] = []
    capacity: list[int] = []
    for node, attributes in graph.nodes(data=True):
        side = attributes.get("bipartite")
        if isinstance(side, bool) or not isinstance(side, int | float | np.number) or side not in (0, 1):
            raise MatchingError(
                f"The node {node!r} needs bipartite=0 (mentee) or 1 (mentor), not {side!r}.", node
            )
        if side == 0:
            mentees.append(node)
            priority.append(_count(node, "priority", attributes.get("priority", 0)))
        else:
            mentors.append(node)
            capacity.append(_count(node, "capacity", attributes.get("capacity")))
    return mentees, priority, mentors, capacity


def _count(node: Hashable, name: str, value: object) -> int:
    if not _is_integer(value) or not 0 <= int(value) <= COUNT_LIMIT:  # type: ignore[call-overload]  # an integer
        raise MatchingError(
            f"The {name} of the node {node!r} must be an integer, 0 to {COUNT_LIMIT}, not {value!r}.", node
        )
    return int(value)  # type: ignore[call-overload]  # the same


def _is_integer(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _inside_one_side(first: Hashable, second: Hashable) -> MatchingError:
    return MatchingError(f"The edge ({first!r}, {second!r}) joins two people of the same side.", (first, second))


def _edge_arrays(attributes: list[dict[str, Any]], pair_at: Any) -> dict[str, Any]:
    """Return score, locked and the ranks as arrays, checked in one pass where all is well."""
    columns: dict[str, Any] = {"score": [edge.get("score") for edge in attributes]}
    for name in _RANKS:
        if any(name in edge for edge in attributes):
            columns[name] = [edge.get(name, UNRANKED) for edge in attributes]
    for name, values in columns.items():
        low = -SCORE_LIMIT if name == "score" else UNRANKED
        if not set(map(type, values)) <= {int} or (values and not low <= min(values) <= max(values) <= 2**31 - 1):
            _check_one_by_one(name, values, low, pair_at)
    locked = [edge.get("locked", False) for edge in attributes]
    if not set(map(type, locked)) <= {bool, np.bool_}:
        index = next(index for index, value in enumerate(locked) if not isinstance(value, bool | np.bool_))
        raise MatchingError(f"locked of the edge {pair_at(index)!r} must be true or false.", pair_at(index))
    return {name: np.array(values, np.int64) for name, values in columns.items()} | {
        "locked": np.array(locked, bool)
    }


def _check_one_by_one(name: str, values: list[Any], low: int, pair_at: Any) -> None:
    for index, value in enumerate(values):
        if not _is_integer(value) or not low <= value <= 2**31 - 1:
            pair = pair_at(index)
            raise MatchingError(f"The {name} of the edge {pair!r} must be an integer, not {value!r}.", pair)
