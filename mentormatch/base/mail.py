"""Mail: letters written into an outbox in the same transaction as the change they tell of; postman.py sends them.

A letter is words only (Letter); its frame, in text and in HTML, is templates/mail/base.*. What it says and links to
is sealed while it waits, and forgotten once it's sent.
"""

import json
import uuid
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base import tasks
from mentormatch.base.db import Model, db
from mentormatch.base.seals import is_readable, seal, unseal

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
ACCOUNT_KINDS = "people."  # emails about accounts; all others are about programmes and the people in them
FAILED_KEPT_FOR = timedelta(days=30)
_PURPOSE = "outbox"


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


@dataclass(frozen=True)
class Content:
    """What an email says, as long as it waits: nothing of it is ever in the database in clear.

    `calendar` is an iCalendar object that goes with it; `unsubscribe_url` becomes its List-Unsubscribe header. A
    `hushed` one is treated as any other email, except that the server is never handed its text.
    """

    subject: str = ""
    text: str = ""
    html: str = ""
    calendar: str | None = None
    unsubscribe_url: str | None = None
    hushed: bool = False


class OutboxMail(Model):
    """One mail to one address: queued → sending → sent, or failed after the last attempt.

    `sealed` is its Content, encrypted; none once it's sent, and none of a failed one after a month. An email about a
    programme forgets its address too when it's sent. `batch` names what it is about until it leaves, so that it can be
    stopped when that is taken back.
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
    sealed: Mapped[str | None]
    batch: Mapped[str] = mapped_column(default="", index=True)
    state: Mapped[str] = mapped_column(default=QUEUED, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    @property
    def content(self) -> Content:
        """What it says; nothing where that is forgotten. Raises BrokenSeal."""
        if self.sealed is None:
            return Content()
        return Content(**json.loads(zlib.decompress(unseal(self.sealed, _PURPOSE))))

    @content.setter
    def content(self, content: Content) -> None:
        self.sealed = seal(zlib.compress(json.dumps(asdict(content), default=str).encode()), _PURPOSE)

    @property
    def subject(self) -> str:
        """Its subject; empty where that is forgotten."""
        return self.content.subject

    @property
    def text(self) -> str:
        """Its words as plain text; empty where they are forgotten."""
        return self.content.text

    @property
    def html(self) -> str:
        """Its words as a page; empty where they are forgotten."""
        return self.content.html

    @property
    def calendar(self) -> str | None:
        """The invitation that goes with it."""
        return self.content.calendar

    @property
    def unsubscribe_url(self) -> str | None:
        """Where its reader switches such emails off."""
        return self.content.unsubscribe_url

    @property
    def is_about_account(self) -> bool:
        """Whether it is about an account, and not about what people do in programmes."""
        return self.kind.startswith(ACCOUNT_KINDS)


def enqueue(
    letter: Letter, *, to_email: str, to_name: str, kind: str, now: datetime, calendar: str | None = None,
    unsubscribe_url: str | None = None, hushed: bool = False, batch: str = "",
    leaves_at: datetime | None = None,
) -> OutboxMail:
    """Put a letter into the outbox, in the caller's transaction. `kind` names it for administrators.

    `calendar` is an iCalendar object with a METHOD, such as an invitation. A `hushed` letter reaches no one, and
    nothing in the outbox tells it from one that does. Letters of a `batch` can be stopped together until they leave,
    which is not before `leaves_at`.
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
        batch=batch, next_try_at=leaves_at or now, created_at=now,
    )
    row.content = Content(
        _one_line(letter.subject), _rendered("mail/letter.txt", words), _rendered("mail/letter.html", words),
        calendar, unsubscribe_url, hushed)
    db.session.add(row)
    if leaves_at is None:
        tasks.wake("mail")
    return row


def greeting(name: str) -> str:
    """How an email begins: with the first name."""
    return _("Hi %(name)s,", name=next(iter(name.split()), name))


def due(now: datetime, limit: int = 200) -> list[int]:
    """Ids of mails to try now: those about accounts, which someone waits for, then the oldest.

    A mail whose sender died is due again after its lease.
    """
    return list(db.session.scalars(
        select(OutboxMail.id)
        .where(OutboxMail.state.in_((QUEUED, SENDING)), OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.kind.startswith(ACCOUNT_KINDS).desc(), OutboxMail.id).limit(limit)
    ))


def resend(row: OutboxMail, now: datetime) -> None:
    """Try a failed mail again, from the first attempt on."""
    row.state, row.attempts, row.next_try_at, row.error = QUEUED, 0, now, None


def forget(row: OutboxMail) -> None:
    """Keep of an email that was sent its kind, its times and its state; of one about an account its address too."""
    row.sealed, row.batch = None, ""
    if not row.is_about_account:
        row.to_email = row.to_name = ""


def forget_failed(now: datetime) -> None:
    """Forget what emails said that couldn't be sent a month ago; in the current transaction."""
    db.session.execute(update(OutboxMail).where(
        OutboxMail.state == FAILED, OutboxMail.sealed.is_not(None), OutboxMail.created_at < now - FAILED_KEPT_FOR,
    ).values(sealed=None).execution_options(synchronize_session=False))


def stop(batch: str) -> set[str]:
    """Take those emails of a batch out of the outbox that no worker has begun to send; the addresses they were for.

    In the current transaction, so each of them either leaves or is stopped.
    """
    waiting = (OutboxMail.batch == batch, OutboxMail.attempts == 0, OutboxMail.state == QUEUED)
    addresses = set(db.session.scalars(select(OutboxMail.to_email).where(*waiting)))
    if addresses:
        db.session.execute(delete(OutboxMail).where(*waiting))
    return addresses


def count_unreadable() -> int:
    """How many emails that could still be sent were sealed under another SECRET_KEY."""
    sealed = db.session.scalars(select(OutboxMail.sealed).where(OutboxMail.sealed.is_not(None)))
    return sum(text is not None and not is_readable(text, _PURPOSE) for text in sealed)


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
