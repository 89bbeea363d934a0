"""The settings of a draft: what the coordinator asked for, as one value that is stored and read back."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.programmes import criteria, rules
from mentormatch.programmes.criteria import Criteria
from mentormatch.programmes.models import Programme
from mentormatch.programmes.rules import HardRules


@dataclass(frozen=True)
class Objective:
    """What a draft tries to achieve, in words a coordinator can defend."""

    slug: str
    title: LazyString
    text: LazyString


OBJECTIVES: tuple[Objective, ...] = (
    Objective("fair", _l("Fair"),
              _l("Match as many people as possible, then make the weakest pair as strong as it can be, then maximise "
                 "the total score.")),
    Objective("leximin", _l("Fairest (lexicographic)"),
              _l("Like “Fair”, then also the second weakest pair, the third and so on.")),
    Objective("coverage", _l("Most people"),
              _l("Match as many people as possible, then maximise the total score, even if some pairs are weaker.")),
    Objective("total", _l("Best total"),
              _l("Make the total of all scores as high as possible, even if that leaves someone out.")),
    Objective("stable", _l("Stable"),
              _l("No two people would both prefer each other to their matches. This can leave more people out.")),
)
SLUGS = tuple(objective.slug for objective in OBJECTIVES)
SCHEMA = 1  # of settings as they are stored; those stored before there was a number read the same


@dataclass(frozen=True)
class DraftSettings:
    """Objective, criteria and hard rules of one draft.

    `seed` names the lottery among equally good results; empty means: the fingerprint of the input. `earlier_first`:
    whoever was left without a pair by the last rounds is served before the others.
    """

    kind: str
    criteria: Criteria
    rules: HardRules
    objective: str = "fair"
    seed: str = ""
    earlier_first: bool = True

    @classmethod
    def of_programme(cls, programme: Programme, *, objective: str = "fair", seed: str = "") -> "DraftSettings":
        """The programme's own criteria and rules."""
        return cls(programme.kind, criteria.for_programme(programme), rules.for_programme(programme), objective, seed)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "DraftSettings":
        """What `to_json` made, now or earlier. What is not named there did not exist then, so it was off."""
        kind = stored["kind"]
        return cls(kind, criteria.from_json(kind, stored["criteria"], missing_is_off=True),
                   rules.from_json(kind, stored["rules"], missing_is_off=True),
                   stored["objective"], stored["seed"], stored.get("earlier_first", False))

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the draft: all that is weighed and forbidden, by name."""
        return {"schema": SCHEMA, "kind": self.kind, "criteria": self.criteria.to_json(), "rules": self.rules.to_json(),
                "objective": self.objective, "seed": self.seed, "earlier_first": self.earlier_first}
