"""How the chapters of the demo's story hand over what happens when; load.py keeps the calendar."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol


class Schedule(Protocol):
    """Plans a deed for a day, at an hour of the head office."""

    def __call__(self, day: date, hour: int, deed: Callable[[datetime], object], *, minute: int = 0) -> None: ...
