"""Signed links to switch reminders off without signing in. They hold no secret of the person and never run out.

Whoever has the mail can switch off its reminders, and nothing else.
"""

import base64
import hashlib
import hmac

from flask import current_app

from mentormatch.base.links import external


def off_url(person_id: str, kind: str | None = None) -> str:
    """The address of the page on which somebody switches her reminders off; `kind` comes first there."""
    values = {"kind": kind} if kind else {}
    return external("reminders.off", person_id=person_id, token=signature(person_id), **values)


def signature(person_id: str) -> str:
    """What proves that a link was mailed to a person: 43 letters and digits."""
    key = hashlib.sha256(b"reminders:" + current_app.config["SECRET_KEY"].encode()).digest()
    raw = hmac.new(key, person_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def is_genuine(person_id: str, token: str) -> bool:
    """Whether a link was mailed by us to this person."""
    return hmac.compare_digest(signature(person_id), token)
