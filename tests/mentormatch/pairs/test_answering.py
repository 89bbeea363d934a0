"""Accepting, declining and staying silent: what happens, and what nobody can tell from it."""

from datetime import timedelta

import pytest

from mentormatch.base import audit_daily
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs import queries, services, tasks
from mentormatch.pairs.models import ACTIVE, DECLINED, ENDED, LAPSED, Pair
from mentormatch.people.models import LEAVE
from tests.mentormatch.pairs.conftest import without_names
from tests.support import make

DAY = timedelta(days=1)


@pytest.fixture
def pair(two) -> Pair:
    """A proposal that no one has answered."""
    return make.pair(two.mentor, two.mentee, why={"topics": [{"name": "Negotiation"}]})


def accept(pair, *sides, now=make.NOW):
    for side in sides:
        with transaction():
            services.accept(pair, by=side.person, now=now)


def decline(pair, side, now=make.NOW):
    with transaction():
        services.decline(pair, by=side.person, now=now)


def test_one_yes_is_not_a_pair_yet_and_tells_nobody(pair, mails):
    accept(pair, pair.mentor)

    assert pair.is_proposed
    assert (pair.has_answered(pair.mentor.person_id), pair.has_answered(pair.mentee.person_id)) == (True, False)
    assert mails() == []
    assert make.count(AuditRow) == 0


def test_with_the_second_yes_it_begins_and_both_read_how(pair, mails):
    accept(pair, pair.mentor, pair.mentee)

    assert (pair.state, pair.started_at) == (ACTIVE, make.NOW)
    to_mentee, to_mentor = mails("pairs.begun")
    assert (to_mentee.to_email, to_mentor.to_email) == (pair.mentee.person.email, pair.mentor.person.email)
    assert "You set the agenda" in to_mentee.text
    assert "Let them begin" in to_mentor.text
    assert pair.mentor.person.email in to_mentee.text
    assert "18 May 2026" in to_mentee.text
    assert db.session.scalars(db.select(AuditRow.verb)).all() == ["pair.begun"]


def test_accepting_twice_is_harmless(pair, mails):
    accept(pair, pair.mentor, pair.mentor, pair.mentee, pair.mentee, pair.mentor)

    assert pair.state == ACTIVE
    assert len(mails("pairs.begun")) == 2


def test_a_no_frees_the_place_and_both_get_the_same_words(pair, mails):
    decline(pair, pair.mentee)

    assert pair.state == DECLINED
    assert queries.live_counts(pair.programme_id) == {}
    assert queries.live_mentee_ids(pair.programme_id) == set()
    to_mentee, to_mentor = mails()
    assert to_mentee.kind == to_mentor.kind == "pairs.not_going_ahead"
    assert without_names(to_mentee.text) == without_names(to_mentor.text)


def test_a_no_after_the_other_one_s_yes_cannot_be_told_from_silence(two, mails):
    said_no = make.pair(two.mentor, two.mentee, mentor_accepted_at=make.NOW)
    decline(said_no, said_no.mentee, now=make.NOW + 14 * DAY)
    after_no = _what_everybody_sees(said_no, mails)
    with transaction():
        db.session.delete(said_no)
        db.session.execute(db.delete(OutboxMail))
    silent = make.pair(two.mentor, two.mentee, mentor_accepted_at=make.NOW)

    tasks.lapse_due(make.NOW + 14 * DAY)

    db.session.rollback()
    assert (said_no.state, silent.state) == (DECLINED, LAPSED)
    assert _what_everybody_sees(silent, mails) == after_no


def _what_everybody_sees(pair, mails):
    sent = [(row.to_email, row.kind, row.subject, row.text, row.created_at) for row in mails()]
    audit_daily.write_due(make.NOW + 15 * DAY)
    row = db.session.scalars(db.select(AuditRow).order_by(AuditRow.id.desc())).first()
    return (sent, pair.mentor_accepted_at, pair.mentee_accepted_at, pair.closed_at, pair.started_at,
            row.by_id, row.facts)


def test_a_no_has_no_author_anywhere(pair):
    accept(pair, pair.mentor)
    decline(pair, pair.mentee)

    assert (pair.mentor_accepted_at, pair.mentee_accepted_at) == (None, None)
    audit_daily.write_due(make.NOW + DAY)
    row = db.session.scalars(db.select(AuditRow)).one()
    assert (row.verb, row.by_id, row.facts) == ("pair.declined", None, {})


def test_declining_twice_or_from_both_sides_is_harmless(pair, mails):
    decline(pair, pair.mentee)
    decline(pair, pair.mentee)
    decline(pair, pair.mentor)

    assert len(mails()) == 2


def test_one_may_change_a_yes_into_a_no_while_it_is_open(pair):
    accept(pair, pair.mentor)

    decline(pair, pair.mentor)

    assert pair.state == DECLINED


@pytest.mark.parametrize("state", [DECLINED, LAPSED, ENDED])
def test_a_yes_that_comes_too_late_is_told_so(pair, state):
    with transaction():
        pair.state = state

    with pytest.raises(services.NoLongerOpen, match="no longer open"):
        accept(pair, pair.mentor)


def test_a_no_after_both_said_yes_points_to_ending_it(pair):
    accept(pair, pair.mentor, pair.mentee)

    with pytest.raises(services.HasBegun, match="end it at any time"):
        decline(pair, pair.mentor)


def test_only_the_two_can_answer(pair, two):
    for deed in (services.accept, services.decline):
        with pytest.raises(LookupError), transaction():
            deed(pair, by=two.coordinator, now=make.NOW)


@pytest.mark.parametrize(("days", "reminders"), [(2.9, 0), (3, 1), (6.9, 1), (7, 2), (13.9, 2)])
def test_silence_is_reminded_on_day_three_and_seven(pair, mails, days, reminders):
    for moment in (3, 7):
        if moment <= days:
            tasks.remind_due(make.NOW + moment * DAY)

    tasks.remind_due(make.NOW + days * DAY)

    assert len(mails("pairs.reminder")) == 2 * reminders


def test_a_reminder_goes_out_once_however_often_the_worker_looks(pair, mails):
    for _ in range(3):
        tasks.remind_due(make.NOW + 3 * DAY)

    assert [row.to_email for row in mails("pairs.reminder")] == [
        pair.mentee.person.email, pair.mentor.person.email]


def test_after_a_week_without_a_worker_one_reminder_goes_out_and_not_two(pair, mails):
    tasks.remind_due(make.NOW + 8 * DAY)
    tasks.remind_due(make.NOW + 9 * DAY)

    assert len(mails("pairs.reminder")) == 2


def test_only_who_has_not_answered_is_reminded(pair, mails):
    accept(pair, pair.mentor)

    tasks.remind_due(make.NOW + 3 * DAY)

    reminder, = mails("pairs.reminder")
    assert reminder.to_email == pair.mentee.person.email
    assert "18 May 2026" in reminder.text


def test_nobody_on_leave_is_reminded(pair, mails):
    with transaction():
        pair.mentor.person.status = LEAVE

    tasks.remind_due(make.NOW + 3 * DAY)

    assert [row.to_email for row in mails()] == [pair.mentee.person.email]


def test_silence_lapses_on_day_fourteen_once(pair, mails):
    tasks.lapse_due(make.NOW + 13.9 * DAY)
    assert pair.is_proposed

    tasks.lapse_due(make.NOW + 14 * DAY)
    tasks.lapse_due(make.NOW + 14 * DAY)

    db.session.rollback()
    assert (pair.state, pair.closed_at) == (LAPSED, make.NOW + 14 * DAY)
    assert len(mails("pairs.not_going_ahead")) == 2
    assert queries.live_counts(pair.programme_id) == {}


def test_a_pair_that_began_is_neither_reminded_nor_lapses(pair, mails):
    accept(pair, pair.mentor, pair.mentee)
    begun = len(mails())

    tasks.remind_due(make.NOW + 3 * DAY)
    tasks.lapse_due(make.NOW + 30 * DAY)

    assert pair.state == ACTIVE
    assert len(mails()) == begun


def test_what_was_due_when_it_was_found_is_looked_at_again(pair):
    """Between finding a row and taking it, an answer may come: the services decide again."""
    accept(pair, pair.mentor, pair.mentee)

    with transaction():
        assert not services.remind(pair, now=make.NOW + 3 * DAY)
        assert not services.lapse(pair, now=make.NOW + 15 * DAY)
