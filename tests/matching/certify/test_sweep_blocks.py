"""The one pass of a verification says the same of every pair, whatever the blocks and the size of the prices."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

import matching.model.instance
from matching.certify import sweep as sweep_module
from matching.certify.sweep import WIDE, CoverClaim, FirstStage, OpenPairs, narrow_prices, sweep
from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import random_instance

INSTANCE = random_instance(7, 40, 12, 5, tiers=2)


def open_pairs_of(instance: Instance, *, minimum: int | None = None) -> OpenPairs:
    """Return everything open but the first mentee and the first mentor."""
    n, m = len(instance.mentees), len(instance.mentors)
    free, room = np.arange(n) > 0, (np.arange(m) > 0).astype(np.int64)
    return OpenPairs(instance, minimum, free, room, np.full(n, -1))


def listed_pairs(minimum: int) -> list[tuple[int, int, int]]:
    every = zip(INSTANCE.rows.tolist(), INSTANCE.indices.tolist(), INSTANCE.score.tolist(), strict=True)
    return [(i, j, score) for i, j, score in every if i and j and score >= minimum]


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total"])
def test_small_blocks_prove_the_same(objective: str) -> None:
    result = match(INSTANCE, objective=objective)
    whole = verify(INSTANCE, result)

    with patch.object(matching.model.instance, "BLOCK_PAIRS", 7), patch.object(sweep_module, "TOGETHER", 9):
        assert verify(INSTANCE, result) == whole
    assert whole.ok


@pytest.mark.parametrize("block", [7, 1 << 17])
@pytest.mark.parametrize("named", [(0, 9), (9, 0), (20, 6), (38, 3), (3, 11)])
def test_a_claim_fails_exactly_where_a_pair_is_missed(named: tuple[int, int], block: int) -> None:
    rng = np.random.default_rng(sum(named))
    open_pairs, pairs = open_pairs_of(INSTANCE, minimum=200), listed_pairs(200)
    outcomes = set()

    for above in (None, 500, 900, 980, 1000):
        mentees, mentors = rng.permutation(40) < named[0], rng.permutation(12) < named[1]
        missed = any(not mentees[i] and not mentors[j] and (above is None or score > above) for i, j, score in pairs)
        with (
            patch.object(matching.model.instance, "BLOCK_PAIRS", block),
            patch.object(sweep_module, "TOGETHER", block),
        ):
            assert sweep(open_pairs, [CoverClaim(above, mentees, mentors)], None) == ([missed], None)
        outcomes.add(missed)

    assert outcomes == {True, False}


@pytest.mark.parametrize("shift", [0, 2**28 - 1500, 2**40, WIDE - 2000])
@pytest.mark.parametrize("cut", [None, 500])
def test_tight_pairs_are_found_beside_a_claim_and_with_prices_of_any_size(cut: int | None, shift: int) -> None:
    rng = np.random.default_rng(3)
    open_pairs, pairs = open_pairs_of(INSTANCE), listed_pairs(-1)
    mentee, mentor = rng.integers(0, 400, 40) + shift, rng.integers(0, 400, 12) - shift
    if cut is not None:
        mentee, mentor = rng.integers(0, 2, 40) + shift, np.full(12, -shift)
    gain = {(i, j): score if cut is None else int(score >= cut) for i, j, score in pairs}
    for i, j, _ in pairs:
        mentee[i] += max(0, gain[i, j] - int(mentee[i] + mentor[j]))
    first = FirstStage(*narrow_prices(mentee, mentor), cut, np.zeros(40, np.int64), np.zeros(12, np.int64), 100)
    claim = CoverClaim(990, np.arange(40) < 2, np.arange(12) < 11)

    fails, left = sweep(open_pairs, [claim], first)

    assert fails == [any(i >= 2 and j >= 11 and score > 990 for i, j, score in pairs)]
    assert left is not None
    tight = [(i, j, s) for i, j, s in pairs if s >= 100 and mentee[i] + mentor[j] == gain[i, j]]
    assert list(zip(left.rows.tolist(), left.cols.tolist(), left.score.tolist(), strict=True)) == tight
    short = FirstStage(
        *narrow_prices(mentee - (np.arange(40) == tight[0][0]), mentor), cut, first.weight, first.reach, 100
    )
    with patch.object(matching.model.instance, "BLOCK_PAIRS", 7), patch.object(sweep_module, "TOGETHER", 1):
        assert sweep(open_pairs, [claim], short) == (fails, None)
