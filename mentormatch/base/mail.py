"""Mail: letters written into an outbox in the same transaction as the change they tell of, sent by the worker.

A letter is words only (Letter); its frame, in text and in HTML, is templates/mail/base.*. Sending is claimed
row by row, so two workers never send one letter twice; a crash between sending and noting it resends the same
Message-ID, which mail programs fold into one.
"""

import smtplib
import ssl
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base import clock, tasks
from mentormatch.base.db import Model, db, transaction

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=4)


_ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)


class Sent(Enum):
    """What came of trying to send one mail."""

    YES = "sent"
    NOT_DUE = "not due, or in somebody else's hands"
    REFUSED = "the server would not take this mail"
    NO_SERVER = "the server could not be reached, or takes no mail now"


@dataclass(frozen=True)
class Letter:
    """The words of one mail: finished sentences, already translated; plain text, never HTML."""

    subject: str
    paragraphs: tuple[str, ...]
    action_label: str = ""
    action_url: str = ""
    closing: tuple[str, ...] = ()
    reason: str = ""


class OutboxMail(Model):
    """One mail to one address: queued → sending → sent, or failed after the last attempt."""

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
    state: Mapped[str] = mapped_column(default=QUEUED, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def enqueue(letter: Letter, *, to_email: str, to_name: str, kind: str, now: datetime) -> OutboxMail:
    """Put a letter into the outbox, in the caller's transaction. `kind` names it for administrators."""
    domain = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    words = {
        "letter": letter, "subject": _one_line(letter.subject), "preview": letter.paragraphs[0],
        "greeting": _("Hello %(name)s,", name=_one_line(to_name)) if to_name else "", "why": letter.reason,
        "action_url": letter.action_url, "action_label": letter.action_label,
    }
    row = OutboxMail(
        message_id=f"<{uuid.uuid4().hex}@{domain}>", kind=kind, to_email=to_email, to_name=_one_line(to_name),
        subject=_one_line(letter.subject), text=_rendered("mail/letter.txt", words),
        html=_rendered("mail/letter.html", words), next_try_at=now, created_at=now,
    )
    db.session.add(row)
    tasks.wake("mail")
    return row


def due(now: datetime, limit: int = 200) -> list[int]:
    """Ids of mails to try now, oldest first; a mail whose sender died is due again after its lease."""
    return list(db.session.scalars(
        select(OutboxMail.id)
        .where(OutboxMail.state.in_((QUEUED, SENDING)), OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.id).limit(limit)
    ))


@tasks.work("mail")
def deliver(_: str) -> None:
    """Send what is due: the work that a mail in the outbox wakes."""
    sweep(clock.now())


@tasks.sweep
def sweep(now: datetime) -> None:
    """Send all mails that are due, oldest first; while the server cannot be reached the rest waits."""
    while mail_ids := due(now):
        for mail_id in mail_ids:
            if send_one(mail_id, clock.now()) is Sent.NO_SERVER:
                return


def send_one(mail_id: int, now: datetime) -> Sent:
    """Send one mail if it is due and nobody else is sending it.

    Opens its own two transactions, with the sending between them.
    """
    with transaction():
        row = db.session.get(OutboxMail, mail_id)
        if row is None or row.state not in (QUEUED, SENDING) or row.next_try_at > now:
            return Sent.NOT_DUE
        row.state, row.attempts, row.next_try_at = SENDING, row.attempts + 1, now + LEASE
        message, attempts = _message(row), row.attempts
    try:
        _deliver(message, current_app.config["SETTINGS"].mail_url)
    except (OSError, smtplib.SMTPException) as problem:
        _note_failure(mail_id, attempts, str(problem) or type(problem).__name__, now)
        return Sent.REFUSED if isinstance(problem, _ABOUT_ONE_MAIL) else Sent.NO_SERVER
    with transaction():
        row = db.session.get_one(OutboxMail, mail_id)
        row.state, row.sent_at, row.error = SENT, now, None
    return Sent.YES


def resend(row: OutboxMail, now: datetime) -> None:
    """Try a failed mail again, from the first attempt on."""
    row.state, row.attempts, row.next_try_at, row.error = QUEUED, 0, now, None


def state_counts() -> dict[str, int]:
    """How many mails are in each state."""
    found = db.session.execute(
        select(OutboxMail.state, db.func.count()).group_by(OutboxMail.state)).all()
    return dict(found)


def search(state: str | None, words: str, page: int, size: int = 50) -> tuple[list[OutboxMail], int]:
    """One page of the outbox, newest first, and how many there are."""
    where = [OutboxMail.state == state] if state else []
    if words:
        where.append(or_(OutboxMail.to_email.icontains(words, autoescape=True),
                         OutboxMail.subject.icontains(words, autoescape=True)))
    count = db.session.scalar(select(db.func.count(OutboxMail.id)).where(*where)) or 0
    rows = db.session.scalars(select(OutboxMail).where(*where).order_by(OutboxMail.id.desc())
                              .limit(size).offset((page - 1) * size))
    return list(rows), count


def _note_failure(mail_id: int, attempts: int, problem: str, now: datetime) -> None:
    with transaction():
        row = db.session.get_one(OutboxMail, mail_id)
        row.error = problem
        row.state = FAILED if attempts >= MOST_ATTEMPTS else QUEUED
        row.next_try_at = now + min(LONGEST_WAIT, timedelta(seconds=30) * 2 ** (attempts - 1))


def _message(row: OutboxMail) -> EmailMessage:
    settings = current_app.config["SETTINGS"]
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = row.message_id
    message["Date"] = row.created_at
    message["From"] = settings.mail_from
    message["To"] = Address(display_name=row.to_name, addr_spec=row.to_email)
    message["Subject"] = row.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.text)
    message.add_alternative(row.html, subtype="html")
    return message


def _deliver(message: EmailMessage, url: str) -> None:
    where = urlsplit(url)
    if where.scheme == "file":
        folder = Path(where.path)
        folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        (folder / f"{name}.part").write_bytes(message.as_bytes())
        (folder / f"{name}.part").replace(folder / f"{name}.eml")
        return
    with _connect(where.scheme, where.hostname or "localhost", where.port) as server:
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=20, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 25, timeout=20)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    return server


def _rendered(template: str, words: dict[str, object]) -> str:
    """A mail's words, without what the app adds to pages (menus, who is signed in)."""
    return current_app.jinja_env.get_template(template).render(words)


def _one_line(text: str) -> str:
    """Fit for a header: no line breaks or other control characters, at most 200 characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:200]
