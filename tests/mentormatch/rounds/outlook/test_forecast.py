"""The forecast of a pool: how many can be served, what is scarce, whom to ask and what it brings."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import DRAFT, PAUSED, Boundary
from mentormatch.programmes import queries as programmes
from mentormatch.rounds.input import pool
from mentormatch.rounds.outlook import forecast, supply
from mentormatch.rounds.views import sentences as sentences
from tests.mentormatch.rounds.company import ZONE, counted
from tests.support import make


def outlook(company):
    return forecast.outlook(company.programme, pool.for_programme(company.programme, make.NOW), make.NOW.date(), ZONE)


def names(enrolments):
    return sorted(one.person.name for one in enrolments)


def test_more_mentees_than_places_are_a_shortfall_of_all_of_them_in_words(company):
    found = outlook(company)
    words = programmes.words(company.programme)

    assert (found.mentees, found.served, found.missing) == (4, 3, 1)
    assert [(names(one.mentors), one.places, one.short_by) for one in found.shortfalls] == [
        (["Milo Senior", "Nora Senior"], 3, 1)]
    said = sentences.shortfall(found.shortfalls[0], found, words)
    assert said == f"4 {words.mentees} share all the capacity there is: enough for 3 people."


def test_a_shortfall_among_some_mentors_says_where_those_work(company):
    company.enrol("Olga Elsewhere", "mentor", 8, {company.strategy: 3}, places=3, languages=["fi"],
                  person={"department": "Legal"})
    found = outlook(company)
    words = programmes.words(company.programme)

    assert sentences.shortfall(found.shortfalls[0], found, words) == (
        f"4 {words.mentees} can only be matched with the {words.mentors} in Finance, who can take on "
        "3 people.")


def test_everybody_who_could_give_one_more_place_is_told_with_what_it_brings_and_it_is_true(company):
    found = outlook(company)

    assert {(one.mentor.person.name, one.state, one.placed) for one in found.asking} == {
        ("Milo Senior", "ready", 1), ("Nora Senior", "ready", 1)}
    with transaction():
        company.mentors[1].places += 1
    assert outlook(company).served == 4


@pytest.mark.parametrize("state", [PAUSED, DRAFT])
def test_a_mentor_who_pauses_or_has_not_finished_counts_as_having_no_place_but_can_be_asked(company, state):
    company.enrol("Olga Away", "mentor", 8, {company.strategy: 3}, state=state)
    found = outlook(company)

    assert found.served == 3
    asked = {one.mentor.person.name: one for one in found.asking}
    assert (asked["Olga Away"].state, asked["Olga Away"].places, asked["Olga Away"].placed) == (state, 0, 1)
    assert all("Olga Away" not in names(one.mentors) for one in found.shortfalls)


def test_a_mentor_whose_places_are_taken_is_asked_for_one_more_and_not_beyond_five(company):
    company.publish(company.draft())
    found = outlook(company)
    assert (found.mentees, found.served) == (1, 0)
    assert {one.state for one in found.asking} == {forecast.FULL}
    assert names(one.mentee for one in found.unserved) != []

    with transaction():
        for mentor in company.mentors:
            mentor.places = 5
    assert all(one.mentor.places < 5 or one.state != "ready" for one in outlook(company).asking)


def test_somebody_for_whom_nobody_is_possible_is_told_with_reasons_that_hide_a_limit(company):
    with transaction():
        company.mentees[0].languages = ["fi"]
        db.session.add(Boundary(enrolment_id=company.mentees[1].id, person_id=company.mentors[0].person_id,
                                created_at=make.NOW))
        db.session.add(Boundary(enrolment_id=company.mentees[1].id, person_id=company.mentors[1].person_id,
                                created_at=make.NOW))
    found = {one.mentee.person.name: one.reasons for one in outlook(company).unserved}

    assert found["Ana One"].get("language") == 2
    assert found["Bea Two"] == {"set_aside": 2}


def test_an_empty_pool_waits_for_nobody_and_asks_nobody(company):
    with transaction():
        for one in (*company.mentees, *company.mentors):
            one.state = PAUSED
    found = outlook(company)

    assert (found.mentees, found.served, found.shortfalls, found.asking) == (0, 0, [], [])


def test_topics_count_those_who_wait_and_free_places_and_the_scarcest_comes_first(company):
    company.enrol("Edda Five", "mentee", 5, {company.visibility: 2})
    rows = {row.name: (row.wanted, row.offered, row.places, row.short_by) for row in supply.topics(
        pool.for_programme(company.programme, make.NOW))}
    assert sorted(rows.values()) == [(0, 2, 3, 0), (1, 0, 0, 1), (4, 2, 3, 1)]

    company.publish(company.draft())
    members = pool.for_programme(company.programme, make.NOW)
    left = {(row.wanted, row.offered, row.places) for row in supply.topics(members)}
    assert all(offered == places == 0 for _wanted, offered, places in left)


def test_the_number_of_statements_does_not_grow_with_the_pool(company):
    def statements():
        db.session.rollback()
        db.session.expire_all()
        programme_id = company.programme.id
        assert programme_id
        with counted() as said:
            found = outlook(company)
            [names(one.mentees) for one in found.shortfalls]
        return len(said)

    company.enrol("Away First", "mentor", 8, {company.strategy: 2}, state=PAUSED)
    before = statements()
    for number in range(6):
        company.enrol(f"More {number}", "mentee", 5, {company.strategy: 2})
        company.enrol(f"Away {number}", "mentor", 8, {company.strategy: 2}, state=PAUSED)
    assert statements() == before
