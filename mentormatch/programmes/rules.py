"""The hard rules of a programme: what forbids a pair whatever its score, as a value and in words.

Kept in Programme.rules as {"own_manager": {"on": true}, "reporting_line": {"on": true},
"language": {"on": true}, "exclusion": {"on": true},
"seniority_gap": {"on": true, "min": 1, "max": 5}, "site": {"on": false, "which": "same"},
"department": {"on": false, "which": "other"}, "minimum_score": {"on": false, "least": 300}}.
A name that is not stored has the default of the programme's kind; for a draft, which keeps what it was asked, it is
off. Only this file reads that shape. Boundaries, and that
no two are proposed to each other twice, are not in it: they always hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.base.scores import percent
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import LOTS_NONE, Programme

Which = Literal["same", "other"]
USUAL_GAP, USUAL_MINIMUM = (1, 5), 300


@dataclass(frozen=True)
class RuleSwitch:
    """A rule that is only on or off: its title, and what it forbids."""

    name: str
    title: LazyString
    text: LazyString


SWITCHES: tuple[RuleSwitch, ...] = (
    RuleSwitch("own_manager", _l("Never your own manager"),
            _l("You should be able to talk openly to someone who doesn't decide your pay.")),
    RuleSwitch("reporting_line", _l("No one in the same reporting line"),
            _l("Neither reports to the other, directly or indirectly.")),
    RuleSwitch("language", _l("A shared language"),
            _l("You'll share at least one language you're happy to meet in. This doesn't apply to anyone who hasn't "
               "named any.")),
)


@dataclass(frozen=True)
class Gap:
    """How many grades the mentor may be above her, both ends included."""

    is_on: bool
    least: int
    most: int


@dataclass(frozen=True)
class Place:
    """Whether a pair must be of the same, or of different, sites or departments."""

    is_on: bool
    which: Which

    @property
    def required(self) -> Which | None:
        """What is asked for, None when nothing is."""
        return self.which if self.is_on else None


@dataclass(frozen=True)
class Minimum:
    """The lowest score a pair may have, 0..1000."""

    is_on: bool
    least: int


@dataclass(frozen=True)
class HardRules:
    """All hard rules of a programme. Parameters are kept while a rule is off."""

    own_manager: bool
    reporting_line: bool
    language: bool
    exclusion: bool
    gap: Gap
    site: Place
    department: Place
    minimum: Minimum

    @property
    def boundary(self) -> bool:
        """Always on: what somebody refused for herself is not a setting anybody else can change."""
        return True

    @property
    def past_pair(self) -> bool:
        """Always on: whoever says no, or ends a pair, is told that the two are not proposed to each other again."""
        return True

    @property
    def seniority_gap(self) -> tuple[int, int] | None:
        """(least, most) grades, None when the rule is off."""
        return (self.gap.least, self.gap.most) if self.gap.is_on else None

    @property
    def minimum_score(self) -> int:
        """The lowest score a pair may have, 0..1000; 0 when the rule is off."""
        return self.minimum.least if self.minimum.is_on else 0

    def to_json(self) -> dict[str, dict[str, Any]]:
        """As it is kept with the programme."""
        stored: dict[str, dict[str, Any]] = {
            name: {"on": getattr(self, name)}
            for name in ("own_manager", "reporting_line", "language", "exclusion")}
        stored["seniority_gap"] = {"on": self.gap.is_on, "min": self.gap.least, "max": self.gap.most}
        stored["site"] = {"on": self.site.is_on, "which": self.site.which}
        stored["department"] = {"on": self.department.is_on, "which": self.department.which}
        stored["minimum_score"] = {"on": self.minimum.is_on, "least": self.minimum.least}
        return stored


def for_programme(programme: Programme) -> HardRules:
    """The hard rules of a programme."""
    return from_json(programme.kind, programme.rules)


def defaults(kind: str) -> HardRules:
    """The hard rules a programme of a kind starts with."""
    return from_json(kind, {})


def from_json(kind: str, stored: Mapping[str, Mapping[str, Any]], *, missing_is_off: bool = False) -> HardRules:
    """What `to_json` made. What is missing has the default of the kind, or forbade nothing if `missing_is_off`."""
    usual = KINDS[kind].rules
    gap = stored.get("seniority_gap", {})
    least, most = usual.seniority_gap or USUAL_GAP
    minimum = stored.get("minimum_score", {})

    def is_on(name: str, default: bool) -> bool:
        return bool(stored.get(name, {}).get("on", default and not missing_is_off))

    def place(name: str, default: str) -> Place:
        return Place(is_on(name, False), cast(Which, stored.get(name, {}).get("which", default)))

    return HardRules(
        own_manager=is_on("own_manager", usual.own_manager),
        reporting_line=is_on("reporting_line", usual.reporting_line),
        language=is_on("language", usual.language),
        exclusion=is_on("exclusion", usual.exclusion),
        gap=Gap(is_on("seniority_gap", usual.seniority_gap is not None),
                int(gap.get("min", least)), int(gap.get("max", most))),
        site=place("site", "same"),
        department=place("department", "other"),
        minimum=Minimum(is_on("minimum_score", False), int(minimum.get("least", USUAL_MINIMUM))),
    )


def in_words(programme: Programme) -> list[str]:
    """What is never paired here, one line for each rule that is on; the two that always hold come first."""
    rules = for_programme(programme)
    lines = [_("No one is matched with a person they've asked not to be matched with."),
             *([_("Some pairs are set aside by lot, so no one can tell who has asked.")]
               if programme.lots != LOTS_NONE else []),
             _("No repeats. You'll never be matched with the same person twice.")]
    lines += [f"{meaning.title}. {meaning.text}" for meaning in SWITCHES if getattr(rules, meaning.name)]
    if rules.seniority_gap:
        lines.append(_("They're %(least)d to %(most)d grades apart.",
                       least=rules.gap.least, most=rules.gap.most))
    lines += _places_in_words(rules)
    if rules.minimum_score:
        lines.append(_("No pair scores below %(least)d%%.", least=percent(rules.minimum_score)))
    return lines


def _places_in_words(rules: HardRules) -> list[str]:
    sentences = {
        ("site", "same"): _("Both work at the same site."),
        ("site", "other"): _("They work at different sites."),
        ("department", "same"): _("Both work in the same department."),
        ("department", "other"): _("They work in different departments."),
    }
    wanted = (("site", rules.site.required), ("department", rules.department.required))
    return [sentences[name, which] for name, which in wanted if which]
