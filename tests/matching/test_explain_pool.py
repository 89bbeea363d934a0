"""Shortages and the worth of a place, against enumeration and against solving again."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import duals
from matching.explain import Explainer, scarce
from matching.graph import to_networkx
from matching.instance import Instance
from matching.reasons import Shortage
from matching.solve import match
from tests.matching.explained import (
    PRICED,
    difference,
    instances,
)


@given(instances(), st.sampled_from(["coverage", "fair", "leximin"]))
@settings(max_examples=150, deadline=None)
def test_the_shortage_around_her_is_the_smallest_with_her_in_it(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    held = set(matching.pairs) & {
        (instance.mentees[instance.rows[at]], instance.mentors[instance.indices[at]])
        for at in np.flatnonzero(instance.locked)
    }
    room = {
        mentor: places - sum(mentor == other for _, other in held)
        for mentor, places in zip(instance.mentors, instance.capacity.tolist(), strict=True)
    }
    reach = {
        mentee: {instance.mentors[k] for k in instance.indices[instance.indptr[i] : instance.indptr[i + 1]]}
        for i, mentee in enumerate(instance.mentees)
        if mentee not in dict(held)
    }

    for why in Explainer.of(instance, matching).left_out():
        if why.shortage is None:
            assert why.allowed == 0
            continue
        found = why.shortage
        assert why.mentee in found.mentees
        assert found.short_by == 1
        assert set().union(*(reach[mentee] for mentee in found.mentees)) == set(found.mentors)
        assert sum(room[mentor] for mentor in found.mentors) == found.places
        others = [mentee for mentee in reach if mentee in dict(matching.pairs)]
        for size in range(len(found.mentees) - 1):
            for some in combinations(others, size):
                near = reach[why.mentee].union(*(reach[mentee] for mentee in some))
                assert size + 1 <= sum(room[mentor] for mentor in near)


@given(instances(tiers=1, locks=False))
@settings(max_examples=150, deadline=None)
def test_scarce_finds_the_whole_shortage_in_smallest_parts(instance: Instance) -> None:
    found = scarce(to_networkx(instance))
    room = dict(zip(instance.mentors, instance.capacity.tolist(), strict=True))
    reach = [
        {instance.mentors[k] for k in instance.indices[instance.indptr[i] : instance.indptr[i + 1]]}
        for i in range(len(instance.mentees))
    ]

    def short(mentors: tuple[Any, ...]) -> int:
        served = sum(bool(mine) and mine <= set(mentors) for mine in reach)
        return served - sum(room[mentor] for mentor in mentors)

    everything = max(short(some) for k in range(len(room) + 1) for some in combinations(instance.mentors, k))
    parts: list[Shortage] = []
    for one in found:
        assert short(one.mentors) == one.short_by >= 1
        assert list(one.mentees) == [
            mentee for mentee, mine in zip(instance.mentees, reach, strict=True) if mine and mine <= set(one.mentors)
        ]
        if not any(set(one.mentors) <= set(part.mentors) for part in parts):
            parts.append(one)
    for part in parts:
        for k in range(len(part.mentors)):
            assert all(short(some) < part.short_by for some in combinations(part.mentors, k))
    assert sum(part.short_by for part in parts) == everything
    assert [one.short_by for one in found] == sorted((one.short_by for one in found), reverse=True)


@given(instances(), st.sampled_from(PRICED))
@settings(max_examples=120, deadline=None)
def test_worth_of_place_is_what_solving_with_one_more_place_gives(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)

    worth = Explainer.of(instance, matching).worth_of_place()

    least = matching.worst if objective == "fair" else None
    for column, mentor in enumerate(instance.mentors):
        capacity = instance.capacity.copy()
        capacity[column] += 1
        more = replace(instance, capacity=capacity)
        after = match(more, objective="coverage")
        effect = difference(instance, matching, after)
        one = worth[mentor]
        assert one.placed == effect.placed
        assert ({} if one.priority is None else {one.priority: 1}) == effect.tiers
        kept = match(more, objective="coverage", minimum_score=least)
        if difference(instance, matching, kept).tiers == effect.tiers:
            assert one.points == kept.total - matching.total
        else:
            assert one.points is None


@given(instances())
@settings(max_examples=120, deadline=None)
def test_a_place_has_points_under_leximin_only_where_points_are_all_it_brings(instance: Instance) -> None:
    matching = match(instance, objective="leximin")

    worth = Explainer.of(instance, matching).worth_of_place()

    for column, mentor in enumerate(instance.mentors):
        if worth[mentor].points is not None:
            capacity = instance.capacity.copy()
            capacity[column] += 1
            after = match(replace(instance, capacity=capacity), objective="leximin")
            assert len(after.pairs) == len(matching.pairs)
            assert worth[mentor].points == after.total - matching.total


@given(instances(), st.sampled_from(["coverage", "fair", "total"]))
@settings(max_examples=60, deadline=None)
def test_both_ends_of_the_prices_agree_with_those_of_duals(instance: Instance, objective: str) -> None:
    """Two independent roads to what a place is worth; a mentor without a place is known to one of them only."""
    matching = match(instance, objective=objective)
    priced = duals.prices(instance, matching)
    _, high = duals.highest(priced, duals.exchange_graph(priced))
    standing = Explainer.of(instance, matching).standing
    assert standing.prices is not None

    lowest, ways_out = standing.prices[1], standing.ways_out[0]

    split = [priced.scale.split(int(value)).points for value in priced.mentor]
    worth = Explainer.of(instance, matching).worth_of_place()
    for column, mentor in enumerate(instance.mentors):
        if priced.problem.room[column] and worth[mentor].points is not None:
            assert worth[mentor].points == split[column]
        if standing.load[column] == standing.room[column] > 0:
            assert np.sign(lowest[column] + ways_out[column]) == np.sign(high[column])
