"""What administrators do: invite people, say who administers, mark as left, end sessions, resend emails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from mentormatch.admin import letters
from mentormatch.admin.outbox import failed_count
from mentormatch.admin.queries import without_account
from mentormatch.base import audit, hourly, tasks
from mentormatch.base import mail as outbox
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.mail import FAILED, QUEUED, OutboxMail
from mentormatch.people import powers, queries
from mentormatch.people import services as people
from mentormatch.people.accounts import sessions
from mentormatch.people.models import ACTIVE, LEFT, Person

NOT_AGAIN_WITHIN = timedelta(days=1)


class LastAdministrator(DomainError):
    """No one would run the installation any more."""


class HasNoAccount(DomainError):
    """An administrator has to be someone who can sign in."""


class MailIsOnItsWay(DomainError):
    """An email that was sent, or is being sent right now, is not sent again."""


class MailIsForgotten(DomainError):
    """What an email said was deleted, a month after it couldn't be sent."""


@dataclass(frozen=True)
class Invitations:
    """How many people were invited, were invited too recently, and need no invitation (account, or left)."""

    invited: int
    recently: int
    unneeded: int


def invite(person_ids: Iterable[str], *, by: Person, now: datetime) -> Invitations:
    """Invite people by email; those invited within the last day are not bothered again."""
    return _invite(list(queries.by_ids(person_ids).values()), by, now)


def invite_all(words: str, status: str | None, *, by: Person, now: datetime) -> Invitations:
    """Invite everyone without an account that a search finds (no words: everyone)."""
    return _invite(without_account(words, status), by, now)


def was_invited_recently(person: Person, now: datetime) -> bool:
    """Whether an invitation to someone without an account is less than a day old."""
    return (not person.has_account and person.status != LEFT and person.invited_at is not None
            and now - person.invited_at < NOT_AGAIN_WITHIN)


def make_administrator(person: Person, *, by: Person, now: datetime) -> None:
    """Let a person run the installation; an act of power. Raises HasNoAccount."""
    if person.is_administrator:
        return
    if not person.can_sign_in:
        raise HasNoAccount(_("%(name)s doesn't have an account, so couldn't do anything as an administrator. Invite "
                             "them first.", name=person.name))
    person.is_administrator = True
    audit.record("administrator.made", by=by, on=person, now=now)
    powers.announce(letters.administrator_made(person, by), concerned=[person], now=now)


def unmake_administrator(person: Person, *, by: Person, now: datetime) -> None:
    """Stop a person running the installation; an act of power. Raises LastAdministrator."""
    if not person.is_administrator:
        return
    _check_another_stays(person)
    person.is_administrator = False
    audit.record("administrator.unmade", by=by, on=person, now=now)
    powers.announce(letters.administrator_unmade(person, by), concerned=[person], now=now)


def let_create_programmes(person: Person, *, by: Person, now: datetime) -> None:
    """Let a person create programmes; people run what they create."""
    if not person.may_create_programmes:
        person.may_create_programmes = True
        audit.record("person.may_create_programmes", by=by, on=person, now=now)


def stop_creating_programmes(person: Person, *, by: Person, now: datetime) -> None:
    """Take that right away again; programmes the person runs stay theirs, and running one lets them create another."""
    if person.may_create_programmes:
        person.may_create_programmes = False
        audit.record("person.may_not_create_programmes", by=by, on=person, now=now)


def mark_left(person: Person, *, by: Person, now: datetime) -> None:
    """Note that someone left the company: sessions and mailed links end at once, their matches after the grace.

    Raises LastAdministrator.
    """
    if person.status == LEFT:
        return
    if person.is_administrator:
        _check_another_stays(person)
    person.status, person.left_at = LEFT, now
    people.shut_out(person, now=now)
    audit.record("person.left", by=by, on=person, now=now, how="page")


def mark_returned(person: Person, *, by: Person, now: datetime) -> None:
    """Note that someone has not left after all, or is back: the account opens with its password again."""
    if person.status != LEFT:
        return
    person.status, person.left_at = ACTIVE, None
    audit.record("person.returned", by=by, on=person, now=now, how="page")


def end_sessions(person: Person, *, by: Person, now: datetime) -> None:
    """Sign a person out of every browser, as after a lost phone; an act of power."""
    sessions.end_all(person.id)
    audit.record("person.sessions_ended", by=by, on=person, now=now)
    powers.announce(letters.signed_out(person, by), concerned=[person], now=now)


def resend(mail: OutboxMail, *, by: Person, now: datetime) -> None:
    """Try to send an email that failed, or is due for another try, now.

    Raises MailIsOnItsWay, MailIsForgotten.
    """
    if mail.state not in (FAILED, QUEUED):
        raise MailIsOnItsWay(_("This email has been sent, or is being sent right now. There's nothing to send again."))
    if mail.sealed is None:
        raise MailIsForgotten(_("This email failed more than a month ago, and what it said has been deleted. Do again "
                                "whatever it was about, for example send a new invitation."))
    if mail.state == QUEUED and mail.attempts == 0 and mail.next_try_at <= now:
        return
    outbox.resend(mail, now)
    tasks.wake("mail")
    audit.record("mail.resent", by=by, now=now, kind=mail.kind, mails=1)


def resend_failed(*, by: Person, now: datetime) -> int:
    """Try all failed emails again; how many there were that administrators know of."""
    count = failed_count()
    db.session.execute(update(OutboxMail).where(
        OutboxMail.state == FAILED, OutboxMail.sealed.is_not(None)).values(
        state=QUEUED, attempts=0, next_try_at=now, error=None).execution_options(synchronize_session=False))
    if count:
        tasks.wake("mail")
        audit.record("mail.resent", by=by, now=now, mails=count)
    return count


def _invite(chosen: list[Person], by: Person, now: datetime) -> Invitations:
    hourly.count(hourly.INVITATION, by_id=by.id, now=now)
    due = [person for person in chosen if not was_invited_recently(person, now)]
    counts = people.invite(due, by=by, now=now)
    return Invitations(counts.invited, len(chosen) - len(due), counts.skipped)


def _check_another_stays(person: Person) -> None:
    if all(administrator.id == person.id for administrator in queries.administrators()):
        raise LastAdministrator(_("%(name)s is the only administrator. Make someone else an administrator first.",
                                  name=person.name))
