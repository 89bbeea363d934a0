"""Reading check-ins: one, a pair's story for one of the two, what counts, and what a coordinator may know about it.

What is private is loaded by its author's id and in no other way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.base.idempotency import TWINS_WITHIN
from mentormatch.checkins.models import (
    BY_ANSWER,
    BY_AUTHOR,
    CORRECTED,
    CheckIn,
    CheckInAnswer,
    PrivateAnswer,
    PrivateNote,
)
from mentormatch.checkins.private_notes import MeetingRating
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair


@dataclass(frozen=True)
class CheckInDetail:
    """A check-in as one of the two sees it: the accounts, and what the reader keeps apart."""

    check_in: CheckIn
    own_note: str
    own_rating: MeetingRating
    is_mine: bool

    @property
    def answer(self) -> CheckInAnswer | None:
        """How the partner answered it."""
        return self.check_in.answer


@dataclass(frozen=True)
class CheckInSummary:
    """That two people met, or did not, for those who run the programme: dates and lengths of the accounts, no words."""

    happened_on: date
    minutes: int
    is_confirmed: bool
    other_on: date | None
    other_minutes: int | None
    created_at: datetime


def was_just_logged(pair_id: str, author_id: str, day: date, now: datetime) -> bool:
    """Whether somebody has logged a meeting of this day within a day."""
    return db.session.scalar(select(CheckIn.id).where(
        CheckIn.pair_id == pair_id, CheckIn.author_id == author_id, CheckIn.happened_on == day,
        CheckIn.created_at > now - TWINS_WITHIN).limit(1)) is not None


def by_id(check_in_id: str) -> CheckIn | None:
    """A check-in with its author, its answer and its pair; None if there is none."""
    return db.session.scalar(_whole().where(CheckIn.id == check_in_id))


def story(pair_id: str, reader_id: str) -> list[CheckInDetail]:
    """The check-ins of a pair as one of the two sees them, the latest meeting first."""
    check_ins = db.session.scalars(_whole().where(CheckIn.pair_id == pair_id).order_by(*_LATEST_FIRST)).all()
    ids = [check_in.id for check_in in check_ins]
    notes, ratings = _notes(ids, reader_id), _ratings(ids, reader_id)
    return [
        CheckInDetail(check_in, notes.get(check_in.id, ""), ratings.get(check_in.id, MeetingRating()),
                      check_in.author_id == reader_id)
        for check_in in check_ins]


def meetings(pair_id: str) -> list[CheckInSummary]:
    """That the two met, the latest first; nothing of what either wrote is read."""
    rows = db.session.execute(
        select(CheckIn.happened_on, CheckIn.minutes, CheckInAnswer.kind,
               CheckInAnswer.happened_on, CheckInAnswer.minutes, CheckIn.created_at)
        .outerjoin(CheckInAnswer, CheckInAnswer.check_in_id == CheckIn.id)
        .where(CheckIn.pair_id == pair_id).order_by(*_LATEST_FIRST)).all()
    return [CheckInSummary(on, minutes, kind is not None and kind != CORRECTED, other_on, other_minutes, created_at)
            for on, minutes, kind, other_on, other_minutes, created_at in rows]


def own_note(check_in_id: str, author_id: str) -> str:
    """A person's private note on a check-in; empty if there is none."""
    return _notes([check_in_id], author_id).get(check_in_id, "")


def own_rating(check_in_id: str, author_id: str) -> MeetingRating:
    """A person's own rating of a meeting."""
    return _ratings([check_in_id], author_id).get(check_in_id, MeetingRating())


def of_meeting(meeting_id: str) -> CheckIn | None:
    """The check-in about a planned meeting."""
    return db.session.scalar(_whole().where(CheckIn.meeting_id == meeting_id).order_by(CheckIn.created_at).limit(1))


def unanswered_for(person_id: str) -> list[CheckIn]:
    """Check-ins that a person's partner logged and they have not answered, the latest meeting first."""
    mine = or_(Pair.mentor.has(Enrolment.person_id == person_id),
               Pair.mentee.has(Enrolment.person_id == person_id))
    return list(db.session.scalars(
        _whole().where(CheckIn.author_id != person_id, ~CheckIn.answer.has(), CheckIn.pair.has(mine))
        .order_by(*_LATEST_FIRST)))


def last_format(pair_id: str) -> str | None:
    """How a pair met the last time it did."""
    return db.session.scalar(
        select(CheckIn.format).where(CheckIn.pair_id == pair_id, CheckIn.minutes > 0).order_by(*_LATEST_FIRST).limit(1))


def last_met_on(pair_id: str) -> date | None:
    """When a pair last met, by the accounts that count."""
    return db.session.scalar(_counted(func.max(_COUNTED_ON)).where(CheckIn.pair_id == pair_id, _COUNTED_MINUTES > 0))


def minutes_met(pair_id: str) -> int:
    """How long a pair has met in all, by the accounts that count: while two differ, the shorter one does."""
    return db.session.scalar(_counted(func.sum(_COUNTED_MINUTES)).where(CheckIn.pair_id == pair_id)) or 0


def missed_in_a_row(pair_ids: Sequence[str]) -> dict[str, int]:
    """Pair's id -> how many of its latest meetings did not happen, by the accounts that count; never 0."""
    missed: Counter[str] = Counter()
    have_met: set[str] = set()
    for pair_id, minutes in db.session.execute(
            _counted(CheckIn.pair_id, _COUNTED_MINUTES).where(CheckIn.pair_id.in_(pair_ids)).order_by(*_LATEST_FIRST)):
        if minutes:
            have_met.add(pair_id)
        elif pair_id not in have_met:
            missed[pair_id] += 1
    return dict(missed)


_LATEST_FIRST = (CheckIn.happened_on.desc(), CheckIn.created_at.desc(), CheckIn.id)
_COUNTED_ON = case((CheckIn.settled_as == BY_ANSWER, CheckInAnswer.happened_on), else_=CheckIn.happened_on)
_COUNTED_MINUTES = case(
    (CheckIn.settled_as == BY_ANSWER, CheckInAnswer.minutes),
    (CheckIn.settled_as == BY_AUTHOR, CheckIn.minutes),
    (and_(CheckInAnswer.kind == CORRECTED, CheckInAnswer.minutes < CheckIn.minutes), CheckInAnswer.minutes),
    else_=CheckIn.minutes)


def _counted(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(CheckIn).outerjoin(CheckInAnswer, CheckInAnswer.check_in_id == CheckIn.id)


def _whole() -> Select[CheckIn]:
    return select(CheckIn).options(
        joinedload(CheckIn.author), joinedload(CheckIn.answer).joinedload(CheckInAnswer.author),
        *pairs.with_pair(CheckIn.pair))


def _notes(check_in_ids: Sequence[str], author_id: str) -> dict[str, str]:
    return dict(db.session.execute(
        select(PrivateNote.check_in_id, PrivateNote.text)
        .where(PrivateNote.check_in_id.in_(check_in_ids), PrivateNote.author_id == author_id)).all())


def _ratings(check_in_ids: Sequence[str], author_id: str) -> dict[str, MeetingRating]:
    rows = db.session.execute(
        select(PrivateAnswer.check_in_id, PrivateAnswer.useful, PrivateAnswer.said_it)
        .where(PrivateAnswer.check_in_id.in_(check_in_ids), PrivateAnswer.author_id == author_id))
    return {check_in_id: MeetingRating(useful, said_it) for check_in_id, useful, said_it in rows}
