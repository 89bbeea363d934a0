"""What a departure touches, to be told before it happens: matches, proposals, meetings and emails."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import ACTIVE, HOLDING_A_PLACE, PAUSED, PROPOSED, Pair

AT_ONCE = 500


@dataclass(frozen=True)
class Touched:
    """What goes on hold when people leave. Each pair is one email to the one who stays, now and when it ends."""

    pairs: int = 0
    proposals: int = 0
    meetings: int = 0

    def __add__(self, other: "Touched") -> "Touched":
        return Touched(self.pairs + other.pairs, self.proposals + other.proposals, self.meetings + other.meetings)

    @property
    def emails(self) -> int:
        """How many go out now."""
        return self.pairs


def touched(person_ids: Collection[str], today: date) -> Touched:
    """What the departure of people touches; a pair of two leavers counts once in each batch of AT_ONCE."""
    ids, total = sorted(person_ids), Touched()
    for start in range(0, len(ids), AT_ONCE):
        total += _of_batch(ids[start:start + AT_ONCE], today)
    return total


def of_enrolment(enrolment: Enrolment) -> list[Pair]:
    """The matches and proposals that end with someone's part in a programme, with their partners."""
    sides = (joinedload(side).joinedload(Enrolment.person) for side in (Pair.mentor, Pair.mentee))
    return list(db.session.scalars(
        select(Pair).where(or_(Pair.mentor_id == enrolment.id, Pair.mentee_id == enrolment.id),
                           Pair.state.in_(HOLDING_A_PLACE)).options(*sides).order_by(Pair.proposed_at, Pair.id)))


def _of_batch(person_ids: list[str], today: date) -> Touched:
    own = select(Enrolment.id).where(Enrolment.person_id.in_(person_ids))
    is_own = or_(Pair.mentor_id.in_(own), Pair.mentee_id.in_(own))
    is_meeting = Pair.state.in_((ACTIVE, PAUSED))
    return Touched(_count(is_own, is_meeting), _count(is_own, Pair.state == PROPOSED),
                   _count(is_own, is_meeting, Pair.next_on >= today))


def _count(*where: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Pair).where(*where)) or 0
