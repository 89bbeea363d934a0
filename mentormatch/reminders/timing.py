"""When a reminder may go out: pure functions of the reader's own time and of what she was sent before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Preference:
    """How somebody wants reminders. Hours are of her own day, `digest_weekday` 0 is Monday, `off` slugs."""

    weekly: bool = False
    digest_weekday: int = 0
    quiet_from: int = 19
    quiet_to: int = 7
    most_per_week: int = 3
    off: frozenset[str] = frozenset()
    changed_at: datetime | None = None


DEFAULT = Preference()


def may_send(chosen: Preference, local_now: datetime, sent: Collection[datetime]) -> bool:
    """Whether a mail of reminders may go to somebody now. `local_now` is in her zone; `sent`: those of the last weeks.

    One by one: outside of her quiet hours, and no more than she allows in any seven days. In a weekly letter: once
    since the latest of her weekdays began, and not before the first one after she chose so.
    """
    if is_quiet(local_now.hour, chosen.quiet_from, chosen.quiet_to):
        return False
    if not chosen.weekly:
        return sum(moment > local_now - WEEK for moment in sent) < chosen.most_per_week
    since = latest(local_now, chosen.digest_weekday)
    if chosen.changed_at is not None and chosen.changed_at > since:
        return False
    return not any(moment >= since for moment in sent)


def is_quiet(hour: int, quiet_from: int, quiet_to: int) -> bool:
    """Whether an hour of the day is quiet; hours that begin and end alike mean that none is."""
    if quiet_from < quiet_to:
        return quiet_from <= hour < quiet_to
    return quiet_from != quiet_to and (hour >= quiet_from or hour < quiet_to)


def latest(local_now: datetime, weekday: int) -> datetime:
    """When the latest of a weekday began, today's included."""
    back = timedelta(days=(local_now.weekday() - weekday) % 7)
    return (local_now - back).replace(hour=0, minute=0, second=0, microsecond=0)
