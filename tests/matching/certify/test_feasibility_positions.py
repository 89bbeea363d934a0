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
    instance, found = case(objective)
    at = found.pairs_at

    assert at is not None
    assert [instance.mentees[row] for row in instance.rows_of(at)] == [mentee for mentee, _ in found.pairs]
    assert [instance.mentors[col] for col in instance.indices[at]] == [mentor for _, mentor in found.pairs]
    assert found == replace(found, pairs_at=None)
    assert "pairs_at" not in repr(found)


@pytest.mark.parametrize("objective", ALL)
def test_right_positions_spare_looking_names_up(objective: str) -> None:
    instance, found = case(objective)

    with patch.object(feasibility, "_positions_by_name", side_effect=AssertionError):
        assert verify(instance, found).ok


def wrong_positions(instance: Instance, at: np.ndarray) -> list[np.ndarray | None]:
    """Return none, too few, too many, strange ones, and those of another pair of the same mentee or mentor."""
    wrong: list[np.ndarray | None] = [None, at[1:], np.append(at, at[-1]), at.reshape(1, -1), at[::-1], at[:0]]
    rows, cols = instance.rows, instance.indices
    for place in range(at.size):
        others = {-1, instance.indices.size, int(at[place]) - instance.indices.size}
        others |= set(np.flatnonzero((rows == rows[at[place]]) ^ (cols == cols[at[place]])).tolist())
        wrong += [np.where(np.arange(at.size) == place, other, at) for other in sorted(others)]
    return wrong


@pytest.mark.parametrize("objective", ALL)
def test_wrong_positions_change_no_verdict(objective: str) -> None:
    edges = {(i, j): 300 + 50 * ((i + j) % 2) for i in range(4) for j in range(3)}
    instance = make(4, [1, 1, 1], edges, priority=[0, 1, 0, 0])
    found = match(instance, objective=objective)
    assert found.pairs_at is not None
    moved = rebuilt(instance, found, [(0, 0, 300), (1, 1, 300), (2, 2, 300)])
    right, refused = verify(instance, found), verify(instance, replace(moved, pairs_at=None))

    assert right.ok
    for wrong in wrong_positions(instance, found.pairs_at):
        assert verify(instance, replace(found, pairs_at=wrong)) == right
        assert verify(instance, replace(moved, pairs_at=wrong)) == refused


def test_a_result_without_pairs_has_no_positions() -> None:
    instance = make(2, [1], {})
    found = match(instance)

    assert found.pairs_at is not None
    assert found.pairs_at.shape == (0,)
    assert verify(instance, found).ok
