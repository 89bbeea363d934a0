"""What was typed when a session ended: sealed into the sign-in page, stored at sign-in, shown again on its page.

The seal is encrypted, as is what is stored. It holds for a day, and opens only in the browser that posted the form, for
the person who was signed in there. Passwords and files are never stored.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from flask import current_app, flash, g, request, session
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import ColumnElement, delete, or_, select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from mentormatch.base import clock, links, seals
from mentormatch.base.db import after_commit, db, transaction
from mentormatch.people.accounts import sessions
from mentormatch.people.models import UnsentForm

LIFETIME, PURPOSE = timedelta(days=1), "kept-form"
LONGEST_SEAL = 200_000  # characters in the sign-in page; a form of forty full texts fits
_NEVER_STORED = ("password", "current", "csrf", "secret", "token")


@dataclass(frozen=True)
class Typed:
    """What one form would have sent: its page's path, its name and key, and its fields in order."""

    path: str
    form: str
    key: str
    fields: list[list[str]]


def sealed() -> str:
    """What the present request posts, sealed for a hidden field; empty when there is nothing that may be kept."""
    if "token" in (request.view_args or {}):  # the address of this page is a secret itself
        return ""
    key = next((value for name, value in request.form.items() if name.endswith("idempotency_key")), "")
    if "." not in key or not _is_same_origin():
        return ""
    fields = [[name, value.replace("\x00", "")] for name, value in request.form.items(multi=True)
              if not any(part in name for part in _NEVER_STORED)]
    typed = Typed(_own_path(page_address()), key.partition(".")[2], key[:64], fields)
    content = {"typed": asdict(typed), "who": sessions.last_person_id(), "where": _browser(),
               "until": (clock.now() + LIFETIME).timestamp()}
    seal = seals.seal(json.dumps(content).encode(), PURPOSE)
    return seal if len(seal) <= LONGEST_SEAL else ""


def opened(seal: str | None, *, person_id: str) -> Typed | None:
    """What a seal holds, if it was made in this browser and for this person; None for any other."""
    try:
        content = json.loads(seals.unseal(seal or "", PURPOSE))
    except seals.BrokenSeal:
        return None
    is_dated = content["until"] <= clock.now().timestamp()
    if is_dated or content["where"] != _browser() or content["who"] not in ("", person_id):
        return None
    return Typed(**content["typed"])


def store(typed: Typed, *, person_id: str, now: datetime) -> None:
    """Store it for a person, in place of what was stored of the same form; in the current transaction."""
    db.session.execute(delete(UnsentForm).where(
        UnsentForm.person_id == person_id, UnsentForm.path == typed.path, UnsentForm.form == typed.form))
    sealed_fields = seals.seal(json.dumps(typed.fields).encode(), PURPOSE)
    db.session.add(UnsentForm(person_id=person_id, created_at=now, path=typed.path, form=typed.form, key=typed.key,
                              fields=sealed_fields))


def typed(form: str) -> MultiDict[str, str] | None:
    """What the signed-in person had typed into a form of the page that is being shown; says so on the page."""
    if not current_user.is_authenticated:
        return None
    row = db.session.scalar(select(UnsentForm).where(
        UnsentForm.person_id == current_user.id, UnsentForm.path == request.path, UnsentForm.form == form,
        UnsentForm.created_at > clock.now() - LIFETIME))
    fields = _unsealed(row.fields) if row else None
    if fields is None:
        return None
    if not g.get("has_said_so"):
        g.has_said_so = True
        flash(_("We've kept what you typed. Check it and submit again."), "info")
    return MultiDict([(name, value) for name, value in fields])


def posted(key: str, form: str) -> None:
    """Forget an unsent form once the transaction of its post is safe; a refused post or a mere look leaves it."""
    if current_user.is_authenticated:
        which = (UnsentForm.person_id == current_user.id, UnsentForm.form == form,
                 or_(UnsentForm.key == key, UnsentForm.path == request.path))
        after_commit(lambda: _forget(*which))


def sweep(now: datetime) -> None:
    """Forget what no one came back for; in the current transaction."""
    db.session.execute(delete(UnsentForm).where(UnsentForm.created_at <= now - LIFETIME))


def page_address() -> str:
    """The page the present request belongs to, with its query: its own, or for a mere post the page it came from.

    Empty when there is none that could be gone back to.
    """
    address = request.script_root + request.full_path.removesuffix("?")
    part_of = request.headers.get("HX-Current-URL")  # htmx asks for parts of a page, which are none themselves
    if part_of or not _can_be_opened(request.path):
        came_from = urlsplit(part_of or request.referrer or "")
        if came_from.netloc != request.host or not _can_be_opened(_own_path(came_from.path)):
            return ""
        address = came_from.path + ("?" + came_from.query if came_from.query else "")
    return address if links.is_safe_return(address) else ""


def _own_path(address: str) -> str:
    """The path of one of our addresses, as routes know it."""
    return unquote(urlsplit(address).path).removeprefix(request.script_root)


def _can_be_opened(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return True


def _is_same_origin() -> bool:
    """Whether this post came from one of our own pages: by its token, else as the browser says."""
    if g.get("csrf_valid"):
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def _forget(*which: ColumnElement[bool]) -> None:
    row_id = db.session.scalar(select(UnsentForm.id).where(*which))
    if row_id:
        with transaction():
            db.session.execute(delete(UnsentForm).where(UnsentForm.id == row_id))


def _unsealed(fields: str) -> list[list[str]] | None:
    """The fields that were stored; None if they were sealed under a key we no longer have, or not at all."""
    try:
        return list(json.loads(seals.unseal(str(fields), PURPOSE)))
    except seals.BrokenSeal:
        return None


def _browser() -> str:
    """What ties a seal to a browser: the hash of its CSRF secret."""
    generate_csrf()  # writes the secret into the cookie if there is none
    return hashlib.sha256(str(session["csrf_token"]).encode()).hexdigest()
