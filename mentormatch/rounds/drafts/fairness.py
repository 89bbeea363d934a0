"""Whom a draft serves and how well: by department, site and grade, by how people describe themselves, the worst off.

How someone describes herself is hers. It is counted only with her consent, and a group is told of only where
neither its own figures nor what is left of the totals come down to fewer than FLOOR people; see `tellable`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mentormatch.people import self_descriptions
from mentormatch.rounds.drafts import explanation
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from mentormatch.rounds.reading.placements import PersonFacts, Placement, placements_in

FLOOR = 5
WORST_OFF = 10
COARSE = 10  # mean scores of self-described groups are rounded to this

Cells = tuple[int, ...]


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
class SelfDescribedGroup:
    """What may be told of a self-described group; None is hidden."""

    name: str
    share: int | None
    mean: int | None


@dataclass(frozen=True)
class Load:
    """How many mentors have so many pairs in a draft."""

    pairs: int
    mentors: int


@dataclass(frozen=True)
class FairnessReport:
    """The fairness of one draft. `described` is None where groups by self-description are not told of at all."""

    whole: Group
    departments: list[Group]
    sites: list[Group]
    grades: list[Group]
    described: list[SelfDescribedGroup] | None
    worst_off: list[Placement]
    loads: list[Load]
    free_places: int


def report(draft: Draft) -> FairnessReport:
    """The fairness of a draft; a constant number of statements.

    Self-described groups are told of in a draft no one has changed by hand, and in the one that was published. Else
    moving one person and looking again would say which group she is in.
    """
    placements = placements_in(draft)
    places = explanation.places_of(draft) or {}
    is_told = bool(draft.published_at) or all(decision.undone_at for decision in queries.decisions(draft))
    return FairnessReport(
        whole=_group("", placements), departments=by(placements, lambda side: side.department),
        sites=by(placements, lambda side: side.site), grades=by(placements, lambda side: str(side.grade or "")),
        described=self_described(placements, self_descriptions.group_of_each()) if is_told else None,
        worst_off=worst_off(placements), loads=loads({mentor: pairs for mentor, (pairs, _most) in places.items()}),
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


def self_described(placements: list[Placement], described: Mapping[str, str]) -> list[SelfDescribedGroup]:
    """The groups by self-description that may be told of; person id -> group goes in, for those who agreed.

    Whether a share and a mean are told is decided apart, each by `tellable`; a group with neither is absent.
    """
    parts: dict[str, list[Placement]] = {}
    for placement in placements:
        parts.setdefault(described.get(placement.mentee.person_id, ""), []).append(placement)
    rest = parts.pop("", [])
    groups = {name: _group(name, some) for name, some in parts.items()}
    placed = {name: (group.placed,) for name, group in groups.items()}
    both = {name: (group.placed, group.people - group.placed) for name, group in groups.items()}
    unsaid = _group("", rest)
    with_mean = tellable(placed, (unsaid.placed,))
    with_share = tellable(both, (unsaid.placed, unsaid.people - unsaid.placed))
    return [SelfDescribedGroup(name, groups[name].share if name in with_share else None,
                          _coarse(groups[name].mean) if name in with_mean else None)
            for name in sorted(groups) if name in with_share | with_mean]


def tellable(groups: Mapping[str, Cells], unsaid: Cells) -> frozenset[str]:
    """Which groups may be told of, when each is told with all its cells and every total is known.

    Told is a group of at least FLOOR people, with no cell between 1 and FLOOR - 1, and none that holds everyone a
    column has (that would say of each of them which group she is in). What is not told, those who said nothing
    (`unsaid`) included, can be had from the totals as one lump; so further groups are hidden, the smallest first,
    until that lump is nothing at all, or at least FLOOR people of two kinds in every column that has anyone.
    """
    totals: Cells = tuple(sum(column) for column in zip(*groups.values(), unsaid, strict=True))
    names = [name for name, cells in groups.items() if _is_safe(cells, totals)]
    names.sort(key=lambda name: (-_size(groups[name]), name))
    while names:
        hidden = [cells for name, cells in groups.items() if name not in names and _size(cells)]
        if _is_lump(hidden, unsaid, totals):
            break
        names.pop()
    return frozenset(names)


def _size(cells: Cells) -> int:
    return sum(cells)


def _is_safe(cells: Cells, totals: Cells) -> bool:
    return sum(cells) >= FLOOR and all(
        (cell == 0 or cell >= FLOOR) and (cell < total or total == 0)
        for cell, total in zip(cells, totals, strict=True))


def _is_lump(hidden: list[Cells], unsaid: Cells, totals: Cells) -> bool:
    lump: Cells = tuple(sum(column) for column in zip(*hidden, unsaid, strict=True))
    if sum(lump) == 0:
        return True
    kinds = len(hidden) + (sum(unsaid) > 0)
    mixed = not hidden or (kinds > 1 and all(cell or not total for cell, total in zip(lump, totals, strict=True)))
    return sum(lump) >= FLOOR and mixed


def _group(name: str, some: list[Placement]) -> Group:
    scores = [placement.score for placement in some if placement.score is not None]
    return Group(name, len(some), len(scores), round(sum(scores) / len(scores)) if scores else None)


def _coarse(mean: int | None) -> int | None:
    return None if mean is None else COARSE * round(mean / COARSE)


def _in_order(name: str) -> tuple[bool, int, str]:
    return not name, int(name) if name.isdecimal() else 0, name.casefold()
