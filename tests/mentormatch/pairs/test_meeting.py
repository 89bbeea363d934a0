"""Pausing, going on and ending; what a person's lists show."""

from datetime import date, timedelta

import pytest

from mentormatch.base import audit_daily
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs import breaks, queries, services
from mentormatch.pairs.models import ACTIVE, DECLINED, ENDED, LAPSED, PAUSED, Pair
from mentormatch.people.models import LEAVE
from tests.mentormatch.pairs.conftest import without_names
from tests.support import make


@pytest.fixture
def pair(two) -> Pair:
    """A pair that began a month ago."""
    return make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - timedelta(days=30))


def do(deed, pair, side, now=make.NOW):
    with transaction():
        deed(pair, by=side.person, now=now)


def test_a_pause_stops_what_is_due_and_tells_the_other_one(pair, mails):
    do(breaks.pause, pair, pair.mentee)
    do(breaks.pause, pair, pair.mentee)

    assert (pair.state, services.next_due(pair, date(2026, 5, 4))) == (PAUSED, None)
    messages, = mails()
    assert (messages.kind, messages.to_email) == ("pairs.paused", pair.mentor.person.email)


def test_after_a_pause_the_next_meeting_is_due_a_cadence_later(pair, mails):
    do(breaks.pause, pair, pair.mentee)
    with transaction():
        services.note_meetings(pair, last_met_on=date(2026, 4, 10), next_on=None)
    do(breaks.resume, pair, pair.mentor, now=make.NOW)
    do(breaks.resume, pair, pair.mentor, now=make.NOW)

    assert pair.state == ACTIVE
    assert services.next_due(pair, date(2026, 5, 4)).on == date(2026, 6, 1)
    assert [row.kind for row in mails()] == ["pairs.paused", "pairs.resumed"]


def test_a_paused_pair_keeps_the_place(pair):
    do(breaks.pause, pair, pair.mentee)

    assert queries.live_counts(pair.programme_id) == {pair.mentor_id: 1}


def test_an_end_has_no_author_and_tells_both_in_the_same_words(pair, mails):
    do(services.end, pair, pair.mentee)
    do(services.end, pair, pair.mentor)

    assert (pair.state, pair.closed_at) == (ENDED, make.NOW)
    to_mentee, to_mentor = mails("pairs.ended")
    assert without_names(to_mentee.text) == without_names(to_mentor.text)
    audit_daily.write_due(make.NOW + timedelta(days=1))
    row = db.session.scalars(db.select(AuditRow)).one()
    assert (row.verb, row.by_id) == ("pair.ended", None)


def test_nothing_is_mailed_to_somebody_on_leave(pair, mails):
    with transaction():
        pair.mentee.person.status = LEAVE

    do(services.end, pair, pair.mentor)

    assert [row.to_email for row in mails()] == [pair.mentor.person.email]


@pytest.mark.parametrize("deed", [breaks.pause, breaks.resume, services.end])
def test_only_a_pair_that_meets_can_be_paused_resumed_or_ended(two, deed):
    proposal = make.pair(two.mentor, two.mentee)

    with pytest.raises(services.NotMeeting):
        do(deed, proposal, proposal.mentee)


@pytest.mark.parametrize("deed", [breaks.pause, breaks.resume])
def test_what_has_ended_is_not_paused_or_resumed(pair, deed):
    do(services.end, pair, pair.mentee)

    with pytest.raises(services.NotMeeting):
        do(deed, pair, pair.mentee)


def test_a_list_shows_living_pairs_first_and_never_what_did_not_go_ahead(two, pair):
    her = two.mentee.person
    for number, state in enumerate((ENDED, DECLINED, LAPSED), start=1):
        mentor = make.enrolment(make.person(f"Mentor {number}"), two.programme, MENTOR)
        make.pair(mentor, two.mentee, state=state, proposed_at=make.NOW + timedelta(days=number))

    assert [row.state for row in queries.of_person(her.id)] == [ACTIVE, ENDED]
    assert [row.id for row in queries.meeting_of(her.id)] == [pair.id]
    assert len(queries.of_programme(two.programme.id)) == 4


def test_a_proposal_waits_for_those_who_have_not_answered(two):
    proposal = make.pair(two.mentor, two.mentee, mentor_accepted_at=make.NOW)

    assert [row.id for row in queries.waiting_for(two.mentee.person)] == [proposal.id]
    assert queries.waiting_for(two.mentor.person) == []
    assert queries.waiting_for(two.coordinator) == []
