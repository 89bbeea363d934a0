"""How mentees and points make one integer a pair, and how a difference of such integers is taken apart again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    """A change in what the round is worth.

    ``placed`` is in mentees, each counting 1 for the lowest priority tier, 2 for the next and so on; ``points``
    in score points.
    """

    placed: int
    points: int


@dataclass(frozen=True)
class ObjectiveWeights:
    """How a gain is put together: what a mentee of the lowest tier and what a point of score weigh."""

    per_placed: int
    per_point: int

    @classmethod
    def for_objective(cls, objective: str, *, people: int, tiers: int, largest: int) -> ObjectiveWeights:
        """Let one unit of what comes first outweigh twice all that ``people`` could bring of the other.

        ``largest`` is the highest score, without its sign. Points come first under ``total``, tiers otherwise; under
        ``leximin`` tiers alone count, so that paths exist although scores do not decide.
        """
        if objective == "leximin":
            return cls(per_placed=1, per_point=0)
        if objective == "total":
            return cls(per_placed=1, per_point=2 * (tiers + 1) * (people + 1))
        return cls(per_placed=2 * (largest + 1) * (people + 1), per_point=1)

    def split(self, value: int) -> Amount:
        """Return what a difference of gains says in mentees and points."""
        big, small = max(self.per_placed, self.per_point), min(self.per_placed, self.per_point)
        large = (value + big // 2) // big
        rest = (value - large * big) // small if small else 0
        placed, points = (large, rest) if self.per_placed > self.per_point else (rest, large)
        return Amount(placed, points)
