"""What must hold for every input, whatever the numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import instances

ALL = ["coverage", "fair", "leximin", "total", "stable"]
many = settings(max_examples=40, deadline=None, derandomize=True)


@many
@given(instance=instances(most_mentees=9, most_mentors=6), objective=st.sampled_from(ALL))
def test_no_rule_is_ever_broken(instance: Instance, objective: str) -> None:
    result = match(instance, objective=objective)

    capacity = dict(zip(instance.mentors, instance.capacity.tolist(), strict=True))
    load = Counter(mentor for _, mentor in result.pairs)
    allowed = {
        (instance.mentees[i], instance.mentors[j])
        for i, j in zip(instance.rows.tolist(), instance.indices.tolist(), strict=True)
    }
    locked = {
        (instance.mentees[int(instance.rows[k])], instance.mentors[int(instance.indices[k])])
        for k in instance.locked.nonzero()[0]
    }
    assert all(load[mentor] <= capacity[mentor] for mentor in capacity)
    assert result.mentor_load == {mentor: load[mentor] for mentor in capacity}
    assert locked <= set(result.pairs) <= allowed
    assert result.pairs == sorted(result.pairs)
    assert sorted([mentee for mentee, _ in result.pairs] + result.unmatched) == list(instance.mentees)


@many
@given(instance=instances(most_mentees=9, most_mentors=6), data=st.data())
def test_one_more_place_never_lowers_coverage(instance: Instance, data: st.DataObject) -> None:
    if not instance.mentors:
        return
    index = data.draw(st.integers(0, len(instance.mentors) - 1))
    capacity = instance.capacity.copy()
    capacity[index] += 1

    before, after = match(instance), match(replace(instance, capacity=capacity))

    for first, second in zip(before.proof.covers, after.proof.covers, strict=True):
        assert first.placed <= second.placed


@many
@given(instance=instances(most_mentees=9, most_mentors=6))
def test_fair_is_never_worse_at_the_bottom_and_never_places_fewer(instance: Instance) -> None:
    coverage, fair, leximin, total, stable = (match(instance, objective=objective) for objective in ALL)

    assert len(coverage.pairs) == len(fair.pairs) == len(leximin.pairs) >= max(len(total.pairs), len(stable.pairs))
    assert (fair.worst is None) == (coverage.worst is None)
    if fair.worst is not None and coverage.worst is not None:
        assert fair.worst == leximin.worst
        assert fair.worst >= coverage.worst
    assert total.total >= coverage.total >= fair.total >= leximin.total


@many
@given(instance=instances(), data=st.data())
def test_an_unused_pair_may_go_and_a_used_one_may_rise(instance: Instance, data: st.DataObject) -> None:
    result = match(instance, seed="x", objective="coverage")
    used = {(instance.mentees.index(a), instance.mentors.index(b)) for a, b in result.pairs}
    pairs = list(zip(instance.rows.tolist(), instance.indices.tolist(), strict=True))
    unused = [position for position, pair in enumerate(pairs) if pair not in used]
    if unused:
        gone = data.draw(st.sampled_from(unused))
        fewer = Instance.from_edges(
            instance.mentees,
            instance.mentors,
            capacity=instance.capacity,
            priority=instance.priority,
            mentee_index=[i for position, (i, _) in enumerate(pairs) if position != gone],
            mentor_index=[j for position, (_, j) in enumerate(pairs) if position != gone],
            score=[int(score) for position, score in enumerate(instance.score) if position != gone],
            locked=[bool(lock) for position, lock in enumerate(instance.locked) if position != gone],
        )
        assert match(fewer, seed="x", objective="coverage").pairs == result.pairs
    if used:
        raised = instance.score.copy()
        raised[instance.edge(*data.draw(st.sampled_from(sorted(used))))] += 7
        again = match(replace(instance, score=raised), seed="x", objective="coverage")
        assert again.pairs == result.pairs
        assert again.total == result.total + 7


@many
@given(instance=instances(locks=False), data=st.data())
def test_locking_what_was_chosen_changes_nothing(instance: Instance, data: st.DataObject) -> None:
    result = match(instance, seed="x")
    if not result.pairs:
        return
    mentee, mentor = data.draw(st.sampled_from(result.pairs))
    locked = instance.locked.copy()
    locked[instance.edge(instance.mentees.index(mentee), instance.mentors.index(mentor))] = True

    assert match(replace(instance, locked=locked), seed="x").pairs == result.pairs


@pytest.mark.parametrize("objective", ALL)
def test_solving_twice_gives_equal_results(objective: str) -> None:
    @settings(max_examples=10, deadline=None, derandomize=True)
    @given(instance=instances())
    def check(instance: Instance) -> None:
        assert match(instance, objective=objective) == match(instance, objective=objective)

    check()
