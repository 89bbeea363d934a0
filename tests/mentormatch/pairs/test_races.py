"""Two processes at the same moment: one gets the last place, an answer counts once, nobody is mailed twice."""

from datetime import timedelta

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries, services, tasks
from mentormatch.pairs.models import ACTIVE, DECLINED, LAPSED, Pair
from tests.support import make, race

pytestmark = pytest.mark.race


def propose(mentor_id, mentee_id):
    with transaction():
        mentor, mentee = db.session.get_one(Enrolment, mentor_id), db.session.get_one(Enrolment, mentee_id)
        services.propose(mentor, mentee, score=700, why={}, round_number=1, by=None, now=make.NOW)
    return "proposed"


def answer(pair_id, side, verb):
    pair = queries.by_id(pair_id)
    with transaction():
        getattr(services, verb)(pair, by=getattr(pair, side).person, now=make.NOW)
    return verb


def sweep(days):
    for _ in range(3):
        tasks.lapse_due(make.NOW + timedelta(days=days))
        tasks.remind_due(make.NOW + timedelta(days=days))
    return "swept"


def test_two_rounds_take_a_mentor_s_last_place_and_one_gets_it(app, two, mails):
    other = make.enrolment(make.person("Mara Lund"), two.programme)

    results = race.run(app, propose, [(two.mentor.id, two.mentee.id), (two.mentor.id, other.id)])

    assert sorted(results) == ["MentorIsFull", "proposed"]
    assert make.count(Pair) == 1
    assert len(mails()) == 2


def test_two_mentors_are_given_the_same_mentee_and_one_gets_her(app, two):
    other = make.enrolment(make.person("Lars Berg"), two.programme, "mentor")

    results = race.run(app, propose, [(two.mentor.id, two.mentee.id), (other.id, two.mentee.id)])

    assert sorted(results) == ["MenteeIsTaken", "proposed"]


def test_two_tabs_say_yes_and_no_and_the_pair_is_whole_either_way(app, two, mails):
    pair = make.pair(two.mentor, two.mentee, mentor_accepted_at=make.NOW)

    results = race.run(app, answer, [(pair.id, "mentee", "accept"), (pair.id, "mentee", "decline")])

    pair = queries.by_id(pair.id)
    if pair.state == ACTIVE:
        assert results == ["accept", "HasBegun"]
        assert {row.kind for row in mails()} == {"pairs.begun"}
    else:
        assert (pair.state, results) == (DECLINED, ["NoLongerOpen", "decline"])
        assert {row.kind for row in mails()} == {"pairs.not_going_ahead"}
    assert len(mails()) == 2


def test_both_say_yes_at_the_same_moment_and_it_begins_once(app, two, mails):
    pair = make.pair(two.mentor, two.mentee)

    results = race.run(app, answer, [(pair.id, "mentee", "accept"), (pair.id, "mentor", "accept")])

    assert results == ["accept", "accept"]
    assert queries.by_id(pair.id).state == ACTIVE
    assert len(mails("pairs.begun")) == 2


def test_two_say_yes_to_a_mentor_with_one_place_left_and_one_begins(app, two, mails):
    other = make.enrolment(make.person("Mara Lund"), two.programme)
    pairs = [make.pair(two.mentor, mentee, mentor_accepted_at=make.NOW) for mentee in (two.mentee, other)]
    with transaction():
        two.mentor.places = 1

    results = race.run(app, answer, [(pair.id, "mentee", "accept") for pair in pairs])

    db.session.expire_all()
    assert sorted(results) == ["MentorIsFull", "accept"]
    assert sorted(queries.by_id(pair.id).state for pair in pairs) == [ACTIVE, "proposed"]


@pytest.mark.parametrize(("days", "kind"), [(3, "pairs.reminder"), (14, "pairs.not_going_ahead")])
def test_two_workers_sweep_at_once_and_nobody_is_mailed_twice(app, two, mails, days, kind):
    pairs = [make.pair(two.mentor, two.mentee)]
    for number in range(5):
        mentee = make.enrolment(make.person(f"Mentee {number}"), two.programme)
        pairs.append(make.pair(two.mentor, mentee))

    assert race.run(app, sweep, [(days,), (days,)]) == ["swept", "swept"]

    assert len(mails()) == len(mails(kind)) == 2 * len(pairs)
    assert {queries.by_id(pair.id).state for pair in pairs} == {"proposed" if days == 3 else LAPSED}
