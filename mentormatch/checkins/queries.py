"""Reading check-ins: one, a pair's story for one of the two, and what a coordinator may know of it.

A private note is loaded by its author's id and in no other way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.checkins.models import CORRECTED, CheckIn, CheckInAnswer, PrivateNote
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import Pair
from mentormatch.programmes.models import Programme


@dataclass(frozen=True)
class Told:
    """A check-in as one of the two sees it: the accounts, and the reader's own private note."""

    check_in: CheckIn
    own_note: str
    is_mine: bool

    @property
    def answer(self) -> CheckInAnswer | None:
        """What the other one said about it."""
        return self.check_in.answer


@dataclass(frozen=True)
class Meeting:
    """That two people met, for those who run the programme: dates and lengths of the accounts, no words."""

    happened_on: date
    minutes: int
    is_confirmed: bool
    other_on: date | None
    other_minutes: int | None


def by_id(check_in_id: str) -> CheckIn | None:
    """A check-in with its author, its answer and its pair; None if there is none."""
    return db.session.scalar(_whole().where(CheckIn.id == check_in_id))


def story(pair_id: str, reader_id: str) -> list[Told]:
    """The check-ins of a pair as one of the two sees them, the latest meeting first."""
    found = db.session.scalars(_whole().where(CheckIn.pair_id == pair_id).order_by(*_LATEST_FIRST)).all()
    notes = _notes([check_in.id for check_in in found], reader_id)
    return [Told(check_in, notes.get(check_in.id, ""), check_in.author_id == reader_id) for check_in in found]


def meetings(pair_id: str) -> list[Meeting]:
    """That the two met, the latest first; nothing of what either wrote is read."""
    rows = db.session.execute(
        select(CheckIn.happened_on, CheckIn.minutes, CheckInAnswer.kind,
               CheckInAnswer.happened_on, CheckInAnswer.minutes)
        .outerjoin(CheckInAnswer, CheckInAnswer.check_in_id == CheckIn.id)
        .where(CheckIn.pair_id == pair_id).order_by(*_LATEST_FIRST)).all()
    return [Meeting(on, minutes, kind is not None and kind != CORRECTED, other_on, other_minutes)
            for on, minutes, kind, other_on, other_minutes in rows]


def own_note(check_in_id: str, author_id: str) -> str:
    """What somebody noted for herself on a check-in; empty if nothing."""
    return _notes([check_in_id], author_id).get(check_in_id, "")


def unanswered_for(person_id: str) -> list[CheckIn]:
    """Check-ins the other one logged that this person has not answered, the latest meeting first."""
    mine = or_(Pair.mentor.has(Enrolment.person_id == person_id),
               Pair.mentee.has(Enrolment.person_id == person_id))
    return list(db.session.scalars(
        _whole().where(CheckIn.author_id != person_id, ~CheckIn.answer.has(), CheckIn.pair.has(mine))
        .order_by(*_LATEST_FIRST)))


def last_format(pair_id: str) -> str | None:
    """How a pair met the last time it logged anything."""
    return db.session.scalar(
        select(CheckIn.format).where(CheckIn.pair_id == pair_id).order_by(*_LATEST_FIRST).limit(1))


def last_met_on(pair_id: str) -> date | None:
    """When a pair last met; a meeting of which the other one says that it did not happen is not counted."""
    did_not_meet = CheckIn.answer.has(and_(CheckInAnswer.kind == CORRECTED, CheckInAnswer.minutes == 0))
    return db.session.scalar(
        select(func.max(CheckIn.happened_on)).where(CheckIn.pair_id == pair_id, ~did_not_meet))


def planned_on(pair_id: str) -> date | None:
    """The next date a pair named, as last logged by either."""
    return db.session.scalar(
        select(CheckIn.next_on).where(CheckIn.pair_id == pair_id, CheckIn.next_on.is_not(None))
        .order_by(CheckIn.created_at.desc(), CheckIn.id.desc()).limit(1))


_LATEST_FIRST = (CheckIn.happened_on.desc(), CheckIn.created_at.desc(), CheckIn.id)


def _whole() -> Select[CheckIn]:
    pair = joinedload(CheckIn.pair)
    return select(CheckIn).options(
        joinedload(CheckIn.author), joinedload(CheckIn.answer).joinedload(CheckInAnswer.author),
        pair.joinedload(Pair.mentor).joinedload(Enrolment.person),
        pair.joinedload(Pair.mentee).joinedload(Enrolment.person),
        pair.joinedload(Pair.programme).selectinload(Programme.coordinators),
    )


def _notes(check_in_ids: Sequence[str], author_id: str) -> dict[str, str]:
    return dict(db.session.execute(
        select(PrivateNote.check_in_id, PrivateNote.text)
        .where(PrivateNote.check_in_id.in_(check_in_ids), PrivateNote.author_id == author_id)).all())
