"""Every hard rule against a plain restatement, the mask against the list, and what may be told of it."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from matching.model.errors import MatchingError
from matching.score.people import Mentee, MenteeGoal, Mentor, Org, Rule, Rules, Weight
from matching.score.rules import LOWEST_SCORE
from matching.score.scorer import Scorer
from matching.score.weights import Weights
from matching.solve.match import match
from tests.matching import pools
from tests.matching.pools import mentee, mentor


def _line(org: Org, who: Mentee | Mentor) -> list[str]:
    """Return the reporting line by following managers until one comes again."""
    line: list[str] = []
    boss = who.manager_id if who.manager_id is not None else org.managers.get(who.person_id)
    while boss is not None and boss != who.person_id and boss not in line:
        line.append(boss)
        boss = org.managers.get(boss)
    return line


def _plain(her: Mentee, him: Mentor, everybody: list[Mentee | Mentor], org: Org, rules: Rules) -> set[str]:
    """Return the rules a pair breaks, said again without arrays; musts and the minimum are left out."""
    people = {(her.person_id, him.person_id), (him.person_id, her.person_id)}
    gap = None if her.grade is None or him.grade is None else him.grade - her.grade
    least, most = rules.seniority_gap or (None, None)
    as_mentee = [who for who in everybody if isinstance(who, Mentee) and who.person_id == her.person_id]
    as_mentor = [who for who in everybody if isinstance(who, Mentor) and who.person_id == him.person_id]
    bosses = {who.manager_id if who.manager_id is not None else org.managers.get(who.person_id) for who in as_mentee}
    broken = {
        "same_person": her.person_id == him.person_id,
        "set_aside": any(other in who.set_aside for who in everybody for me, other in people if who.person_id == me),
        "own_manager": rules.own_manager and him.person_id in bosses - {her.person_id},
        "reporting_line": rules.reporting_line
        and (
            any(him.person_id in _line(org, who) for who in as_mentee)
            or any(her.person_id in _line(org, who) for who in as_mentor)
        ),
        "seniority_gap": gap is not None and ((least is not None and gap < least) or (most is not None and gap > most)),
        "exclusion": bool(people & rules.exclusions),
        "past_pair": rules.past_pair and bool(people & rules.past_pairs),
        "language": rules.language and bool(her.languages and him.languages) and not her.languages & him.languages,
        "site": _apart(rules.site, her.site, him.site),
        "department": _apart(rules.department, her.department, him.department),
    }
    waived = {rule for mentee_id, mentor_id, rule in rules.waivers if (mentee_id, mentor_id) == (her.id, him.id)}
    return {rule for rule, is_broken in broken.items() if is_broken} - waived


def _apart(wanted: str | None, mentee_value: str | None, mentor_value: str | None) -> bool:
    return None not in (wanted, mentee_value, mentor_value) and (mentee_value == mentor_value) != (wanted == "same")


@given(pools.pools(), pools.rules(), pools.weights())
@settings(max_examples=80, deadline=None)
def test_every_rule_forbids_what_it_says(pool: tuple[Any, ...], rules: Rules, weights: Weights) -> None:
    mentees, mentors, org = pool
    scorer = Scorer.from_people(mentees, mentors, org=org, rules=rules, weights=weights)

    for her, him in product(mentees, mentors):
        broken = scorer.broken_rules(her.id, him.id)
        named = {reason for reason in broken if not reason.startswith("must:") and reason != "minimum_score"}
        assert named == _plain(her, him, [*mentees, *mentors], org, rules)
        assert ("minimum_score" in broken) == (scorer.score(her.id, him.id) < max(rules.minimum_score, LOWEST_SCORE))
        assert len(broken) == len(set(broken))


@pytest.mark.parametrize(
    ("criterion", "meets", "fails"),
    [
        ("goals", {"goals": (MenteeGoal("coding"),)}, {"goals": (MenteeGoal("design"),)}),
        ("languages", {"languages": frozenset({"en"})}, {"languages": frozenset({"fi"})}),
        ("site", {"site": "north", "site_preference": "same"}, {"site": "south", "site_preference": "same"}),
        ("her_wish", {"wishes": ("b0",)}, {"wishes": ("b1",)}),
        ("hours", {"hours": frozenset({20})}, {"hours": frozenset({2})}),
    ],
)
def test_a_must_is_a_rule_and_is_waived_like_one(criterion: str, meets: dict[str, Any], fails: dict[str, Any]) -> None:
    him = mentor(
        0,
        expertise=(pools.Expertise("coding"),),
        languages=frozenset({"en"}),
        hours=frozenset({20, 21}),
        site="north",
    )
    weights = Weights(criteria={criterion: Weight(10, "must"), "grade": Weight(90)})
    people = [mentee(0, **meets, grade=2), mentee(1, **fails, grade=2)]
    other = mentor(1, grade=5)
    scorer = Scorer.from_people(people, [him, other], weights=weights)

    assert scorer.broken_rules("a0", "b0") == ()
    assert scorer.broken_rules("a1", "b0") == (f"must:{criterion}",)
    waived = scorer.reruled(Rules().waiving("a1", "b0", Rule.MUST))
    assert waived.broken_rules("a1", "b0") == ()
    assert waived.instance().edge(1, 0) >= 0 > scorer.instance().edge(1, 0)


def test_a_must_with_weight_zero_still_rules() -> None:
    weights = Weights(criteria={"languages": Weight(0, "must")})
    spoken_sets = [frozenset({"en"}), frozenset({"fi"})]
    people = [mentee(index, languages=spoken) for index, spoken in enumerate(spoken_sets)]

    scorer = Scorer.from_people(people, [mentor(0, languages=spoken_sets[0])], weights=weights)

    assert scorer.instance().indptr.tolist() == [0, 1, 1]
    assert scorer.score("a1", "b0") == 500


def test_a_cycle_of_managers_is_one_line() -> None:
    org = Org({"p0": "p1", "p1": "p2", "p2": "p0"})
    her = mentee(0)
    mentors = [mentor(1, person_id="p1"), mentor(2, person_id="p2")]

    scorer = Scorer.from_people([her], mentors, org=org)

    assert scorer.broken_rules("a0", "b1") == ("own_manager", "reporting_line")
    assert scorer.broken_rules("a0", "b2") == ("reporting_line",)
    assert (
        Scorer.from_people([her], mentors, org=org, rules=Rules(own_manager=False, reporting_line=False)).broken_rules(
            "a0", "b1"
        )
        == ()
    )


def test_nobody_mentors_herself_whatever_is_switched_off() -> None:
    rules = Rules(own_manager=False, reporting_line=False, past_pair=False)

    scorer = Scorer.from_people([mentee(0)], [mentor(0, person_id="p0")], rules=rules)

    assert scorer.broken_rules("a0", "b0") == ("same_person",)


def test_two_who_have_next_to_nothing_in_common_are_no_pair_whatever_the_minimum() -> None:
    weights = Weights(criteria={"languages": Weight(10)})
    english, finnish = frozenset({"en"}), frozenset({"fi"})
    low = Scorer.from_people([mentee(0, languages=english)], [mentor(0, languages=finnish)], weights=weights)

    assert low.broken_rules("a0", "b0") == ("minimum_score",)


def test_two_who_are_set_aside_have_one_reason_whoever_named_the_other() -> None:
    by_her = Scorer.from_people([mentee(0, set_aside=frozenset({"q0"}))], [mentor(0)])
    by_him = Scorer.from_people([mentee(0)], [mentor(0, set_aside=frozenset({"p0"}))])

    assert by_her.broken_rules("a0", "b0") == by_him.broken_rules("a0", "b0") == ("set_aside",)


def test_allowing_a_pair_sets_aside_all_it_breaks_and_nothing_for_others() -> None:
    english = frozenset({"en"})
    mentees = [mentee(index, grade=5, languages=english) for index in range(2)]
    mentors = [mentor(index, grade=1, languages=english) for index in range(2)]
    rules = Rules(seniority_gap=(1, 4), exclusions=frozenset({(mentees[0].person_id, mentors[0].person_id)}))
    scorer = Scorer.from_people(mentees, mentors, rules=rules)

    allowed = scorer.allowing([("a0", "b0")])

    assert allowed.broken_rules("a0", "b0") == ()
    assert allowed.broken_rules("a0", "b1") == scorer.broken_rules("a0", "b1") == (Rule.SENIORITY_GAP,)
    assert match(allowed.instance(locked=[("a0", "b0")])).pairs == [("a0", "b0")]


def test_allowing_a_pair_never_lifts_that_they_are_set_aside() -> None:
    her = mentee(0, set_aside=frozenset({mentor(0).person_id}))
    scorer = Scorer.from_people([her], [mentor(0)])

    with pytest.raises(MatchingError, match="set_aside"):
        scorer.allowing([("a0", "b0")])
