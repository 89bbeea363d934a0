"""What a coordinator does about a pair that needs help: writes, calls, offers somebody else, notes, puts it aside.

Each is kept with who and when. The audit trail says that it was done, never a word of it.
"""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit, idempotency
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, NotAhead
from mentormatch.pairs.models import Pair
from mentormatch.people import mail
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import Person
from mentormatch.signals import letters
from mentormatch.signals.message_drafts import TO_MENTEE, TO_MENTOR, MessageDraft
from mentormatch.signals.models import HelpStep

LONGEST_SNOOZE = timedelta(days=90)
NUDGE, OFFER = "nudge", "offer"


class NobodyToWriteTo(DomainError):
    """Nobody of those it is for is at work."""


class OnABreak(DomainError):
    """The two are on a break, and a mail would end its peace."""


def write(
    pair: Pair, draft: MessageDraft, kind: str, *, by: Person, now: datetime, signals: tuple[str, ...] = (),
    idempotency_key: str | None = None,
) -> HelpStep:
    """Send a mail to one or both of a pair, and keep that it was sent; the same form posted twice sends once.

    `kind` is nudge or offer. Nobody on leave gets it. Raises OnABreak, NobodyToWriteTo.
    """
    earlier = db.session.get(HelpStep, idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    if pair.is_paused:
        raise OnABreak(_("They're on a break. Leave them in peace until it's over, or call them."))
    people = [person for person in addressed(pair, draft.to) if person.status == AT_WORK]
    if not people:
        raise NobodyToWriteTo(_("No one it's for is at work right now, so the email wouldn't be read."), "to")
    for person in people:
        letter = letters.from_coordinator(pair, by, draft.subject, draft.text)
        mail.post(letter, person, kind=f"signals.{kind}", now=now)
    step = _keep(pair, kind, by=by, now=now, signals=signals, text=draft.text)
    idempotency.remember(idempotency_key, by_id=by.id, result_id=step.id, now=now)
    return step


def note(
    pair: Pair, kind: str, text: str, *, by: Person, now: datetime, signals: tuple[str, ...] = (),
    idempotency_key: str | None = None,
) -> HelpStep:
    """Keep that somebody called (kind call), or a note for the other coordinators (kind note)."""
    earlier = db.session.get(HelpStep, idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    step = _keep(pair, kind, by=by, now=now, signals=signals, text=text)
    idempotency.remember(idempotency_key, by_id=by.id, result_id=step.id, now=now)
    return step


def snooze(
    pair: Pair, until: date, *, by: Person, today: date, now: datetime, signals: tuple[str, ...],
) -> HelpStep:
    """Put a pair aside until a day, or until there is a reason that is not among `signals`. Raises NotAhead."""
    if not today < until <= today + LONGEST_SNOOZE:
        raise NotAhead(_("Choose a day after today and within 90 days."), "until")
    return _keep(pair, "snooze", by=by, now=now, signals=signals, until=until)


def wake(pair: Pair, *, by: Person, today: date, now: datetime) -> None:
    """Bring a pair back that was put aside."""
    _keep(pair, "snooze", by=by, now=now, signals=(), until=today)


def addressed(pair: Pair, to: str) -> list[Person]:
    """Those a mail is for: her, him, or both."""
    return [side.person for side, other in ((pair.mentee, TO_MENTOR), (pair.mentor, TO_MENTEE)) if to != other]


def _keep(
    pair: Pair, kind: str, *, by: Person, now: datetime, signals: tuple[str, ...], text: str = "",
    until: date | None = None,
) -> HelpStep:
    step = HelpStep(pair_id=pair.id, by_id=by.id, kind=kind, signals=list(signals), text=text, until=until, at=now)
    db.session.add(step)
    db.session.flush()
    audit.record(f"help.{kind}", by=by, on=pair, now=now, until=until.isoformat() if until else None)
    return step
