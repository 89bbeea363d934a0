"""Who is in the pool, what the matcher may read, and how a programme's enrolling is counted and listed."""

from datetime import date

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments import queries, services
from mentormatch.enrolments.models import MENTEE, MENTOR, EnrolmentTopic
from mentormatch.people.models import LEAVE, LEFT
from mentormatch.programmes.models import Programme
from tests.support import make

TODAY = date(2026, 5, 4)


@pytest.fixture
def programme(app):
    return make.programme(make.administrator())


def with_topics(enrolment, topic_ids):
    for place, topic_id in enumerate(topic_ids):
        make.saved(EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topic_id, level=place + 1))
    return enrolment


def ids(programme):
    return [topic.id for topic in programme.topics]


def test_the_pool_is_who_is_ready_and_at_work(programme):
    ready = make.enrolment(make.person("Ready Mentee"), programme)
    mentor = make.enrolment(make.person("Ready Mentor"), programme, MENTOR)
    make.charter(mentor)
    make.enrolment(make.person("No Charter"), programme, MENTOR)
    for name, state in (("Draft", "draft"), ("Paused", "paused"), ("Withdrawn", "withdrawn")):
        make.enrolment(make.person(f"{name} Mentee"), programme, state=state)
    for status in (LEAVE, LEFT):
        make.enrolment(make.person(f"{status} mentee", status=status), programme)

    assert {one.id for one in queries.pool(programme.id)} == {ready.id, mentor.id}


def test_a_programme_without_charter_takes_mentors_without_one(app):
    programme = make.programme(make.administrator(), needs_charter=False)
    mentor = make.enrolment(make.person("Rui Teles"), programme, MENTOR)

    assert [one.id for one in queries.pool(programme.id)] == [mentor.id]


def test_the_pool_takes_as_many_statements_for_twenty_as_for_four(programme, selects):
    def read():
        db.session.rollback()
        db.session.expunge_all()
        with selects() as found:
            told = [(one.person.name, [(topic.topic.name, topic.level) for topic in one.topics])
                    for one in queries.pool(programme_id)]
        return len(found), told

    programme_id, topic_ids = programme.id, ids(programme)

    def enrol(name):
        with_topics(make.enrolment(make.person(name), db.session.get(Programme, programme_id)), topic_ids)

    for number in range(4):
        enrol(f"Mentee {number}")
    few, _told = read()
    for number in range(4, 20):
        enrol(f"Mentee {number}")
    many, told = read()

    assert few == many
    assert len(told) == 20
    assert told[0][1] == [("Visibility", 3), ("Strategy", 2), ("Negotiation", 1)]


def test_a_boundary_holds_for_its_owner_in_both_roles(app):
    programme = make.programme(make.administrator(), allows_both_roles=True)
    ines, rui = make.person(), make.person("Rui Teles")
    mentee, mentor = make.enrolment(ines, programme, MENTEE), make.enrolment(ines, programme, MENTOR)
    make.enrolment(rui, programme, MENTOR)
    with transaction():
        services.add_boundary(mentee, rui.id, now=make.NOW)

    assert queries.boundaries(programme.id) == {mentee.id: {rui.id}, mentor.id: {rui.id}}


def test_a_boundary_of_another_programme_stays_there(app):
    ada = make.administrator()
    here, there = make.programme(ada, name="Here"), make.programme(ada, name="There")
    ines, rui = make.person(), make.person("Rui Teles")
    make.enrolment(ines, here)
    elsewhere = make.enrolment(ines, there)
    with transaction():
        services.add_boundary(elsewhere, rui.id, now=make.NOW)

    assert queries.boundaries(here.id) == {}


def test_counts_are_of_people_at_work(programme):
    make.enrolment(make.person("A Mentee"), programme)
    make.enrolment(make.person("B Mentor"), programme, MENTOR, places=3)
    make.enrolment(make.person("C Mentor"), programme, MENTOR, places=2, state="paused")
    make.enrolment(make.person("D Draft"), programme, state="draft")
    make.enrolment(make.person("F Left", status=LEFT), programme)

    assert queries.counts(programme.id) == queries.EnrolmentCounts(
        mentors_ready=1, mentees_ready=1, places=3, unfinished=1, paused=1, withdrawn=0)


def test_topics_are_counted_by_who_wants_and_who_offers_them(programme):
    for name in ("A", "B"):
        with_topics(make.enrolment(make.person(f"{name} Mentee"), programme), ids(programme))
    with_topics(make.enrolment(make.person("C Mentor"), programme, MENTOR), ids(programme))
    with_topics(make.enrolment(make.person("D Gone"), programme, state="withdrawn"), ids(programme))

    usage = queries.topic_usage(programme.id)

    assert usage[programme.topics[0].id] == queries.Usage(wanted=2, offered=1)


def test_the_overview_is_searched_filtered_and_sorted(programme):
    make.enrolment(make.person("Élodie Delorme", department="Legal"), programme)
    make.enrolment(make.person("Rui Teles", department="Sales"), programme, MENTOR)
    make.enrolment(make.person("Zainab Quaye", department="Finance"), programme, state="draft")

    def found(**asked):
        return [one.person.name for one in queries.search(programme.id, **asked).items]

    assert found() == ["Rui Teles", "Zainab Quaye", "Élodie Delorme"]
    assert found(words="élodie") == ["Élodie Delorme"]
    assert found(words="sales rui") == ["Rui Teles"]
    assert found(words="100%") == []
    assert found(role=MENTOR) == ["Rui Teles"]
    assert found(state="draft") == ["Zainab Quaye"]
    assert found(sort="department", direction="desc") == ["Rui Teles", "Élodie Delorme", "Zainab Quaye"]
    assert found(page=99) == []


def test_the_roles_one_can_take_up(app):
    one = make.programme(make.administrator())
    both = make.programme(make.administrator("Bea Admin"), name="Both", allows_both_roles=True)
    ines = make.person()
    here, there = make.enrolment(ines, one), make.enrolment(ines, both)
    gone = make.enrolment(make.person("Rui Teles"), one, MENTOR, state="withdrawn")

    assert queries.open_roles(one, [], TODAY) == [MENTEE, MENTOR]
    assert queries.open_roles(one, [here], TODAY) == []
    assert queries.open_roles(both, [there], TODAY) == [MENTOR]
    assert queries.open_roles(one, [gone], TODAY) == [MENTEE, MENTOR]
    assert queries.open_roles(one, [], date(2026, 7, 1)) == []


def test_each_programme_is_listed_where_it_belongs(app):
    ada, ines = make.administrator(), make.person()
    mine, joinable, draft, closed = (
        make.programme(ada, name=name, **values) for name, values in (
            ("Mine", {}), ("Joinable", {}), ("Draft", {"state": "draft"}), ("Closed", {"state": "closed"})))
    make.enrolment(ines, mine)

    def slugs(person):
        listing = queries.listing(person, TODAY)
        return {name: sorted(one.programme.slug for one in getattr(listing, name))
                for name in ("mine", "joinable", "run", "closed", "others")}

    assert slugs(ines) == {"mine": ["mine"], "joinable": ["joinable"], "run": [], "closed": ["closed"], "others": []}
    assert slugs(ada)["run"] == ["closed", "draft", "joinable", "mine"]
    assert slugs(ada)["joinable"] == [], "what she runs stands once"
    assert slugs(make.administrator("Bea Admin"))["others"] == ["draft"]
    assert {joinable.slug, draft.slug, closed.slug} == {"joinable", "draft", "closed"}


def test_languages_are_those_people_of_the_company_speak(app):
    make.person("A", languages=["en", "pt"])
    make.person("B", languages=["pl"])
    make.person("C", languages=[])

    assert queries.languages() == {"en", "pt", "pl"}
