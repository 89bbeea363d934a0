"""Whom a draft serves and how well: by department, site and grade, and the worst off.

How people describe themselves isn't counted in a draft: moving one person and looking again would give their answer
away. See `publishing/group_figures.py`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mentormatch.rounds.drafts import explanation
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading.placements import PersonFacts, Placement, placements_in

WORST_OFF = 10


@dataclass(frozen=True)
class Group:
    """Some mentees of a draft: how many, how many placed, the mean score of their pairs 0..1000 (None: no pair)."""

    name: str
    people: int
    placed: int
    mean: int | None

    @property
    def share(self) -> int:
        """How many of a hundred are placed."""
        return round(100 * self.placed / self.people) if self.people else 0


@dataclass(frozen=True)
class Load:
    """How many mentors have so many pairs in a draft."""

    pairs: int
    mentors: int


@dataclass(frozen=True)
class FairnessReport:
    """The fairness of one draft."""

    whole: Group
    departments: list[Group]
    sites: list[Group]
    grades: list[Group]
    worst_off: list[Placement]
    loads: list[Load]
    free_places: int


def report(draft: Draft, *, own: Collection[str] = ()) -> FairnessReport:
    """The fairness of a draft; a constant number of statements. The worst off are told without `own` enrolments."""
    placements = placements_in(draft)
    places = explanation.places_of(draft) or {}
    others = [placement for placement in placements if not placement.concerns(own)]
    return FairnessReport(
        whole=_group("", placements), departments=by(placements, lambda side: side.department),
        sites=by(placements, lambda side: side.site), grades=by(placements, lambda side: str(side.grade or "")),
        worst_off=worst_off(others), loads=loads({mentor: pairs for mentor, (pairs, _most) in places.items()}),
        free_places=sum(most - pairs for pairs, most in places.values()),
    )


def by(placements: list[Placement], fact: Callable[[PersonFacts], str]) -> list[Group]:
    """The mentees in groups by an HR fact, in the order of its values; whoever has none is in the group ""."""
    parts: dict[str, list[Placement]] = {}
    for placement in placements:
        parts.setdefault(fact(placement.mentee), []).append(placement)
    return [_group(name, parts[name]) for name in sorted(parts, key=_in_order)]


def worst_off(placements: list[Placement]) -> list[Placement]:
    """The WORST_OFF pairs with the lowest scores, lowest first."""
    placed = [placement for placement in placements if placement.score is not None]
    return sorted(placed, key=lambda placement: (placement.score, placement.mentee.name.casefold(),
                                                 placement.mentee.enrolment_id))[:WORST_OFF]


def loads(pairs_of: Mapping[str, int]) -> list[Load]:
    """How the pairs are spread over the mentors, from those with none up; mentor -> pairs goes in."""
    return [Load(pairs, mentors) for pairs, mentors in sorted(Counter(pairs_of.values()).items())]


def _group(name: str, some: list[Placement]) -> Group:
    scores = [placement.score for placement in some if placement.score is not None]
    return Group(name, len(some), len(scores), round(sum(scores) / len(scores)) if scores else None)


def _in_order(name: str) -> tuple[bool, int, str]:
    return not name, int(name) if name.isdecimal() else 0, name.casefold()
