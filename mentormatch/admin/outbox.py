"""Questions about the outbox: emails about accounts one by one, all others as totals. Nothing here writes.

Totals are of days that are over, and of kinds of which many were written, so that no figure stands for one email; in
place of an email that would say something by being missing there is a hushed one. Emails about concerns count as sent,
whatever becomes of them: a failure without an address would say that there was one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, case, func, or_, select

from mentormatch.admin.labels import FEW
from mentormatch.admin.listing import PAGE_SIZE
from mentormatch.admin.privacy import may_open
from mentormatch.base.db import db
from mentormatch.base.mail import ACCOUNT_KINDS, FAILED, QUEUED, SENT, OutboxMail
from mentormatch.concerns.services import KIND as CONCERNS

DAYS = 14
OTHER = ""


@dataclass(frozen=True)
class Total:
    """How many emails of one kind were written on one day, and how many of them are in each state.

    OTHER stands for all kinds of which fewer than FEW were written.
    """

    day: date
    kind: str
    sent: int
    waiting: int
    failed: int


@dataclass(frozen=True)
class RefusingAddress:
    """An address to which emails about programmes can't be sent; since when, and what the mail server said then."""

    email: str
    since: datetime
    error: str


def about_accounts(state: str | None, words: str, page: int) -> Pagination:
    """One page of the emails about accounts, newest first; words are looked for in addresses and names."""
    where = [OutboxMail.kind.startswith(ACCOUNT_KINDS), *([OutboxMail.state == state] if state else [])]
    for word in words.replace("\x00", " ").split()[:10]:
        where.append(or_(OutboxMail.to_email.icontains(word, autoescape=True),
                         OutboxMail.to_name.icontains(word, autoescape=True)))
    return db.paginate(select(OutboxMail).where(*where).order_by(OutboxMail.id.desc()),
                       page=page, per_page=PAGE_SIZE, max_per_page=PAGE_SIZE, error_out=False)


def by_id(mail_id: int) -> OutboxMail | None:
    """An email that administrators may see by itself; numbers that no database can hold belong to none."""
    mail = db.session.get(OutboxMail, mail_id) if mail_id < 2**31 else None
    return mail if mail and may_open(mail) else None


def totals(now: datetime, zone: str) -> list[Total]:
    """The emails about programmes of the last days that are over, newest day first.

    Concerns are always in the sum of the rest: a line of their own would say on which day there was one.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    days = [today - timedelta(days=back) for back in range(1, DAYS + 1)]
    begins = [datetime.combine(day, time.min, ZoneInfo(zone)) for day in (today, *days)]
    place = case(*((OutboxMail.created_at >= begin, back) for back, begin in enumerate(begins)), else_=DAYS + 1)
    rows = db.session.execute(
        select(place.label("back"), OutboxMail.kind, OutboxMail.state, func.count())
        .where(_is_about_programmes(), OutboxMail.created_at >= begins[-1], OutboxMail.created_at < begins[0])
        .group_by("back", OutboxMail.kind, OutboxMail.state)).all()
    by_day: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for back, kind, state, count in rows:
        by_day[back].append((kind, state, count))
    return [total for back in sorted(by_day) for total in _of_day(days[back - 1], by_day[back])]


def refusing_addresses(limit: int = 50) -> list[RefusingAddress]:
    """Addresses with failed emails about programmes: one line each, however many and of whatever kind they are."""
    first = (select(func.min(OutboxMail.id)).where(
        OutboxMail.state == FAILED, _is_about_programmes(), OutboxMail.kind != CONCERNS)
        .group_by(OutboxMail.to_email))
    rows = db.session.scalars(select(OutboxMail).where(OutboxMail.id.in_(first)).order_by(OutboxMail.to_email)
                              .limit(limit))
    return [RefusingAddress(row.to_email, row.created_at, row.error or "") for row in rows]


def failed_count() -> int:
    """How many emails failed and can be sent again."""
    return db.session.scalar(select(func.count()).where(
        OutboxMail.state == FAILED, OutboxMail.sealed.is_not(None), OutboxMail.kind != CONCERNS)) or 0


def is_anything_waiting(now: datetime, longer_than: timedelta) -> bool:
    """Whether an email has waited longer than it should; one that is held isn't late before its time."""
    return db.session.scalar(select(OutboxMail.id).where(
        OutboxMail.state == QUEUED, OutboxMail.created_at < now - longer_than,
        or_(OutboxMail.attempts > 0, OutboxMail.next_try_at < now - longer_than)).limit(1)) is not None


def _is_about_programmes() -> ColumnElement[bool]:
    return ~OutboxMail.kind.startswith(ACCOUNT_KINDS)


def _of_day(day: date, counts: Iterable[tuple[str, str, int]]) -> list[Total]:
    written: Counter[str] = Counter()
    for kind, _state, count in counts:
        written[kind] += count
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, state, count in counts:
        is_shown = written[kind] >= FEW and kind != CONCERNS
        shown[kind if is_shown else OTHER][SENT if kind == CONCERNS else state] += count
    return [Total(day, kind, states[SENT], states.total() - states[SENT] - states[FAILED], states[FAILED])
            for kind, states in sorted(shown.items(), key=lambda item: (item[0] == OTHER, item[0]))]
