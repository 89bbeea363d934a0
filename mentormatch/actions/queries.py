"""Reading sponsor actions: one, a pair's, what waits for an answer, and how many count.

Only confirmed actions are ever counted, and only here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.actions.models import CONFIRMED, OPEN, REPORTED, Action, MenteeComment
from mentormatch.base.db import db
from mentormatch.base.idempotency import TWINS_WITHIN
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ACTIVE, ENDED, PAUSED, Pair
from mentormatch.people.models import Person
from mentormatch.programmes.models import ActionKind, Programme

LAPSES_AFTER = timedelta(days=60)
ASKED_AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class SharedComment:
    """What a mentee lets coordinators know about an action that was reported, whatever they answered."""

    action: Action
    text: str


def by_id(action_id: str) -> Action | None:
    """An action with its kind and its pair; None if there is none."""
    return db.session.scalar(_whole().where(Action.id == action_id))


def was_just_reported(pair_id: str, by_id: str, kind_id: str, day: date, now: datetime) -> bool:
    """Whether somebody has reported this kind of action for this day within a day."""
    return db.session.scalar(select(Action.id).where(
        Action.pair_id == pair_id, Action.reported_by_id == by_id, Action.kind_id == kind_id,
        Action.happened_on == day, Action.reported_at > now - TWINS_WITHIN).limit(1)) is not None


def of_pair(pair_id: str) -> list[Action]:
    """Every action of a pair, the latest first."""
    return list(db.session.scalars(_whole().where(Action.pair_id == pair_id).order_by(*_LATEST_FIRST)))


def open_of_pair(pair_id: str) -> list[Action]:
    """Actions of a pair that wait for the mentee: the unanswered first, then the undecided."""
    actions = db.session.scalars(
        _whole().where(Action.pair_id == pair_id, Action.state.in_(OPEN)).order_by(*_LATEST_FIRST))
    return sorted(actions, key=lambda action: action.state != REPORTED)


def unanswered_for(person_id: str) -> list[Action]:
    """Reported actions that wait for this person's word, the latest first."""
    is_for_person = Action.pair.has(Pair.mentee.has(Enrolment.person_id == person_id))
    living = Action.pair.has(Pair.state.in_((ACTIVE, PAUSED, ENDED)))
    return list(db.session.scalars(
        _whole().where(Action.state == REPORTED, is_for_person, living).order_by(*_LATEST_FIRST)))


def awaiting(now: datetime) -> list[Action]:
    """Unanswered actions a week old or more, of pairs that meet; the oldest first.

    For reminders: the person to remind is `action.pair.mentee.person`. There is none for "not sure yet": the mentee
    comes back to it when they like.
    """
    return list(db.session.scalars(
        _whole().where(Action.state == REPORTED, Action.pair.has(Pair.state == ACTIVE),
                       Action.reported_at <= now - ASKED_AGAIN_AFTER, Action.reported_at > now - LAPSES_AFTER)
        .order_by(Action.reported_at, Action.id)))


def ids_to_lapse(now: datetime) -> list[str]:
    """Ids of actions that were not confirmed within 60 days."""
    return list(db.session.scalars(
        select(Action.id).where(Action.state.in_(OPEN), Action.reported_at <= now - LAPSES_AFTER)
        .order_by(Action.reported_at, Action.id)))


def confirmed_count(*, programme_id: str | None = None, pair_id: str | None = None) -> int:
    """How many actions count, in a programme, in a pair, or altogether: those the mentee confirmed."""
    counted = select(func.count(Action.id)).where(Action.state == CONFIRMED)
    if programme_id is not None:
        counted = counted.where(Action.pair.has(Pair.programme_id == programme_id))
    if pair_id is not None:
        counted = counted.where(Action.pair_id == pair_id)
    return db.session.scalar(counted) or 0


def confirmed_by_kind(programme_id: str) -> dict[str, int]:
    """Kind's id -> how many actions of a programme count; kinds without any are absent."""
    return dict(db.session.execute(
        select(Action.kind_id, func.count(Action.id))
        .where(Action.state == CONFIRMED, Action.pair.has(Pair.programme_id == programme_id))
        .group_by(Action.kind_id)).all())


def oldest_open(pair_ids: Sequence[str]) -> dict[str, datetime]:
    """Pair's id -> when the longest waiting unanswered action was reported; pairs without one are absent."""
    return dict(db.session.execute(
        select(Action.pair_id, func.min(Action.reported_at))
        .where(Action.state == REPORTED, Action.pair_id.in_(pair_ids)).group_by(Action.pair_id)).all())


def own_comment(action_id: str) -> MenteeComment | None:
    """What the mentee wrote with their answer, whatever that was: for the mentee alone."""
    return db.session.get(MenteeComment, action_id)


def shared_comments(programme_id: str, reader: Person) -> list[SharedComment]:
    """What mentees of a programme chose to let coordinators know, the latest first.

    Never about a pair that the reader is part of: a coordinator may be the very sponsor it is about.
    """
    rows = db.session.execute(
        _whole().add_columns(MenteeComment.text).join(MenteeComment, MenteeComment.action_id == Action.id)
        .where(MenteeComment.may_tell.is_(True), Action.pair.has(Pair.programme_id == programme_id))
        .order_by(MenteeComment.said_at.desc(), Action.id)).all()
    return [SharedComment(action, text) for action, text in rows if reader.id not in action.person_ids]


def kind(kind_id: str) -> ActionKind | None:
    """A kind with its programme and that programme's coordinators, so that access can be checked on it."""
    return db.session.scalar(
        select(ActionKind).where(ActionKind.id == kind_id)
        .options(joinedload(ActionKind.programme).selectinload(Programme.coordinators)))


_LATEST_FIRST = (Action.happened_on.desc(), Action.reported_at.desc(), Action.id)


def _whole() -> Select[Action]:
    return select(Action).options(
        joinedload(Action.kind), selectinload(Action.outcomes), joinedload(Action.reported_by),
        *pairs.with_pair(Action.pair))
