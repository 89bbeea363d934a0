"""The networkx backend answers the unchanged call as networkx does, whatever the hash seed."""

from __future__ import annotations

import math
import random
import warnings

import networkx as nx
import pytest

from matching.io.networkx_backend import Dispatcher
from matching.model.graph import to_networkx
from tests.matching.oracle import random_instance

full_matching = nx.bipartite.minimum_weight_full_matching


def graph_of(seed: int, left: int, right: int, degree: int) -> tuple[nx.Graph, list[str]]:
    rng = random.Random(seed)
    graph = nx.Graph()
    top = [f"a{i}" for i in range(left)]
    graph.add_nodes_from(top)
    for node in top:
        for other in rng.sample(range(right), degree):
            graph.add_edge(node, f"b{other}", weight=rng.randint(-50, 100))
    return graph, top


@pytest.mark.parametrize(("left", "right"), [(20, 30), (30, 30), (20, 20)])
def test_the_weight_is_that_of_networkx(left: int, right: int) -> None:
    graph, top = graph_of(left + right, left, right, 12)

    ours = full_matching(graph, top, backend="mentormatch")

    theirs = full_matching(graph, top)
    weigh = {
        name: sum(graph.edges[node, matches[node]]["weight"] for node in top)
        for name, matches in (("o", ours), ("t", theirs))
    }
    assert weigh["o"] == weigh["t"]
    assert ours.keys() == theirs.keys()
    assert all(ours[ours[node]] == node for node in ours)


def test_sides_are_found_and_weights_may_be_absent_or_fractions() -> None:
    graph = nx.path_graph(6)
    graph.edges[1, 2]["weight"] = 0.25

    assert full_matching(graph, backend="mentormatch") == full_matching(graph)
    assert full_matching(graph.copy(), weight=None, backend="mentormatch") == full_matching(graph, weight=None)
    assert full_matching(nx.Graph(), [], backend="mentormatch") == {}


def test_what_networkx_refuses_is_refused() -> None:
    for graph, top, error in [
        (nx.Graph([(0, 1), (2, 3)]), None, nx.AmbiguousSolution),
        (nx.cycle_graph(3), None, nx.NetworkXError),
        (nx.Graph([("a", "x"), ("b", "x"), ("c", "x"), ("c", "y"), ("c", "z")]), ["a", "b", "c"], ValueError),
    ]:
        with pytest.raises(error):
            full_matching(graph, top)
        with pytest.raises(error):
            full_matching(graph, top, backend="mentormatch")


@pytest.mark.parametrize("weight", [float("nan"), float("-inf"), "5", 5j])
def test_weights_that_are_no_numbers_are_refused(weight: object) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "x", weight=weight)

    with pytest.raises((TypeError, ValueError), match=r"numbers|number"):
        full_matching(graph, ["a"], backend="mentormatch")


def test_an_infinite_weight_is_no_edge() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "x", float("inf")), ("a", "y", 1), ("b", "x", 2), ("b", "y", 5)])

    assert full_matching(graph, ["a", "b"], backend="mentormatch") == full_matching(graph, ["a", "b"])
    graph.remove_edge("a", "y")
    for backend in ("networkx", "mentormatch"):
        with pytest.raises(ValueError, match=r"infeasible|no full matching"):
            full_matching(graph, ["a", "b"], backend=backend)


@pytest.mark.parametrize("scale", [1e-300, 1e-18, 1.0, 1e12, 1e308])
def test_weights_of_any_size_are_told_apart(scale: float) -> None:
    rng = random.Random(8)
    for _ in range(20):
        graph = nx.Graph()
        for left in range(5):
            for right in "abcdefg":
                graph.add_edge(left, right, weight=rng.choice([1, 1e-6, -1]) * rng.random() * scale)

        ours = full_matching(graph, range(5), backend="mentormatch")

        theirs = full_matching(graph, range(5))
        weights = [
            math.fsum(graph.edges[left, matches[left]]["weight"] / 5 for left in range(5)) for matches in (ours, theirs)
        ]
        assert weights[0] == pytest.approx(weights[1], rel=1e-9, abs=0)


def test_one_dear_edge_hides_no_difference_of_the_others() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "x", 2e-9), ("a", "y", 1e-9), ("b", "x", 1e12), ("b", "z", 1e-9)])

    result = full_matching(graph, ["a", "b"], backend="mentormatch")

    assert result == full_matching(graph, ["a", "b"]) == {"a": "y", "b": "z", "y": "a", "z": "b"}


def test_a_side_that_is_given_is_taken_as_it_is() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "x", 3), ("a", "b", 1), ("b", "y", 2), ("a", "a", 1)])

    for top in (["a", "b"], ["a", "b", "nobody"]):
        assert full_matching(graph, top, backend="mentormatch") == full_matching(graph, top)


def test_an_instance_is_a_graph_of_the_backend() -> None:
    instance = random_instance(3, 12, 20, 8)
    graph = to_networkx(instance)

    ours = full_matching(instance, weight="score")

    theirs = full_matching(graph, instance.mentees, weight="score")
    weigh = [sum(graph.edges[node, matches[node]]["score"] for node in instance.mentees) for matches in (ours, theirs)]
    assert weigh[0] == weigh[1]
    assert len(full_matching(instance)) == 24
    assert nx.utils.graphs_equal(Dispatcher.convert_to_nx(instance), graph)


def test_other_functions_and_other_graphs_are_left_to_networkx() -> None:
    assert Dispatcher.can_run("minimum_weight_full_matching", (nx.Graph(),), {}) is True
    assert Dispatcher.can_run("minimum_weight_full_matching", (nx.DiGraph(),), {}) is not True
    assert Dispatcher.can_run("maximum_matching", (nx.Graph(),), {}) is not True
    assert Dispatcher.convert_to_nx({"a": "b"}) == {"a": "b"}


def test_nodes_without_a_text_of_their_own_are_taken_in_graph_order() -> None:
    first, second = object(), object()
    graph = nx.Graph([(first, second)])

    assert full_matching(graph, [first], backend="mentormatch") == {first: second, second: first}


def test_a_second_call_says_nothing_and_sees_what_changed() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "x", 1), ("a", "y", 2), ("b", "x", 1), ("b", "y", 3)])
    first = nx.bipartite.minimum_weight_full_matching(graph, ["a", "b"], backend="mentormatch")
    graph["a"]["y"]["weight"] = 9

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        second = nx.bipartite.minimum_weight_full_matching(graph, ["a", "b"], backend="mentormatch")

    assert (first["a"], second["a"]) == ("y", "x")
