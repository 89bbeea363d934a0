"""Being part of a programme for a while: paused and resumed, withdrawn and taken back. No reason is ever asked."""

from datetime import date, datetime, timedelta

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import steps
from mentormatch.enrolments.models import DRAFT, PAUSED, READY, WITHDRAWN, Enrolment
from mentormatch.people.zones import zone_of


class CannotPause(DomainError):
    """Only an enrolment that is ready can pause."""


class GraceIsOver(DomainError):
    """A person wants back what they had before they left, and it has ended by now."""


def pause(enrolment: Enrolment, *, now: datetime) -> None:
    """Keep out of rounds for a while; no reason is asked. Raises CannotPause."""
    if enrolment.state == PAUSED:
        return
    if enrolment.state != READY:
        raise CannotPause(_("You can only pause once you're ready."))
    enrolment.state, enrolment.paused_at = PAUSED, now
    audit.record("enrolment.paused", by=enrolment.person, on=enrolment, now=now)


def resume(enrolment: Enrolment, *, now: datetime) -> None:
    """End a pause: ready again if nothing is missing, else a draft, which `steps.missing` explains."""
    if enrolment.state != PAUSED:
        return
    enrolment.state, enrolment.paused_at = (DRAFT if steps.missing(enrolment) else READY), None
    audit.record("enrolment.resumed", by=enrolment.person, on=enrolment, now=now)


def withdraw(enrolment: Enrolment, *, now: datetime) -> None:
    """Leave the programme; no reason is asked, and the answers are kept in case they come back.

    Matches rest until the grace is over; see pairs/leaving.py.
    """
    if enrolment.state == WITHDRAWN:
        return
    enrolment.state_before, enrolment.state, enrolment.withdrawn_at = enrolment.state, WITHDRAWN, now
    audit.record("enrolment.withdrawn", by=enrolment.person, on=enrolment, now=now)


def take_back_withdrawal(enrolment: Enrolment, *, now: datetime) -> None:
    """Come back as if one had never left, whatever sign-up says; twice is harmless. Raises GraceIsOver."""
    if enrolment.state != WITHDRAWN:
        return
    if not is_in_grace(enrolment, now):
        raise GraceIsOver(_("It's been longer than that since you left. You can still rejoin while sign-up is open."))
    enrolment.state, enrolment.withdrawn_at, enrolment.state_before = enrolment.state_before or DRAFT, None, None
    audit.record("enrolment.returned", by=enrolment.person, on=enrolment, now=now)


def is_in_grace(enrolment: Enrolment, now: datetime) -> bool:
    """Whether someone who left a programme can still come back to everything they had."""
    left_at = enrolment.withdrawn_at if enrolment.state == WITHDRAWN else None
    return left_at is not None and now < left_at + grace()


def grace_until(enrolment: Enrolment, now: datetime) -> date | None:
    """Until which day someone who left can come back to everything, where they live; None for anyone else."""
    if not is_in_grace(enrolment, now) or enrolment.withdrawn_at is None:
        return None
    return (enrolment.withdrawn_at + grace()).astimezone(zone_of(enrolment.person)).date()


def grace() -> timedelta:
    """How long what ends with a departure can come back: a setting."""
    return timedelta(days=current_app.config["SETTINGS"].grace_days)
