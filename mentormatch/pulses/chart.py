"""A person's own pulses over time, as a small picture: points of a line, and the same in words. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_decimal
from flask_babel import gettext as _

from mentormatch.pulses.models import Pulse
from mentormatch.pulses.scale import AREAS, HIGHEST, LOWEST
from mentormatch.pulses.trend import level

WIDTH, HEIGHT, EDGE = 320, 96, 10


@dataclass(frozen=True)
class Point:
    """One answered pulse: where it lies in the picture, and its level (0..1000) altogether and for each area."""

    moment: datetime
    x: int
    y: int
    level: int
    areas: dict[str, int | None]


def points_for(pulses: Sequence[Pulse]) -> list[Point]:
    """The points of a person's answered pulses, oldest first, spread evenly from left to right."""
    answered = [(pulse, overall) for pulse in pulses if (overall := level(pulse.answers)) is not None]
    between = (WIDTH - 2 * EDGE) // max(1, len(answered) - 1)
    return [
        Point(pulse.answered_at or pulse.due_at, EDGE + place * between,
              HEIGHT - EDGE - overall * (HEIGHT - 2 * EDGE) // 1000, overall,
              {area: level(pulse.answers, area) for area in AREAS})
        for place, (pulse, overall) in enumerate(answered)]


def mean_words(reached: int) -> str:
    """A level (0..1000) as the mean of the answers, 1 to 5: "3.8 of 5"."""
    steps = LOWEST + (HIGHEST - LOWEST) * reached / 1000
    return _("%(mean)s out of %(most)d", mean=format_decimal(round(steps, 1), format="0.0"), most=HIGHEST)


def line(points: Sequence[Point]) -> str:
    """The points as an SVG polyline takes them."""
    return " ".join(f"{point.x},{point.y}" for point in points)
