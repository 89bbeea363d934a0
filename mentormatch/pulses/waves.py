"""When the pulse is asked: on day 30, every 60 days from then, and once at the end. Pure functions of days."""

FIRST_DAY, EVERY_DAYS = 30, 60
AT_THE_END = 0
OPEN_DAYS = 30


def wave_on(days: int) -> int | None:
    """The wave that is current so many days after the start (30, 90, 150 …); None before the first."""
    if days < FIRST_DAY:
        return None
    return FIRST_DAY + (days - FIRST_DAY) // EVERY_DAYS * EVERY_DAYS
