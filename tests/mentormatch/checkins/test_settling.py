"""Missed meetings, accounts that differ, and which of them counts."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import ChangedMeanwhile
from mentormatch.checkins import queries, services
from mentormatch.checkins.models import CheckIn
from mentormatch.checkins.services import MeetingAccount
from tests.mentormatch.checkins.test_services import TODAY, confirm, correct, log
from tests.support import make

MISSED = MeetingAccount(TODAY, 0, "", missed_by="neither")


def settle(check_in, side, seen_fingerprint=None):
    statement = check_in.answer if check_in.author_id == side.person_id else check_in
    with transaction():
        services.settle(check_in, by=side.person, seen_fingerprint=seen_fingerprint or services.fingerprint(statement),
                        now=make.NOW)


@pytest.fixture
def differing(pair):
    """He says an hour, she says they did not meet."""
    check_in = log(pair, pair.mentor, MeetingAccount(TODAY, 60, "video"))
    correct(check_in, pair.mentee, MISSED)
    return check_in


@pytest.mark.parametrize("side", ["mentor", "mentee", "both", "neither"])
def test_a_missed_meeting_is_logged_by_either_with_whose_side_it_was(pair, side, mails):
    check_in = log(pair, account=MeetingAccount(TODAY, 0, "", missed_by=side))

    assert (check_in.is_missed, check_in.missed_by, pair.last_met_on) == (True, side, None)
    letter, = mails()
    assert letter.subject == "Your meeting on 4 May didn't happen"
    for words in ("fault", "missed", "failed", "side"):
        assert words not in (letter.subject + letter.text).lower()


def test_the_database_refuses_a_missed_meeting_that_says_nothing_and_a_held_one_that_does(pair):
    for minutes, side in ((0, None), (30, "mentor")):
        with pytest.raises(IntegrityError):
            make.saved(CheckIn(pair_id=pair.id, author_id=pair.mentee.person_id, happened_on=TODAY, minutes=minutes,
                               missed_by=side, format="", created_at=make.NOW))


def test_while_the_two_differ_the_shorter_account_counts(pair, differing):
    assert differing.differs
    assert (queries.last_met_on(pair.id), queries.minutes_met(pair.id)) == (None, 0)


def test_the_author_takes_her_account(pair, differing):
    settle(differing, pair.mentor)

    assert (differing.settled_as, differing.differs, pair.last_met_on) == ("answer", False, None)
    assert queries.minutes_met(pair.id) == 0
    assert differing.minutes == 60  # both stay to be read


def test_the_other_takes_the_author_s(pair, differing):
    settle(differing, pair.mentee)

    assert (differing.settled_as, pair.last_met_on, queries.minutes_met(pair.id)) == ("author", TODAY, 60)
    assert differing.answer.minutes == 0


def test_settling_twice_is_harmless_and_the_trail_says_which_and_no_words(pair, differing):
    settle(differing, pair.mentee)
    settle(differing, pair.mentee)

    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "checkin.settled")).all()
    assert [row.facts for row in rows] == [{"pair_id": pair.id, "settled_as": "author"}]


def test_the_day_too_follows_the_settled_account(pair):
    check_in = log(pair, account=MeetingAccount(TODAY, 30, "video"))
    correct(check_in, pair.mentor, MeetingAccount(date(2026, 5, 2), 30, "video"))

    settle(check_in, pair.mentee)

    assert pair.last_met_on == date(2026, 5, 2)


def test_a_later_account_opens_it_again_and_a_confirmation_ends_it(pair, differing):
    settle(differing, pair.mentor)

    correct(differing, pair.mentee, MeetingAccount(TODAY, 15, "video"))
    assert (differing.settled_as, differing.differs, queries.minutes_met(pair.id)) == (None, True, 15)

    confirm(differing, pair.mentee)
    assert (differing.differs, queries.minutes_met(pair.id), pair.last_met_on) == (False, 60, TODAY)


def test_what_was_changed_meanwhile_cannot_be_taken_unseen(pair, differing):
    with pytest.raises(ChangedMeanwhile):
        settle(differing, pair.mentor, seen_fingerprint="2026-05-04/15")


def test_there_is_nothing_to_settle_without_two_accounts(pair):
    check_in = log(pair)
    with pytest.raises(services.NothingToSettle), transaction():
        services.settle(check_in, by=pair.mentor.person, seen_fingerprint="2026-05-04/45", now=make.NOW)


def test_nobody_else_can_settle(pair, differing):
    with pytest.raises(LookupError), transaction():
        services.settle(differing, by=pair.programme.coordinators[0], seen_fingerprint="x", now=make.NOW)


def test_the_same_length_in_other_words_is_no_difference(pair):
    check_in = log(pair, account=MeetingAccount(TODAY, 30, "video", "Hers."))

    correct(check_in, pair.mentor, MeetingAccount(TODAY, 30, "walking", "His."))

    assert not check_in.differs


def test_misses_in_a_row_are_counted_from_the_latest_back(pair):
    for days, account in ((9, MISSED), (6, MeetingAccount(TODAY, 30, "video")), (3, MISSED), (0, MISSED)):
        log(pair, account=MeetingAccount(TODAY - timedelta(days=days), account.minutes, account.format,
                                  missed_by=account.missed_by))

    assert queries.missed_in_a_row([pair.id]) == {pair.id: 2}
