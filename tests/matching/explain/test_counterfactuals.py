"""Each smallest change is made anew and solved, and nothing smaller would do."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.explainer import Explainer
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.match import match
from tests.matching.explained import (
    PRICED,
    again,
    difference,
    edge_of,
    instances,
)
from tests.matching.oracle import make


def _with_priority(instance: Instance, row: int, steps: int) -> Instance:
    priority = instance.priority.copy()
    priority[row] += steps
    return replace(instance, priority=priority)


def _checked_changes(instance: Instance, matching: Matching, mentee: Any, changes: tuple[Any, ...]) -> None:
    """Make each change anew and see that it does what it says."""
    row = instance.mentees.index(mentee)
    for change in changes:
        if change.kind == "place":
            capacity = instance.capacity.copy()
            capacity[instance.mentors.index(change.mentor)] += 1
            changed = replace(instance, capacity=capacity)
        elif change.kind == "priority":
            changed = _with_priority(instance, row, change.amount)
            for fewer in range(1, change.amount):
                assert mentee in again(_with_priority(instance, row, fewer), matching).unmatched
        else:
            score = instance.score.copy()
            score[edge_of(instance, mentee, change.mentor)] += change.amount
            changed = replace(instance, score=score)
        after = again(changed, matching)
        assert mentee in dict(after.pairs)
        effect = difference(instance, matching, after)
        assert change.effect == effect
        assert set(change.unplaced) == set(after.unmatched) - set(matching.unmatched)


@given(instances(), st.sampled_from(["coverage", "fair", "leximin", "total", "stable"]))
@settings(max_examples=60, deadline=None)
def test_every_smallest_change_does_place_her(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    for mentee in matching.unmatched:
        changes = explainer.smallest_change(mentee)
        _checked_changes(instance, matching, mentee, changes)
        assert [change.amount for change in changes] == sorted(change.amount for change in changes)
        assert len({change.kind for change in changes}) == len(changes)


@given(instances(tiers=1, locks=False), st.sampled_from(PRICED))
@settings(max_examples=40, deadline=None)
def test_no_smaller_change_would_have_placed_her(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    for mentee in matching.unmatched:
        result = {change.kind: change for change in explainer.smallest_change(mentee, tries=50)}
        row = instance.mentees.index(mentee)
        allowed = range(instance.indptr[row], instance.indptr[row + 1])
        assert ("priority" in result) == any(instance.capacity[instance.indices[position]] for position in allowed)
        assert "priority" not in result or result["priority"].amount == 1
        if "place" not in result:
            for column in range(len(instance.mentors)):
                capacity = instance.capacity.copy()
                capacity[column] += 1
                assert mentee in again(replace(instance, capacity=capacity), matching).unmatched
        most = result["score"].amount if "score" in result else 1000
        for position in allowed:
            for points in (1, most // 2, most - 1):
                if 0 < points < most and instance.score[position] + points <= 1000:
                    score = instance.score.copy()
                    score[position] += points
                    assert mentee in again(replace(instance, score=score), matching).unmatched


def test_one_point_that_raises_the_worst_score_is_enough() -> None:
    instance = Instance.from_edges(
        ["ann", "bea", "cleo"], ["max", "oz"], capacity=[1, 1],
        mentee_index=[0, 1, 2, 2], mentor_index=[1, 0, 0, 1], score=[200, 200, 400, 500],
    )  # fmt: skip
    matching = match(instance)

    changes = Explainer.for_matching(instance, matching).smallest_change("ann")

    assert matching.unmatched == ["ann"]
    assert [change.amount for change in changes if change.kind == "score"] == [1]


@pytest.mark.parametrize("objective", PRICED)
def test_a_woman_outscored_by_one_is_told_all_three_ways_in(objective: str) -> None:
    instance = Instance.from_edges(
        ["ann", "bea"], ["cem"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[400, 700]
    )
    matching = match(instance, objective=objective)

    place, priority, score = Explainer.for_matching(instance, matching).smallest_change("ann")

    assert (place.kind, place.mentor, place.amount, place.unplaced) == ("place", "cem", 1, ())
    assert (priority.kind, priority.mentor, priority.amount, priority.unplaced) == ("priority", None, 1, ("bea",))
    assert (score.kind, score.mentor, score.unplaced) == ("score", "cem", ("bea",))
    assert score.amount in (300, 301)  # level with bea, the lot decides
    assert place.effect.placed == 1
    assert priority.effect.total == -300


def _changes(instance: Instance, kind: str, *, tries: int = 4, **options: Any) -> list[tuple[Any, int]]:
    """Return (mentor, amount) of the changes of a kind told to the last of those left out."""
    matching = match(instance, **options)
    changes = Explainer.for_matching(instance, matching).smallest_change(matching.unmatched[-1], tries=tries)
    return [(change.mentor, change.amount) for change in changes if change.kind == kind]


@pytest.mark.parametrize("objective", ["coverage", "total"])
def test_a_place_that_would_be_hers_is_tried_before_one_another_waits_for(objective: str) -> None:
    instance = make(4, [1, 1], {(0, 0): 900, (1, 0): 950, (2, 1): 900, (3, 0): 800, (3, 1): 400})

    assert _changes(instance, "place", tries=1, objective=objective) == [("r1", 1)]


def test_a_step_that_changes_nothing_is_not_tried() -> None:
    tied = make(2, [1], {(0, 0): 500, (1, 0): 500})

    assert _changes(tied, "priority", tries=1) == [(None, 1)]
    assert _changes(tied, "score", tries=1) == [("r0", 1)]


def test_a_step_beyond_a_higher_priority_is_found() -> None:
    instance = make(2, [1], {(0, 0): 700, (1, 0): 400}, priority=[2, 0])

    assert _changes(instance, "priority") == [(None, 3)]


def test_points_are_counted_within_a_lower_tier() -> None:
    instance = make(3, [1, 1], {(0, 1): 500, (1, 0): 700, (2, 0): 400}, priority=[1, 0, 0])

    assert _changes(instance, "score", objective="coverage") in ([("r0", 300)], [("r0", 301)])


def test_points_are_counted_up_to_a_level_of_0() -> None:
    instance = make(2, [1], {(0, 0): 0, (1, 0): -3})

    answers = [_changes(instance, "score", objective="fair", seed=seed) for seed in "abcdef"]

    assert [("r0", 3)] in answers
    assert [("r0", 4)] in answers


def test_points_below_0_are_counted_from_where_they_are() -> None:
    instance = make(2, [1], {(0, 0): -5, (1, 0): -10})

    answers = [_changes(instance, "score", objective="coverage", seed=seed) for seed in "abcdef"]

    assert {points for ((_mentor, points),) in answers} == {5, 6}


def test_no_more_points_are_told_than_a_pair_can_have() -> None:
    instance = make(2, [1], {(0, 0): 1000, (1, 0): 400})

    answers = [_changes(instance, "score", objective="coverage", seed=seed) for seed in "abcdef"]

    assert [("r0", 600)] in answers
    assert all(points in ([], [("r0", 600)]) for points in answers)
    assert [] in answers


def test_a_place_elsewhere_may_let_her_in_where_one_of_her_own_would_not() -> None:
    """One more place with r0 goes to m1, which raises the worst score; one with r1 frees m2's place for m0."""
    edges = {(0, 0): 900, (1, 2): 500, (2, 0): 500, (2, 1): 200, (3, 1): 900, (4, 0): 500, (4, 2): 200}
    instance = make(5, [1, 1, 1], edges, priority=[0, 0, 1, 1, 1])

    changes = Explainer.for_matching(instance, match(instance, objective="fair")).smallest_change("m0")

    assert [change.mentor for change in changes if change.kind == "place"] == ["r1"]
