"""Emailed links to log one planned meeting without signing in. Each works once, and for that meeting only.

The link shows the partner's first name and the day, and takes how long it was; it opens nothing else. What is
stored is its SHA-256, so a copy of the database opens no link.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from mentormatch.base.db import db
from mentormatch.base.errors import LinkIsDead
from mentormatch.base.links import external
from mentormatch.checkins import meetings, queries
from mentormatch.checkins.models import CANCELLED, CheckIn, LogLink, Meeting
from mentormatch.checkins.private_notes import MeetingRating, PrivateEntry
from mentormatch.people.models import LEFT, Person

LIFETIME = timedelta(days=14)
KEPT_FOR = timedelta(days=30)  # a dead link is known that long, so that its page can say what became of it


def mint(meeting: Meeting, person: Person, now: datetime) -> str:
    """The address that asks one of the two how a meeting was; in the current transaction."""
    token = secrets.token_urlsafe(32)
    db.session.add(LogLink(token_hash=_hash(token), meeting_id=meeting.id, person_id=person.id, created_at=now,
                           expires_at=now + LIFETIME))
    meeting.asked_at = meeting.asked_at or now
    return external("checkins.log_by_link", token=token)


def by_token(token: str) -> LogLink | None:
    """The link of a secret, alive or dead."""
    return db.session.scalar(select(LogLink).where(LogLink.token_hash == _hash(token)))


def is_alive(link: LogLink, now: datetime) -> bool:
    """Whether it can be used now: unused, in time, and its owner has not logged the meeting yet."""
    meeting = link.meeting
    return (link.used_at is None and link.expires_at > now and meeting.state != CANCELLED
            and meeting.pair.is_meeting and link.person.status != LEFT and not is_answered(link))


def is_answered(link: LogLink) -> bool:
    """Whether its owner has logged the meeting, by this link or in another way."""
    check_in = queries.of_meeting(link.meeting_id)
    if link.used_at is not None or check_in is None:
        return link.used_at is not None
    return link.person_id in (check_in.author_id, check_in.answer.author_id if check_in.answer else None)


def use(token: str, minutes: int, missed_by: str | None, *, rating: MeetingRating, now: datetime) -> CheckIn:
    """Say by a link how its meeting was, and use it up. Raises LinkIsDead."""
    link = by_token(token)
    if link is None or not is_alive(link, now):
        raise LinkIsDead(_("This link no longer works. You'll find everything about your meetings on your mentoring "
                           "page."))
    link.used_at = now
    return meetings.tell(link.meeting, minutes, missed_by, by=link.person, now=now, private=PrivateEntry(rating=rating))


def forget_old(now: datetime) -> None:
    """Forget links that have been dead for long; in the current transaction."""
    db.session.execute(delete(LogLink).where(LogLink.expires_at <= now - KEPT_FOR))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
