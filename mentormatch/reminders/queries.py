"""Reading reminders: how somebody wants them, what she was reminded of, and what is due among pairs that meet."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from mentormatch.agreements.models import Agreement
from mentormatch.base.db import db
from mentormatch.checkins.models import CheckIn
from mentormatch.enrolments.models import Enrolment
from mentormatch.goals.models import NextStep
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from mentormatch.pulses.models import FitCheck
from mentormatch.reminders.models import MailPreference, Reminder
from mentormatch.reminders.timing import DEFAULT, Preference

LOOKED_BACK = timedelta(days=15)


def person(person_id: str) -> Person | None:
    """Whose reminders these are; None for nobody."""
    return db.session.get(Person, person_id)


def preference_of(person_id: str) -> Preference:
    """How somebody wants reminders; as usual, unless she chose."""
    row = db.session.get(MailPreference, person_id)
    return DEFAULT if row is None else _preference(row)


def preferences() -> dict[str, Preference]:
    """Person's id -> how she wants reminders; those who never chose are absent."""
    return {row.person_id: _preference(row) for row in db.session.scalars(select(MailPreference))}


def remembered(since: datetime) -> set[tuple[str, str]]:
    """(person's id, key) of everything anybody was reminded of since."""
    return set(db.session.execute(select(Reminder.person_id, Reminder.key).where(Reminder.sent_at > since)).all())


def keys_of(person_id: str, keys: Iterable[str]) -> set[str]:
    """Which of some keys a person was reminded of."""
    return set(db.session.scalars(
        select(Reminder.key).where(Reminder.person_id == person_id, Reminder.key.in_(list(keys)))))


def mails_to(person_id: str, now: datetime) -> set[datetime]:
    """When reminders went to somebody in the last two weeks; those of one mail share their moment."""
    return set(db.session.scalars(
        select(Reminder.sent_at).where(Reminder.person_id == person_id, Reminder.sent_at > now - LOOKED_BACK)))


def meeting_pairs(*only: ColumnElement[bool]) -> list[Pair]:
    """All active pairs, or some of them, with their people and programmes."""
    return list(db.session.scalars(
        select(Pair).where(Pair.state == ACTIVE, *only).order_by(Pair.id).options(
            joinedload(Pair.mentor).joinedload(Enrolment.person),
            joinedload(Pair.mentee).joinedload(Enrolment.person), joinedload(Pair.programme))))


def agreed_pair_ids() -> set[str]:
    """Ids of pairs that have ever agreed on how they meet."""
    return set(db.session.scalars(select(Agreement.pair_id).where(Agreement.accepted_at.is_not(None)).distinct()))


def unanswered(logged_before: datetime, logged_after: datetime) -> list[CheckIn]:
    """Check-ins of active pairs that the other one has not answered, logged in a span of time."""
    return list(db.session.scalars(
        select(CheckIn).join(Pair, Pair.id == CheckIn.pair_id)
        .where(Pair.state == ACTIVE, ~CheckIn.answer.has(), CheckIn.created_at <= logged_before,
               CheckIn.created_at > logged_after)
        .order_by(CheckIn.created_at, CheckIn.id).options(joinedload(CheckIn.author), *pairs.with_pair(CheckIn.pair))))


def fits_unsaid(logged_before: datetime, logged_after: datetime) -> list[tuple[Pair, Person]]:
    """Pairs with those of the two who have not said how it fits; their first meeting was logged in a span of time.

    Active pairs that have met, by the accounts that count.
    """
    first = (select(CheckIn.pair_id).where(CheckIn.minutes > 0).group_by(CheckIn.pair_id)
             .having(func.min(CheckIn.created_at) <= logged_before, func.min(CheckIn.created_at) > logged_after))
    pairs_met = [pair for pair in meeting_pairs(Pair.id.in_(first)) if pair.last_met_on is not None]
    ids = [pair.id for pair in pairs_met]
    answered = set(db.session.execute(
        select(FitCheck.pair_id, FitCheck.person_id).where(FitCheck.pair_id.in_(ids))).all())
    return [(pair, side.person) for pair in pairs_met for side in (pair.mentee, pair.mentor)
            if (pair.id, side.person_id) not in answered]


def open_steps(due_before: date, due_after: date) -> list[NextStep]:
    """Next steps of active pairs that are neither done nor dropped, due between two days, both included."""
    return list(db.session.scalars(
        select(NextStep).join(Pair, Pair.id == NextStep.pair_id)
        .where(Pair.state == ACTIVE, NextStep.done_at.is_(None), NextStep.dropped_at.is_(None),
               NextStep.due_on <= due_before, NextStep.due_on >= due_after)
        .order_by(NextStep.due_on, NextStep.id).options(joinedload(NextStep.owner), *pairs.with_pair(NextStep.pair))))


def _preference(row: MailPreference) -> Preference:
    return Preference(row.weekly, row.digest_weekday, row.quiet_from, row.quiet_to, row.most_per_week,
                      frozenset(row.off), row.changed_at)
