"""Planning, moving and cancelling a meeting, and the invitation both get."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from mentormatch.base import clock, postman
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import ChangedMeanwhile
from mentormatch.checkins import agenda, meetings, services, tasks
from mentormatch.checkins.meetings import MeetingPlan
from mentormatch.checkins.models import Meeting
from mentormatch.pairs.models import ENDED, PAUSED
from mentormatch.people.models import LEAVE
from tests.mentormatch.checkins.test_services import MET, log
from tests.support import make

BERLIN = ZoneInfo("Europe/Berlin")
SOON = MeetingPlan(make.NOW + timedelta(days=8), 45, "walking", "The river path; bring a coat", "Her draft, MARKER")


def plan(pair, details=SOON, **changes):
    with transaction():
        return meetings.plan(pair, details, by=pair.mentee.person, **({"now": make.NOW} | changes))


def move(meeting, details, **changes):
    with transaction():
        meetings.move(meeting, details, by=meeting.pair.mentor.person,
                      **({"sequence": meeting.sequence, "now": make.NOW} | changes))


def cancel(meeting, **changes):
    with transaction():
        meetings.cancel(meeting, by=meeting.pair.mentor.person, **({"now": make.NOW} | changes))


def event(mail):
    """The calendar of a mail, read by a parser, and its event."""
    calendar = Calendar.from_ical(mail.calendar)
    return calendar, calendar.walk("VEVENT")[0]


def test_both_get_an_invitation_that_calendars_can_act_on(pair, mails):
    meeting = plan(pair)

    assert sorted(mail.to_name for mail in mails()) == ["Ines Okafor", "Jonas Feld"]
    calendar, meetings = event(mails()[0])
    assert (calendar["method"], calendar["version"], calendar["prodid"]) == (
        "REQUEST", "2.0", "-//mentormatch//Meetings of pairs//EN")
    assert (meetings["uid"], meetings["sequence"], meetings["status"]) == (f"{meeting.id}@localhost", 0, "CONFIRMED")
    assert meetings.decoded("dtstart") == SOON.starts_at
    assert meetings.decoded("dtend") == SOON.starts_at + timedelta(minutes=45)
    assert meetings.decoded("dtstamp") == make.NOW
    assert str(meetings["organizer"]) == "mailto:no-reply@localhost"
    guests = {str(meeting): dict(meeting.params) for meeting in meetings["attendee"]}
    assert set(guests) == {"mailto:ines.okafor@company.example", "mailto:jonas.feld@company.example"}
    assert {meeting["RSVP"] for meeting in guests.values()} == {"TRUE"}
    assert {meeting["PARTSTAT"] for meeting in guests.values()} == {"NEEDS-ACTION"}
    assert str(meetings["location"]) == "The river path; bring a coat"
    lines = mails()[0].calendar.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in mails()[0].calendar.replace("\r\n", "")


def test_what_to_bring_is_in_no_mail_no_calendar_and_no_audit_row(pair, mails):
    meeting = plan(pair)
    move(meeting, MeetingPlan(SOON.starts_at, 30, "video", "", "MARKER"))
    cancel(meeting)

    assert "MARKER" not in str([(mail.subject, mail.text, mail.html, mail.calendar) for mail in mails()])
    assert "MARKER" not in str([row.facts for row in db.session.scalars(db.select(AuditRow))])


def test_a_move_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_takes_it_back(pair, mails):
    meeting = plan(pair)
    move(meeting, MeetingPlan(SOON.starts_at + timedelta(days=1), 45, "walking"))
    cancel(meeting, sequence=1)

    meetings = [event(mail) for mail in mails()]
    assert [str(calendar["method"]) for calendar, _ in meetings] == ["REQUEST"] * 4 + ["CANCEL"] * 2
    assert [meeting["sequence"] for _, meeting in meetings] == [0, 0, 1, 1, 2, 2]
    assert {str(meeting["uid"]) for _, meeting in meetings} == {f"{meeting.id}@localhost"}
    assert str(meetings[-1][1]["status"]) == "CANCELLED"
    assert [mail.kind for mail in mails()[::2]] == [
        "checkins.meeting_planned", "checkins.meeting_moved", "checkins.meeting_cancelled"]


def test_a_change_of_what_to_bring_alone_mails_nobody(pair, mails):
    meeting = plan(pair)

    move(meeting, MeetingPlan(SOON.starts_at, SOON.minutes, SOON.format, SOON.place, "Only a pen."))

    assert (meeting.bring, meeting.sequence, len(mails())) == ("Only a pen.", 0, 2)


def test_what_was_moved_meanwhile_is_looked_at_again(pair):
    meeting = plan(pair)
    move(meeting, MeetingPlan(SOON.starts_at, 15, "video"))

    with pytest.raises(ChangedMeanwhile):
        move(meeting, SOON, sequence=0)
    with pytest.raises(ChangedMeanwhile):
        cancel(meeting, sequence=0)


def test_the_same_change_posted_twice_moves_once_and_is_no_error(pair, mails):
    meeting = plan(pair)
    later = replace(SOON, starts_at=SOON.starts_at + timedelta(hours=2))

    move(meeting, later, sequence=0)
    move(meeting, later, sequence=0)

    assert (meeting.sequence, len(mails())) == (1, 4)


def test_cancelling_twice_tells_calendars_once_and_it_cannot_be_moved_any_more(pair, mails):
    meeting = plan(pair)
    cancel(meeting)
    cancel(meeting)

    assert len(mails()) == 4
    with pytest.raises(meetings.NoLongerStands):
        move(meeting, SOON)


def test_each_reads_the_time_of_the_mail_in_his_own_zone(pair, mails):
    plan(pair, MeetingPlan(datetime(2026, 7, 1, 8, 0, tzinfo=UTC), 30, "video"))

    texts = {mail.to_name: mail.text for mail in mails()}
    assert "Wednesday, 1 July 2026, 09:00 (Lisbon)" in texts["Ines Okafor"]
    assert "Wednesday, 1 July 2026, 10:00 (Berlin)" in texts["Jonas Feld"]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 3, 28), "08:00"), (date(2026, 3, 29), "07:00"), (date(2026, 10, 24), "07:00"),
    (date(2026, 10, 25), "08:00"),
])
def test_nine_in_berlin_is_nine_in_berlin_before_and_after_the_clocks_change(day, expected):
    assert f"{meetings.moment(day, time(9), BERLIN):%H:%M}" == expected


def test_a_time_the_clocks_jump_over_is_refused_and_of_a_repeated_hour_the_first_is_meant():
    with pytest.raises(meetings.NoSuchTime) as refusal:
        meetings.moment(date(2026, 3, 29), time(2, 30), BERLIN)
    assert refusal.value.field == "time"

    assert f"{meetings.moment(date(2026, 10, 25), time(2, 30), BERLIN):%H:%M}" == "00:30"


@pytest.mark.parametrize(("starts_at", "error"), [
    (make.NOW, meetings.TimeHasPassed), (make.NOW + timedelta(days=400), meetings.TooFarAhead)])
def test_a_meeting_lies_ahead_and_within_a_year(pair, starts_at, error):
    with pytest.raises(error):
        plan(pair, MeetingPlan(starts_at, 30, "video"))


@pytest.mark.parametrize("state", [PAUSED, ENDED, "proposed"])
def test_only_an_active_pair_plans(pair, state):
    with transaction():
        pair.state = state

    with pytest.raises(services.NotMeeting):
        plan(pair)


def test_the_same_form_posted_twice_plans_once(pair, mails):
    assert plan(pair, idempotency_key="k").id == plan(pair, idempotency_key="k").id

    assert (make.count(Meeting), len(mails())) == (1, 2)


def test_nobody_on_leave_is_invited(pair, mails):
    with transaction():
        pair.mentor.person.status = LEAVE

    plan(pair)

    assert [mail.to_name for mail in mails()] == ["Ines Okafor"]


def test_the_pair_is_due_when_it_planned_and_a_cancelled_plan_leaves_no_date_behind(pair):
    log(pair, next_on=date(2026, 5, 20))
    with clock.stopped(make.NOW + timedelta(minutes=1)):
        meeting = plan(pair, now=clock.now())
    assert pair.next_on == date(2026, 5, 12)

    move(meeting, MeetingPlan(datetime(2026, 5, 13, 22, 30, tzinfo=UTC), 30, "video"))
    assert pair.next_on == date(2026, 5, 13)

    cancel(meeting)
    assert pair.next_on is None


def test_logging_a_meeting_of_about_that_day_ticks_the_plan_off(pair):
    meeting = plan(pair)
    later = SOON.starts_at + timedelta(days=1)

    check_in = log(pair, account=services.MeetingAccount(later.date(), 45, "video"), now=later)

    assert (meeting.state, check_in.meeting_id) == ("logged", meeting.id)
    assert agenda.to_be_logged(later) == []


def test_an_old_check_in_does_not_tick_off_what_lies_ahead(pair):
    meeting = plan(pair)

    log(pair, account=MET)

    assert (meeting.state, meeting.is_planned) == ("planned", True)


def test_the_meetings_of_a_pair_that_ended_are_taken_out_of_calendars_without_a_word_whose_wish_it_was(pair, mails):
    meeting = plan(pair)
    with transaction():
        pair.state = ENDED

    tasks.drop_meetings(make.NOW)
    tasks.drop_meetings(make.NOW)

    assert db.session.get_one(Meeting, meeting.id).state == "cancelled"
    letters = mails()[2:]
    assert len(letters) == 2
    assert {str(event(mail)[0]["method"]) for mail in letters} == {"CANCEL"}
    row = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "meeting.cancelled")).one()
    assert row.by_id is None


@pytest.mark.parametrize(("back_on", "stands"), [(None, False), (date(2026, 5, 12), False), (date(2026, 5, 10), True)])
def test_a_break_cancels_what_falls_into_it(pair, back_on, stands):
    meeting = plan(pair)
    with transaction():
        pair.state, pair.paused_until = PAUSED, back_on

    tasks.drop_meetings(make.NOW)

    assert db.session.get_one(Meeting, meeting.id).is_planned is stands


def test_the_mail_holds_the_invitation_as_an_alternative_and_as_a_file(pair, app):
    with transaction():
        pair.mentor.person.name = "Jónas Féld, ügyvezető igazgató és még sok minden más, hosszú névvel"
    plan(pair)
    postman.sweep(clock.now())

    for file in Path(app.config["SETTINGS"].mail_url.removeprefix("file://")).glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=default)
        kinds = [part.get_content_type() for part in mail.walk()]
        assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
                         "application/ics"]
        _, _, text, _, calendar, attached = mail.walk()
        assert calendar.get_param("method") == "REQUEST"
        assert calendar.get_param("charset") == "utf-8"
        assert attached.get_filename() == "invite.ics"
        assert calendar.get_payload(decode=True) == attached.get_payload(decode=True)
        assert Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")[0]["attendee"]
        assert "See what to bring" in text.get_content()


def test_one_of_another_pair_cannot_plan_or_move(pair):
    with pytest.raises(LookupError), transaction():
        meetings.plan(pair, SOON, by=pair.programme.coordinators[0], now=make.NOW)
    meeting = plan(pair)
    with pytest.raises(LookupError), transaction():
        meetings.move(meeting, SOON, by=pair.programme.coordinators[0], sequence=0, now=make.NOW)


