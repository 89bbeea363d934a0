"""Explanations of pairs and of people left out, against solving again and against enumeration."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.answers import Effect
from matching.explain.explainer import Explainer
from matching.model.errors import LockConflict, MatchingError
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.match import match
from tests.matching.explained import (
    PRICED,
    again,
    at_level,
    check_moves,
    difference,
    edge_of,
    instances,
    locked,
    merit,
    moved,
    with_locks,
)
from tests.matching.oracle import make


@given(instances(), st.sampled_from(PRICED))
@settings(max_examples=150, deadline=None)
def test_why_left_out_gives_the_cheapest_way_in(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    for why in explainer.left_out():
        pairs = at_level(instance, matching, why.mentee)
        assert explainer.why_left_out(why.mentee) == why
        assert (
            why.allowed
            == instance.indptr[instance.mentees.index(why.mentee) + 1]
            - instance.indptr[instance.mentees.index(why.mentee)]
        )
        assert (why.code == "no_allowed_mentor") == (why.allowed == 0)
        assert (why.code == "level") == (why.allowed > 0 and not pairs)
        if why.effect is None:
            assert not list(with_locks(instance, matching, pairs))
            continue
        check_moves(instance, matching, why.moves, why.effect)
        assert why.moves[0].mentee == why.mentee
        best = max(with_locks(instance, matching, pairs), key=lambda effect: merit(instance, effect))
        assert merit(instance, why.effect) == merit(instance, best)
        assert (why.code == "drawn") == (why.effect.total == 0 and not why.effect.tiers)
        assert (why.code == "priority") == bool(why.effect.tiers)
        assert why.points_short == (None if why.effect.tiers else -why.effect.total)


@given(instances())
@settings(max_examples=100, deadline=None)
def test_under_total_the_way_in_is_the_cheapest_too(instance: Instance) -> None:
    instance = replace(instance, priority=np.zeros_like(instance.priority))
    matching = match(instance, objective="total")
    explainer = Explainer.for_matching(instance, matching)

    for why in explainer.left_out():
        if why.effect is not None:
            check_moves(instance, matching, why.moves, why.effect)
            best = max(with_locks(instance, matching, at_level(instance, matching, why.mentee)), key=lambda e: e.total)
            assert why.effect.total == best.total


@given(instances(), st.sampled_from(PRICED))
@settings(max_examples=100, deadline=None)
def test_alternatives_cost_what_solving_with_them_costs(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    lists = [explainer.alternatives(mentee=mentee, limit=9) for mentee in instance.mentees]
    lists += [explainer.alternatives(mentor=mentor, limit=9) for mentor in instance.mentors]

    for listed in lists:
        for alternative in listed:
            assert (alternative.mentee, alternative.mentor) not in matching.pairs
            check_moves(instance, matching, alternative.moves, alternative.effect)
            assert alternative.score == instance.score[edge_of(instance, alternative.mentee, alternative.mentor)]
            (effect,) = with_locks(instance, matching, [(alternative.mentee, alternative.mentor)])
            assert merit(instance, alternative.effect) == merit(instance, effect)
        merits = [merit(instance, alternative.effect) for alternative in listed]
        if len(set(instance.priority.tolist())) == 1:
            assert merits == sorted(merits, reverse=True)


@given(instances(), st.integers(1, 10))
@settings(max_examples=150, deadline=None)
def test_alternatives_under_leximin_cost_points_and_nothing_else(instance: Instance, bands: int) -> None:
    matching = match(instance, objective="leximin", bands=bands)
    explainer = Explainer.for_matching(instance, matching)
    free = [who for who in instance.mentees if not instance.locked[instance.rows == instance.mentees.index(who)].any()]

    listed = {}
    for mentee in free:
        for alternative in explainer.alternatives(mentee=mentee, limit=9):
            check_moves(instance, matching, alternative.moves, alternative.effect)
            listed[alternative.mentee, alternative.mentor] = alternative.effect

    for mentee in free:
        row = instance.mentees.index(mentee)
        for position in range(instance.indptr[row], instance.indptr[row + 1]):
            pair = mentee, instance.mentors[instance.indices[position]]
            try:
                after = match(locked(instance, *pair), objective="leximin", seed=matching.seed, bands=bands)
            except LockConflict:
                continue
            is_as_even = even(instance, after, bands) == even(instance, matching, bands)
            assert (pair in listed) == (is_as_even and pair not in matching.pairs)
            if pair in listed:
                assert listed[pair].total == after.total - matching.total


def test_the_least_costly_alternative_comes_first() -> None:
    for_mentee = make(2, [1, 1, 1], {(0, 0): 700, (0, 1): 600, (0, 2): 400, (1, 0): 500, (1, 1): 800})
    for_mentor = make(
        3, [1, 1, 1],
        {(0, 0): 900, (0, 1): 100, (0, 2): 800, (1, 0): 650, (1, 1): 700, (2, 0): 500, (2, 2): 700},
    )  # fmt: skip

    instead_of_r0 = Explainer.for_matching(for_mentee, match(for_mentee, objective="coverage")).alternatives(
        mentee="m0"
    )
    instead_of_m0 = Explainer.for_matching(for_mentor, match(for_mentor, objective="coverage")).alternatives(
        mentor="r0"
    )

    assert [(alternative.mentor, alternative.effect.total) for alternative in instead_of_r0] == [
        ("r2", -300),
        ("r1", -400),
    ]
    assert [(alternative.mentee, alternative.effect.total) for alternative in instead_of_m0] == [
        ("m2", -300),
        ("m1", -850),
    ]


def test_who_is_left_out_of_a_round_without_pairs_is_told_what_she_would_cost() -> None:
    instance = make(1, [1], {(0, 0): -5})

    why = Explainer.for_matching(instance, match(instance, objective="total")).why_left_out("m0")

    assert why.effect == Effect(placed=1, total=-5, worst=None, tiers={0: 1})


def even(instance: Instance, matching: Matching, bands: int) -> tuple[object, ...]:
    """Return what comes before the total: placed a tier, worst score, pairs below each cut between the bands."""
    held = [instance.edge(instance.mentees.index(a), instance.mentors.index(b)) for a, b in matching.pairs]
    scores = [int(instance.score[position]) for position in held]
    tiers = sorted(int(instance.priority[instance.rows[position]]) for position in held)
    cuts = [-(-1000 * step // bands) for step in range(1, bands)]
    return tiers, matching.worst, [sum(score < cut for score in scores) for cut in cuts]


@given(instances(), st.sampled_from(["coverage", "fair", "leximin", "total", "stable"]))
@settings(max_examples=80, deadline=None)
def test_why_not_pair_says_what_a_lock_would_change(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    for row, mentee in enumerate(instance.mentees):
        for column, mentor in enumerate(instance.mentors):
            why = explainer.why_not_pair(mentee, mentor)
            if instance.edge(row, column) < 0:
                assert (why.code, why.score, why.effect) == ("forbidden", None, None)
            elif (mentee, mentor) in matching.pairs:
                assert why.code == "is_pair"
            elif why.code == "costs":
                after = again(locked(instance, mentee, mentor), matching)
                assert why.effect == difference(instance, matching, after)
                assert moved(matching, why.moves) == dict(after.pairs)
            else:
                with pytest.raises(LockConflict):
                    again(locked(instance, mentee, mentor), matching)


def test_a_result_of_another_input_is_refused() -> None:
    instance = Instance.from_edges(["a"], ["b"], capacity=[1], mentee_index=[0], mentor_index=[0], score=[5])
    other = replace(instance, capacity=np.array([2]))

    with pytest.raises(MatchingError, match="another input"):
        Explainer.for_matching(other, match(instance))


def test_asking_about_the_wrong_person_is_answered_with_a_sentence() -> None:
    instance = Instance.from_edges(
        ["a", "c"], ["b"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[500, 400]
    )
    explainer = Explainer.for_matching(instance, match(instance))

    with pytest.raises(MatchingError, match="'a' has a mentor"):
        explainer.why_left_out("a")
    with pytest.raises(MatchingError, match="'a' has a mentor"):
        explainer.smallest_change("a")
    with pytest.raises(MatchingError, match="'c' and 'b' are not a pair"):
        explainer.why_pair("c", "b")
    with pytest.raises(MatchingError, match="no mentee 'x'"):
        explainer.why_left_out("x")
    with pytest.raises(MatchingError, match="no mentor 'x'"):
        explainer.why_pair("a", "x")
    assert explainer.alternatives() == explainer.alternatives(mentee="a", mentor="b") == []
    assert explainer.scarce_topics() == []


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total", "stable"])
def test_degenerate_pools_have_answers(objective: str) -> None:
    nobody = Instance.from_edges([], [], capacity=[], mentee_index=[], mentor_index=[], score=[])
    alone = Instance.from_edges(["a"], [], capacity=[], mentee_index=[], mentor_index=[], score=[])
    spare = Instance.from_edges([], ["b"], capacity=[3], mentee_index=[], mentor_index=[], score=[])

    for instance in (nobody, alone, spare):
        explainer = Explainer.for_matching(instance, match(instance, objective=objective))
        assert [why.code for why in explainer.left_out()] == ["no_allowed_mentor"] * len(instance.mentees)
        assert explainer.scarce() == []
        assert list(explainer.marginal_values()) == list(instance.mentors)
    assert Explainer.for_matching(alone, match(alone, objective=objective)).smallest_change("a") == ()
