"""Scores as people read them."""

import pytest

from mentormatch.base.scores import percent


@pytest.mark.parametrize(
    ("per_mille", "expected"), [(0, 0), (4, 0), (5, 1), (694, 69), (695, 70), (696, 70), (1000, 100)])
def test_per_mille_is_read_in_per_cent_rounded_half_up(per_mille: int, expected: int) -> None:
    assert percent(per_mille) == expected
