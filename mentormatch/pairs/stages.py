"""Which stage of its time a pair is in: a pure function of dates. What each stage asks is in guides/."""

from datetime import date, timedelta
from typing import Literal

Stage = Literal["first", "second-month", "half-way", "closing"]

FIRST_WEEKS = timedelta(weeks=4)
LONGEST_CLOSING = timedelta(weeks=6)
SHORTEST_CLOSING = timedelta(weeks=2)
BEFORE_THE_MIDDLE = timedelta(weeks=2)


def stage(started_on: date, ends_on: date, today: date, *, has_met: bool) -> Stage:
    """The stage of a pair that began on `started_on` in a programme that ends on `ends_on`.

    Until the two have met it is always the first. The closing is the last sixth of their time, two to six weeks;
    the half-way guide shows from two weeks before the middle until then.
    """
    whole = max(ends_on - started_on, timedelta(0))
    closing = min(max(whole / 6, SHORTEST_CLOSING), LONGEST_CLOSING)
    if not has_met:
        return "first"
    if today >= ends_on - closing:
        return "closing"
    if today < started_on + min(FIRST_WEEKS, whole / 4):
        return "first"
    return "half-way" if today >= started_on + whole / 2 - BEFORE_THE_MIDDLE else "second-month"
