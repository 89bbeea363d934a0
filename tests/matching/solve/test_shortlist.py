"""Whatever pairs a solve begins with, and however large the blocks, the result over all pairs is the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching.model.instance
import matching.solve.shortlist
import matching.solve.stages
from matching.arrays import Ints
from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.model.progress import Phase
from matching.solve.column_generation import Conditions, price_all
from matching.solve.match import match
from matching.solve.reduced_problem import Frame, PairBlock, ReducedProblem, frame_of
from matching.solve.shortlist import shortlist
from tests.matching.oracle import instances, random_instance

PRICED = ["coverage", "fair", "leximin", "total"]


@given(
    instances(), st.sampled_from(PRICED), st.integers(0, 2**32 - 1), st.integers(0, 3), st.sampled_from([None, 1, 300])
)
@settings(max_examples=150, deadline=None)
def test_any_shortlist_leads_to_the_result_over_all_pairs(
    instance: Instance, objective: str, draw: int, tenths: int, minimum: int | None
) -> None:
    whole = match(instance, objective=objective, seed="x", minimum_score=minimum)

    with patch.object(matching.solve.stages, "shortlist", some_pairs(draw, tenths)):
        result = match(instance, objective=objective, seed="x", minimum_score=minimum)

    assert (result.pairs, result.total, result.worst) == (whole.pairs, whole.total, whole.worst)
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", PRICED)
@pytest.mark.parametrize("tenths", [1, 5])
def test_a_shortlist_of_a_larger_round_leads_there_too(objective: str, tenths: int) -> None:
    instance = random_instance(4, 90, 40, 12, scores=1001, capacity=2, tiers=2)
    whole = match(instance, objective=objective, seed="x")

    with patch.object(matching.solve.stages, "shortlist", some_pairs(9, tenths)):
        result = match(instance, objective=objective, seed="x")

    assert result.pairs == whole.pairs
    assert verify(instance, result).ok


@pytest.mark.parametrize("objective", [*PRICED, "stable"])
@pytest.mark.parametrize(("size", "minimum"), [(1, 100), (7, 100), (7, None), (100, 100), (100, None)])
def test_the_size_of_the_blocks_changes_nothing(objective: str, size: int, minimum: int | None) -> None:
    instance = random_instance(2, 60, 25, 8, scores=1001, capacity=2, tiers=2)
    whole = match(instance, objective=objective, minimum_score=minimum)

    with patch.object(matching.model.instance, "BLOCK_PAIRS", size), patch.object(matching.solve.shortlist, "SMALL", 0):
        result = match(instance, objective=objective, minimum_score=minimum)
        is_proven = verify(instance, result).ok

    assert result == whole
    assert is_proven


@pytest.mark.parametrize(("mentees", "mentors"), [(300, 40), (400, 300)])
def test_a_shortlist_holds_the_best_pairs_of_each_mentor(mentees: int, mentors: int) -> None:
    instance = random_instance(5, mentees, mentors, min(mentors, 250), scores=1001)
    instance = replace(instance, score=np.where(np.arange(instance.score.size), instance.score, 0))
    frame = frame_of(instance, 1)
    is_scarce = 3 * int(frame.room.sum()) <= 2 * mentees

    with patch.object(matching.solve.shortlist, "SMALL", 0), patch.object(matching.solve.shortlist, "DENSE", 1):
        chosen = shortlist(frame)

    assert chosen is not None
    assert (np.diff(chosen) > 0).all()
    assert np.isin(chosen, frame.problem().edge).all()
    wanted = 24 + 12 * frame.room if is_scarce else 12 + 32 * frame.room
    for mentor in range(mentors):
        reachable = instance.score[instance.indices == mentor]
        listed = instance.score[chosen[instance.indices[chosen] == mentor]]
        least = np.sort(reachable)[-min(reachable.size, int(wanted[mentor])) :]
        assert np.isin(least, listed).all()
        assert (reachable >= least[0]).sum() <= listed.size


@pytest.mark.parametrize("size", [700, 1 << 20])
def test_the_bound_of_a_mentor_is_the_score_of_the_last_pair_wanted(size: int) -> None:
    instance = random_instance(6, 700, 260, 230, scores=300)
    instance = replace(instance, score=instance.score - 100)
    frame = frame_of(instance, None)
    reachable = [np.sort(instance.score[instance.indices == mentor])[::-1] for mentor in range(frame.m)]
    wanted = np.arange(1, frame.m + 1)
    wanted[:2] = reachable[0].size, 5000

    with patch.object(matching.model.instance, "BLOCK_PAIRS", size):
        least = matching.solve.shortlist._least(frame, wanted)

    lowest = np.iinfo(np.int32).min
    exact = [
        scores[most - 1] if most <= scores.size else lowest for scores, most in zip(reachable, wanted, strict=True)
    ]
    assert least.tolist() == exact


def test_the_best_pairs_of_a_mentee_are_taken_by_whole_buckets() -> None:
    for seed in range(60):
        rng = np.random.default_rng(seed)
        rows = 7 + np.repeat(np.arange(6), [1, 30, 3, 90, 8, 1])
        score = rng.integers(200, rng.choice([201, 230, 1000]), rows.size)
        score[-1] = score.min()
        block = PairBlock(rows, np.zeros_like(rows), score, slice(0, rows.size))

        marked = matching.solve.shortlist._best_of_mentees(block, 8)

        bucket = (score.max() - score) * matching.solve.shortlist.BUCKETS // (score.max() - score.min() + 1)
        for mentee in range(7, 13):
            mine = np.sort(bucket[rows == mentee])
            last = mine[7] if mine.size > 7 else mine[-1]
            assert (marked[rows == mentee] == (bucket[rows == mentee] <= last)).all()


def test_each_round_of_pricing_takes_half_of_what_is_left_before_the_lottery() -> None:
    phases: list[Phase] = []

    with patch.object(matching.solve.stages, "shortlist", some_pairs(9, 1)):
        match(random_instance(4, 90, 40, 12, capacity=2, tiers=2), progress=phases.append)

    shares = [phase.share for phase in phases]
    rounds = [phase.share for phase in phases if phase == "pricing all other pairs"]
    assert shares == sorted(shares)
    assert len(rounds) > 1
    assert rounds == pytest.approx([0.9 * (1 - 0.5**index) for index in range(1, len(rounds) + 1)])


def test_pairs_within_reach_are_tried_first_and_then_all_pairs_known() -> None:
    solved_with: list[Ints] = []

    def listening(frame: Frame, edge: Ints | None = None) -> ReducedProblem:
        solved_with.extend([] if edge is None else [edge])
        return problem(frame, edge)

    problem = Frame.problem
    with patch.object(matching.solve.stages, "shortlist", some_pairs(9, 2)), patch.object(Frame, "problem", listening):
        match(random_instance(0, 90, 40, 12, capacity=2, tiers=2), objective="total", seed="x")

    first, in_reach, all_known, *_ = solved_with
    assert not np.isin(first, in_reach).all()
    assert np.isin(np.union1d(first, in_reach), all_known).all()


def test_pairs_are_blocks_of_whole_mentees_in_order() -> None:
    instance = random_instance(3, 40, 20, 6)

    with patch.object(matching.model.instance, "BLOCK_PAIRS", 10):
        blocks = list(instance.blocks())
        edges = frame_of(instance, None).problem().edge

    assert edges.tolist() == list(range(instance.score.size))
    assert blocks[0][0].start == 0
    assert blocks[-1][0].stop == 40
    assert all(first[0].stop == second[0].start for first, second in pairwise(blocks))
    assert [pairs.start for _, pairs in blocks] == instance.indptr[[mentees.start for mentees, _ in blocks]].tolist()
    assert len(blocks) > 5


def test_nobody_has_more_room_than_open_pairs() -> None:
    instance = random_instance(4, 30, 15, 5, capacity=9)

    for minimum in (None, 400, 900):
        is_open = instance.score >= (minimum or 0)
        count = np.bincount(instance.indices[is_open], minlength=15)
        assert frame_of(instance, minimum).room.tolist() == np.minimum(instance.capacity, count).tolist()


def test_pairs_are_priced_exactly_however_large_the_prices() -> None:
    frame = frame_of(random_instance(4, 40, 15, 6), None)
    problem = frame.problem()
    mentor = np.zeros(frame.m, np.int64)
    np.maximum.at(mentor, problem.cols, problem.score)
    best = np.flatnonzero(problem.score == mentor[problem.cols])

    for shift in (0, 2**29, 2**31, 2**40):
        prices = np.full(frame.n, shift), mentor - shift
        result = price_all(frame, Conditions((), None, None, ("total",), (prices,)), 10)
        assert result.tight.tolist() == result.near.tolist() == best.tolist()
        assert (result.broken.size, result.is_covered) == (0, True)

        too_high = np.full(frame.n, shift + 2**33), mentor - shift
        result = price_all(frame, Conditions((), None, None, ("total",), (too_high,)), 10)
        assert (result.broken.size, result.tight.size) == (0, 0)

        too_low = np.full(frame.n, shift), mentor - shift - 1
        result = price_all(frame, Conditions((), None, None, ("total",), (too_low,)), 10)
        assert result.broken.tolist() == best.tolist()


def some_pairs(draw: int, tenths: int):
    """Return a stand-in for `shortlist` that takes some tenths of the open pairs at random."""

    def chosen(frame: Frame) -> Ints:
        edge = frame.problem().edge
        return edge[np.random.default_rng(draw).random(edge.size) < tenths / 10]

    return chosen
