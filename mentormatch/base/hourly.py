"""What one account may send in an hour: counted in the transaction that sends, so that what was refused doesn't count.

An account in wrong hands, or a script, then can't fill other people's inboxes.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.throttle import ThrottleCount

CONCERN, MESSAGE, MEETING, ACTION = "concern", "message", "meeting", "action"
AGREEMENT, BREAK, INVITATION = "agreement", "break", "invitation"
LIMITS: Final = {CONCERN: 5, MESSAGE: 20, MEETING: 30, ACTION: 30, AGREEMENT: 20, BREAK: 20, INVITATION: 60}
"""How often an hour. A meeting counts when it's planned, moved, logged or remembered differently, a message when it is
about a concern. An invitation counts once, however many people it's for: a company is invited in one go."""
WINDOW = timedelta(hours=1)


class TooManyThisHour(DomainError):
    """An account has sent as much of a kind as it may in an hour."""


def count(kind: str, *, by_id: str, now: datetime) -> None:
    """Count something an account sends, in the current transaction. Raises TooManyThisHour."""
    secret = current_app.config["SECRET_KEY"].encode()  # the table tells no one who has raised a concern
    key = hmac.new(secret, f"hourly/{kind}/{by_id}".encode(), hashlib.sha256).hexdigest()
    row, end = db.session.get(ThrottleCount, key), (now + WINDOW).timestamp()
    if row is None or not now.timestamp() < row.expires_at <= end:
        row = db.session.merge(ThrottleCount(key=key, count=0, expires_at=end))
    if row.count >= LIMITS[kind]:
        minutes = max(1, round((row.expires_at - now.timestamp()) / 60))
        raise TooManyThisHour(_("You've sent a lot of these within an hour. Nothing was sent this time; please try "
                                "again in %(minutes)d minutes.", minutes=minutes))
    row.count += 1
