"""The criteria of one programme: what makes one pair better than another there, as a value and in words.

Kept in Programme.criteria as {"goals": {"weight": 70, "mode": "nice"}, "grade": {"weight": 20, "mode": "nice",
"ideal_gap": 3}, "department": {"weight": 10, "mode": "nice", "prefer": "other"}, …}. Mode is "must", "nice" or
"off"; a name that is not stored has the default of the programme's kind, so that a programme gains a criterion that
is new; for a draft, which keeps what it weighed, it is off. Only this file reads that shape;
catalogue.py says which criteria there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.programmes.catalogue import CATALOGUE, SHOWN, CriterionSpec, Mode
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import Programme

Prefer = Literal["same", "other"]
MUST, NICE, OFF = "must", "nice", "off"
MODES: tuple[tuple[Mode, LazyString], ...] = (
    ("must", _l("Must have")), ("nice", _l("Nice to have")), ("off", _l("Ignore")),
)


@dataclass(frozen=True)
class CriterionSetting:
    """How much one criterion counts, 0..100, and how. A weight is kept while the mode is off."""

    weight: int
    mode: Mode

    @property
    def counts(self) -> bool:
        """Whether it has any effect."""
        return self.mode != OFF and (self.weight > 0 or self.mode == MUST)


@dataclass(frozen=True)
class Criteria:
    """All criteria of a programme: name -> CriterionSetting, and what two of them aim at.

    `ideal_gap` is how many grades above her the mentor would best be; `department` which pairs are preferred.
    """

    by_name: Mapping[str, CriterionSetting]
    ideal_gap: int
    department: Prefer

    def to_json(self) -> dict[str, dict[str, Any]]:
        """As it is kept with the programme."""
        stored: dict[str, dict[str, Any]] = {
            name: {"weight": setting.weight, "mode": setting.mode} for name, setting in self.by_name.items()}
        stored["grade"]["ideal_gap"] = self.ideal_gap
        stored["department"]["prefer"] = self.department
        return stored


def for_programme(programme: Programme) -> Criteria:
    """The criteria of a programme."""
    return from_json(programme.kind, programme.criteria)


def defaults(kind: str) -> Criteria:
    """The criteria a programme of a kind starts with."""
    return from_json(kind, {})


def from_json(kind: str, stored: Mapping[str, Mapping[str, Any]], *, missing_is_off: bool = False) -> Criteria:
    """What `to_json` made. What is missing has the default of the kind, or did not count if `missing_is_off`."""
    by_name = {}
    for spec in CATALOGUE:
        weight, mode = (0, OFF) if missing_is_off else spec.default(kind)
        entry = stored.get(spec.name, {})
        by_name[spec.name] = CriterionSetting(int(entry.get("weight", weight)), cast(Mode, entry.get("mode", mode)))
    return Criteria(
        by_name=by_name,
        ideal_gap=int(stored.get("grade", {}).get("ideal_gap", KINDS[kind].ideal_gap)),
        department=cast(Prefer, stored.get("department", {}).get("prefer", "other")),
    )


def asks_for_reach(programme: Programme) -> bool:
    """Whether reach counts in this programme, so that profiles ask about it."""
    return for_programme(programme).by_name["reach"].counts


def weighed(programme: Programme) -> list[tuple[str, int]]:
    """The nice-to-haves that count here: (title, share of the whole in percent, 0..100), heaviest first."""
    chosen = for_programme(programme)
    counting = [(spec, chosen.by_name[spec.name]) for spec in SHOWN if chosen.by_name[spec.name].counts]
    whole = sum(setting.weight for _spec, setting in counting) or 1
    shares = [(_title(spec, chosen), round(100 * setting.weight / whole))
              for spec, setting in counting if setting.weight]
    return sorted(shares, key=lambda share: -share[1])


def musts(programme: Programme) -> list[str]:
    """What every pair of this programme must have, one sentence for each criterion set to must."""
    chosen = for_programme(programme).by_name
    return [str(spec.must) for spec in SHOWN if chosen[spec.name].mode == MUST]


def _title(spec: CriterionSpec, chosen: Criteria) -> str:
    if spec.name == "department":
        return _("Within one department") if chosen.department == "same" else _("Across departments")
    return str(spec.title)
