"""Odd inputs have defined results: nobody, nothing allowed, all equal, a star, strange ids."""

from __future__ import annotations

import numpy as np
import pytest

from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.solve.adjacency import ragged
from matching.solve.match import match
from tests.matching.oracle import make, random_instance

ALL = ["coverage", "fair", "leximin", "total", "stable"]


@pytest.mark.parametrize("objective", ALL)
@pytest.mark.parametrize(
    "instance",
    [
        make(0, [], {}),
        make(0, [2, 0], {}),
        make(3, [], {}),
        make(3, [1, 1], {}),
        make(3, [0, 0], {(i, j): 5 for i in range(3) for j in range(2)}),
    ],
    ids=["nobody", "no mentees", "no mentors", "no pairs", "no places"],
)
def test_nothing_to_pair_is_a_result_and_proven(objective: str, instance: Instance) -> None:
    result = match(instance, objective=objective)

    assert result.pairs == []
    assert result.unmatched == list(instance.mentees)
    assert (result.total, result.worst) == (0, None)
    assert result.mentor_load == dict.fromkeys(instance.mentors, 0)
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", ALL)
def test_a_star_with_more_places_than_mentees_takes_everyone(objective: str) -> None:
    instance = make(40, [1000], {(i, 0): i for i in range(40)})

    result = match(instance, objective=objective)

    assert result.mentor_load == {"r0": 40}
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", ALL)
def test_a_large_star_with_half_the_places_is_solved(objective: str) -> None:
    instance = make(8000, [4000], {(i, 0): i % 1000 for i in range(8000)})

    result = match(instance, objective=objective)

    assert (len(result.pairs), result.worst, result.total) == (4000, 500, sum(range(500, 1000)) * 8)
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", ALL)
def test_equal_scores_in_one_component_are_drawn_and_proven(objective: str) -> None:
    instance = make(60, [1] * 40, {(i, j): 500 for i in range(60) for j in range(40)})

    result, other = match(instance, objective=objective, seed="a"), match(instance, objective=objective, seed="b")

    assert len(result.pairs) == len(other.pairs) == 40
    assert result.pairs != other.pairs
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", ALL)
def test_any_text_is_an_id(objective: str) -> None:
    mentees = ["", " ", "a b", "🌱", "🌱🌱", "\u00e9", "e\u0301", "\x00", "a" * 300, "\ud800", "10", "9"]
    mentors = ["🦉", " ", "x\ny"]
    edges = [(i, j) for i in range(len(mentees)) for j in range(3)]
    instance = Instance.from_edges(
        mentees,
        mentors,
        capacity=[3, 2, 2],
        mentee_index=[i for i, _ in edges],
        mentor_index=[j for _, j in edges],
        score=[7] * len(edges),
    )

    result = match(instance, objective=objective)

    assert len(result.pairs) == 7
    assert result.pairs == sorted(result.pairs)
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", ALL)
def test_many_tiers_and_negative_scores_are_proven(objective: str) -> None:
    base = random_instance(5, 60, 25, 6, tiers=12)
    instance = Instance(**{**vars_of(base), "score": base.score - 500})

    result = match(instance, objective=objective)

    assert verify(instance, result).ok


def test_bands_above_the_best_score_change_nothing() -> None:
    instance = random_instance(6, 30, 12, 5, scores=90)

    assert match(instance, objective="leximin").pairs == match(instance, objective="fair").pairs


def test_ragged_ranges_follow_one_another() -> None:
    assert ragged(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]


def vars_of(instance: Instance) -> dict:
    names = ("mentees", "mentors", "capacity", "priority", "indptr", "indices", "score", "locked")
    return {name: getattr(instance, name) for name in names}
