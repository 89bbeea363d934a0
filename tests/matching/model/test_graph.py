"""The front door: a graph and its instance stand for each other exactly, and a wrong graph is named."""

from __future__ import annotations

import copy
import pickle
import random
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from matching.model.errors import MatchingError
from matching.model.graph import as_instance, from_networkx, to_networkx
from matching.model.instance import Instance
from tests.matching.oracle import instances, make


def small_graph() -> nx.Graph:
    graph = nx.Graph()
    graph.add_node("Ana", bipartite=0, priority=2)
    graph.add_node("Béa", bipartite=0)
    graph.add_node("Max", bipartite=1, capacity=2)
    graph.add_edge("Ana", "Max", score=700, locked=True)
    graph.add_edge("Max", "Béa", score=300, mentee_rank=0, mentor_rank=1)
    return graph


@settings(max_examples=40, deadline=None, derandomize=True)
@given(instances())
def test_an_instance_survives_the_way_through_a_graph(instance: Instance) -> None:
    assert from_networkx(to_networkx(instance)) == instance


def test_a_graph_survives_the_way_through_an_instance() -> None:
    graph = small_graph()
    graph.nodes["Béa"]["priority"] = 0

    back = to_networkx(from_networkx(graph))

    assert nx.utils.graphs_equal(back, graph)


@pytest.mark.parametrize(
    ("break_it", "entry", "words"),
    [
        (lambda g: g.add_node("Zoe"), "Zoe", "bipartite"),
        (lambda g: g.add_node("Zoe", bipartite=2), "Zoe", "bipartite"),
        (lambda g: g.add_node("Zoe", bipartite=True), "Zoe", "bipartite"),
        (lambda g: g.add_node("Zoe", bipartite=1), "Zoe", "capacity"),
        (lambda g: g.add_node("Zoe", bipartite=1, capacity=-1), "Zoe", "capacity"),
        (lambda g: g.add_node("Zoe", bipartite=1, capacity=1.0), "Zoe", "capacity"),
        (lambda g: g.add_node("Zoe", bipartite=0, priority=-3), "Zoe", "priority"),
        (lambda g: g.add_node("Zoe", bipartite=0, priority=10**30), "Zoe", "0 to 2147483647"),
        (lambda g: g.add_node("Zoe", bipartite=1, capacity=2**31), "Zoe", "0 to 2147483647"),
        (lambda g: g.add_node("Zoe", bipartite=np.array([0, 1])), "Zoe", "bipartite"),
        (lambda g: g.add_edge("Ana", "Béa", score=1), ("Ana", "Béa"), "same side"),
        (lambda g: g.add_edge("Max", "Max", score=1), ("Max", "Max"), "same side"),
        (lambda g: g.edges["Ana", "Max"].pop("score"), ("Ana", "Max"), "score"),
        (lambda g: g.edges["Ana", "Max"].update(score=0.5), ("Ana", "Max"), "score"),
        (lambda g: g.edges["Ana", "Max"].update(score=True), ("Ana", "Max"), "score"),
        (lambda g: g.edges["Ana", "Max"].update(score=10**7), ("Ana", "Max"), "score"),
        (lambda g: g.edges["Ana", "Max"].update(locked=1), ("Ana", "Max"), "locked"),
        (lambda g: g.edges["Béa", "Max"].update(mentee_rank=-2), ("Béa", "Max"), "mentee_rank"),
    ],
)
def test_a_wrong_graph_names_its_node_or_edge(break_it, entry: object, words: str) -> None:
    graph = small_graph()
    break_it(graph)

    with pytest.raises(MatchingError, match=words) as raised:
        from_networkx(graph)

    assert raised.value.entry == entry
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiGraph])
def test_directed_graphs_and_multigraphs_are_refused(kind: type) -> None:
    with pytest.raises(MatchingError, match="undirected"):
        from_networkx(kind())


def test_numpy_scores_are_integers_too() -> None:
    graph = small_graph()
    graph.edges["Ana", "Max"]["score"] = np.int32(700)

    assert from_networkx(graph).score.tolist() == [700, 300]


def test_nodes_of_any_sortable_kind_are_taken() -> None:
    graph = nx.Graph()
    graph.add_nodes_from([10, 9, "x", (1, "a")], bipartite=0)
    graph.add_node(7.5, bipartite=1, capacity=1)
    graph.add_edge(9, 7.5, score=1)

    instance = from_networkx(graph)

    assert set(instance.mentees) == {9, 10, "x", (1, "a")}
    assert from_networkx(to_networkx(instance)) == instance


def test_whole_numbers_are_listed_in_their_own_order() -> None:
    instance = Instance.from_edges([10, 9, 2], [], capacity=[], mentee_index=[], mentor_index=[], score=[])

    assert instance.mentees == (2, 9, 10)


def test_a_node_without_a_text_of_its_own_is_refused() -> None:
    graph = nx.Graph()
    graph.add_nodes_from([object(), object()], bipartite=0)

    with pytest.raises(MatchingError, match="same in every run"):
        from_networkx(graph)


def test_one_id_on_both_sides_cannot_become_a_graph() -> None:
    instance = Instance.from_edges(["a"], ["a"], capacity=[1], mentee_index=[0], mentor_index=[0], score=[5])

    with pytest.raises(MatchingError, match="mentee and a mentor"):
        to_networkx(instance)


def test_the_order_of_the_input_changes_neither_instance_nor_fingerprint() -> None:
    edges = {(i, j): 10 * i + j for i in range(5) for j in range(4) if (i + j) % 3}
    instance = make(5, [1, 2, 0, 3], edges, priority=[0, 1, 0, 2, 0], locked={(1, 1)})
    shuffled = to_networkx(instance)
    nodes, pairs = list(shuffled.nodes(data=True)), list(shuffled.edges(data=True))

    for seed in range(5):
        random.Random(seed).shuffle(nodes)
        random.Random(seed).shuffle(pairs)
        graph = nx.Graph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from((b, a, data) for a, b, data in pairs)
        assert from_networkx(graph) == instance
        assert from_networkx(graph).fingerprint == instance.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"capacity": [1, 2, 1]},
        {"priority": [0, 1]},
        {"score": [1, 2, 4]},
        {"locked": [True, False, False]},
        {"mentee_rank": [0, 1, 0]},
        {"mentor_rank": [0, 1, 0]},
        {"mentees": ("a", "c")},
        {"mentors": ("x", "y", "zz")},
        {"indices": [0, 2, 1]},
    ],
)
def test_every_part_of_the_input_is_in_the_fingerprint(change: dict) -> None:
    parts = {
        "mentees": ("a", "b"),
        "mentors": ("x", "y", "z"),
        "capacity": [1, 1, 1],
        "priority": [0, 0],
        "indptr": [0, 2, 3],
        "indices": [0, 1, 1],
        "score": [1, 2, 3],
        "locked": [False] * 3,
    }

    assert Instance(**parts).fingerprint != Instance(**(parts | change)).fingerprint
    assert Instance(**parts) != Instance(**(parts | change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mentees": ("b", "a")}, "canonical order"),
        ({"mentees": ("a", "a")}, "listed twice"),
        ({"indptr": [0, 2, 2]}, "indptr"),
        ({"indptr": [0, 3, 2]}, "indptr"),
        ({"indptr": [0, 3]}, "indptr"),
        ({"indices": [0, 0, 1]}, "listed twice"),
        ({"indices": [1, 0, 1]}, "ascending"),
        ({"indices": [0, 1, 3]}, "indices"),
        ({"indices": [-1, 1, 1]}, "indices"),
        ({"capacity": [1, -1, 1]}, "capacity of 'y'"),
        ({"priority": [0, -1]}, "priority of 'b'"),
        ({"score": [1, 2]}, "score has the shape"),
        ({"score": [1.5, 2, 3]}, "integers"),
        ({"score": [1, 2, 2_000_000]}, "'b', 'y'"),
        ({"mentor_rank": [0, 0, -2]}, "mentor_rank"),
    ],
)
def test_arrays_off_the_contract_are_refused(change: dict, words: str) -> None:
    parts = {
        "mentees": ("a", "b"),
        "mentors": ("x", "y", "z"),
        "capacity": [1, 1, 1],
        "priority": [0, 0],
        "indptr": [0, 2, 3],
        "indices": [0, 1, 1],
        "score": [1, 2, 3],
        "locked": [False] * 3,
    }

    with pytest.raises(MatchingError, match=words):
        Instance(**(parts | change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mentee_index": [0, 5]}, "position 5"),
        ({"mentor_index": [0]}, "length"),
        ({"score": [1]}, "score"),
        ({"capacity": [1, 1]}, "capacity"),
        ({"mentees": ["a", "a"]}, "listed twice"),
        ({"mentee_index": [0, 0]}, "listed twice"),
    ],
)
def test_edges_off_the_contract_are_refused(change: dict, words: str) -> None:
    parts = {
        "mentees": ["b", "a"],
        "mentors": ["x"],
        "capacity": [1],
        "mentee_index": [0, 1],
        "mentor_index": [0, 0],
        "score": [1, 2],
    }
    given_parts = parts | change
    sides = given_parts.pop("mentees"), given_parts.pop("mentors")

    with pytest.raises(MatchingError, match=words):
        Instance.from_edges(*sides, **given_parts)


def test_an_instance_cannot_be_written_to_and_leaves_the_callers_arrays_alone() -> None:
    capacity = np.array([1])
    instance = Instance.from_edges(["a"], ["x"], capacity=capacity, mentee_index=[0], mentor_index=[0], score=[5])

    with pytest.raises(ValueError, match="read-only"):
        instance.score[0] = 6
    capacity[0] = 2

    assert instance.capacity.tolist() == [1]


def test_an_allowed_pair_is_found_and_an_absent_one_is_not() -> None:
    instance = make(2, [1, 1, 1], {(0, 2): 5, (0, 0): 6, (1, 1): 7})

    assert [instance.edge(i, j) for i in range(2) for j in range(3)] == [0, -1, 1, -1, 2, -1]
    assert as_instance(instance) is instance
    assert len({instance, from_networkx(to_networkx(instance))}) == 1


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda instance: pickle.loads(pickle.dumps(instance))])
def test_a_copy_is_equal_and_as_read_only(copied) -> None:
    instance = make(2, [1], {(0, 0): 500, (1, 0): 600}, locked={(0, 0)})
    instance = replace(instance, mentee_rank=np.array([0, 1]))
    known = (instance.fingerprint, instance.rows.tolist(), instance.tiers, instance.locked_at, instance.mentee_at)
    assert known

    again = copied(instance)

    assert again == instance
    assert again.fingerprint == instance.fingerprint
    for name in ("capacity", "priority", "indptr", "indices", "score", "locked", "mentee_rank", "rows", "locked_at"):
        assert not getattr(again, name).flags.writeable, name
