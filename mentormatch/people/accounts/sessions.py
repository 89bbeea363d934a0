"""Signed-in sessions: rows on the server, a secret in the cookie.

The cookie (signed by Flask) holds the secret and when it was last used; the row decides. Ending a row ends the
session at once, wherever its cookie was copied. Reading pages writes nothing: idleness is kept in the cookie. What an
open page asks for of its own accord is no use of it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager
from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import joinedload

from mentormatch.base import clock
from mentormatch.base.db import db
from mentormatch.people.models import Person, SignIn

TOKEN, SEEN, WHO = "_user_id", "seen", "who"  # flask-login reads the first name
REFRESH_SECONDS = 60
POLL_HEADER = "X-Poll"
SHORT_IDLE, SHORT_LIFETIME = timedelta(minutes=30), timedelta(hours=12)
"""Of those who see or change what concerns everyone; a browser left open is worth more there."""


@dataclass(frozen=True)
class Limits:
    """When sessions of a person end: after so long unused, and after so long in any case."""

    idle: timedelta
    lifetime: timedelta


@dataclass(frozen=True)
class NewSession:
    """A session that was just opened: whose it is, their address, and the secret for their cookie."""

    person_id: str
    token: str
    email: str = ""


def begin(person: Person, *, browser: str, address: str, now: datetime) -> str:
    """Open a session in the current transaction; returns the secret for the cookie."""
    token = secrets.token_urlsafe(32)
    lifetime = timedelta(days=current_app.config["SETTINGS"].session_days)
    db.session.add(SignIn(person_id=person.id, token_hash=_hash(token), created_at=now,
                          expires_at=now + lifetime, browser=browser[:300], address=address[:100]))
    return token


def put_in_cookie(new: NewSession, now: datetime) -> None:
    """Make the answer to this request carry a fresh session; nothing of an earlier one survives."""
    session.clear()
    session[TOKEN], session[SEEN], session[WHO] = new.token, int(now.timestamp()), new.person_id
    session.permanent = True


def take_from_cookie() -> None:
    """Make the answer to this request carry no session; only whose it was, so that kept text finds its author."""
    who = last_person_id()
    session.clear()
    session[WHO] = who


def last_person_id() -> str:
    """The id of the person who was last signed in with this browser, whether they still are or not; otherwise empty."""
    return str(session.get(WHO, ""))


def has_ended() -> bool:
    """Whether this browser brought a session that is no longer alive."""
    return TOKEN in session and current_id() is None


def current_id() -> str | None:
    """The id of the session this request came with, if it is alive."""
    row = _row(session.get(TOKEN), clock.now())
    return row.id if row and row.person.can_sign_in else None


def of_person(person: Person, now: datetime) -> list[SignIn]:
    """A person's living sessions, newest first."""
    return list(db.session.scalars(
        select(SignIn).where(SignIn.person_id == person.id, SignIn.expires_at > now,
                             SignIn.created_at > now - limits_of(person).lifetime)
        .order_by(SignIn.created_at.desc())))


def limits_of(person: Any) -> Limits:
    """When someone's sessions end: as the settings say, and sooner for administrators and auditors."""
    settings = current_app.config["SETTINGS"]
    idle, lifetime = timedelta(minutes=settings.session_idle_minutes), timedelta(days=settings.session_days)
    if is_short(person):
        return Limits(min(idle, SHORT_IDLE), min(lifetime, SHORT_LIFETIME))
    return Limits(idle, lifetime)


def is_short(person: Any) -> bool:
    """Whether someone's sessions end sooner than those of others."""
    return bool(person.is_administrator or person.audits_programmes)


def is_poll() -> bool:
    """Whether an open page asks by itself, and no one need be there: such a request keeps no session alive."""
    return POLL_HEADER in request.headers


def end(session_id: str, *, person_id: str) -> None:
    """End one session of a person; ending one that is gone already is no error."""
    db.session.execute(delete(SignIn).where(SignIn.id == session_id, SignIn.person_id == person_id))


def end_all(person_id: str, *, but: str | None = None) -> None:
    """End all sessions of a person, but for one: after a new password, or when the person left."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.id != (but or "")))


def sweep(now: datetime) -> None:
    """Forget sessions past their absolute limit; in the current transaction."""
    db.session.execute(delete(SignIn).where(SignIn.expires_at <= now))


def init_app(app: Flask) -> None:
    """Load the signed-in person for each request, and keep the cookie's time of last use fresh."""
    manager = LoginManager(app)
    manager.session_protection = None  # the row decides, not a hash of address and browser

    @manager.user_loader
    def load(token: str) -> Person | None:
        row = _row(token, clock.now())
        return row.person if row and row.person.can_sign_in else None

    @app.after_request
    def keep_fresh(response: Response) -> Response:
        now = int(clock.now().timestamp())
        is_due = TOKEN in session and now - session.get(SEEN, 0) > REFRESH_SECONDS
        if is_due and not is_poll() and _is_signed_in():
            session[SEEN] = now
        return response


def _row(token: str | None, now: datetime) -> SignIn | None:
    unused = timedelta(seconds=now.timestamp() - session.get(SEEN, 0))
    if not token or unused > timedelta(minutes=current_app.config["SETTINGS"].session_idle_minutes):
        return None
    row = db.session.scalar(_by_token(), {"token_hash": _hash(token)})
    if row is None or row.expires_at <= now:
        return None
    limits = limits_of(row.person)
    return row if unused <= limits.idle and now - row.created_at < limits.lifetime else None


def _is_signed_in() -> bool:
    """Whether this request was made in a living session; one that has just ended must not be freshened."""
    person = g.get("_login_user")  # flask-login's; a request that asked for no one stays as it was
    return bool(person and person.is_authenticated)


@cache
def _by_token() -> Select[SignIn]:
    """Every request asks this, so it is put together once."""
    person: Any = Person  # what the features above add to it is asked for at once
    return (select(SignIn).options(joinedload(SignIn.person).undefer(person.audits_programmes))
            .where(SignIn.token_hash == bindparam("token_hash")))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
