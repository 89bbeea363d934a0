"""Breaks of a pair: taken by either person, for as long as they like or until a day; or held by the programme.

A break that the programme holds has no author anywhere: not in the row, not in the audit trail, not in an email.
"""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError, NotAhead
from mentormatch.pairs import letters, services
from mentormatch.pairs.models import ACTIVE, PAUSED, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of

LONGEST = timedelta(days=366)


class IsHeld(DomainError):
    """The programme paused this pair, so neither of the two can go on by themselves."""


def pause(pair: Pair, *, by: Person, now: datetime, until: date | None = None) -> None:
    """Take a break, so that nothing is due; with a day it ends by itself. The partner gets an email.

    During a break the day can be changed or removed; the same change twice is harmless. Raises NotMeeting, NotAhead.
    """
    services.check_is_meeting(pair)
    other = pair.other_of(by.id)
    if pair.is_held or (pair.is_paused and pair.paused_until == until):
        return
    _check_ahead(until, by, now)
    pair.state, pair.paused_until = PAUSED, until
    audit.record("pair.paused", by=by, on=pair, now=now, until=until.isoformat() if until else None)
    mail.post(letters.paused(pair, other), other.person, kind="pairs.paused", now=now)


def resume(pair: Pair, *, by: Person, now: datetime) -> None:
    """Go on after a break; saying it twice is harmless. Raises NotMeeting, IsHeld."""
    services.check_is_meeting(pair)
    if not pair.is_paused:
        return
    other = pair.other_of(by.id)
    if pair.is_held:
        raise IsHeld(_("The programme has put your match on a break. We'll let you know when it's over."))
    _go_on(pair, now)
    audit.record("pair.resumed", by=by, on=pair, now=now)
    mail.post(letters.resumed(pair, other), other.person, kind="pairs.resumed", now=now)


def resume_if_due(pair: Pair, *, now: datetime) -> bool:
    """End a break whose day has come, and let both know; whether there was one."""
    if not pair.is_paused or pair.is_held or pair.paused_until is None:
        return False
    if pair.paused_until > now.astimezone(zone_of(pair.mentee.person)).date():
        return False
    _go_on(pair, now)
    audit.record("pair.resumed", on=pair, now=now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.resumed(pair, side), side.person, kind="pairs.resumed", now=now)
    return True


def hold(pair: Pair, *, now: datetime) -> bool:
    """Put a pair on a break for the programme; whether that changed anything. Both get the same neutral words."""
    if not pair.is_meeting or pair.is_held:
        return False
    pair.state, pair.paused_until, pair.is_held = PAUSED, None, True
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.held(pair, side), side.person, kind="pairs.paused", now=now)
    return True


def release(pair: Pair, *, now: datetime) -> bool:
    """End a break that the programme holds; whether there was one. Both hear that they can carry on."""
    if not pair.is_held:
        return False
    _go_on(pair, now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.resumed(pair, side), side.person, kind="pairs.resumed", now=now)
    return True


def _go_on(pair: Pair, now: datetime) -> None:
    pair.state, pair.resumed_at, pair.paused_until, pair.is_held = ACTIVE, now, None, False


def _check_ahead(until: date | None, by: Person, now: datetime) -> None:
    if until is None:
        return
    today = now.astimezone(zone_of(by)).date()
    if not today < until <= today + LONGEST:
        raise NotAhead(_("Choose a date after today and within a year, or leave it blank."), "until")
