"""Reading planned meetings: those that stand, those to ask about, and those whose pair no longer meets."""

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.base.idempotency import TWINS_WITHIN
from mentormatch.checkins.models import PLANNED, CheckIn, LogLink, Meeting
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.zones import zone_of

SAME_MEETING_DAYS = 3
ASKED_FOR = timedelta(days=10)


def next_on(pair_id: str, last_met_on: date | None) -> date | None:
    """The next date of a pair: of its next planned meeting, in the zone of who planned it; else as last logged.

    A date named in a check-in gives way to any meeting planned after it, so a cancelled one leaves no date behind.
    """
    for meeting in planned(pair_id):
        on = meeting.starts_at.astimezone(zone_of(meeting.by)).date()
        if last_met_on is None or on > last_met_on:
            return on
    logged = db.session.execute(
        select(CheckIn.next_on, CheckIn.created_at).where(CheckIn.pair_id == pair_id, CheckIn.next_on.is_not(None))
        .order_by(CheckIn.created_at.desc(), CheckIn.id.desc()).limit(1)).first()
    newest = db.session.scalar(select(func.max(Meeting.created_at)).where(Meeting.pair_id == pair_id))
    return None if logged is None or (newest is not None and newest >= logged[1]) else logged[0]


def by_id(meeting_id: str) -> Meeting | None:
    """A planned meeting with its pair; None if there is none."""
    return db.session.scalar(_whole_meeting().where(Meeting.id == meeting_id))


def was_just_planned(pair_id: str, by_id: str, starts_at: datetime, now: datetime) -> bool:
    """Whether somebody has planned a meeting for this moment within a day, and it still stands."""
    return db.session.scalar(select(Meeting.id).where(
        Meeting.pair_id == pair_id, Meeting.by_id == by_id, Meeting.starts_at == starts_at, Meeting.state == PLANNED,
        Meeting.created_at > now - TWINS_WITHIN).limit(1)) is not None


def planned(pair_id: str) -> list[Meeting]:
    """The meetings of a pair that stand and are not logged, the earliest first."""
    return list(db.session.scalars(
        _whole_meeting().where(Meeting.pair_id == pair_id, Meeting.state == PLANNED)
        .order_by(Meeting.starts_at, Meeting.id)))


def planned_about(pair_id: str, day: date, zone: tzinfo, now: datetime) -> Meeting | None:
    """The planned meeting that a check-in of this day is most likely about: no more than a few days away."""
    def days_off(meeting: Meeting) -> int:
        return abs((meeting.starts_at.astimezone(zone).date() - day).days)

    begun = [meeting for meeting in planned(pair_id)
             if meeting.starts_at <= now or meeting.starts_at.astimezone(zone).date() == now.astimezone(zone).date()]
    near = [meeting for meeting in begun if days_off(meeting) <= SAME_MEETING_DAYS]
    return min(near, key=days_off, default=None)


def to_be_logged(now: datetime) -> list[Meeting]:
    """Meetings of active pairs that are over and not logged, of the last ten days, the earliest first."""
    meetings = db.session.scalars(
        _whole_meeting().join(Pair, Pair.id == Meeting.pair_id)
        .where(Meeting.state == PLANNED, Pair.state == ACTIVE, Meeting.starts_at <= now,
               Meeting.starts_at > now - ASKED_FOR)
        .order_by(Meeting.starts_at, Meeting.id))
    return [meeting for meeting in meetings if meeting.ends_at <= now]


def planned_since(moment: datetime) -> list[Meeting]:
    """Meetings that stand and were planned after a moment."""
    return list(db.session.scalars(
        _whole_meeting().where(Meeting.state == PLANNED, Meeting.created_at > moment).order_by(Meeting.id)))


def ids_to_drop(now: datetime) -> list[str]:
    """Ids of planned meetings that will not take place."""
    meetings = db.session.scalars(
        _whole_meeting().join(Pair, Pair.id == Meeting.pair_id)
        .where(Meeting.state == PLANNED, Pair.state != ACTIVE, Meeting.starts_at > now).order_by(Meeting.id))
    return [meeting.id for meeting in meetings if will_not_be(meeting, now)]


def will_not_be(meeting: Meeting, now: datetime) -> bool:
    """Whether a planned meeting is still to come, and its pair is over or takes a break until after it.

    A pair that rests because one of the two left keeps its meetings as long as they may come back.
    """
    pair = meeting.pair
    if not meeting.is_planned or meeting.starts_at <= now or pair.state == ACTIVE or pair.may_be_brought_back:
        return False
    back_on = pair.paused_until if pair.is_paused else None
    return back_on is None or meeting.starts_at.date() <= back_on


def was_asked(meeting_id: str, person_id: str, now: datetime) -> bool:
    """Whether a person has a working link in their mailbox that asks about a meeting."""
    return db.session.scalar(select(LogLink.id).where(
        LogLink.meeting_id == meeting_id, LogLink.person_id == person_id, LogLink.used_at.is_(None),
        LogLink.expires_at > now).limit(1)) is not None


def _whole_meeting() -> Select[Meeting]:
    return select(Meeting).options(
        joinedload(Meeting.by),
        *pairs.with_pair(Meeting.pair))
