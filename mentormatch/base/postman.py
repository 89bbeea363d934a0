"""The postman: sends what is due in the outbox, one email at a time, each in transactions of its own.

An email is claimed before it is sent, so two workers never send one twice. A worker that dies between sending
and noting it leaves a claim that runs out; the email then goes out again under the same Message-ID, which mail
programs fold into one. What the server refuses for good fails at once; everything else is tried for four days.
In a worker one thread at a time sends, for some seconds at a stretch, so a slow server holds nothing else up.
"""

import re
import smtplib
import ssl
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from enum import Enum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base import clock, tasks
from mentormatch.base.db import db, transaction
from mentormatch.base.links import without_addresses
from mentormatch.base.mail import FAILED, QUEUED, SENDING, SENT, Content, OutboxMail, due, forget, forget_failed
from mentormatch.base.seals import BrokenSeal
from mentormatch.config import LOOPBACK

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=30)
MAX_ATTEMPTS = 200
TIMEOUT_SECONDS = 20
STRETCH_SECONDS = 20.0  # then other work of the queue has its turn
_sending = threading.Lock()
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


class NoEncryption(smtplib.SMTPException):
    """The mail server can only be spoken to in clear, and MAIL_URL doesn't say that it may be."""


class Sent(Enum):
    """What came of trying to send one mail."""

    YES = "sent"
    NOT_DUE = "not due, or being sent by another worker"
    REFUSED = "this email can't be sent, or not now"
    NO_SERVER = "the server couldn't be reached, or takes no email now"


def deliver(_: str) -> None:
    """Send what is due for some seconds: the work that an email in the outbox wakes; the rest comes after other work.

    Does nothing while another thread of this process sends.
    """
    if not _sending.acquire(blocking=False):
        return
    try:
        has_more = _send_due(clock.now(), time.monotonic() + STRETCH_SECONDS)
    finally:
        _sending.release()
    if has_more:
        tasks.push("mail")


def sweep(now: datetime) -> None:
    """Send all emails that are due; in a worker, have its queue do so, for a sweep mustn't wait for a server."""
    with transaction():
        forget_failed(now)
    if not tasks.is_worker():
        _send_due(now)
    elif due(now, 1):
        tasks.push("mail")


def _send_due(now: datetime, until: float = float("inf")) -> bool:
    """Send what is due, in order, until a moment of the monotonic clock; whether something is left to be sent now.

    While the server can't be reached the rest stays queued for later.
    """
    while mail_ids := due(max(now, clock.now())):
        for mail_id in mail_ids:
            if time.monotonic() > until:
                return True
            if tasks.is_stopping() or send_one(mail_id, max(now, clock.now())) is Sent.NO_SERVER:
                return False
    return False


def send_one(mail_id: int, now: datetime) -> Sent:
    """Send one email if it is due and no one else is sending it.

    Opens its own two transactions, with the sending between them.
    """
    with transaction():
        row = db.session.get(OutboxMail, mail_id)
        if row is None or row.state not in (QUEUED, SENDING) or row.next_try_at > now:
            return Sent.NOT_DUE
        row.state, row.attempts, row.next_try_at = SENDING, row.attempts + 1, now + LEASE
        attempts = row.attempts
        try:
            content = row.content
            message = _message(row, content)
        except (ValueError, MessageError, BrokenSeal) as problem:  # an address that no email can be written to
            row.state, row.error = FAILED, str(problem)
            return Sent.REFUSED
    try:
        _deliver(message, current_app.config["SETTINGS"].mail_url, is_hushed=content.hushed)
    except (OSError, ValueError, smtplib.SMTPException) as problem:
        _note_failure(mail_id, attempts, problem, now)
        return Sent.REFUSED if _is_about_one_mail(problem) else Sent.NO_SERVER
    with transaction():
        row = db.session.get_one(OutboxMail, mail_id)
        row.state, row.sent_at, row.error = SENT, now, None
        forget(row)
    return Sent.YES


def _note_failure(mail_id: int, attempts: int, problem: Exception, now: datetime) -> None:
    with transaction():
        row = db.session.get_one(OutboxMail, mail_id)
        row.error = without_addresses(str(problem)) or type(problem).__name__  # servers quote the links they dislike
        row.state = FAILED if attempts >= MAX_ATTEMPTS or _is_final(problem) else QUEUED
        row.next_try_at = now + min(LONGEST_WAIT, timedelta(seconds=30) * 2 ** min(attempts - 1, 10))


def _is_about_one_mail(problem: Exception) -> bool:
    """Whether other emails may well get through although this one doesn't."""
    mine = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError, ValueError)
    return isinstance(problem, mine)


def _is_final(problem: Exception) -> bool:
    """Whether the server said that it will never take this email (a code of 500 or more)."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPDataError):
        return problem.smtp_code >= 500
    return isinstance(problem, (smtplib.SMTPNotSupportedError, ValueError))


def _message(row: OutboxMail, content: Content) -> EmailMessage:
    settings = current_app.config["SETTINGS"]
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = row.message_id
    message["Date"] = row.created_at
    message["From"] = settings.mail_from
    user, _separator, domain = row.to_email.rpartition("@")
    message["To"] = Address(row.to_name, user, domain)
    message["Subject"] = content.subject
    message["Auto-Submitted"] = "auto-generated"
    if content.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{content.unsubscribe_url}>"
    message.set_content(content.text)
    message.add_alternative(content.html, subtype="html")
    if content.calendar:
        _invite(message, content.calendar)
    return message


def _invite(message: EmailMessage, calendar: str) -> None:
    """Put an invitation in twice: as the alternative that calendars act on, and as a file for everything else.

    As base64, because its lines end in CR LF and are folded at 75 octets, and both must arrive as they are.
    """
    method = _METHOD.search(calendar)
    parameters = {"method": method[1]} if method else {}
    message.add_alternative(calendar, subtype="calendar", cte="base64", params=parameters)
    message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")


def _deliver(message: EmailMessage, url: str, *, is_hushed: bool = False) -> None:
    where = urlsplit(url)
    if where.scheme == "file":
        if not is_hushed:
            _write(message, Path(where.path))
        return
    server = _connect(where.scheme, where.hostname or "localhost", where.port, has_password=bool(where.username))
    try:
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        if is_hushed:
            _ask_about(message, server)
        else:
            server.send_message(message)
    finally:
        with suppress(OSError):  # what the server took, it took; a rude goodbye must not send it again
            server.quit()


def _ask_about(message: EmailMessage, server: smtplib.SMTP) -> None:
    """Ask whether the server would take an email, without handing it over.

    So an address that refuses emails refuses a hushed one as well, and its row fails like any other.
    """
    sender, reader = (message[name].addresses[0].addr_spec for name in ("From", "To"))
    server.ehlo_or_helo_if_needed()
    code, words = server.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, words, sender)
    code, words = server.rcpt(reader)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({reader: (code, words)})
    server.rset()


def _write(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    draft = folder / f".{name}.part"
    policy = SMTP if str(message["To"]).isascii() else SMTPUTF8
    draft.touch(mode=0o600)  # it holds working links
    draft.write_bytes(message.as_bytes(policy=policy))
    draft.replace(folder / f"{name}.eml")


def _connect(scheme: str, host: str, port: int | None, *, has_password: bool) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 25, timeout=TIMEOUT_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    elif scheme == "smtp" and (has_password or host not in LOOPBACK):
        server.close()
        raise NoEncryption(_("The mail server doesn't offer STARTTLS, so nothing was sent: it would have been readable "
                             "on the way. Use smtps:// in MAIL_URL, or smtp+insecure:// if the way is yours alone."))
    return server
