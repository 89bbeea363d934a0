"""Reading what signals are made of, in a number of statements that does not grow with the pairs.

Of what is private only the consented part is read, and of notes and messages nothing at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.actions import queries as actions
from mentormatch.agreements.models import Agreement
from mentormatch.base.db import db
from mentormatch.checkins import queries as checkins
from mentormatch.checkins.models import CheckIn
from mentormatch.enrolments.models import READY, Enrolment
from mentormatch.goals.models import NextStep
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import DECLINED, ENDED, HOLDING_A_PLACE, LAPSED, WITHDRAWN, Pair
from mentormatch.pairs.services import LEFT_COMPANY
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN, Programme
from mentormatch.pulses import queries as pulses
from mentormatch.signals.models import HelpStep
from mentormatch.signals.rules import Facts, PartnerRef, Signal, need, signals

CLOSED_LATELY = timedelta(days=90)
LIVING = ("active", "paused")
OVER = (ENDED, DECLINED, LAPSED, WITHDRAWN)


@dataclass(frozen=True)
class Needing:
    """A pair that needs help: why, what was done about it (the latest first), and until when it is put aside."""

    pair: Pair
    signals: tuple[Signal, ...]
    steps: list[HelpStep]
    snoozed_until: date | None

    @property
    def last_step(self) -> HelpStep | None:
        """What was done last, putting aside not counted."""
        return next((step for step in self.steps if step.kind != "snooze"), None)


@dataclass(frozen=True)
class HelpList:
    """Who needs help now, by need; and who was put aside for a while."""

    now: list[Needing]
    later: list[Needing]


def help_list(programme: Programme, reader: Person, today: date, now: datetime) -> HelpList:
    """Who needs help in a programme, as a coordinator sees it; never a pair that the reader is part of."""
    pairs_in_programme = [pair for pair in _pairs(programme.id, now) if reader.id not in pair.person_ids]
    needing = _needing(pairs_in_programme, programme, today)
    ordered = sorted(needing, key=lambda row: (*(-part for part in need(row.signals)), row.pair.mentee.person.name,
                                               row.pair.id))
    return HelpList([row for row in ordered if row.snoozed_until is None],
                    [row for row in ordered if row.snoozed_until is not None])


def for_pair(pair: Pair, today: date) -> Needing:
    """One pair with its reasons, which may be none, and everything that was done about it."""
    needing = _needing([pair], pair.programme, today)
    return needing[0] if needing else Needing(pair, (), _steps([pair.id]).get(pair.id, []), None)


def _needing(listed: Sequence[Pair], programme: Programme, today: date) -> list[Needing]:
    if not listed:
        return []
    facts, steps = _facts(listed, programme), _steps([pair.id for pair in listed])
    pairs_with_reasons = [(pair, signals(facts[pair.id], today)) for pair in listed]
    return [Needing(pair, reasons, steps.get(pair.id, []), _snoozed(steps.get(pair.id, []), reasons, today))
            for pair, reasons in pairs_with_reasons if reasons]


def _pairs(programme_id: str, now: datetime) -> list[Pair]:
    """Pairs that meet, and those that closed lately; not those of a round that was taken back as a whole."""
    return list(db.session.scalars(
        select(Pair).where(
            Pair.programme_id == programme_id,
            or_(Pair.state.in_(LIVING),
                Pair.state.in_(OVER) & (Pair.closed_at > now - CLOSED_LATELY) & Pair.may_return.is_(False)))
        .options(joinedload(Pair.mentor).joinedload(Enrolment.person),
                 joinedload(Pair.mentee).joinedload(Enrolment.person),
                 joinedload(Pair.programme).selectinload(Programme.coordinators))
        .order_by(Pair.closed_at.desc(), Pair.id)))


def _facts(listed: Sequence[Pair], programme: Programme) -> dict[str, Facts]:
    ids = [pair.id for pair in listed]
    agreed = set(db.session.scalars(
        select(Agreement.pair_id).where(Agreement.pair_id.in_(ids), Agreement.accepted_at.is_not(None))))
    meetings, missed = _check_ins(ids), checkins.missed_in_a_row(ids)
    reported, promised = actions.oldest_open(ids), _promised(ids)
    disclosures, waiting = pulses.disclosures(ids), _waiting(listed, programme)
    facts = {}
    for pair in listed:
        began = pair.resumed_at or pair.started_at
        shared, people = disclosures.get(pair.id, pulses.NO_DISCLOSURE), {
            side.person_id: _somebody(side) for side in (pair.mentor, pair.mentee)}
        logged = meetings.get(pair.id, [])
        facts[pair.id] = Facts(
            state=pair.state, since=began.date() if began else None, cadence_weeks=pairs.cadence_of(pair),
            has_agreement=pair.id in agreed,
            last_logged_on=max((check_in.happened_on for check_in in logged), default=None),
            missed_in_a_row=missed.get(pair.id, 0), differing=sum(check_in.differs for check_in in logged),
            unconfirmed_since=reported[pair.id].date() if pair.id in reported else None,
            promised_since=promised.get(pair.id),
            not_good=frozenset(people[person_id] for person_id in shared.not_good),
            fell=frozenset(people[person_id] for person_id in shared.fell), waiting=waiting.get(pair.id, frozenset()),
            closed_on=pair.closed_at.date() if pair.closed_at else None,
            somebody_left=pair.closed_because == LEFT_COMPANY)
    return facts


def _check_ins(pair_ids: Sequence[str]) -> dict[str, list[CheckIn]]:
    """Pair's id -> its check-ins with their answers, the latest first."""
    rows: dict[str, list[CheckIn]] = {}
    for check_in in db.session.scalars(
            select(CheckIn).where(CheckIn.pair_id.in_(pair_ids)).options(selectinload(CheckIn.answer))
            .order_by(CheckIn.happened_on.desc(), CheckIn.created_at.desc(), CheckIn.id)):
        rows.setdefault(check_in.pair_id, []).append(check_in)
    return rows


def _promised(pair_ids: Sequence[str]) -> dict[str, date]:
    """Pair's id -> the day the oldest open step of the mentor was due."""
    rows = db.session.execute(
        select(NextStep.pair_id, func.min(NextStep.due_on))
        .join(Pair, Pair.id == NextStep.pair_id).join(Enrolment, Enrolment.id == Pair.mentor_id)
        .where(NextStep.pair_id.in_(pair_ids), NextStep.owner_id == Enrolment.person_id, NextStep.due_on.is_not(None),
               NextStep.done_at.is_(None), NextStep.dropped_at.is_(None))
        .group_by(NextStep.pair_id)).all()
    return {pair_id: due_on for pair_id, due_on in rows if due_on is not None}


def _waiting(listed: Sequence[Pair], programme: Programme) -> dict[str, frozenset[PartnerRef]]:
    """Pair's id -> those it left without a pair: ready, at work, and in no other pair or proposal.

    Each person counts with the latest of her closed pairs only; a mentor only where a pair of his had begun.
    """
    if programme.state != OPEN:
        return {}
    taken: Counter[str] = Counter()
    for mentor_id, mentee_id in db.session.execute(select(Pair.mentor_id, Pair.mentee_id).where(
            Pair.programme_id == programme.id, Pair.state.in_(HOLDING_A_PLACE))):
        taken.update((mentor_id, mentee_id))
    waiting: dict[str, frozenset[PartnerRef]] = {}
    for pair in listed:
        if pair.state not in OVER:
            continue
        sides = [side for side in (pair.mentee, pair.mentor) if not taken[side.id] and _can_be_paired(side)
                 and (pair.state == ENDED or side is pair.mentee)]
        taken.update(side.id for side in sides)
        if sides:
            waiting[pair.id] = frozenset(map(_somebody, sides))
    return waiting


def _somebody(side: Enrolment) -> PartnerRef:
    return PartnerRef(side.person.name, side.person_id)


def _can_be_paired(side: Enrolment) -> bool:
    return side.state == READY and side.person.status == AT_WORK


def _steps(pair_ids: Sequence[str]) -> dict[str, list[HelpStep]]:
    """Pair's id -> what was done about it, the latest first."""
    steps: dict[str, list[HelpStep]] = {}
    for step in db.session.scalars(
            select(HelpStep).where(HelpStep.pair_id.in_(pair_ids)).options(joinedload(HelpStep.by))
            .order_by(HelpStep.at.desc(), HelpStep.id)):
        steps.setdefault(step.pair_id, []).append(step)
    return steps


def _snoozed(steps: Sequence[HelpStep], reasons: Sequence[Signal], today: date) -> date | None:
    """Until when a pair is put aside; a reason that was not there when it was put aside brings it back."""
    snooze = next((step for step in steps if step.kind == "snooze"), None)
    if snooze is None or snooze.until is None or snooze.until <= today:
        return None
    return snooze.until if {signal.kind for signal in reasons} <= set(snooze.signals) else None
