"""Prices say exactly what solving again would: one place more, one less, and any pair locked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.price_ranges import highest, lock_costs, points_short, prices
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.match import match
from tests.matching.oracle import instances, make, random_instance

many = settings(max_examples=40, deadline=None, derandomize=True)
objectives = st.sampled_from(["coverage", "total"])


def value(instance: Instance, matching: Matching) -> tuple[int, int]:
    """Return the placed mentees, each counted by tier, and the points."""
    tiers = sorted(set(instance.priority.tolist()))
    priority = dict(zip(instance.mentees, instance.priority.tolist(), strict=True))
    return sum(tiers.index(priority[mentee]) + 1 for mentee, _ in matching.pairs), matching.total


@many
@given(instance=instances(locks=False), objective=objectives)
def test_the_lowest_price_is_what_one_more_place_brings(instance: Instance, objective: str) -> None:
    result = match(instance, objective=objective)
    priced = prices(instance, result)

    for index in range(len(instance.mentors)):
        capacity = instance.capacity.copy()
        capacity[index] += 1
        more = match(replace(instance, capacity=capacity), objective=objective)
        worth = priced.weights.split(int(priced.mentor[index]))
        before, after = value(instance, result), value(instance, more)
        assert (worth.placed, worth.points) == (after[0] - before[0], after[1] - before[1])


@many
@given(instance=instances(locks=False), objective=objectives)
def test_the_highest_price_is_what_one_place_less_costs(instance: Instance, objective: str) -> None:
    result = match(instance, objective=objective)
    priced = prices(instance, result)
    mentee, mentor = highest(priced)

    assert (mentor >= priced.mentor)[priced.room > 0].all()
    assert (mentee >= 0).all()
    for index in range(len(instance.mentors)):
        if not priced.room[index]:
            continue
        capacity = instance.capacity.copy()
        capacity[index] = priced.room[index] - 1
        fewer = match(replace(instance, capacity=capacity), objective=objective)
        worth = priced.weights.split(int(mentor[index]))
        before, after = value(instance, result), value(instance, fewer)
        assert (worth.placed, worth.points) == (before[0] - after[0], before[1] - after[1])


@many
@given(instance=instances(locks=False), objective=objectives)
def test_a_lock_costs_what_solving_again_says(instance: Instance, objective: str) -> None:
    result = match(instance, objective=objective)
    priced = prices(instance, result)

    for i in range(len(instance.mentees)):
        costs = lock_costs(priced, i)
        for index, cost in zip((priced.rows == i).nonzero()[0], costs.tolist(), strict=True):
            locked = instance.locked.copy()
            locked[instance.edge(i, int(priced.cols[index]))] = True
            again = match(replace(instance, locked=locked), objective=objective)
            before, after = value(instance, result), value(instance, again)
            worth = priced.weights.split(cost)
            assert (worth.placed, worth.points) == (before[0] - after[0], before[1] - after[1])


@pytest.mark.parametrize("objective", ["coverage", "fair", "total"])
def test_prices_prove_a_larger_result(objective: str) -> None:
    instance = random_instance(3, 150, 50, 10, tiers=2)
    result = match(instance, objective=objective)

    priced = prices(instance, result)

    own = priced.cols == priced.partner[priced.rows]
    assert (priced.reduced >= 0).all()
    assert (priced.reduced[own] == 0).all()
    assert (priced.mentor >= 0).all()
    assert (priced.mentee >= 0).all()
    paid = int(priced.mentee.sum() + (priced.mentor * priced.room).sum())
    assert paid == int(priced.gain[own].sum())
    mentee, mentor = highest(priced)
    above = mentee[priced.rows] + mentor[priced.cols] - priced.gain
    assert (above >= 0).all()
    assert (above[own] == 0).all()


def test_only_the_pairs_of_mentors_with_places_are_priced() -> None:
    instance = make(2, [0, 1, 2], {(0, 0): 900, (0, 1): 500, (1, 1): 600, (1, 2): 700})

    priced = prices(instance, match(instance, objective="coverage"))

    assert list(zip(priced.rows.tolist(), priced.cols.tolist(), strict=True)) == [(0, 1), (1, 1), (1, 2)]


def test_a_lock_that_makes_two_change_places_costs_the_points_of_both() -> None:
    instance = make(2, [1, 1], {(0, 0): 700, (0, 1): 600, (1, 0): 550, (1, 1): 700})
    priced = prices(instance, match(instance, objective="coverage"))

    assert [lock_costs(priced, mentee).tolist() for mentee in (0, 1)] == [[0, 250], [250, 0]]


def test_a_mentee_left_out_is_short_of_the_price_by_the_points_she_lacks() -> None:
    instance = make(2, [1], {(0, 0): 700, (1, 0): 640})
    priced = prices(instance, match(instance, objective="coverage"))

    _, mentor = highest(priced)

    assert points_short(priced, mentor).tolist() == [0, 60]


def test_prices_are_refused_where_they_mean_nothing() -> None:
    instance = make(2, [1], {(0, 0): 700, (1, 0): 640})

    for objective in ("leximin", "stable"):
        with pytest.raises(MatchingError, match="no dual prices"):
            prices(instance, match(instance, objective=objective))
    with pytest.raises(MatchingError, match="another input"):
        prices(make(2, [2], {(0, 0): 700, (1, 0): 640}), match(instance))
