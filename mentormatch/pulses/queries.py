"""Reading fit checks and pulses. Answers are loaded by their author; coordinators get what consent lets through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ACTIVE, ENDED, Pair
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import Person
from mentormatch.pulses.models import NOT_GOOD, FitCheck, Pulse
from mentormatch.pulses.trend import fell_last
from mentormatch.pulses.waves import AT_THE_END, FIRST_DAY, OPEN_DAYS, wave_on

ASKED_AT_THE_END_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Disclosure:
    """What coordinators may know about a pair: ids of people who answered so themselves, and agreed to be asked."""

    not_good: frozenset[str]
    fell: frozenset[str]


NO_DISCLOSURE = Disclosure(frozenset(), frozenset())


def by_id(pulse_id: str) -> Pulse | None:
    """A pulse with its pair; None if there is none."""
    return db.session.scalar(_whole().where(Pulse.id == pulse_id))


def fit_check(pair_id: str, person_id: str) -> FitCheck | None:
    """A person's answer about the fit of their pair."""
    return db.session.get(FitCheck, (pair_id, person_id))


def open_in_pair(pair_id: str, person_id: str, now: datetime) -> Pulse | None:
    """The pulse a person is asked for in a pair now: the latest, neither answered nor skipped, not too old."""
    latest = db.session.scalar(
        _whole().where(Pulse.pair_id == pair_id, Pulse.person_id == person_id)
        .order_by(Pulse.due_at.desc(), Pulse.id).limit(1))
    return latest if latest is not None and is_open(latest, now) else None


def open_for(person_id: str, now: datetime) -> list[Pulse]:
    """The pulses a person is asked for now, the latest of each pair, oldest first."""
    return _latest(now, Pulse.person_id == person_id)


def awaiting(now: datetime) -> list[Pulse]:
    """Pulses that wait for people at work, the latest of each pair and person, oldest first: for reminders."""
    return [pulse for pulse in _latest(now) if pulse.person.status == AT_WORK]


def is_open(pulse: Pulse, now: datetime) -> bool:
    """Whether a pulse can be answered: neither answered nor skipped, and asked within the last 30 days."""
    return (pulse.answered_at is None and pulse.skipped_at is None
            and pulse.due_at > now - timedelta(days=OPEN_DAYS))


def own(pair_id: str, person_id: str) -> list[Pulse]:
    """A person's answers in a pair over time, the oldest first."""
    return list(db.session.scalars(
        select(Pulse).where(Pulse.pair_id == pair_id, Pulse.person_id == person_id, Pulse.answered_at.is_not(None))
        .order_by(Pulse.answered_at, Pulse.id)))


def disclosures(pair_ids: Sequence[str]) -> dict[str, Disclosure]:
    """Pair's id -> what its two let coordinators know; pairs of which nothing may be known are absent.

    The latest answer decides, and the consent that was given with it.
    """
    not_good: dict[str, set[str]] = {}
    for pair_id, person_id in db.session.execute(
            select(FitCheck.pair_id, FitCheck.person_id).where(
                FitCheck.pair_id.in_(pair_ids), FitCheck.answer == NOT_GOOD, FitCheck.may_tell.is_(True))):
        not_good.setdefault(pair_id, set()).add(person_id)
    fell = _fell(pair_ids)
    return {pair_id: Disclosure(frozenset(not_good.get(pair_id, ())), frozenset(fell.get(pair_id, ())))
            for pair_id in not_good.keys() | fell.keys()}


def pairs_to_ask(now: datetime) -> list[str]:
    """Ids of pairs in which a person at work has not been asked for the current pulse.

    Those that meet and began 30 days ago or more, and those that met and ended in the last two weeks.
    """
    living = list(db.session.scalars(
        select(Pair).options(joinedload(Pair.mentor).joinedload(Enrolment.person),
                             joinedload(Pair.mentee).joinedload(Enrolment.person))
        .where(or_(
            and_(Pair.state == ACTIVE, Pair.started_at <= now - timedelta(days=FIRST_DAY)),
            and_(Pair.state == ENDED, Pair.started_at.is_not(None), Pair.last_met_on.is_not(None),
                 Pair.closed_at > now - ASKED_AT_THE_END_FOR),
        )).order_by(Pair.id)))
    waves = waves_asked([pair.id for pair in living])
    return [pair.id for pair in living if any(
        at_work(side.person) and (pair.id, side.person_id, wave_of(pair, now)) not in waves
        for side in (pair.mentor, pair.mentee))]


def wave_of(pair: Pair, now: datetime) -> int | None:
    """The wave of pulses that is current for a pair now; None where nothing is asked."""
    if pair.is_ended:
        return AT_THE_END
    if pair.state != ACTIVE or pair.started_at is None:
        return None
    return wave_on((now - pair.started_at).days)


def waves_asked(pair_ids: Sequence[str]) -> set[tuple[str, str, int]]:
    """(pair's id, person's id, wave) of everything asked before."""
    return set(db.session.execute(
        select(Pulse.pair_id, Pulse.person_id, Pulse.wave).where(Pulse.pair_id.in_(pair_ids))).all())


def _latest(now: datetime, *only: ColumnElement[bool]) -> list[Pulse]:
    pulses = db.session.scalars(
        _whole().where(Pulse.due_at > now - timedelta(days=OPEN_DAYS), Pair.state.in_((ACTIVE, ENDED)), *only)
        .join(Pulse.pair).order_by(Pulse.due_at, Pulse.id)).all()
    latest = {(pulse.pair_id, pulse.person_id): pulse for pulse in pulses}
    return [pulse for pulse in latest.values() if is_open(pulse, now)]


def _fell(pair_ids: Sequence[str]) -> dict[str, set[str]]:
    series: dict[tuple[str, str], list[Pulse]] = {}
    for pulse in db.session.scalars(
            select(Pulse).where(Pulse.pair_id.in_(pair_ids), Pulse.answered_at.is_not(None))
            .order_by(Pulse.answered_at, Pulse.id)):
        series.setdefault((pulse.pair_id, pulse.person_id), []).append(pulse)
    people: dict[str, set[str]] = {}
    for (pair_id, person_id), pulses in series.items():
        if pulses[-1].may_tell and fell_last([pulse.answers for pulse in pulses]):
            people.setdefault(pair_id, set()).add(person_id)
    return people


def _whole() -> Select[Pulse]:
    return select(Pulse).options(
        joinedload(Pulse.person),
        *pairs.with_pair(Pulse.pair))


def at_work(person: Person) -> bool:
    """Whether a person is asked anything at the moment: neither on leave nor gone."""
    return person.status == AT_WORK
