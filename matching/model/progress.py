"""What a long run tells while it works. Whoever is told may raise to stop it: nothing is kept of a stopped run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


class Phase(str):
    """The name of a step that begins; ``share`` (0..1) is how much of the whole work lies behind it."""

    __slots__ = ("share",)
    share: float

    def __new__(cls, step: str, share: float) -> Phase:
        """Name a step and say how far the work is."""
        phase = super().__new__(cls, step)
        phase.share = share
        return phase


Progress = Callable[[Phase], None]


@dataclass(frozen=True)
class Teller:
    """Tells steps of the part of a work between two shares; made for the whole, narrowed by `part`."""

    progress: Progress | None
    first: float = 0.0
    last: float = 1.0

    def __call__(self, step: str, share: float) -> None:
        """Tell a step; ``share`` (0..1) is how much of this part lies behind it."""
        if self.progress is not None:
            self.progress(Phase(step, self.first + share * (self.last - self.first)))

    def part(self, first: float, last: float) -> Teller:
        """Return what tells the steps of a part of this part."""
        span = self.last - self.first
        return replace(self, first=self.first + first * span, last=self.first + last * span)
