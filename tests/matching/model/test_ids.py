"""Ids have one order and one text each, whatever the order of the input, or they are refused by name."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import networkx as nx
import pytest

from matching.model.errors import MatchingError
from matching.model.ids import canonical_order
from matching.solve.match import match


@dataclass(frozen=True)
class Named:
    """Somebody whose text does not tell which of two she is."""

    number: int

    def __repr__(self) -> str:
        return "Named()"


@dataclass(frozen=True)
class Holder:
    """Somebody whose text holds that of another object."""

    of: object


def one_place(mentees: list[Hashable]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(mentees, bipartite=0)
    graph.add_node("Max", bipartite=1, capacity=1)
    graph.add_edges_from((mentee, "Max", {"score": 500}) for mentee in mentees)
    return graph


@pytest.mark.parametrize("pair", [[Named(1), Named(2)], [1, "\x00int:1"], [(Named(1),), (Named(2),)]])
def test_two_nodes_with_the_same_text_are_refused(pair: list[Hashable]) -> None:
    for mentees in (pair, pair[::-1]):
        with pytest.raises(MatchingError, match="same text") as refused:
            match(one_place(mentees))

        assert refused.value.entry in pair


@pytest.mark.parametrize(
    "node", [float("nan"), lambda: None, Holder(object()), Holder(frozenset("ab")), (1, float("nan"))]
)
def test_a_node_whose_text_or_order_is_not_fixed_is_refused(node: Hashable) -> None:
    with pytest.raises(MatchingError, match="string id"):
        match(one_place([node]))


def test_a_node_given_twice_is_not_two_with_the_same_text() -> None:
    assert canonical_order([Named(1), "b", Named(1)]) == [Named(1), Named(1), "b"]


def test_bytes_and_texts_of_any_content_are_taken() -> None:
    assert canonical_order([b"b at 0x1", b"a"]) == [b"a", b"b at 0x1"]
    assert match(one_place([b"x at 0x1", "frozenset({1})"])).total == 500
