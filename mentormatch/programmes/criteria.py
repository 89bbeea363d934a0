"""The soft criteria of a programme: what makes one pair better than another, as a value and in words.

Kept in Programme.criteria as {"goals": {"weight": 70, "mode": "nice"}, "grade": {"weight": 20, "mode": "nice",
"ideal_gap": 3}, "department": {"weight": 10, "mode": "nice", "prefer": "other"}, …}. Mode is "must", "nice" or
"off"; a name that is not stored has the default of the programme's kind. Only this file reads that shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.programmes.kinds import KINDS, Mode
from mentormatch.programmes.models import Programme

Prefer = Literal["same", "other"]
MUST, NICE, OFF = "must", "nice", "off"
MODES: tuple[tuple[Mode, LazyString], ...] = (
    ("must", _l("Must")), ("nice", _l("Nice to have")), ("off", _l("Ignore")),
)


@dataclass(frozen=True)
class Meaning:
    """What a criterion looks at, in words: its title, how it counts, and what *must* would ask of every pair."""

    name: str
    title: LazyString
    text: LazyString
    must: LazyString


# "values", "her_wish" and "his_wish" are known to the matching too; they are kept as they are and not shown,
# because no profile asks for them.
MEANINGS: tuple[Meaning, ...] = (
    Meaning("goals", _l("Goals and expertise"),
            _l("Goals met by what the other can help with; what matters most counts most."),
            _l("There is help with at least one of the goals.")),
    Meaning("reach", _l("Reach into the area named"),
            _l("One works in the part of the company the other wants to reach, or has a say there."),
            _l("There is reach into the area that was named.")),
    Meaning("grade", _l("The right distance in seniority"),
            _l("How near the two are to the ideal number of grades apart."),
            _l("They are at most four grades away from the ideal distance.")),
    Meaning("scarce", _l("Scarce expertise to those who need it"),
            _l("What few can help with goes to those who asked for it, and is not spent on others."),
            _l("Scarce expertise goes to somebody who asked for it.")),
    Meaning("hours", _l("Hours in common"),
            _l("How much of the working day both can meet in, across time zones."),
            _l("They share at least half an hour of the day.")),
    Meaning("languages", _l("A language in common"),
            _l("Both named a language they like to meet in."),
            _l("They share a language.")),
    Meaning("formats", _l("Ways of meeting in common"),
            _l("How many ways of meeting both are at ease with."),
            _l("They share a way of meeting. Think twice: this can cost somebody a place.")),
    Meaning("department", _l("Across or within departments"),
            _l("Whether the pair spans two departments, or stays in one, as you prefer."),
            _l("Their departments are as you prefer.")),
    Meaning("site", _l("Same or another site"),
            _l("What each of the two said about meeting at one site."),
            _l("It suits at least one of the two as they wished.")),
)
SHOWN = tuple(meaning.name for meaning in MEANINGS)


@dataclass(frozen=True)
class Criterion:
    """How much one criterion counts, 0..100, and how. A weight is kept while the mode is off."""

    weight: int
    mode: Mode

    @property
    def counts(self) -> bool:
        """Whether it has any effect."""
        return self.mode != OFF and (self.weight > 0 or self.mode == MUST)


@dataclass(frozen=True)
class Criteria:
    """All criteria of a programme: name -> Criterion, and what two of them aim at.

    `ideal_gap` is how many grades above her the mentor would best be; `department` which pairs are preferred.
    """

    by_name: Mapping[str, Criterion]
    ideal_gap: int
    department: Prefer

    def to_json(self) -> dict[str, dict[str, Any]]:
        """As it is kept with the programme."""
        stored: dict[str, dict[str, Any]] = {
            name: {"weight": one.weight, "mode": one.mode} for name, one in self.by_name.items()}
        stored["grade"]["ideal_gap"] = self.ideal_gap
        stored["department"]["prefer"] = self.department
        return stored


def of(programme: Programme) -> Criteria:
    """The criteria of a programme."""
    return read(programme.kind, programme.criteria)


def defaults(kind: str) -> Criteria:
    """The criteria a programme of a kind starts with."""
    return read(kind, {})


def read(kind: str, stored: Mapping[str, Mapping[str, Any]]) -> Criteria:
    """What `to_json` made, completed from the defaults of the kind."""
    by_name = {}
    for name, (weight, mode) in KINDS[kind].criteria().items():
        one = stored.get(name, {})
        by_name[name] = Criterion(int(one.get("weight", weight)), cast(Mode, one.get("mode", mode)))
    return Criteria(
        by_name=by_name,
        ideal_gap=int(stored.get("grade", {}).get("ideal_gap", KINDS[kind].ideal_gap)),
        department=cast(Prefer, stored.get("department", {}).get("prefer", "other")),
    )


def asks_for_reach(programme: Programme) -> bool:
    """Whether reach counts in this programme, so that profiles ask about it."""
    return of(programme).by_name["reach"].counts


def weighed(programme: Programme) -> list[tuple[str, int]]:
    """The nice-to-haves that count here: (title, share of the whole in percent, 0..100), heaviest first."""
    chosen = of(programme)
    counting = [(meaning, chosen.by_name[meaning.name]) for meaning in MEANINGS
                if chosen.by_name[meaning.name].counts]
    whole = sum(one.weight for _meaning, one in counting) or 1
    shares = [(_title(meaning, chosen), round(100 * one.weight / whole))
              for meaning, one in counting if one.weight]
    return sorted(shares, key=lambda share: -share[1])


def musts(programme: Programme) -> list[str]:
    """What every pair of this programme must have, one sentence for each criterion set to must."""
    chosen = of(programme).by_name
    return [str(meaning.must) for meaning in MEANINGS if chosen[meaning.name].mode == MUST]


def _title(meaning: Meaning, chosen: Criteria) -> str:
    if meaning.name == "department":
        return _("Within one department") if chosen.department == "same" else _("Across departments")
    return str(meaning.title)
