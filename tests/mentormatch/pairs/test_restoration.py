"""A pair that ended by a mistake goes on again if both want it; a no needs nothing, and nothing tells it."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments import membership
from mentormatch.enrolments import services as enrolments
from mentormatch.pairs import queries, restoration, services, tasks
from mentormatch.pairs.models import ACTIVE, ENDED, Pair
from tests.support import make

DAY = timedelta(days=1)
AFTER = make.NOW + 8 * DAY


@pytest.fixture
def ended(two) -> Pair:
    """A pair that ended when she left the programme by mistake; she is back."""
    pair = make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - 30 * DAY)
    before = two.mentee.state
    with transaction():
        membership.withdraw(two.mentee, now=make.NOW)
    tasks.part_those_gone(AFTER)
    with transaction():
        two.mentee.state = before
    db.session.expire_all()
    assert (pair.state, pair.closed_because) == (ENDED, "withdrawn")
    return pair


def ask(pair, two, now=AFTER):
    with transaction():
        restoration.ask(pair, by=two.coordinator, now=now)


def agree(pair, side, now=AFTER + DAY):
    with transaction():
        return restoration.agree(pair, by=side.person, now=now)


def test_it_goes_on_when_both_have_said_yes(ended, two, mails):
    ask(ended, two)
    ask(ended, two)
    assert len(mails("pairs.restore_asked")) == 2

    assert not agree(ended, ended.mentor)
    assert ended.state == ENDED
    assert agree(ended, ended.mentee)

    assert (ended.state, ended.closed_at, ended.closed_because) == (ACTIVE, None, None)
    assert len(mails("pairs.restored")) == 2
    assert ended.id in {pair.id for pair in queries.of_person(two.mentee.person_id)}


def test_one_yes_is_seen_by_nobody_else(ended, two, signed_in, mails):
    ask(ended, two, now=make.NOW)
    sent = len(mails())
    address = f"/pairs/{ended.id}"
    before = [signed_in(person).open_page(address).text for person in (two.mentee.person, two.coordinator)]

    his = signed_in(two.mentor.person).open_page(address).submit("Yes, carry on")

    assert "You've said yes" in his.text
    assert [signed_in(person).open_page(address).text for person in (two.mentee.person, two.coordinator)] == before
    assert len(mails()) == sent
    assert not [row for row in db.session.scalars(db.select(AuditRow)) if row.verb == "pair.restored"]


def test_saying_nothing_is_a_no_and_the_question_goes_away(ended, two, signed_in):
    ask(ended, two, now=make.NOW - restoration.OPEN_FOR)

    assert "Yes, carry on" not in signed_in(two.mentee.person).open_page(f"/pairs/{ended.id}").text
    with pytest.raises(restoration.NotRestorable, match="is over"):
        agree(ended, ended.mentee, now=make.NOW)


def test_a_pair_that_one_of_them_ended_is_not_asked(two):
    pair = make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW)
    with transaction():
        services.end(pair, by=two.mentee.person, now=make.NOW)

    with pytest.raises(restoration.NotRestorable, match="because someone left"):
        ask(pair, two)


def test_someone_who_has_another_match_is_not_asked_and_cannot_agree(ended, two):
    ask(ended, two)
    agree(ended, ended.mentor)
    other = make.enrolment(make.person("Lars Berg"), two.programme, "mentor")
    make.pair(other, two.mentee, state=ACTIVE, started_at=AFTER)

    for side in (ended.mentee, ended.mentor):
        with pytest.raises(restoration.NotRestorable, match="can't go on just now"):
            agree(ended, side)
    with pytest.raises(restoration.NotRestorable, match="another match"):
        restoration.check(ended)


def test_a_mentor_without_room_is_not_asked(ended, two):
    rosa = make.enrolment(make.person("Rosa Marin"), two.programme, "mentee")
    make.pair(two.mentor, rosa, state=ACTIVE, started_at=AFTER)
    with transaction():
        two.mentor.places = 1

    with pytest.raises(restoration.NotRestorable, match="no room"):
        ask(ended, two)


def test_someone_who_is_still_gone_is_not_asked(ended, two):
    with transaction():
        membership.withdraw(two.mentee, now=AFTER)

    with pytest.raises(restoration.NotRestorable, match="isn't back"):
        ask(ended, two)
    assert two.mentee.state == enrolments.WITHDRAWN


def test_a_coordinator_asks_on_the_page_and_sees_no_answer(ended, two, signed_in):
    page = signed_in(two.coordinator).open_page(f"/pairs/{ended.id}").click("Ask them to carry on")
    assert "We'll email Ines and Jonas." in page.text

    asked = page.submit("Ask them both")

    assert "You've asked both whether they'd like to carry on." in asked.text
    assert signed_in(two.mentee.person).open_page(f"/pairs/{ended.id}/restore").status == 404
