"""Mail to people: the one module that puts letters into the outbox, so that who gets none is decided in one place."""

from datetime import datetime

from mentormatch.base import mail
from mentormatch.base.mail import Letter
from mentormatch.people.models import ACTIVE, LEFT, Person


def post(
    letter: Letter, to: Person, *, kind: str, now: datetime, calendar: str | None = None,
    unsubscribe_url: str | None = None, hushed: bool = False, batch: str = "",
    leaves_at: datetime | None = None,
) -> None:
    """Put a letter for a person into the outbox, in the caller's transaction.

    On `batch` and `leaves_at` see base/mail.py.

    A `hushed` letter reaches no one, and no row, figure or time of the outbox tells it from one that does: it takes the
    place of a letter whose absence would say something private.
    People on leave, and people who have left, get none: what they do not read at work would only follow them home.
    """
    if to.status == ACTIVE:
        mail.enqueue(letter, to_email=to.email, to_name=to.name, kind=kind, now=now, calendar=calendar,
                     unsubscribe_url=unsubscribe_url, hushed=hushed, batch=batch, leaves_at=leaves_at)


def post_account_letter(letter: Letter, *, address: str, person: Person | None, kind: str, now: datetime) -> None:
    """Put a letter about an account into the outbox, whoever has its address (None: no one yet).

    It also goes to people on leave. They asked for it themselves, or it protects their account: someone on leave who
    resets a password needs the link, and must hear of a new password they did not choose. People who have left get
    none.
    """
    if person is None or person.status != LEFT:
        mail.enqueue(letter, to_email=address, to_name=person.name if person else "", kind=kind, now=now)
