"""Nothing ends by one click or one file: a departure rests what it touches, and can be taken back whole."""

from datetime import date, timedelta

import pytest

from mentormatch.admin import services as admin
from mentormatch.base.db import db, transaction
from mentormatch.checkins import tasks as checkins_tasks
from mentormatch.checkins.models import Meeting
from mentormatch.enrolments import membership
from mentormatch.pairs import breaks, leaving, queries, services, tasks
from mentormatch.pairs.models import ACTIVE, ENDED, LAPSED, PAUSED, PROPOSED, Pair
from mentormatch.people.models import LEAVE, Person
from tests.support import make

DAY = timedelta(days=1)
ROWS = (Pair, Meeting, Person)
UNDONE = {"id", "changed_at"}


@pytest.fixture
def pair(two) -> Pair:
    """A pair that began a month ago and meets in three days."""
    row = make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - 30 * DAY,
                    next_on=(make.NOW + 3 * DAY).date(), last_met_on=date(2026, 4, 20))
    make.saved(Meeting(pair_id=row.id, by_id=two.mentor.person_id, starts_at=make.NOW + 3 * DAY, minutes=30,
                       format="video", created_at=make.NOW - DAY))
    return row


@pytest.fixture
def administrator(app):
    return make.administrator()


def sweep(now):
    tasks.part_those_gone(now)
    checkins_tasks.drop_meetings(now)
    db.session.expire_all()


def rows():
    """Every row of the tables that a departure could touch."""
    db.session.expire_all()
    return {(model.__name__, row.id): {column.name: getattr(row, column.name) for column in row.__table__.columns}
            for model in ROWS for row in db.session.scalars(db.select(model))}


def leave_company(person, administrator):
    with transaction():
        admin.mark_left(person, by=administrator, now=make.NOW)


def return_to_company(person, administrator):
    with transaction():
        admin.mark_returned(person, by=administrator, now=make.NOW + DAY)


def leave_programme(person, _administrator):
    with transaction():
        for enrolment in db.session.scalars(db.select(type(person_enrolment(person))).filter_by(person_id=person.id)):
            membership.withdraw(enrolment, now=make.NOW)


def return_to_programme(person, _administrator):
    with transaction():
        membership.take_back_withdrawal(person_enrolment(person), now=make.NOW + DAY)


def person_enrolment(person):
    pair = db.session.scalars(db.select(Pair)).first()
    return pair.side_of(person.id)


WAYS = pytest.mark.parametrize(("leave", "come_back"), [
    (leave_company, return_to_company), (leave_programme, return_to_programme)])


@WAYS
def test_a_departure_taken_back_in_time_leaves_every_row_as_it_was(pair, administrator, leave, come_back):
    before = rows()

    leave(pair.mentee.person, administrator)
    sweep(make.NOW)
    assert (pair.state, pair.is_held) == (PAUSED, True)
    come_back(pair.mentee.person, administrator)
    sweep(make.NOW + DAY)

    assert rows() == before


@WAYS
def test_it_ends_when_the_grace_is_over_and_not_before(pair, administrator, mails, leave, come_back):
    leave(pair.mentee.person, administrator)
    sweep(make.NOW)
    sweep(make.NOW + 7 * DAY - timedelta(seconds=1))
    assert pair.state == PAUSED
    assert [row.to_email for row in mails()] == [pair.mentor.person.email]
    assert "all sorts of reasons" in mails()[0].text

    sweep(make.NOW + 7 * DAY)

    assert pair.state == ENDED
    assert pair.mentor.person.email in {row.to_email for row in mails("pairs.ended")}


@WAYS
def test_a_proposal_waits_and_cannot_be_accepted_meanwhile(two, administrator, mails, leave, come_back):
    proposal = make.pair(two.mentor, two.mentee)
    leave(two.mentee.person, administrator)
    sweep(make.NOW)

    with pytest.raises(services.NoLongerOpen, match="can't begin just now"), transaction():
        services.accept(proposal, by=two.mentor.person, now=make.NOW)
    assert (proposal.state, mails()) == (PROPOSED, [])
    tasks.remind_due(make.NOW + 4 * DAY)
    assert mails() == [], "nobody is urged to accept what can't be accepted"

    come_back(two.mentee.person, administrator)
    with transaction():
        services.accept(proposal, by=two.mentor.person, now=make.NOW)
    assert proposal.mentor_accepted_at


@WAYS
def test_a_proposal_closes_in_the_usual_words_after_the_grace(two, administrator, mails, leave, come_back):
    proposal = make.pair(two.mentor, two.mentee)
    leave(two.mentee.person, administrator)

    sweep(make.NOW + 7 * DAY)

    assert proposal.state == LAPSED
    assert {row.kind for row in mails()} == {"pairs.not_going_ahead"}


def test_a_break_of_the_coordinators_goes_on_after_a_return(pair, administrator):
    with transaction():
        breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)
    leave_company(pair.mentee.person, administrator)
    sweep(make.NOW)
    return_to_company(pair.mentee.person, administrator)
    sweep(make.NOW + DAY)

    assert (pair.state, pair.hold_causes) == (PAUSED, ("coordinators",))


def test_after_the_grace_a_programme_is_rejoined_and_not_taken_back(pair):
    enrolment = pair.mentee
    with transaction():
        membership.withdraw(enrolment, now=make.NOW)

    with pytest.raises(membership.GraceIsOver), transaction():
        membership.take_back_withdrawal(enrolment, now=make.NOW + 7 * DAY)
    assert not membership.is_in_grace(enrolment, make.NOW + 7 * DAY)


def test_what_a_departure_touches_is_counted_before_it_happens(pair, two, administrator, signed_in):
    other = make.enrolment(make.person("Rosa Marin"), pair.programme, "mentee")
    make.pair(two.mentor, other)

    touched = leaving.touched([two.mentor.person_id], make.NOW.date())
    page = signed_in(administrator).open_page(f"/admin/people/{two.mentor.person_id}/mark-left")

    assert (touched.pairs, touched.proposals, touched.meetings, touched.emails) == (1, 1, 1, 1)
    for words in ("One match goes on a break", "One suggested match can't be accepted", "One planned meeting stays",
                  "One email goes out now"):
        assert words in page.text
    assert two.mentor.person.status == "active"


def test_leaving_a_programme_names_the_partner_and_what_ends_first(pair, two, signed_in):
    page = signed_in(two.mentee.person).open_page(f"/enrolments/{two.mentee.id}").click("Leave the programme")

    assert f"Your match with {two.mentor.person.name} goes on a break now" in page.text
    assert "stays planned until then" in page.text
    assert "Pause instead" in page.text
    left = page.submit("Leave the programme")
    assert "find everything as it was" in left.text
    back = left.submit("Come back")
    assert "Everything is as you left it" in back.text


def test_someone_on_leave_can_answer_when_they_are_back(two, mails):
    proposal = make.pair(two.mentor, two.mentee)
    with transaction():
        two.mentee.person.status = LEAVE

    tasks.lapse_due(make.NOW + 20 * DAY)
    db.session.expire_all()
    assert proposal.state == PROPOSED
    with transaction():
        two.mentee.person.status, two.mentee.person.back_at = "active", make.NOW + 20 * DAY

    assert services.answer_by(proposal) == make.NOW + 34 * DAY
    tasks.lapse_due(make.NOW + 33 * DAY)
    db.session.expire_all()
    assert proposal.state == PROPOSED
    tasks.lapse_due(make.NOW + 34 * DAY)
    db.session.expire_all()
    assert proposal.state == LAPSED


def test_a_proposal_to_someone_on_leave_for_long_lapses_kindly(two, mails):
    proposal = make.pair(two.mentor, two.mentee)
    with transaction():
        two.mentee.person.status = LEAVE

    tasks.lapse_due(make.NOW + queries.LATEST_ANSWER)

    db.session.expire_all()
    assert proposal.state == LAPSED


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_nobody_is_paired_beyond_what_they_offered(two, who):
    rosa = make.enrolment(make.person("Rosa Marin"), two.mentor.programme, "mentee")
    make.pair(two.mentor, rosa, state=ACTIVE, started_at=make.NOW)
    proposal = make.pair(two.mentor, two.mentee)
    with transaction():
        two.mentor.places = 1

    with pytest.raises(services.MentorIsFull), transaction():
        services.accept(proposal, by=getattr(two, who).person, now=make.NOW)
    with transaction():
        two.mentor.places = 2
    with transaction():
        services.accept(proposal, by=getattr(two, who).person, now=make.NOW)
