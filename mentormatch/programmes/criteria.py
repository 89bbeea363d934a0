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
    ("must", _l("Must have")), ("nice", _l("Nice to have")), ("off", _l("Ignore")),
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
            _l("How well one person's expertise meets the other's goals. What matters most counts most."),
            _l("There's help for at least one goal.")),
    Meaning("reach", _l("Influence where it's wanted"),
            _l("One works in, or has influence in, the part of the company the other wants to move into."),
            _l("There's influence in the area that was named.")),
    Meaning("grade", _l("The right gap in seniority"),
            _l("How close the pair is to the ideal gap in grades."),
            _l("They're within four grades of the ideal gap.")),
    Meaning("scarce", _l("Rare skills go where they're needed"),
            _l("Expertise that few people offer goes to those who asked for it, and isn't used up on anyone else."),
            _l("Rare skills go to someone who asked for them.")),
    Meaning("hours", _l("Overlapping hours"),
            _l("How much of the working day suits both, across time zones."),
            _l("They share at least half an hour of the day.")),
    Meaning("languages", _l("A shared language"),
            _l("Both have named a language they're happy to meet in."),
            _l("They share a language.")),
    Meaning("formats", _l("Shared ways of meeting"),
            _l("How many ways of meeting both are comfortable with."),
            _l("They share a way of meeting. Think twice: this can cost someone a match.")),
    Meaning("department", _l("Across or within departments"),
            _l("Whether the pair spans two departments or stays in one, whichever you prefer."),
            _l("Their departments match your preference.")),
    Meaning("site", _l("Same or different site"),
            _l("What each of them said about where their partner should be based."),
            _l("It suits the wishes of at least one of them.")),
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


def for_programme(programme: Programme) -> Criteria:
    """The criteria of a programme."""
    return from_json(programme.kind, programme.criteria)


def defaults(kind: str) -> Criteria:
    """The criteria a programme of a kind starts with."""
    return from_json(kind, {})


def from_json(kind: str, stored: Mapping[str, Mapping[str, Any]]) -> Criteria:
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
    return for_programme(programme).by_name["reach"].counts


def weighed(programme: Programme) -> list[tuple[str, int]]:
    """The nice-to-haves that count here: (title, share of the whole in percent, 0..100), heaviest first."""
    chosen = for_programme(programme)
    counting = [(meaning, chosen.by_name[meaning.name]) for meaning in MEANINGS
                if chosen.by_name[meaning.name].counts]
    whole = sum(one.weight for _meaning, one in counting) or 1
    shares = [(_title(meaning, chosen), round(100 * one.weight / whole))
              for meaning, one in counting if one.weight]
    return sorted(shares, key=lambda share: -share[1])


def musts(programme: Programme) -> list[str]:
    """What every pair of this programme must have, one sentence for each criterion set to must."""
    chosen = for_programme(programme).by_name
    return [str(meaning.must) for meaning in MEANINGS if chosen[meaning.name].mode == MUST]


def _title(meaning: Meaning, chosen: Criteria) -> str:
    if meaning.name == "department":
        return _("Within one department") if chosen.department == "same" else _("Across departments")
    return str(meaning.title)
