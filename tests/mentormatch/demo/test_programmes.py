"""The demo's two programmes: scarce sponsors, believable profiles, some paused, some unfinished."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mentormatch.demo.demo import demo
from mentormatch.demo.people import build
from mentormatch.demo.plans import MERROWBY
from mentormatch.programmes.formats import MEETING_FORMATS
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.vocabulary import TOPICS

TODAY = date(2026, 11, 22)
DEMO = demo(TODAY)
PROGRAMMES = [DEMO.sponsorship, DEMO.mentorship]
each_programme = pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.slug)


def test_the_same_day_gives_the_same_company():
    assert demo(TODAY) == DEMO
    assert demo(TODAY, seed=1) != DEMO


def test_another_day_moves_the_dates_and_changes_nobody():
    later = demo(TODAY + timedelta(70))

    assert later.people == DEMO.people
    for before, after in zip(PROGRAMMES, (later.sponsorship, later.mentorship), strict=True):
        assert {spec.email for spec in after.enrolments} == {spec.email for spec in before.enrolments}
        assert after.starts_on - before.starts_on == timedelta(70)


def test_there_is_one_sponsor_place_for_two_and_a_half_women():
    sponsors, protegees = DEMO.sponsorship.ready("mentor"), DEMO.sponsorship.ready("mentee")

    assert (len(sponsors), len(protegees)) == (14, 60)
    assert sum(spec.places for spec in sponsors) == 24
    assert {spec.places for spec in sponsors} == {1, 2, 3}


def test_the_mentorship_programme_waits_for_its_first_round():
    programme = DEMO.mentorship

    assert (len(programme.ready("mentee")), len(programme.ready("mentor"))) == (50, 30)
    assert programme.published_on is None
    assert programme.created_on < TODAY < programme.enrol_until < programme.starts_on < programme.ends_on
    assert Counter(spec.state for spec in programme.enrolments) == {"ready": 80, "draft": 9}


def test_some_are_paused_and_some_are_on_the_way():
    states = Counter((spec.role, spec.state) for spec in DEMO.sponsorship.enrolments)

    assert states["mentee", "paused"] == 2
    assert states["mentor", "paused"] == 1
    assert states["mentee", "draft"] == 5
    assert states["mentor", "draft"] == 1


def test_protegees_are_women_and_sponsors_stand_above_most_of_them():
    women = build(MERROWBY, 2026).women
    protegees, sponsors = DEMO.sponsorship.ready("mentee"), DEMO.sponsorship.ready("mentor")

    assert all(spec.email in women for spec in protegees)
    assert all(2 <= spec.person.grade <= 7 <= min(other.person.grade for other in sponsors) for spec in protegees)
    assert sum(other.email not in women for other in sponsors) > len(sponsors) / 2


@each_programme
def test_everybody_who_is_ready_could_be_paired_under_the_usual_rules(programme):
    least, most = KINDS[programme.kind].rules.seniority_gap
    people = {person.email: person for person in DEMO.people}

    def line(person):
        while person.manager_email:
            person = people[person.manager_email]
            yield person.email

    def allowed(mentee, mentor):
        mentee_person, mentor_person = mentee.person, mentor.person
        return (
            least <= mentor_person.grade - mentee_person.grade <= most
            and set(mentee.languages) & set(mentor.languages)
            and mentor_person.email not in (*mentee.boundaries, *line(mentee_person))
        )

    mentees, mentors = programme.ready("mentee"), programme.ready("mentor")
    lonely = [spec for spec in mentees if not any(allowed(spec, other) for other in mentors)]
    idle = [spec for spec in mentors if sum(bool(allowed(other, spec)) for other in mentees) < 5]
    assert len(lonely) <= 3
    assert not idle


@each_programme
def test_the_kind_is_known_and_its_coordinators_do_not_take_part(programme):
    enrolled = {spec.email for spec in programme.enrolments}
    people = {person.email: person for person in DEMO.people}

    assert programme.kind in KINDS
    assert programme.coordinators
    for email in programme.coordinators:
        assert people[email].department == "People"
        assert email not in enrolled


@each_programme
def test_nobody_enrols_twice_and_only_people_at_work_enrol(programme):
    emails = [spec.email for spec in programme.enrolments]

    assert len(set(emails)) == len(emails)
    assert all(spec.person in DEMO.people for spec in programme.enrolments)
    assert all(spec.person.status == "active" for spec in programme.enrolments)


@each_programme
def test_whoever_is_ready_has_answered_everything(programme):
    slugs = {topic.slug for topic in TOPICS}
    formats = {entry.slug for entry in MEETING_FORMATS}
    areas = {department.name for department in MERROWBY.departments if department.head_grade < 10}

    for spec in (*programme.ready("mentee"), *programme.ready("mentor")):
        chosen = [topic.slug for topic in spec.topics]
        assert chosen
        assert len(set(chosen)) == len(chosen)
        assert set(chosen) <= slugs
        assert all(1 <= topic.level <= 3 for topic in spec.topics)
        assert spec.about
        assert spec.formats
        assert set(spec.formats) <= formats
        assert spec.languages
        assert set(spec.languages) <= set(spec.person.languages)
        assert 0 <= spec.hours_from < spec.hours_to <= 24
        assert {*spec.reach, spec.target_area} <= areas | {""}
        assert spec.charter_accepted == (spec.role == "mentor")
        assert 1 <= spec.places <= 5


@each_programme
def test_what_is_unfinished_lacks_something(programme):
    for spec in programme.enrolments:
        if spec.state == "draft":
            assert spec.ready_on is None
            assert not spec.charter_accepted
            assert spec.enrolled_on <= TODAY
    drafts = [spec for spec in programme.enrolments if spec.state == "draft"]
    assert any(not spec.topics for spec in drafts)
    assert any(not spec.formats for spec in drafts)


@each_programme
def test_the_days_of_an_enrolment_follow_each_other(programme):
    last = programme.published_on or TODAY

    for spec in programme.enrolments:
        assert programme.created_on < spec.enrolled_on <= TODAY
        if spec.ready_on:
            assert spec.enrolled_on <= spec.ready_on <= last
        if spec.paused_on:
            assert spec.ready_on <= spec.paused_on < programme.published_on
        assert spec.state != "paused" or spec.paused_on


@each_programme
def test_a_few_keep_somebody_away_from_themselves(programme):
    people = {person.email for person in DEMO.people}
    refusing = [spec for spec in programme.enrolments if spec.boundaries]

    assert 3 <= len(refusing) <= 8
    for spec in refusing:
        assert set(spec.boundaries) <= people - {spec.email}


@each_programme
def test_profiles_differ_and_the_same_words_seldom_return(programme):
    sentences = Counter(topic.sentence for spec in programme.enrolments for topic in spec.topics)
    written = {text: times for text, times in sentences.items() if text}
    abouts = [spec.about for spec in programme.enrolments]

    assert len(written) >= 80
    assert max(written.values()) <= 6
    assert len(set(abouts)) == len(abouts)
    assert sentences[""] > 0


def test_some_goals_are_wanted_by_more_women_than_sponsors_can_help():
    wanted = Counter(topic.slug for spec in DEMO.sponsorship.ready("mentee") for topic in spec.topics)
    offered = Counter(topic.slug for spec in DEMO.sponsorship.ready("mentor") for topic in spec.topics)

    scarce = [slug for slug, times in wanted.items() if times >= 5 and offered[slug] <= 2]

    assert scarce
    assert sum(times for slug, times in wanted.items() if offered[slug]) > 0.85 * sum(wanted.values())


def test_the_recorded_basis_states_the_true_figures():
    women = build(MERROWBY, 2026).women
    senior = [person for person in DEMO.people if person.grade >= 8]
    above = sum(person.email in women for person in senior)

    basis = DEMO.sponsorship.audience_basis

    assert f"{round(100 * len(women) / 240)}% of our workforce" in basis
    assert f"{above} of {len(senior)} posts" in basis
    assert DEMO.sponsorship.audience_review_on > TODAY


def test_there_is_a_face_for_every_side():
    faces = DEMO.faces
    enrolled = {spec.email: spec for programme in PROGRAMMES for spec in programme.enrolments}

    assert len(set(vars(faces).values())) == 6
    assert enrolled[faces.mentor].role == "mentor"
    assert enrolled[faces.mentee].role == "mentee"
    assert not {faces.newcomer, faces.auditor} & enrolled.keys()
