"""Who is left out is told how many mentors she could have had, and how far off the round's level she is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.explain.explainer import Explainer
from matching.model.instance import Instance
from matching.model.result import OBJECTIVES
from matching.score.people import Rule
from matching.score.scorer import Scorer
from matching.solve.match import match
from tests.matching import pools
from tests.matching.explained import check_moves
from tests.matching.oracle import all_matchings, instances, make, worth


@given(instances(), st.sampled_from(OBJECTIVES), st.sampled_from([None, 2, 500]))
@settings(max_examples=80, deadline=None)
def test_the_mentors_she_could_have_had_are_counted(instance: Instance, objective: str, minimum: int | None) -> None:
    matching = match(instance, objective=objective, minimum_score=minimum)

    for why in Explainer.for_matching(instance, matching).left_out():
        row = instance.mentees.index(why.mentee)
        scores = instance.score[instance.indptr[row] : instance.indptr[row + 1]].tolist()
        scores = [score for score in scores if minimum is None or score >= minimum]
        assert why.allowed == len(scores)
        assert (why.code == "no_allowed_mentor") == (not scores)
        assert (why.code == "others_preferred") == (objective == "stable" and bool(scores))
        if why.code == "level":
            assert matching.worst is not None
            assert why.points_short == matching.worst - max(scores) > 0


@pytest.mark.parametrize("objective", ["fair", "leximin"])
def test_below_the_level_she_is_told_by_how_much(objective: str) -> None:
    instance = make(4, [1, 1], {(0, 0): 700, (1, 0): 600, (1, 1): 800, (2, 0): 350, (2, 1): 400, (3, 0): 700})

    below = Explainer.for_matching(instance, match(instance, objective=objective)).why_left_out("m2")

    assert (below.mentee, below.code, below.allowed, below.points_short) == ("m2", "level", 2, 300)


@pytest.mark.parametrize(("places", "code"), [(1, "shortage"), (2, "shortage"), (0, "outweighed")])
def test_a_shortage_is_one_of_at_most_half_of_all_places(places: int, code: str) -> None:
    instance = make(3, [1, places], {(0, 0): 500, (1, 0): 600, **({(2, 1): 700} if places else {})})

    assert Explainer.for_matching(instance, match(instance, objective="coverage")).why_left_out("m0").code == code


def test_in_a_stable_round_the_left_out_are_told_how_many_preferred_others() -> None:
    instance = make(3, [1], {(0, 0): 100, (1, 0): 200, (2, 0): 300})

    reasons = Explainer.for_matching(instance, match(instance, objective="stable")).left_out()

    assert [(why.mentee, why.code, why.allowed) for why in reasons] == [
        ("m0", "others_preferred", 1),
        ("m1", "others_preferred", 1),
    ]


def test_a_level_of_0_is_a_level() -> None:
    instance = make(2, [1], {(0, 0): 0, (1, 0): -5})

    why = Explainer.for_matching(instance, match(instance)).why_left_out("m1")

    assert (why.code, why.points_short) == ("level", 5)


@given(instances(most_mentees=5, most_mentors=4), st.sampled_from(["coverage", "fair", "leximin", "total"]))
@settings(max_examples=80, deadline=None)
@example(make(2, [1], {(0, 0): 500, (1, 0): 500}), "leximin")
@example(make(3, [1, 1], {(0, 0): 500, (1, 0): 500, (1, 1): 150, (2, 1): 150}), "leximin")
@example(make(2, [1], {(0, 0): 500, (1, 0): 550}), "leximin")
def test_the_lot_decided_where_an_equally_good_result_has_her(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    every = list(all_matchings(instance))
    most = max(worth(instance, objective, pairs) for pairs in every)
    could = {i for pairs in every if worth(instance, objective, pairs) == most for i, _, _ in pairs}

    for why in Explainer.for_matching(instance, matching).left_out():
        assert (why.code == "drawn") == (instance.mentees.index(why.mentee) in could)
        if why.code == "drawn":
            assert why.effect is not None
            assert (why.points_short, why.effect.placed, why.effect.total, why.effect.tiers) == (0, 0, 0, {})
            check_moves(instance, matching, why.moves, why.effect)


def test_who_lost_the_lot_is_shown_the_place_it_was_about() -> None:
    instance = make(3, [1, 1], {(0, 0): 900, (1, 0): 500, (1, 1): 500, (2, 1): 500})
    lost = set()

    for seed in "abcdefgh":
        (why,) = Explainer.for_matching(instance, match(instance, objective="leximin", seed=seed)).left_out()
        assert why.effect is not None
        assert (why.code, why.effect.total, why.moves[0].after) == ("drawn", 0, "r1")
        lost.add(why.mentee)

    assert lost == {"m1", "m2"}


def test_who_would_undo_what_was_evened_out_is_outweighed() -> None:
    instance = make(3, [1, 1], {(0, 0): 250, (1, 0): 950, (2, 1): 150})

    why = Explainer.for_matching(instance, match(instance, objective="leximin")).why_left_out("m0")

    assert (why.code, [(move.mentee, move.after) for move in why.moves]) == ("outweighed", [("m0", "r0"), ("m1", None)])


@given(pools.pools())
@settings(max_examples=60, deadline=None)
def test_mentors_below_the_minimum_of_the_round_are_counted(pool: tuple[Any, ...]) -> None:
    mentees, mentors, org = pool
    scorer = Scorer.from_people(mentees, mentors, org=org)
    instance = scorer.instance()
    minimum = int(np.median(instance.score)) if instance.score.size else 0
    matching = match(instance, minimum_score=minimum)

    for why in Explainer.for_matching(instance, matching, scorer=scorer).left_out():
        row = instance.mentees.index(why.mentee)
        scores = instance.score[instance.indptr[row] : instance.indptr[row + 1]]
        by_rule = sum(Rule.MINIMUM_SCORE in scorer.broken_rules(str(why.mentee), him.id) for him in mentors)
        assert why.removed.get(Rule.MINIMUM_SCORE, 0) == by_rule + (scores < minimum).sum()


def test_a_pair_at_the_minimum_is_one_she_could_have_had() -> None:
    instance = make(2, [1], {(0, 0): 500, (1, 0): 500})

    (why,) = Explainer.for_matching(instance, match(instance, objective="coverage", minimum_score=500)).left_out()

    assert (why.code, why.allowed) == ("drawn", 1)
