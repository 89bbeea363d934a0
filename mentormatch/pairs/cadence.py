"""When a pair is due to meet next: a pure function of dates. What a page shows of it is decided there."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

FIRST_MEETING = timedelta(weeks=2)


@dataclass(frozen=True)
class DueMeeting:
    """The next meeting. `days` from today: 0 is today, below 0 it is overdue."""

    on: date
    days: int
    state: Literal["planned", "due", "overdue"]
    is_first: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed."""
        return self.state == "overdue"

    @property
    def days_over(self) -> int:
        """How many days it is overdue; 0 when it is not."""
        return max(0, -self.days)


def due(
    next_on: date | None, last_met_on: date | None, started_on: date, cadence_weeks: int, today: date,
) -> DueMeeting:
    """Say when the next meeting is due.

    A date the two have planned counts when it lies after their last meeting and not before `started_on`, which is
    the day of the start, or of the return from a pause. Without one it is a cadence after the later of the last
    meeting and `started_on`; a first meeting is due after two weeks even where the cadence is longer, because a
    pair that has not met by then often never does.
    """
    rhythm = timedelta(weeks=cadence_weeks)
    is_first = last_met_on is None
    is_planned = (next_on is not None and next_on >= started_on
                  and (last_met_on is None or next_on > last_met_on))
    if is_planned:
        assert next_on is not None
        on = next_on
    elif last_met_on is None:
        on = started_on + min(rhythm, FIRST_MEETING)
    else:
        on = max(last_met_on, started_on) + rhythm
    days = (on - today).days
    if days < 0:
        return DueMeeting(on, days, "overdue", is_first)
    return DueMeeting(on, days, "planned" if is_planned else "due", is_first)
