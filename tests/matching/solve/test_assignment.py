"""The largest gain, whichever side is the scarcer, whoever must be placed or filled, and by whichever solver."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

import matching.solve.assignment
from matching.arrays import Ints
from matching.model.errors import MatchingError
from matching.solve.assignment import AssignmentProblem, assign
from matching.solve.dual_prices import OptimalFace
from tests.matching.solve.test_dual_prices import drawn, matchings, worth


def task_of(face: OptimalFace, gain: Ints) -> AssignmentProblem:
    return AssignmentProblem(face.rows, face.cols, gain, face.room, face.must_place, face.must_fill)


@pytest.mark.parametrize("limit", [matching.solve.assignment.COPIES_LIMIT, 2, -1])
def test_the_gain_is_the_largest_of_all_matchings_that_place_and_fill_who_must_be(limit: int) -> None:
    for seed in range(300):
        face, gain = drawn(seed)
        possible = {partner: worth(face, gain, partner) for partner in matchings(face)}
        if not possible:
            continue

        with patch.object(matching.solve.assignment, "COPIES_LIMIT", limit):
            result = tuple(assign(task_of(face, gain)).tolist())

        assert possible[result] == max(possible.values())


@pytest.mark.parametrize("limit", [matching.solve.assignment.COPIES_LIMIT, -1])
@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_who_must_be_served_is_served_whatever_that_costs_along_a_chain(who: str, limit: int) -> None:
    length, most = 12, 1000
    first = np.repeat(np.arange(length), 2)
    second = first + np.tile([0, 1], length)
    must, free = np.arange(length + 1) < length, np.zeros(length, bool)
    gain, place = np.tile([-most, most], length), np.ones(length + 1, np.int64)

    with patch.object(matching.solve.assignment, "COPIES_LIMIT", limit):
        if who == "mentor":
            task = AssignmentProblem(first, second, gain, place, free, must)
            assert assign(task).tolist() == list(range(length))
        else:
            rows = np.argsort(second, kind="stable")
            task = AssignmentProblem(second[rows], first[rows], gain[rows], place[1:], must, free)
            assert assign(task).tolist() == [*range(length), -1]


def test_gains_too_large_for_exact_arithmetic_are_refused() -> None:
    def task(*gain: int) -> AssignmentProblem:
        cols = np.arange(len(gain))
        free = np.zeros(cols.size, bool)
        return AssignmentProblem(np.zeros_like(cols), cols, np.array(gain), np.ones_like(cols), free[:1], free)

    assert assign(task(2**51 - 1)).tolist() == [0]
    for gains in ((2**51,), (2**50, -(2**50))):
        with pytest.raises(MatchingError, match="too many people"):
            assign(task(*gains))
