"""Who is set aside in a programme: by lot or by a private limit, in one set that tells neither from the other."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.programmes.models import LOTS_NONE, Programme
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.input.lots import Lots, Seat
from mentormatch.rounds.models import Draft, FirstLook, Round


class LotKeyChanged(DomainError):
    """The programme's lots were drawn with another key; with this one every change would show whose limit is real."""


def key_id() -> str:
    """A name of this installation's key that doesn't tell it."""
    return hashlib.blake2b(b"lots", key=_key(), digest_size=8).hexdigest()


def lots_of(programme: Programme) -> Lots:
    """The lots of a programme. Raises LotKeyChanged."""
    if programme.lots != LOTS_NONE and programme.lot_key_id not in (None, key_id()):
        raise LotKeyChanged(_("This installation's lot key isn't the one %(name)s began with, so nothing can be "
                              "calculated. Ask the people who run the server to put instance/lot-key back.",
                              name=programme.name))
    return Lots(_key(), programme.id, programme.lots, programme.created_at)


def pin_key(programme: Programme) -> None:
    """Note with which key a programme's lots are drawn, once. Raises LotKeyChanged."""
    lots_of(programme)
    programme.lot_key_id = programme.lot_key_id or key_id()


def person_ids(programme: Programme, pool: Collection[Enrolment], moment: datetime) -> dict[str, frozenset[str]]:
    """Enrolment id -> ids of the people set aside from it; of a couple by lot the mentee's enrolment has the mentor.

    Limits that a running first look asks about don't count yet. Raises LotKeyChanged.
    """
    limits = first_looks.without_running(enrolments.boundaries(programme.id), programme.id)
    aside = {enrolment_id: set(people) for enrolment_id, people in limits.items()}
    mentees, mentors = ([enrolment for enrolment in pool if enrolment.is_mentor is is_mentor]
                        for is_mentor in (False, True))
    lots = lots_of(programme)
    drawn = lots.set_aside([_seat(side.person) for side in mentees], [_seat(side.person) for side in mentors], moment)
    for row, column in zip(*(places.tolist() for places in drawn.nonzero()), strict=True):
        aside.setdefault(mentees[row].id, set()).add(mentors[column].person_id)
    for mentee_id, mentor_person_id in _after_looks(programme, lots):
        aside.setdefault(mentee_id, set()).add(mentor_person_id)
    return {enrolment_id: frozenset(people) for enrolment_id, people in aside.items()}


def _after_looks(programme: Programme, lots: Lots) -> list[tuple[str, str]]:
    """(mentee's enrolment, mentor's person id) of those that a first look showed and a lot set aside after it."""
    mentee, mentor = aliased(Enrolment), aliased(Enrolment)
    her, him = aliased(Person), aliased(Person)
    shown = db.session.execute(
        select(FirstLook.id, mentee.id, her.id, her.department, him.id, him.department).select_from(FirstLook)
        .join(mentee, FirstLook.mentee_id == mentee.id).join(her, mentee.person_id == her.id)
        .join(mentor, FirstLook.mentor_id == mentor.id).join(him, mentor.person_id == him.id)
        .join(Draft, FirstLook.draft_id == Draft.id).join(Round, Draft.round_id == Round.id)
        .where(FirstLook.over_at.is_not(None), Round.programme_id == programme.id)).all()
    return [(mentee_id, him_id) for look_id, mentee_id, her_id, her_department, him_id, his_department in shown
            if lots.falls_after_look(look_id, Seat(her_id, her_department), Seat(him_id, his_department))]


def _seat(person: Person) -> Seat:
    return Seat(person.id, person.department)


def _key() -> bytes:
    return hashlib.sha256(current_app.config["SETTINGS"].lot_key.encode()).digest()
