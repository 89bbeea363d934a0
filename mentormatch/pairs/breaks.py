"""Breaks of a pair: taken by either person, for as long as they like or until a day; or held by the programme.

No break has an author: not in the row, not in the audit trail, not in an email. The programme holds a pair because its
coordinators asked for it, because one of the two asked for no contact, or because one of them is leaving and may come
back; nobody who reads of it can tell which.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit_daily, hourly
from mentormatch.base.errors import DomainError, NotAhead
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import letters, services
from mentormatch.pairs.models import ACTIVE, PAUSED, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of

LONGEST = timedelta(days=366)
COORDINATORS, CONCERN, LEAVING = "coordinators", "concern", "leaving"


class IsHeld(DomainError):
    """The programme paused this pair, so neither of the two can go on by themselves."""


def pause(pair: Pair, *, by: Person, now: datetime, until: date | None = None) -> None:
    """Take a break, so that nothing is due; with a day it ends by itself. The partner gets an email.

    During a break the day can be changed or removed; the same change twice is harmless. While the programme holds the
    pair, nothing is sent: their own break goes on once the programme's is over. Raises NotMeeting, NotAhead,
    TooManyThisHour.
    """
    services.check_is_meeting(pair)
    other = pair.other_of(by.id)
    if pair.has_own_break and pair.paused_until == until:
        return
    _check_ahead(until, by, now)
    hourly.count(hourly.BREAK, by_id=by.id, now=now)
    pair.state, pair.has_own_break, pair.paused_until = PAUSED, True, until
    if not pair.is_held:
        audit_daily.record("pair.paused", on=pair, now=now)
        mail.post(letters.paused(pair, other), other.person, kind="pairs.paused", now=now)


def resume(pair: Pair, *, by: Person, now: datetime) -> None:
    """Go on after a break; saying it twice is harmless. Raises NotMeeting, IsHeld, TooManyThisHour."""
    services.check_is_meeting(pair)
    if not pair.is_paused:
        return
    other = pair.other_of(by.id)
    if pair.is_held:
        raise IsHeld(_("The programme has put your match on a break. We'll let you know when it's over."))
    hourly.count(hourly.BREAK, by_id=by.id, now=now)
    _go_on(pair, now)
    mail.post(letters.resumed(pair, other), other.person, kind="pairs.resumed", now=now)


def resume_if_due(pair: Pair, *, now: datetime) -> bool:
    """End a break whose day has come, and let both know; whether there was one."""
    if not pair.is_paused or pair.is_held or pair.paused_until is None:
        return False
    if pair.paused_until > now.astimezone(zone_of(pair.mentee.person)).date():
        return False
    _resume_both(pair, now)
    return True


def hold(pair: Pair, cause: str, *, now: datetime, gone: Collection[Enrolment] = ()) -> bool:
    """Put a pair on a break for the programme; whether that changed anything that the two notice.

    Both get the same neutral words, but those `gone`. `cause` (COORDINATORS, CONCERN, LEAVING) is kept so that each
    ends only its own.
    """
    if not pair.is_meeting or cause in pair.hold_causes:
        return False
    was_held, pair.held_for = pair.is_held, " ".join((*pair.hold_causes, cause))
    if was_held:
        return False
    pair.state, pair.is_held = PAUSED, True
    audit_daily.record("pair.paused", on=pair, now=now)
    for side in (pair.mentee, pair.mentor):
        if side not in gone:
            mail.post(letters.held(pair, side), side.person, kind="pairs.paused", now=now)
    return True


def release(pair: Pair, cause: str, *, now: datetime) -> bool:
    """End what held a pair for one cause; whether the two notice: they don't while there is another cause.

    A break of their own goes on. Else both hear that they can carry on; after a departure that was taken back
    everything is due as before.
    """
    if cause not in pair.hold_causes:
        return False
    resumed_at = pair.resumed_at
    pair.held_for = " ".join(other for other in pair.hold_causes if other != cause)
    if pair.held_for:
        return False
    pair.is_held = False
    if not pair.has_own_break:
        _resume_both(pair, now)
        pair.resumed_at = resumed_at if cause == LEAVING else now
    return not pair.has_own_break


def _resume_both(pair: Pair, now: datetime) -> None:
    _go_on(pair, now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.resumed(pair, side), side.person, kind="pairs.resumed", now=now)


def _go_on(pair: Pair, now: datetime) -> None:
    pair.state, pair.resumed_at = ACTIVE, now
    pair.end_breaks()
    audit_daily.record("pair.resumed", on=pair, now=now)


def _check_ahead(until: date | None, by: Person, now: datetime) -> None:
    if until is None:
        return
    today = now.astimezone(zone_of(by)).date()
    if not today < until <= today + LONGEST:
        raise NotAhead(_("Choose a date after today and within a year, or leave it blank."), "until")
