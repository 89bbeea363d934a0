"""Logging a planned meeting by a mailed link, on services: once, in time, for that meeting alone."""

from datetime import timedelta

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.base.errors import LinkIsDead
from mentormatch.checkins import log_links, meetings, queries, tasks
from mentormatch.checkins.models import CheckIn, LogLink, Meeting
from mentormatch.checkins.private_notes import MeetingRating
from mentormatch.pairs.models import ENDED
from mentormatch.people.models import LEFT
from tests.mentormatch.checkins.test_services import TODAY
from tests.support import make

DAY = timedelta(days=1)


@pytest.fixture
def meeting(pair) -> Meeting:
    """A planned meeting that ended an hour ago."""
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=make.NOW - timedelta(hours=2),
                              minutes=45, format="walking", created_at=make.NOW - 5 * DAY))


def token(meeting, side):
    with transaction():
        return log_links.mint(meeting, side.person, make.NOW).rsplit("/", 1)[1]


def use(secret, minutes=45, missed_by=None, rating=MeetingRating(), now=make.NOW):  # noqa: B008 -- a frozen value
    with transaction():
        return log_links.use(secret, minutes, missed_by, rating=rating, now=now)


def test_the_first_of_the_two_logs_it_as_it_was_planned(pair, meeting):
    check_in = use(token(meeting, pair.mentee), 30)

    assert (check_in.happened_on, check_in.minutes, check_in.format) == (TODAY, 30, "walking")
    assert (check_in.author_id, check_in.meeting_id) == (pair.mentee.person_id, meeting.id)
    assert (meeting.state, pair.last_met_on) == ("logged", TODAY)


def test_the_second_confirms_when_both_say_the_same(pair, meeting):
    mentee_secret, mentor_secret = token(meeting, pair.mentee), token(meeting, pair.mentor)
    use(mentee_secret, 30)

    check_in = use(mentor_secret, 30)

    assert (check_in.answer.kind, make.count(CheckIn)) == ("confirmed", 1)


def test_the_second_stands_beside_when_they_differ(pair, meeting, mails):
    mentee_secret, mentor_secret = token(meeting, pair.mentee), token(meeting, pair.mentor)
    use(mentee_secret, 0, "mentor")
    assert mails() == []  # he has a link in his mailbox already

    check_in = use(mentor_secret, 60)

    assert (check_in.missed_by, check_in.answer.minutes, check_in.differs) == ("mentor", 60, True)
    assert [mail.kind for mail in mails()] == ["checkins.corrected"]


def test_a_link_works_once(pair, meeting):
    secret = token(meeting, pair.mentee)
    use(secret)

    with pytest.raises(LinkIsDead):
        use(secret, 15)
    assert make.count(CheckIn) == 1


@pytest.mark.parametrize("death", ["expiry", "cancelled", "ended", "left", "logged elsewhere", "unknown"])
def test_a_dead_link_changes_nothing(pair, meeting, death):
    secret, now = token(meeting, pair.mentee), make.NOW
    with transaction():
        if death == "cancelled":
            meetings.cancel(meeting, by=None, now=now)
        elif death == "ended":
            pair.state = ENDED
        elif death == "left":
            pair.mentee.person.status = LEFT
        elif death == "logged elsewhere":
            meetings.tell(meeting, 30, None, by=pair.mentee.person, now=now)
    if death == "expiry":
        now += 14 * DAY
    if death == "unknown":
        secret = "B" * 43
    before = make.count(CheckIn)

    with pytest.raises(LinkIsDead):
        use(secret, now=now)

    assert make.count(CheckIn) == before


def test_nothing_but_a_hash_of_the_secret_is_stored(pair, meeting):
    secret = token(meeting, pair.mentee)

    row = db.session.scalars(db.select(LogLink)).one()

    assert secret not in str(vars(row))
    assert len(row.token_hash) == 64


def test_how_it_was_is_kept_for_her_alone_and_never_asked_of_him(pair, meeting):
    mentee_secret, mentor_secret = token(meeting, pair.mentee), token(meeting, pair.mentor)
    check_in = use(mentee_secret, 30, rating=MeetingRating(4, "partly"))
    use(mentor_secret, 30, rating=MeetingRating(2, "no"))

    assert queries.own_rating(check_in.id, pair.mentee.person_id) == MeetingRating(4, "partly")
    assert queries.own_rating(check_in.id, pair.mentor.person_id) == MeetingRating(2, None)
    assert queries.own_rating(check_in.id, pair.programme.coordinators[0].id) == MeetingRating()


def test_dead_links_are_forgotten_in_the_end(pair, meeting):
    token(meeting, pair.mentee)

    tasks.forget_links(make.NOW + 43 * DAY)
    assert make.count(LogLink) == 1
    tasks.forget_links(make.NOW + 44 * DAY)
    assert make.count(LogLink) == 0
