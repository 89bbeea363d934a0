"""What people may say about themselves, and the manager tree."""

import dataclasses

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.score.people import (
    Expertise,
    Mentee,
    MenteeGoal,
    Mentor,
    Org,
    ProfileError,
    Rule,
    Rules,
    Weight,
    half_hours,
)
from matching.score.weights import DEFAULT_WEIGHTS, Weights
from tests.matching.pools import mentee, mentor

PEOPLE = ["ann", "bea", "cid", "dot", "eve"]
TREES = st.dictionaries(st.sampled_from(PEOPLE), st.none() | st.sampled_from(PEOPLE))


@given(TREES, st.sampled_from(PEOPLE))
def test_the_line_above_is_everyone_reachable_upwards(managers: dict[str, str | None], who: str) -> None:
    tree = nx.DiGraph([(person, boss) for person, boss in managers.items() if boss])
    tree.add_node(who)

    line = Org(managers).line_above(who)

    assert set(line) == nx.descendants(tree, who) - {who}
    assert list(line) == sorted(line, key=lambda boss: nx.shortest_path_length(tree, who, boss))


@given(TREES)
def test_cycles_are_named_once_each(managers: dict[str, str | None]) -> None:
    tree = nx.DiGraph([(person, boss) for person, boss in managers.items() if boss])

    result = Org(managers).cycles()

    assert {frozenset(cycle) for cycle in result} == {frozenset(cycle) for cycle in nx.simple_cycles(tree)}
    for cycle in result:
        assert cycle[0] == min(cycle)
        steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        assert all(managers[person] == boss for person, boss in steps)
    assert list(result) == sorted(result)


def test_an_enrolment_may_know_the_manager_better_than_the_tree() -> None:
    org = Org({"ann": "bea", "cid": "dot", "dot": "dot"})

    assert org.line_above("ann", "cid") == ("cid", "dot")
    assert org.manager_of("ann", "cid") == "cid"
    assert org.manager_of("dot") is None
    assert org.line_above("dot") == ()


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, range(18, 34)),
        (60, range(16, 32)),
        (330, range(7, 23)),
        (345, range(7, 22)),
        (-600, [*range(38, 48), *range(6)]),
    ],
)
def test_a_working_day_becomes_half_hours_of_the_utc_day(offset: int, expected: list[int]) -> None:
    assert half_hours(offset) == frozenset(expected)


def test_a_night_shift_and_a_whole_day_are_working_days_too() -> None:
    assert half_hours(0, start=22 * 60, end=30 * 60) == frozenset({44, 45, 46, 47, *range(12)})
    assert half_hours(0, start=0, end=24 * 60) == frozenset(range(48))
    assert half_hours(0, start=600, end=600) == frozenset()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: MenteeGoal("coding", 4), "priority of goal 'coding'"),
        (lambda: MenteeGoal("coding", 0), "priority of goal 'coding'"),
        (lambda: Expertise("coding", 0), "level of expertise 'coding'"),
        (lambda: mentee(0, hours=frozenset({48})), "hours of 'a0'"),
        (lambda: mentee(0, hours=frozenset({-1})), "hours of 'a0'"),
        (lambda: mentee(0, priority=-1), "priority of mentee 'a0'"),
        (lambda: mentee(0, site_preference="near"), "site preference of 'a0'"),
        (lambda: mentee(0, wishes=("b0", "b0")), "wishes of 'a0'"),
        (lambda: mentee(0, goals=(MenteeGoal("coding"), MenteeGoal("coding", 3))), "'a0' lists a topic twice"),
        (lambda: mentor(0, expertise=(Expertise("x"), Expertise("x"))), "'b0' lists a topic twice"),
        (lambda: mentor(0, capacity=-1), "capacity of mentor 'b0'"),
        (lambda: Mentee(id="", person_id="p"), "id that is not empty"),
        (lambda: Mentor(id="", person_id="p"), "id that is not empty"),
        (lambda: Rules(minimum_score=1001), "minimum score"),
        (lambda: Rules(minimum_score=-1), "minimum score"),
        (lambda: Rules(site="near"), "site or department"),  # type: ignore[arg-type]  # a wrong value is the point
        (lambda: Rules(department="near"), "site or department"),  # type: ignore[arg-type]  # the same
        (lambda: Rules(seniority_gap=(3, 2)), "least seniority gap"),
        (lambda: Rules(waivers=frozenset({("a0", "b0", "boundary")})), "'boundary' cannot be waived"),
        (lambda: Rules().waiving("a0", "b0", Rule.SAME_PERSON), "'same_person' cannot be waived"),
        (lambda: Rules().waiving("a0", "b0", "minimum_score"), "'minimum_score' cannot be waived"),
        (lambda: Weight(101), "between 0 and 100"),
        (lambda: Weight(-1), "between 0 and 100"),
        (lambda: Weight(1, "maybe"), "'must', 'nice' or 'off'"),  # type: ignore[arg-type]  # the same
        (lambda: Weights(enough_hours=0), "Enough hours"),
        (lambda: Weights(department="near"), "preferred department"),  # type: ignore[arg-type]  # the same
    ],
)
def test_what_cannot_be_used_is_named_in_a_sentence(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(ProfileError, match=sentence):
        make()


def test_the_limits_themselves_are_fine() -> None:
    assert [MenteeGoal("x", 1).priority, MenteeGoal("x", 3).priority, Expertise("x", 1).level] == [1, 3, 1]
    assert Rules(minimum_score=1000, seniority_gap=(2, 2)).minimum_score == 1000
    assert (Weight(0).weight, Weight(100).mode, Weights(enough_hours=48).enough_hours) == (0, "nice", 48)
    assert mentee(0, hours=frozenset({0, 47})).hours == {0, 47}


def test_weighing_changes_what_is_named_and_keeps_the_rest() -> None:
    before = Weights(criteria={"goals": Weight(10, "must"), "site": Weight(5, "off")})

    after = before.weighing(goals=70, site=0, grade=3)

    assert after.criteria == {"goals": Weight(70, "must"), "site": Weight(0), "grade": Weight(3)}
    assert before.criteria["goals"] == Weight(10, "must")
    assert Weights().criteria is DEFAULT_WEIGHTS


def test_waiving_adds_to_the_waivers_that_are_there() -> None:
    once = Rules(language=True).waiving("a0", "b0", Rule.LANGUAGE)

    assert once.waiving("a1", "b0", "site", "must").waivers == {
        ("a0", "b0", "language"),
        ("a1", "b0", "site"),
        ("a1", "b0", "must"),
    }
    assert once.language


def test_people_cannot_be_changed_after_the_fact() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        mentee(0).grade = 3  # type: ignore[misc]  # the point of the test
