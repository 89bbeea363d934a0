"""Signed links to switch reminders off without signing in. They hold no secret of the person and never run out.

Whoever has the mail can switch off its reminders, and nothing else.
"""

import hashlib

from flask import current_app
from itsdangerous import Signer

from mentormatch.base.links import external


def off_url(person_id: str, kind: str | None = None) -> str:
    """The address of the page on which somebody switches her reminders off; `kind` comes first there."""
    values = {"kind": kind} if kind else {}
    return external("reminders.off", person_id=person_id, token=signature(person_id), **values)


def signature(person_id: str) -> str:
    """What proves that a link was mailed to a person: 43 letters and digits."""
    return _signer().get_signature(person_id).decode()


def is_genuine(person_id: str, token: str) -> bool:
    """Whether a link was mailed by us to this person."""
    return _signer().verify_signature(person_id, token)


def _signer() -> Signer:
    """Signs as the first version did, so that links in mails of years ago still work."""
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]  # the last one signs
    return Signer(keys, salt="reminders:", key_derivation="concat",
                  digest_method=hashlib.sha256)
