"""Explanations that know the people: parts, ranks, rules counted, waivers, and what a boundary may give away."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

import matching.explain.unmatched
from matching.explain.answers import CriterionPart, TopicShortage
from matching.explain.explainer import Explainer
from matching.score.people import WAIVABLE, Expertise, MenteeGoal, Rules, Weight
from matching.score.scorer import Scorer
from matching.score.weights import Weights
from matching.solve.match import match
from tests.matching import pools
from tests.matching.pools import mentee, mentor


def explained(scorer: Scorer, **options: Any) -> Explainer:
    instance = scorer.instance()
    return Explainer.for_matching(instance, match(instance, **options), scorer=scorer)


@given(pools.pools(), pools.rules(), pools.weights())
@settings(max_examples=60, deadline=None)
def test_the_rules_that_left_her_nobody_are_counted(pool: tuple[Any, ...], rules: Rules, weights: Weights) -> None:
    mentees, mentors, org = pool
    scorer = Scorer.from_people(mentees, mentors, org=org, rules=rules, weights=weights)

    for cells in (4_000_000, 2 * len(mentors)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(matching.explain.unmatched, "_WINDOW_CELLS", cells)
            result = explained(scorer).left_out()
        for why in result:
            reasons_by_pair = [scorer.broken_rules(str(why.mentee), him.id) for him in mentors]
            assert why.removed == Counter(reason for reasons in reasons_by_pair for reason in reasons)
            assert why.removed_alone == Counter(reasons[0] for reasons in reasons_by_pair if len(reasons) == 1)
            assert why.allowed == sum(not reasons for reasons in reasons_by_pair)


def test_a_pair_is_explained_by_its_parts_and_ranks() -> None:
    mentees = [
        mentee(0, goals=(MenteeGoal("coding", 3), MenteeGoal("design", 1)), wishes=("b1", "b0")),
        mentee(1, goals=(MenteeGoal("coding"),)),
    ]
    mentors = [
        mentor(0, expertise=(Expertise("coding", 3),), wishes=("a0",)),
        mentor(1, expertise=(Expertise("design", 3),)),
    ]
    weights = Weights(criteria={"goals": Weight(90), "her_wish": Weight(10)})
    explainer = explained(Scorer.from_people(mentees, mentors, weights=weights))

    why = explainer.why_pair("a1", "b0")
    other = explainer.why_pair("a0", "b1")

    assert why.parts == (CriterionPart("goals", 1000, 90), CriterionPart("her_wish", 500, 10))
    assert (why.score, why.her_rank, why.her_options, why.his_rank, why.his_options) == (950, 1, 1, 1, 2)
    assert why.is_only_option
    assert (other.score, other.her_rank, other.her_options, other.his_rank, other.his_options) == (323, 2, 2, 1, 1)
    assert (why.her_wish, why.his_wish, other.her_wish, other.his_wish) == (None, None, 1, None)
    assert not other.is_only_option
    assert not other.is_locked
    alone = Explainer.for_matching(explainer.residual.instance, explainer.residual.matching).why_pair("a0", "b1")
    assert alone == replace(other, parts=())


def test_waiving_a_rule_is_offered_and_does_what_it_says() -> None:
    her = mentee(0, manager_id="q0")
    scorer = Scorer.from_people([her], [mentor(0), mentor(1, grade=1)], rules=Rules(department="same"))
    scorer = Scorer.from_people([replace(her, department="north")], [mentor(0, department="south")], rules=scorer.rules)
    explainer = explained(scorer)

    (change,) = explainer.smallest_change("a0")

    assert (change.kind, change.mentor, change.amount) == ("waive", "b0", 3)
    assert change.rules == ("own_manager", "reporting_line", "department")
    after = match(scorer.reruled(scorer.rules.waiving("a0", "b0", *change.rules)).instance())
    assert after.pairs == [("a0", "b0")]
    assert (change.effect.placed, change.effect.total) == (1, after.total)


def test_the_fewest_rules_are_waived() -> None:
    her = mentee(0, site="north", department="x", languages=frozenset({"en"}))
    mentors = [
        mentor(0, site="south", department="y"),
        mentor(1, site="north", department="y"),
        mentor(2, site="south", department="y", languages=frozenset({"fi"})),
    ]
    scorer = Scorer.from_people([her], mentors, rules=Rules(site="same", department="same", language=True))

    (change,) = explained(scorer).smallest_change("a0")

    assert (change.mentor, change.rules) == ("b1", ("department",))


def test_a_pair_is_waived_beside_those_she_could_have() -> None:
    mentors = [mentor(0), mentor(1, capacity=0), mentor(2)]
    for row, first in ((0, 1), (1, 0)):
        rules = Rules(exclusions=frozenset({("p0", "q2"), ("p1", "q2")}))
        scorer = Scorer.from_people([mentee(row), mentee(first, priority=1)], mentors, rules=rules)

        change = next(
            candidate for candidate in explained(scorer).smallest_change(f"a{row}") if candidate.kind == "waive"
        )

        assert (change.mentor, change.rules, change.unplaced) == ("b2", ("exclusion",), ())
        assert (change.effect.placed, change.effect.total) == (1, scorer.score(f"a{row}", "b2"))


def test_no_rule_is_waived_for_a_mentor_without_a_place() -> None:
    her = mentee(0, site="north", department="x")
    mentors = [mentor(0, site="south", capacity=0), mentor(1, site="south", department="y")]
    scorer = Scorer.from_people([her], mentors, rules=Rules(site="same", department="same"))

    (change,) = explained(scorer).smallest_change("a0", tries=1)

    assert (change.mentor, change.rules) == ("b1", ("site", "department"))


def test_every_rule_that_may_be_waived_may_be_waived_at_once() -> None:
    goals, offer = (MenteeGoal("coding"),), (Expertise("coding"),)
    apart = frozenset({("p0", "q0")})
    scorer = Scorer.from_people(
        [mentee(0, manager_id="q0", grade=5, languages=frozenset({"en"}), site="x", department="x", goals=goals)],
        [mentor(0, grade=1, languages=frozenset({"fi"}), site="y", department="y", expertise=offer)],
        rules=Rules(
            seniority_gap=(1, 3), exclusions=apart, past_pairs=apart, language=True, site="same", department="same"
        ),
        weights=Weights(criteria={"goals": Weight(90), "languages": Weight(10, "must")}),
    )

    (change,) = explained(scorer).smallest_change("a0")

    assert {rule.partition(":")[0] for rule in change.rules} == WAIVABLE
    assert change.amount == len(WAIVABLE)


def test_a_topic_short_of_places_is_named_with_its_numbers() -> None:
    mentees = [mentee(index, goals=(MenteeGoal("coding"), MenteeGoal("design"))) for index in range(3)]
    mentors = [
        mentor(0, expertise=(Expertise("coding"),), capacity=1),
        mentor(1, expertise=(Expertise("coding"),), capacity=2),
        mentor(2, expertise=(Expertise("design"),), capacity=1),
    ]

    result = explained(
        Scorer.from_people([*mentees, mentee(3, goals=(MenteeGoal("speaking"),))], mentors)
    ).scarce_topics()

    assert result == [TopicShortage("design", 3, 1, 1), TopicShortage("speaking", 1, 0, 0)]


def _answers(scorer: Scorer, **options: Any) -> Iterator[object]:
    """Yield everything an explainer tells a coordinator about a pool of two mentees and two mentors."""
    explainer = explained(scorer, **options)
    yield explainer.residual.matching.pairs
    yield explainer.left_out()
    yield explainer.marginal_values()
    yield explainer.scarce()
    yield explainer.scarce_topics()
    for who, him in product(("a0", "a1"), ("b0", "b1")):
        yield explainer.why_not_pair(who, him)
        if (who, him) in explainer.residual.matching.pairs:
            yield explainer.why_pair(who, him)
    for who in ("a0", "a1"):
        yield explainer.alternatives(mentee=who)
        if who in explainer.residual.matching.unmatched:
            yield explainer.smallest_change(who)
    for him in ("b0", "b1"):
        yield explainer.alternatives(mentor=him)


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total", "stable"])
def test_nothing_tells_from_which_side_two_are_set_aside(objective: str) -> None:
    """A lot is handed over with either list, a limit with its owner's: the answers are the same."""
    both = frozenset({"en", "fi"})
    by_mentee, by_mentor = {"set_aside": frozenset({"q0"})}, {"set_aside": frozenset({"p0"})}
    scorers = [
        Scorer.from_people(
            [mentee(0, languages=both, **on_her_list), mentee(1, languages=both)],
            [mentor(0, languages=both, **on_his_list), mentor(1, languages=both, department="north", capacity=0)],
            weights=Weights(criteria={"languages": Weight(50)}),
        )
        for on_her_list, on_his_list in ((by_mentee, {}), ({}, by_mentor), (by_mentee, by_mentor))
    ]

    for toggled in _toggles():
        for minimum in (None, 0, 400):
            answers = [
                list(_answers(scorer.reruled(toggled), objective=objective, minimum_score=minimum, seed="x"))
                for scorer in scorers
            ]
            assert answers[0] == answers[1] == answers[2]
            assert "set_aside" in repr(answers)


def _toggles() -> Iterator[Rules]:
    for own, line, past, minimum in product((True, False), (True, False), (True, False), (0, 500)):
        yield Rules(own_manager=own, reporting_line=line, past_pair=past, minimum_score=minimum)
    yield Rules(department="same", seniority_gap=(1, 3), exclusions=frozenset({("p1", "q0")}))
    yield Rules().waiving("a0", "b0", "own_manager", "past_pair", "must")


def test_two_who_are_set_aside_are_forbidden_without_a_score() -> None:
    scorer = Scorer.from_people([mentee(0, set_aside=frozenset({"q0"}))], [mentor(0)])

    why = explained(scorer).why_not_pair("a0", "b0")

    assert (why.code, why.reasons, why.score) == ("forbidden", ("set_aside",), None)


def test_a_pair_below_the_minimum_of_the_result_scores_too_low_and_says_so() -> None:
    scorer = Scorer.from_people([mentee(0)], [mentor(0)])
    explainer = explained(scorer, minimum_score=600)

    why = explainer.why_not_pair("a0", "b0")
    assert (why.reasons, why.score) == (("minimum_score",), 500)
    assert explainer.left_out()[0].removed == {"minimum_score": 1}
    assert explainer.left_out()[0].code == "no_allowed_mentor"


def test_a_forbidden_pair_shows_its_score_when_the_rule_is_no_secret() -> None:
    scorer = Scorer.from_people([mentee(0, manager_id="q0")], [mentor(0)])

    why = explained(scorer).why_not_pair("a0", "b0")

    assert (why.reasons, why.score) == (("own_manager", "reporting_line"), 500)
