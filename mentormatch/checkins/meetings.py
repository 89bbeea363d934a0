"""What can be done with a planned meeting: plan, move, cancel, and say how it was. Both get an invitation."""

from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, tzinfo

from flask_babel import gettext as _

from mentormatch.base import audit, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, EnteredAlready
from mentormatch.checkins import agenda, invites, letters, queries, services
from mentormatch.checkins.models import CANCELLED, CheckIn, Meeting
from mentormatch.checkins.private_notes import NO_ENTRY, PrivateEntry, save
from mentormatch.checkins.services import FARTHEST, MeetingAccount
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.pairs.services import NotMeeting
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of


@dataclass(frozen=True)
class MeetingPlan:
    """When, how long and how two people mean to meet, where, and what to bring."""

    starts_at: datetime
    minutes: int
    format: str
    place: str = ""
    bring: str = ""


class TimeHasPassed(DomainError):
    """A meeting is planned for a moment that is over."""


class TooFarAhead(DomainError):
    """A meeting is planned for more than a year ahead."""


class NoSuchTime(DomainError):
    """The clocks jump over this time on that day."""


class NoLongerStands(DomainError):
    """The meeting was cancelled, or is logged already."""


class LoggedAlready(DomainError):
    """The meeting has already been logged."""


def moment(day: date, clock_time: time, zone: tzinfo) -> datetime:
    """A time on a day in a zone, as a moment; where the clocks repeat an hour, the first of the two.

    Raises NoSuchTime for one that the clocks jump over.
    """
    local = datetime.combine(day, clock_time, zone)
    result = local.astimezone(UTC)
    if result.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(_("The clocks go forward on this day and skip this time. Choose another one."), "time")
    return result


def plan(pair: Pair, details: MeetingPlan, *, by: Person, now: datetime, idempotency_key: str | None = None,
         is_another: bool = True) -> Meeting:
    """Plan a meeting of the person's own pair; both get an invitation. The same form posted twice plans one meeting.

    Raises NotMeeting unless the pair is active, TimeHasPassed, TooFarAhead; EnteredAlready where they have planned one
    for this moment within a day, unless it `is_another`.
    """
    earlier = agenda.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    pair.side_of(by.id)
    check_open(pair)
    _check_time(details.starts_at, now)
    if not is_another and agenda.was_just_planned(pair.id, by.id, details.starts_at, now):
        raise EnteredAlready(_("You've already planned a meeting for this time. Is this another one?"))
    hourly.count(hourly.MEETING, by_id=by.id, now=now)
    meeting = Meeting(pair=pair, by=by, starts_at=details.starts_at, minutes=details.minutes, format=details.format,
                      place=details.place, bring=details.bring, sequence=0, created_at=now)
    db.session.add(meeting)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=meeting.id, now=now)
    services.refresh_pair_meeting_dates(pair)
    audit.record("meeting.planned", by=by, on=meeting, now=now, pair_id=pair.id)
    _invite(meeting, letters.planned, "checkins.meeting_planned", now)
    return meeting


def move(meeting: Meeting, details: MeetingPlan, *, by: Person, sequence: int, now: datetime) -> None:
    """Change a planned meeting. Both get a new invitation, unless only what to bring has changed.

    `sequence` is the version that the page showed; the same change posted twice is harmless. Raises NoLongerStands,
    ChangedMeanwhile, NotMeeting, TimeHasPassed, TooFarAhead, TooManyThisHour.
    """
    meeting.pair.side_of(by.id)
    check_stands(meeting)
    if (*_in_calendar(meeting), meeting.bring) == astuple(details):
        return
    _check_seen(meeting, sequence)
    check_open(meeting.pair)
    if details.starts_at != meeting.starts_at:
        _check_time(details.starts_at, now)
        meeting.asked_at = None
    before = _in_calendar(meeting)
    meeting.starts_at, meeting.minutes, meeting.format = details.starts_at, details.minutes, details.format
    meeting.place, meeting.bring = details.place, details.bring
    if _in_calendar(meeting) == before:
        return
    hourly.count(hourly.MEETING, by_id=by.id, now=now)
    meeting.sequence += 1
    db.session.flush()
    services.refresh_pair_meeting_dates(meeting.pair)
    audit.record("meeting.moved", by=by, on=meeting, now=now, pair_id=meeting.pair_id)
    _invite(meeting, letters.moved, "checkins.meeting_moved", now)


def cancel(meeting: Meeting, *, by: Person | None, sequence: int | None = None, now: datetime) -> None:
    """Take a planned meeting out of both calendars; cancelling twice is harmless. `by` None: the pair no longer meets.

    `sequence` is the version that the page showed. Raises NoLongerStands for one that is logged, ChangedMeanwhile.
    """
    if meeting.state == CANCELLED:
        return
    check_stands(meeting)
    if sequence is not None:
        _check_seen(meeting, sequence)
    meeting.state = CANCELLED
    meeting.sequence += 1
    db.session.flush()
    services.refresh_pair_meeting_dates(meeting.pair)
    audit.record("meeting.cancelled", by=by, on=meeting, now=now, pair_id=meeting.pair_id)
    _invite(meeting, letters.cancelled, "checkins.meeting_cancelled", now)


def drop(meeting: Meeting, *, now: datetime) -> bool:
    """Cancel a planned meeting whose pair is over or takes a break until after it; whether it was one."""
    if not agenda.will_not_be(meeting, now):
        return False
    cancel(meeting, by=None, now=now)
    return True


def tell(
    meeting: Meeting, minutes: int, missed_by: str | None, *, by: Person, now: datetime,
    private: PrivateEntry = NO_ENTRY,
) -> CheckIn:
    """Say how a planned meeting was: the first of the two logs it, the second puts an account beside or confirms.

    Raises LoggedAlready when this side has spoken, NoLongerStands when it was cancelled, NotMeeting.
    """
    if meeting.state == CANCELLED:
        raise NoLongerStands(_("This meeting was cancelled, so there's nothing to log."))
    zone, how = zone_of(by), meeting.format if minutes else ""
    check_in = queries.of_meeting(meeting.id)
    if check_in is None:
        account = MeetingAccount(meeting.starts_at.astimezone(zone).date(), minutes, how, missed_by=missed_by)
        return services.log(meeting.pair, account, by=by, zone=zone, now=now, meeting=meeting, private=private)
    if by.id in (check_in.author_id, check_in.answer.author_id if check_in.answer else None):
        raise LoggedAlready(_("You've already logged this meeting."))
    if (check_in.minutes, check_in.missed_by) == (minutes, missed_by):
        services.confirm(check_in, by=by, version=check_in.version, now=now)
    else:
        account = MeetingAccount(check_in.happened_on, minutes, how, missed_by=missed_by)
        services.correct(check_in, account, by=by, version=check_in.version, zone=zone, now=now)
    save(check_in, private, by=by, now=now)
    return check_in


def check_open(pair: Pair) -> None:
    """Raise NotMeeting unless meetings can be planned for a pair."""
    if pair.state != ACTIVE:
        raise NotMeeting(_("You can plan meetings while you're matched: not before you've both accepted, during a "
                           "break or after it has ended."))


def check_stands(meeting: Meeting) -> None:
    """Raise NoLongerStands for a meeting that was cancelled or is logged."""
    if not meeting.is_planned:
        raise NoLongerStands(_("This meeting was cancelled or has already been logged. Plan a new one."))


def _check_seen(meeting: Meeting, sequence: int) -> None:
    versions.check(meeting.sequence, sequence,
                   _("This meeting has been moved since you opened this page. Please check it and try again."))


def _check_time(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise TimeHasPassed(_("That time has already passed. Choose a later one, or log the meeting if you've met."),
                            "day")
    if starts_at > now + FARTHEST:
        raise TooFarAhead(_("That's more than a year away. Choose an earlier date."), "day")


def _in_calendar(meeting: Meeting) -> tuple[datetime, int, str, str]:
    return meeting.starts_at, meeting.minutes, meeting.format, meeting.place


def _invite(meeting: Meeting, words: letters.OfMeeting, kind: str, now: datetime) -> None:
    method = invites.CANCEL if meeting.state == CANCELLED else invites.REQUEST
    calendar = invites.written(meeting, method, now=now)
    for side in (meeting.pair.mentee, meeting.pair.mentor):
        mail.post(words(meeting, side), side.person, kind=kind, now=now, calendar=calendar)
