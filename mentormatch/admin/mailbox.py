"""Emails that were written into a folder instead of being sent, readable where the app is being developed."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

MAX_SHOWN = 50


@dataclass(frozen=True)
class WrittenMail:
    """One email of the folder."""

    subject: str
    to: str
    sent_at: datetime | None
    text: str


def newest(mail_url: str) -> list[WrittenMail]:
    """The newest emails of the folder a MAIL_URL names, newest first; none where email is really sent."""
    where = urlsplit(mail_url)
    folder = Path(where.path)
    if where.scheme != "file" or not folder.is_dir():
        return []
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in files[:MAX_SHOWN]]


def _read(path: Path) -> WrittenMail:
    message = message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    sent = message["Date"]
    return WrittenMail(str(message["Subject"]), str(message["To"]), sent.datetime if sent else None,
                       str(body.get_content()) if body else "")
