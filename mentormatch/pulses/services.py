"""What can be done about how it's going: say whether the two fit, ask for a pulse, answer or skip it.

None of it enters the audit trail or an email: that a person answered is as private as their answer.
"""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, NotTheirs
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.pulses import queries
from mentormatch.pulses.models import GOOD, NOT_GOOD, UNSURE, FitCheck, Pulse
from mentormatch.pulses.scale import HIGHEST, ITEMS, LOWEST


class TooEarly(DomainError):
    """The two have not met yet, so no one can say how it fits."""


class PulseNotOpen(DomainError):
    """The pulse was answered, skipped or is too old."""


class NothingAnswered(DomainError):
    """No item was answered; skipping is another button."""


def say_fit(pair: Pair, answer: str, *, by: Person, now: datetime, may_tell: bool = False) -> FitCheck:
    """Answer whether the two fit: good, unsure or not-good; a later answer replaces it.

    `may_tell` counts for not-good alone: coordinators may then know. Raises NotMeeting, TooEarly.
    """
    assert answer in (GOOD, UNSURE, NOT_GOOD)
    pair.side_of(by.id)
    check_fit(pair)
    row = queries.fit_check(pair.id, by.id)
    if row is None:
        row = FitCheck(pair_id=pair.id, person_id=by.id)
        db.session.add(row)
    row.answer, row.may_tell, row.answered_at = answer, may_tell and answer == NOT_GOOD, now
    return row


def check_fit(pair: Pair) -> None:
    """Raise NotMeeting or TooEarly unless the two meet and have met."""
    pairs.check_is_meeting(pair)
    if pair.last_met_on is None:
        raise TooEarly(_("We'll ask you this once you've met for the first time."))


def ask(pair: Pair, *, now: datetime) -> list[Pulse]:
    """Ask those of the two who are at work for the pulse that is current now, unless they were asked before."""
    wave = queries.wave_of(pair, now)
    if wave is None:
        return []
    before = queries.waves_asked([pair.id])
    pulses = [
        Pulse(pair_id=pair.id, person_id=side.person_id, wave=wave, due_at=now)
        for side in (pair.mentee, pair.mentor)
        if queries.at_work(side.person) and (pair.id, side.person_id, wave) not in before]
    db.session.add_all(pulses)
    db.session.flush()
    return pulses


def answer(
    pulse: Pulse, answers: Mapping[str, int], *, by: Person, now: datetime, may_tell: bool = False,
) -> None:
    """Answer a pulse; items may be left out. `may_tell`: if it fell, coordinators may know.

    Raises NotTheirs, PulseNotOpen, NothingAnswered.
    """
    _check_own(pulse, by)
    _check_open(pulse, now)
    known = {item.slug for item in ITEMS}
    given = {slug: step for slug, step in answers.items() if slug in known and LOWEST <= step <= HIGHEST}
    if not given:
        raise NothingAnswered(_("Answer at least one, or skip it this time."))
    pulse.answers, pulse.may_tell, pulse.answered_at = given, may_tell, now


def skip(pulse: Pulse, *, by: Person, now: datetime) -> None:
    """Skip a pulse, without a reason; skipping twice is harmless. Raises NotTheirs, PulseNotOpen."""
    _check_own(pulse, by)
    if pulse.skipped_at is not None:
        return
    _check_open(pulse, now)
    pulse.skipped_at = now


def _check_own(pulse: Pulse, by: Person) -> None:
    if pulse.person_id != by.id:
        raise NotTheirs(_("Only the person who was asked can answer."))


def _check_open(pulse: Pulse, now: datetime) -> None:
    if not queries.is_open(pulse, now):
        raise PulseNotOpen(_("This one is closed: it was answered or skipped, or it has expired. There'll be another "
                             "one."))
