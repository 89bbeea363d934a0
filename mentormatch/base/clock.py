"""The clock: the one place that reads the time. Rules take `now=` as an argument; views and tasks ask here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)
_stopped_at: datetime | None = None


def now() -> datetime:
    """The present moment in UTC, with its zone."""
    return _stopped_at or datetime.now(UTC) + _offset


def today(zone: str) -> date:
    """The date it is now in an IANA time zone such as Europe/Berlin."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def stopped(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment: for tests and for the past of a demo company."""
    global _stopped_at
    before, _stopped_at = _stopped_at, moment
    try:
        yield
    finally:
        _stopped_at = before
