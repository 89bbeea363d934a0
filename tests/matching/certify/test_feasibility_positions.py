"""The positions a result comes with spare looking names up; right, wrong or absent, they change no verdict."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from matching.certify import feasibility
from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.certify.test_verify import ALL, case
from tests.matching.oracle import make, rebuilt


@pytest.mark.parametrize("objective", ALL)
def test_a_result_comes_with_the_positions_of_its_pairs(objective: str) -> None:
    instance, result = case(objective)
    index = result.pairs_at

    assert index is not None
    assert [instance.mentees[row] for row in instance.rows_of(index)] == [mentee for mentee, _ in result.pairs]
    assert [instance.mentors[col] for col in instance.indices[index]] == [mentor for _, mentor in result.pairs]
    assert result == replace(result, pairs_at=None)
    assert "pairs_at" not in repr(result)


@pytest.mark.parametrize("objective", ALL)
def test_right_positions_spare_looking_names_up(objective: str) -> None:
    instance, result = case(objective)

    with patch.object(feasibility, "_positions_by_name", side_effect=AssertionError):
        assert verify(instance, result).ok


def wrong_positions(instance: Instance, index: np.ndarray) -> list[np.ndarray | None]:
    """Return none, too few, too many, strange ones, and those of another pair of the same mentee or mentor."""
    wrong: list[np.ndarray | None] = [
        None,
        index[1:],
        np.append(index, index[-1]),
        index.reshape(1, -1),
        index[::-1],
        index[:0],
    ]
    rows, cols = instance.rows, instance.indices
    for place in range(index.size):
        others = {-1, instance.indices.size, int(index[place]) - instance.indices.size}
        others |= set(np.flatnonzero((rows == rows[index[place]]) ^ (cols == cols[index[place]])).tolist())
        wrong += [np.where(np.arange(index.size) == place, other, index) for other in sorted(others)]
    return wrong


@pytest.mark.parametrize("objective", ALL)
def test_wrong_positions_change_no_verdict(objective: str) -> None:
    edges = {(i, j): 300 + 50 * ((i + j) % 2) for i in range(4) for j in range(3)}
    instance = make(4, [1, 1, 1], edges, priority=[0, 1, 0, 0])
    result = match(instance, objective=objective)
    assert result.pairs_at is not None
    moved = rebuilt(instance, result, [(0, 0, 300), (1, 1, 300), (2, 2, 300)])
    right, refused = verify(instance, result), verify(instance, replace(moved, pairs_at=None))

    assert right.ok
    for wrong in wrong_positions(instance, result.pairs_at):
        assert verify(instance, replace(result, pairs_at=wrong)) == right
        assert verify(instance, replace(moved, pairs_at=wrong)) == refused


def test_a_result_without_pairs_has_no_positions() -> None:
    instance = make(2, [1], {})
    result = match(instance)

    assert result.pairs_at is not None
    assert result.pairs_at.shape == (0,)
    assert verify(instance, result).ok
