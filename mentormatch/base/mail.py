"""Mail: letters written into an outbox in the same transaction as the change they tell of; postman.py sends them.

A letter is words only (Letter); its frame, in text and in HTML, is templates/mail/base.*. A letter may bring an
invitation for the reader's calendar, and the address of a page on which such letters are switched off.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base import tasks
from mentormatch.base.db import Model, db

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"


@dataclass(frozen=True)
class Letter:
    """The words of one mail: finished sentences, already translated; plain text, never HTML.

    `items` are several things to do, each with its own button; `preferences_url` leads to where such mails are chosen.
    """

    subject: str
    paragraphs: tuple[str, ...]
    action_label: str = ""
    action_url: str = ""
    items: tuple["LetterItem", ...] = ()
    closing: tuple[str, ...] = ()
    reason: str = ""
    preferences_url: str = ""


@dataclass(frozen=True)
class LetterItem:
    """One of several things a letter asks for: a sentence, and where it is done."""

    sentence: str
    label: str
    url: str


class OutboxMail(Model):
    """One mail to one address: queued → sending → sent, or failed after the last attempt.

    `calendar` is an iCalendar object that goes with it; `unsubscribe_url` becomes its List-Unsubscribe header.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint("state in ('queued', 'sending', 'sent', 'failed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    to_email: Mapped[str] = mapped_column(index=True)
    to_name: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    calendar: Mapped[str | None]
    unsubscribe_url: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=QUEUED, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def enqueue(
    letter: Letter, *, to_email: str, to_name: str, kind: str, now: datetime, calendar: str | None = None,
    unsubscribe_url: str | None = None,
) -> OutboxMail:
    """Put a letter into the outbox, in the caller's transaction. `kind` names it for administrators.

    `calendar` is an iCalendar object with a METHOD, such as an invitation.
    """
    domain = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    words = {
        "letter": letter, "subject": _one_line(letter.subject), "preview": letter.paragraphs[0],
        "greeting": greeting(to_name) if to_name else "", "why": letter.reason,
        "action_url": letter.action_url, "action_label": letter.action_label,
        "preferences_url": letter.preferences_url,
    }
    row = OutboxMail(
        message_id=f"<{uuid.uuid4().hex}@{domain}>", kind=kind, to_email=to_email, to_name=_one_line(to_name),
        subject=_one_line(letter.subject), text=_rendered("mail/letter.txt", words),
        html=_rendered("mail/letter.html", words), calendar=calendar, unsubscribe_url=unsubscribe_url,
        next_try_at=now, created_at=now,
    )
    db.session.add(row)
    tasks.wake("mail")
    return row


def greeting(name: str) -> str:
    """How an email begins: with the first name."""
    return _("Hi %(name)s,", name=next(iter(name.split()), name))


def due(now: datetime, limit: int = 200) -> list[int]:
    """Ids of mails to try now, oldest first; a mail whose sender died is due again after its lease."""
    return list(db.session.scalars(
        select(OutboxMail.id)
        .where(OutboxMail.state.in_((QUEUED, SENDING)), OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.id).limit(limit)
    ))


def resend(row: OutboxMail, now: datetime) -> None:
    """Try a failed mail again, from the first attempt on."""
    row.state, row.attempts, row.next_try_at, row.error = QUEUED, 0, now, None


def state_counts() -> dict[str, int]:
    """How many mails are in each state."""
    counts = db.session.execute(
        select(OutboxMail.state, db.func.count()).group_by(OutboxMail.state)).all()
    return dict(counts)


def _rendered(template: str, words: dict[str, object]) -> str:
    """A mail's words, without what the app adds to pages (menus, who is signed in)."""
    return current_app.jinja_env.get_template(template).render(words)


def _one_line(text: str) -> str:
    """Fit for a header: no line breaks or other control characters, at most 200 characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:200]
