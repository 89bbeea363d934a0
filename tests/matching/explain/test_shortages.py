"""Shortages and the worth of a place, against enumeration and against solving again."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.answers import MarginalValue, Shortage
from matching.explain.explainer import Explainer
from matching.explain.shortages import scarce
from matching.model.graph import to_networkx
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.explained import (
    PRICED,
    difference,
    instances,
)
from tests.matching.oracle import make, ranked_instances


@given(instances(), st.sampled_from(["coverage", "fair", "leximin"]))
@settings(max_examples=150, deadline=None)
def test_the_shortage_around_her_is_the_smallest_with_her_in_it(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    held = set(matching.pairs) & {
        (instance.mentees[instance.rows[index]], instance.mentors[instance.indices[index]])
        for index in np.flatnonzero(instance.locked)
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

    for why in Explainer.for_matching(instance, matching).left_out():
        if why.shortage is None:
            assert why.allowed == 0
            continue
        result = why.shortage
        assert why.mentee in result.mentees
        assert result.short_by == 1
        assert set().union(*(reach[mentee] for mentee in result.mentees)) == set(result.mentors)
        assert sum(room[mentor] for mentor in result.mentors) == result.places
        others = [mentee for mentee in reach if mentee in dict(matching.pairs)]
        for size in range(len(result.mentees) - 1):
            for some in combinations(others, size):
                near = reach[why.mentee].union(*(reach[mentee] for mentee in some))
                assert size + 1 <= sum(room[mentor] for mentor in near)


@given(instances(tiers=1, locks=False))
@settings(max_examples=150, deadline=None)
def test_scarce_finds_the_whole_shortage_in_smallest_parts(instance: Instance) -> None:
    shortages = scarce(to_networkx(instance))
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
    for shortage in shortages:
        assert short(shortage.mentors) == shortage.short_by >= 1
        assert list(shortage.mentees) == [
            mentee
            for mentee, mine in zip(instance.mentees, reach, strict=True)
            if mine and mine <= set(shortage.mentors)
        ]
        if not any(set(shortage.mentors) <= set(part.mentors) for part in parts):
            parts.append(shortage)
    for part in parts:
        for k in range(len(part.mentors)):
            assert all(short(some) < part.short_by for some in combinations(part.mentors, k))
    assert sum(part.short_by for part in parts) == everything
    assert [shortage.short_by for shortage in shortages] == sorted(
        (shortage.short_by for shortage in shortages), reverse=True
    )


@given(instances(), st.sampled_from(PRICED))
@settings(max_examples=120, deadline=None)
def test_worth_of_place_is_what_solving_with_one_more_place_gives(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)

    worth = Explainer.for_matching(instance, matching).marginal_values()

    least = matching.worst if objective == "fair" else None
    for column, mentor in enumerate(instance.mentors):
        more = with_one_more(instance, column)
        after = match(more, objective="coverage")
        effect = difference(instance, matching, after)
        value = worth[mentor]
        assert value.placed == effect.placed
        assert ({} if value.priority is None else {value.priority: 1}) == effect.tiers
        at_level = match(more, objective="coverage", minimum_score=least)
        if difference(instance, matching, at_level).tiers == effect.tiers:
            assert value.points == at_level.total - matching.total
        else:
            assert value.points is None


@given(instances())
@settings(max_examples=120, deadline=None)
def test_a_place_has_points_under_leximin_only_where_points_are_all_it_brings(instance: Instance) -> None:
    matching = match(instance, objective="leximin")

    worth = Explainer.for_matching(instance, matching).marginal_values()

    for column, mentor in enumerate(instance.mentors):
        if worth[mentor].points is not None:
            after = match(with_one_more(instance, column), objective="leximin")
            assert len(after.pairs) == len(matching.pairs)
            assert worth[mentor].points == after.total - matching.total


@given(instances(tiers=3))
@settings(max_examples=120, deadline=None)
def test_a_place_is_worth_under_total_what_the_total_would_gain(instance: Instance) -> None:
    matching = match(instance, objective="total")

    worth = Explainer.for_matching(instance, matching).marginal_values()

    for column, mentor in enumerate(instance.mentors):
        after = match(with_one_more(instance, column), objective="total")
        assert worth[mentor] == MarginalValue(mentor, 0, None, after.total - matching.total)


def test_a_place_is_worth_as_much_under_total_when_nobody_of_the_first_tier_has_a_pair() -> None:
    instance = make(3, [1], {(1, 0): 500, (2, 0): 700}, priority=[1, 0, 0])

    worth = Explainer.for_matching(instance, match(instance, objective="total")).marginal_values()

    assert worth["r0"].points == 500


@given(ranked_instances())
@settings(max_examples=120, deadline=None)
def test_a_place_lets_in_under_stable_whom_deferred_acceptance_would_place(instance: Instance) -> None:
    matching = match(instance, objective="stable", seed="lots")

    worth = Explainer.for_matching(instance, matching).marginal_values()

    for column, mentor in enumerate(instance.mentors):
        after = match(with_one_more(instance, column), objective="stable", seed="lots")
        priority = dict(zip(instance.mentees, instance.priority.tolist(), strict=True))
        came = [priority[mentee] for mentee, _ in after.pairs if mentee in matching.unmatched]
        assert len(after.pairs) == len(matching.pairs) + len(came)
        assert worth[mentor] == MarginalValue(mentor, len(came), came[0] if came else None, None)


def test_a_chain_of_vacancies_ends_with_who_is_let_in() -> None:
    """One more place with r2 draws m1, whose place draws m0, whose place the unplaced m2 takes."""
    edges = {(0, 0): 500, (0, 1): 600, (1, 1): 700, (1, 2): 800, (2, 0): 400, (3, 2): 900}
    instance = make(4, [1, 1, 1, 1], edges)
    matching = match(instance, objective="stable")
    assert matching.pairs == [("m0", "r0"), ("m1", "r1"), ("m3", "r2")]

    worth = Explainer.for_matching(instance, matching).marginal_values()

    assert [worth[mentor].placed for mentor in instance.mentors] == [1, 1, 1, 0]


def test_the_first_of_a_list_is_liked_best() -> None:
    """One more place with r1 draws m0, who lists him before r0, and the unplaced m1 takes hers."""
    edges = {(0, 0): 500, (0, 1): 500, (1, 0): 400, (2, 1): 900}
    instance = replace(make(3, [1, 1], edges), mentee_rank=np.array([1, 0, 0, 0]))
    matching = match(instance, objective="stable")
    assert matching.pairs == [("m0", "r0"), ("m2", "r1")]

    worth = Explainer.for_matching(instance, matching).marginal_values()

    assert [worth[mentor].placed for mentor in instance.mentors] == [1, 1]


def with_one_more(instance: Instance, column: int) -> Instance:
    capacity = instance.capacity.copy()
    capacity[column] += 1
    return replace(instance, capacity=capacity)
