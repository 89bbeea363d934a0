"""Mailed links: a secret goes to an address and proves that someone reads what arrives there. Used once.

Asking does the same for every address; only the worker, later, looks whether it is known and writes the email that
fits. So neither the answer nor its time tells who has an account.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select, update

from mentormatch.base import tasks
from mentormatch.base.db import db
from mentormatch.base.mail import Letter
from mentormatch.people import addresses, letters, mail, queries
from mentormatch.people.models import INVITE, LEFT, REGISTER, RESET, MailedLink, Person

LIFETIMES = {REGISTER: timedelta(hours=24), INVITE: timedelta(days=14), RESET: timedelta(hours=1)}
KEPT_FOR = timedelta(days=30)  # a dead link is known that long, so that its page can say what became of it
AT_ONCE = 100


def ask(email: str, purpose: str, *, by: Person | None = None, now: datetime) -> None:
    """Have a link mailed to an address, if it should get one; in the current transaction."""
    db.session.add(MailedLink(
        token_hash=_hash(secrets.token_urlsafe(32)), purpose=purpose, email=email, by_id=by.id if by else None,
        created_at=now, expires_at=now + LIFETIMES[purpose]))
    tasks.wake("people.mails")


def write_some(now: datetime) -> bool:
    """Write the mails of the links asked for longest ago, in the current transaction; whether there were any."""
    links = db.session.scalars(select(MailedLink).where(MailedLink.written_at.is_(None))
                               .order_by(MailedLink.created_at, MailedLink.id).limit(AT_ONCE)).all()
    for link in links:
        _write(link, now)
    db.session.flush()
    return bool(links)


def by_token(token: str, *purposes: str) -> MailedLink | None:
    """The link of a secret, alive or dead, if it is for one of these purposes."""
    return db.session.scalar(select(MailedLink).where(
        MailedLink.token_hash == _hash(token), MailedLink.purpose.in_(purposes)))


def living(token: str, *purposes: str, now: datetime) -> MailedLink | None:
    """The link of a secret if it can be used now."""
    link = by_token(token, *purposes)
    return link if link and link.used_at is None and link.expires_at > now else None


def was_used(token: str, purpose: str) -> bool:
    """Whether a link did work once, and is dead because it or another one of its address was used."""
    link = by_token(token, purpose)
    return bool(link and link.used_at)


def use_up(email: str, now: datetime) -> None:
    """Make all links of an address dead, those too whose mail is not written yet."""
    db.session.execute(update(MailedLink).where(MailedLink.email == email, MailedLink.used_at.is_(None))
                       .values(used_at=now, written_at=now))


def sweep(now: datetime) -> None:
    """Forget links that have been dead for long; in the current transaction."""
    db.session.execute(delete(MailedLink).where(MailedLink.expires_at <= now - KEPT_FOR))


def _write(link: MailedLink, now: datetime) -> None:
    person = queries.by_email(link.email)
    if link.purpose == RESET and not (person and person.has_account):
        link.purpose = REGISTER  # they have no password yet: what helps them is to choose one
    token = secrets.token_urlsafe(32)
    letter = _letter(link, token, person)
    if letter is None or (person and person.has_account and link.purpose != RESET):
        db.session.delete(link)
    else:
        link.token_hash, link.written_at = _hash(token), now
        link.expires_at = now + LIFETIMES[link.purpose]
    if letter is not None:
        mail.post_account_letter(letter, address=link.email, person=person, kind=f"people.{link.purpose}", now=now)


def _letter(link: MailedLink, token: str, person: Person | None) -> Letter | None:
    """The letter that fits whoever has the address now; None when there should be none."""
    if person and person.status == LEFT:
        return None
    if person and person.has_account:
        return {RESET: letters.reset(token), REGISTER: letters.registered_already()}.get(link.purpose)
    if link.purpose == INVITE and person:
        inviting = queries.by_id(link.by_id) if link.by_id else None
        return letters.invitation(token, by_name=inviting.formal_name if inviting else "")
    if link.purpose == REGISTER and (person or _is_of_company(link.email)):
        return letters.register(token)
    return None


def _is_of_company(email: str) -> bool:
    return addresses.domain_of(email) in current_app.config["SETTINGS"].allowed_domains


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
