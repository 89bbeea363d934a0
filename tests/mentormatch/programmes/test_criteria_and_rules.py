"""Criteria and hard rules are stored in a documented shape and read back as values."""

from dataclasses import replace

import pytest

from mentormatch.programmes import criteria, rules
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import Programme

each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_criteria_are_read_back_as_they_were_stored(kind):
    changed = replace(criteria.defaults(kind), ideal_gap=1, department="same")
    changed = replace(changed, by_name={**changed.by_name, "goals": criteria.CriterionSetting(55, "must")})

    assert criteria.from_json(kind, changed.to_json()) == changed
    assert changed.to_json()["goals"] == {"weight": 55, "mode": "must"}
    assert changed.to_json()["department"]["prefer"] == "same"


@each_kind
def test_rules_are_read_back_as_they_were_stored(kind):
    changed = replace(rules.defaults(kind), own_manager=False, gap=rules.Gap(True, 1, 3),
                      site=rules.Place(True, "other"), minimum=rules.Minimum(True, 420))

    assert rules.from_json(kind, changed.to_json()) == changed
    assert changed.to_json()["seniority_gap"] == {"on": True, "min": 1, "max": 3}
    assert changed.minimum_score == 420


@each_kind
def test_a_programme_without_settings_has_those_of_its_kind(app, kind):
    bare = Programme(kind=kind, criteria={}, rules={})

    assert criteria.for_programme(bare).by_name == criteria.defaults(kind).by_name
    assert criteria.for_programme(bare).by_name["goals"].weight > 0
    assert rules.for_programme(bare).seniority_gap == KINDS[kind].rules.seniority_gap


def test_a_boundary_cannot_be_switched_off_by_what_is_stored():
    assert rules.from_json("mentorship", {"boundary": {"on": False}}).boundary is True
    assert "boundary" not in rules.defaults("mentorship").to_json()


def test_nobody_is_promised_never_to_be_proposed_to_each_other_again_and_then_is(app):
    assert rules.from_json("mentorship", {"past_pair": {"on": False}}).past_pair is True
    assert "past_pair" not in {meaning.name for meaning in rules.SWITCHES}
    words = " ".join(rules.in_words(Programme(kind="mentorship", rules={"past_pair": {"on": False}})))
    assert "never be matched with the same person twice" in words


def test_reach_is_asked_for_only_where_it_counts():
    def asked(kind, **stored):
        return criteria.asks_for_reach(Programme(kind=kind, criteria=stored, rules={}))

    assert asked("sponsorship")
    assert not asked("mentorship")
    assert asked("mentorship", reach={"weight": 40, "mode": "nice"})
    assert not asked("sponsorship", reach={"weight": 40, "mode": "off"})


def test_weights_are_told_as_shares_heaviest_first(app):
    stored = {name: {"weight": 0, "mode": "off"} for name in criteria.defaults("mentorship").by_name}
    programme = Programme(kind="mentorship", rules={}, criteria=stored | {
        "hours": {"weight": 25, "mode": "nice"}, "goals": {"weight": 75, "mode": "must"}})

    with app.test_request_context():
        assert criteria.weighed(programme) == [("Goals and expertise", 75), ("Overlapping hours", 25)]
        assert criteria.musts(programme) == ["There's help for at least one goal."]


def test_the_words_of_the_rules_say_what_is_on(app):
    programme = Programme(kind="sponsorship", criteria={}, rules={
        "own_manager": {"on": False}, "site": {"on": True, "which": "same"},
        "minimum_score": {"on": True, "least": 350}})

    with app.test_request_context():
        words = rules.in_words(programme)

    assert words[0] == "No one is matched with a person they've asked not to be matched with."
    assert not any("manager" in line for line in words)
    assert "They're 2 to 7 grades apart." in words
    assert words[-2:] == ["Both work at the same site.", "No pair scores below 35%."]
