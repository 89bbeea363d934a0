"""The defaults of each kind name what the matching knows, and ask of people what they say they ask."""

import pytest

from matching.score.people import Rules, Weight
from matching.score.weights import DEFAULT_WEIGHTS
from mentormatch.programmes import criteria
from mentormatch.programmes.criteria import CriterionSetting
from mentormatch.programmes.formats import MEETING_FORMATS, MEETING_MINUTES
from mentormatch.programmes.kinds import BUDDY, KINDS, MENTORSHIP, SPONSORSHIP, RuleDefaults

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def test_the_three_kinds_are_found_by_their_slug():
    assert KINDS == {"mentorship": MENTORSHIP, "sponsorship": SPONSORSHIP, "buddy": BUDDY}


@each_kind
def test_the_criteria_are_the_ones_the_matching_knows(kind):
    settings = criteria.defaults(kind.slug).by_name

    assert set(settings) == set(DEFAULT_WEIGHTS)
    for setting in settings.values():
        assert Weight(setting.weight, setting.mode).weight == setting.weight
        assert (setting.weight == 0) == (setting.mode == "off")


@each_kind
def test_changing_the_criteria_of_one_programme_leaves_the_defaults_alone(kind):
    criteria.defaults(kind.slug).to_json()["goals"]["weight"] = 0

    assert criteria.defaults(kind.slug).by_name["goals"].weight > 0


@each_kind
def test_the_hard_rules_are_accepted_by_the_matching(kind):
    rules = kind.rules

    accepted = Rules(
        own_manager=rules.own_manager,
        reporting_line=rules.reporting_line,
        language=rules.language,
        seniority_gap=rules.seniority_gap,
    )

    assert accepted.own_manager
    assert accepted.reporting_line
    assert accepted.language


def test_a_boundary_cannot_be_switched_off():
    with pytest.raises(TypeError):
        RuleDefaults(boundary=False)
    with pytest.raises(AttributeError):
        RuleDefaults().boundary = False
    assert RuleDefaults().boundary is True


@each_kind
def test_a_way_of_meeting_never_costs_anybody_a_place(kind):
    assert criteria.defaults(kind.slug).by_name["formats"].mode == "nice"


def test_reach_weighs_most_where_somebody_acts_for_her():
    sponsorship = {name: setting.weight for name, setting in criteria.defaults("sponsorship").by_name.items()}

    assert max(sponsorship, key=sponsorship.get) == "reach"
    assert criteria.defaults("mentorship").by_name["reach"] == CriterionSetting(0, "off")


@each_kind
def test_the_ideal_gap_lies_within_the_allowed_one(kind):
    least, most = kind.rules.seniority_gap or (0, 9)

    assert least <= kind.ideal_gap <= most


@each_kind
def test_the_minutes_asked_cover_a_meeting_at_the_cadence(kind):
    meetings_a_month = 52 / 12 / kind.cadence_weeks

    for role in (kind.mentor, kind.mentee):
        assert 30 * meetings_a_month <= role.minutes_per_month <= 150


@each_kind
def test_each_role_says_what_it_asks_in_finished_sentences(kind):
    for role in (kind.mentor, kind.mentee):
        assert len(role.asks) >= 3
        for sentence in (role.invitation, *role.asks, kind.summary):
            assert str(sentence)[0].isupper()
            assert str(sentence).endswith(".")


def test_the_words_on_screen_differ_between_the_two_sides_of_a_kind():
    words = {slug: (str(kind.mentor.singular), str(kind.mentee.singular)) for slug, kind in KINDS.items()}

    assert words == {
        "mentorship": ("mentor", "mentee"),
        "sponsorship": ("sponsor", "protégé"),
        "buddy": ("buddy", "colleague"),
    }


def test_there_are_five_ways_and_four_lengths_of_meeting():
    assert [entry.slug for entry in MEETING_FORMATS] == [
        "video",
        "office",
        "public-place",
        "walking",
        "small-group",
    ]
    assert MEETING_MINUTES == (15, 30, 45, 60)
