"""What a long run reports while it works. The callee may raise to stop it; nothing is kept of a stopped run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


class Phase(str):
    """The name of a step that begins; ``share`` (0..1) is how much of the whole work is done."""

    __slots__ = ("share",)
    share: float

    def __new__(cls, step: str, share: float) -> Phase:
        """Name a step and say how far the work has got."""
        phase = super().__new__(cls, step)
        phase.share = share
        return phase


Progress = Callable[[Phase], None]


@dataclass(frozen=True)
class Teller:
    """Reports the steps of one part of the work, between two shares; made for the whole, narrowed by `part`."""

    progress: Progress | None
    first: float = 0.0
    last: float = 1.0

    def __call__(self, step: str, share: float) -> None:
        """Report a step; ``share`` (0..1) is how much of this part is done."""
        if self.progress is not None:
            self.progress(Phase(step, self.first + share * (self.last - self.first)))

    def part(self, first: float, last: float) -> Teller:
        """Return a teller for a part of this part."""
        span = self.last - self.first
        return replace(self, first=self.first + first * span, last=self.first + last * span)
