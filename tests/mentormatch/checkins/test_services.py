"""Logging a meeting, changing it, and the other one's word on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import AnsweredAlready, ChangedMeanwhile, DayToCome, NotTheirs
from mentormatch.checkins import queries, services
from mentormatch.checkins.models import CheckIn
from mentormatch.checkins.private_notes import PrivateEntry
from mentormatch.checkins.services import MeetingAccount
from mentormatch.pairs.models import DECLINED, ENDED, LAPSED, PAUSED, PROPOSED
from mentormatch.people.models import LEAVE, Person
from tests.support import make

LISBON = ZoneInfo("Europe/Lisbon")
TODAY = date(2026, 5, 4)
MET = MeetingAccount(TODAY, 45, "video", "The panel in June.")


def log(pair, side=None, account=MET, **changes):
    given = {"zone": LISBON, "now": make.NOW} | changes
    with transaction():
        return services.log(pair, account, by=(side or pair.mentee).person, **given)


def amend(check_in, side, account, **changes):
    with transaction():
        services.amend(check_in, account, by=side.person, **({"zone": LISBON, "now": make.NOW} | changes))


def confirm(check_in, side, version=1):
    with transaction():
        services.confirm(check_in, by=side.person, version=version, now=make.NOW)


def correct(check_in, side, account, version=1):
    with transaction():
        services.correct(check_in, account, by=side.person, version=version, zone=LISBON, now=make.NOW)


def test_the_other_one_gets_a_mail_without_a_word_of_what_was_written(pair, mails):
    check_in = log(pair, private=PrivateEntry("He looked tired."))

    letter, = mails()
    assert (letter.to_email, letter.kind) == (pair.mentor.person.email, "checkins.logged")
    assert letter.subject == "Ines Okafor logged your meeting on 4 May"
    assert f"http://localhost/check-ins/{check_in.id}/answer" in letter.text
    for words in ("panel", "tired"):
        assert words not in letter.text + letter.html


def test_the_pair_learns_when_it_met_and_what_it_plans(pair):
    log(pair, next_on=date(2026, 6, 1))

    assert (pair.last_met_on, pair.next_on) == (TODAY, date(2026, 6, 1))


def test_an_older_meeting_logged_later_does_not_turn_time_back(pair):
    log(pair, next_on=date(2026, 6, 1))

    log(pair, account=MeetingAccount(date(2026, 4, 2), 30, "video"), now=make.NOW + timedelta(minutes=5))

    assert (pair.last_met_on, pair.next_on) == (TODAY, date(2026, 6, 1))


def test_the_same_form_posted_twice_logs_once(pair, mails):
    first = log(pair, idempotency_key="abc")
    second = log(pair, idempotency_key="abc")

    assert first.id == second.id
    assert make.count(CheckIn) == 1
    assert len(mails()) == 1


def test_both_may_log_the_same_day(pair):
    log(pair)
    log(pair, pair.mentor, idempotency_key="other")

    assert make.count(CheckIn) == 2


@pytest.mark.parametrize("state", [PROPOSED, DECLINED, LAPSED, ENDED])
def test_only_a_pair_that_meets_logs_check_ins(pair, state):
    with transaction():
        pair.state = state

    with pytest.raises(services.NotMeeting, match="from the day you both accept"):
        log(pair)


def test_a_pair_on_a_break_may_log(pair):
    with transaction():
        pair.state = PAUSED

    log(pair)

    assert make.count(CheckIn) == 1


def test_a_day_to_come_is_refused_beside_its_field(pair):
    with pytest.raises(DayToCome, match="still to come") as refusal:
        log(pair, account=MeetingAccount(date(2026, 5, 5), 30, "video"))

    assert refusal.value.field == "happened_on"


def test_today_is_the_author_s_today(pair):
    late_evening = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    tomorrow = MeetingAccount(date(2026, 5, 5), 30, "video")

    log(pair, account=tomorrow, zone=ZoneInfo("Europe/Berlin"), now=late_evening)
    with pytest.raises(DayToCome):
        log(pair, account=tomorrow, zone=ZoneInfo("UTC"), now=late_evening)


def test_a_day_before_the_pair_began_is_refused(pair):
    began = pair.started_at.date()
    log(pair, account=MeetingAccount(began, 30, "video"))

    with pytest.raises(services.BeforeTheStart, match="weren't matched yet on that day") as refusal:
        log(pair, account=MeetingAccount(began - timedelta(days=1), 30, "video"))

    assert refusal.value.field == "happened_on"


def test_a_next_day_that_has_passed_is_refused(pair):
    with pytest.raises(services.NextDayHasPassed) as refusal:
        log(pair, next_on=date(2026, 5, 3))

    assert refusal.value.field == "next_on"
    assert make.count(CheckIn) == 0


def test_nobody_else_can_log(pair):
    with pytest.raises(LookupError), transaction():
        services.log(pair, MET, by=make_stranger(), zone=LISBON, now=make.NOW)

    assert make.count(CheckIn) == 0


def make_stranger():
    """A person in the transaction that is open."""

    stranger = Person(name="Sam", email="sam@company.example", created_at=make.NOW)
    db.session.add(stranger)
    db.session.flush()
    return stranger


def test_nobody_on_leave_is_mailed(pair, mails):
    with transaction():
        pair.mentor.person.status = LEAVE

    log(pair)

    assert mails() == []


def test_the_author_may_change_it_until_it_is_answered(pair):
    check_in = log(pair)

    amend(check_in, pair.mentee, MeetingAccount(date(2026, 5, 2), 60, "walking", "The panel in July."))

    assert services.account_of(check_in) == MeetingAccount(date(2026, 5, 2), 60, "walking", "The panel in July.")
    assert (check_in.version, pair.last_met_on) == (2, date(2026, 5, 2))

    confirm(check_in, pair.mentor, version=2)
    with pytest.raises(AnsweredAlready, match="Jonas has already answered"):
        amend(check_in, pair.mentee, MET)


def test_a_next_day_that_was_named_earlier_may_stay_while_the_rest_is_changed(pair):
    check_in = log(pair, next_on=date(2026, 5, 6))

    amend(check_in, pair.mentee, MET, next_on=date(2026, 5, 6), now=make.NOW + timedelta(days=5))

    assert check_in.next_on == date(2026, 5, 6)


def test_nobody_changes_what_the_other_one_logged(pair):
    check_in = log(pair)

    with pytest.raises(NotTheirs, match="Only Ines"):
        amend(check_in, pair.mentor, MET)


def test_a_confirmation_is_kept_once_and_tells_nobody(pair, mails):
    check_in = log(pair)

    confirm(check_in, pair.mentor)
    confirm(check_in, pair.mentor)

    assert (check_in.answer.kind, check_in.answer.author_id) == ("confirmed", pair.mentor.person_id)
    assert len(mails()) == 1
    assert [row.verb for row in _audit()] == ["checkin.logged", "checkin.confirmed"]


def test_another_account_stands_beside_the_first_and_its_author_is_told(pair, mails):
    check_in = log(pair)
    mentor_account = MeetingAccount(date(2026, 5, 3), 30, "office", "Mostly the budget.")

    correct(check_in, pair.mentor, mentor_account)
    correct(check_in, pair.mentor, mentor_account)

    assert services.account_of(check_in) == MET
    assert services.account_of(check_in.answer) == mentor_account
    letter = mails()[-1]
    assert (len(mails()), letter.to_email, letter.kind) == (2, pair.mentee.person.email, "checkins.corrected")
    assert letter.subject == "Jonas Feld remembers your meeting on 4 May differently"
    assert "budget" not in letter.text + letter.html


def test_the_day_the_other_one_told_holds_in_the_zone_of_whoever_answers_too(pair):
    late_evening = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # the 5th in Berlin, the 4th in New York
    check_in = log(pair, pair.mentor, replace(MET, happened_on=date(2026, 5, 5)), zone=ZoneInfo("Europe/Berlin"),
                   now=late_evening)
    new_york = {"by": pair.mentee.person, "version": 1, "zone": ZoneInfo("America/New_York"), "now": late_evening}

    with transaction():
        services.correct(check_in, replace(MET, happened_on=date(2026, 5, 5), minutes=30), **new_york)
    assert check_in.answer.minutes == 30

    with pytest.raises(DayToCome), transaction():
        services.correct(check_in, replace(MET, happened_on=date(2026, 5, 6)), **new_york)


def test_an_answer_may_be_changed_by_the_one_who_gave_it(pair):
    check_in = log(pair)
    confirm(check_in, pair.mentor)

    correct(check_in, pair.mentor, MeetingAccount(TODAY, 15, "video"))
    assert (check_in.answer.kind, check_in.answer.minutes) == ("corrected", 15)

    confirm(check_in, pair.mentor)
    assert (check_in.answer.kind, check_in.answer.minutes, check_in.answer.shared) == ("confirmed", None, "")


def test_a_meeting_that_did_not_happen_for_the_other_one_does_not_count_as_the_last(pair):
    log(pair, account=MeetingAccount(date(2026, 4, 20), 30, "video"))
    check_in = log(pair)

    correct(check_in, pair.mentor, MeetingAccount(TODAY, 0, ""))

    assert pair.last_met_on == date(2026, 4, 20)


def test_nobody_answers_a_check_in_of_his_own(pair):
    check_in = log(pair)

    with pytest.raises(NotTheirs):
        confirm(check_in, pair.mentee)
    with pytest.raises(NotTheirs):
        correct(check_in, pair.mentee, MET)


def test_an_answer_to_what_was_changed_meanwhile_is_asked_again(pair):
    check_in = log(pair)
    amend(check_in, pair.mentee, MeetingAccount(TODAY, 15, "video"))

    for answer in (lambda: confirm(check_in, pair.mentor, version=1),
                   lambda: correct(check_in, pair.mentor, MET, version=1)):
        with pytest.raises(ChangedMeanwhile, match="Please check it, then answer"):
            answer()


def test_a_check_in_can_be_answered_after_the_pair_has_ended(pair):
    check_in = log(pair)
    with transaction():
        pair.state = ENDED

    confirm(check_in, pair.mentor)

    assert check_in.answer is not None


def test_no_audit_row_holds_a_word_of_what_was_written(pair):
    check_in = log(pair, private=PrivateEntry("MARKER"))
    amend(check_in, pair.mentee, MeetingAccount(TODAY, 15, "video", "MARKER"))
    correct(check_in, pair.mentor, MeetingAccount(TODAY, 30, "video", "MARKER"), version=2)

    assert [row.verb for row in _audit()] == ["checkin.logged", "checkin.amended", "checkin.corrected"]
    assert "MARKER" not in str([row.facts for row in _audit()])


def test_what_waits_for_an_answer_is_found_for_the_other_one_alone(pair):
    check_in = log(pair)

    assert [row.id for row in queries.unanswered_for(pair.mentor.person_id)] == [check_in.id]
    assert queries.unanswered_for(pair.mentee.person_id) == []
    confirm(check_in, pair.mentor)
    assert queries.unanswered_for(pair.mentor.person_id) == []


def _audit():
    return db.session.scalars(db.select(AuditRow).order_by(AuditRow.id)).all()
