"""How much each criterion counts in a round. Its default is declared with its arithmetic, in criteria.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from matching.score.criteria import CRITERIA
from matching.score.people import Aims, Weight

DEFAULT_WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {name: Weight(criterion.weight) for name, criterion in CRITERIA.items()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights(Aims):
    """The soft criteria of a round: name -> Weight (a name left out is off), and what some of them aim at."""

    criteria: Mapping[str, Weight] = field(default_factory=lambda: DEFAULT_WEIGHTS)

    def weighing(self, **weights: int) -> "Weights":
        """The same criteria with other weights; a name that was off becomes *nice*."""
        changed = dict(self.criteria)
        for name, weight in weights.items():
            before = changed.get(name, Weight(0, "off"))
            changed[name] = Weight(weight, "nice" if before.mode == "off" else before.mode)
        return replace(self, criteria=changed)
