"""How a published round served people by how they describe themselves: counted once, told late, and only in bands.

How people describe themselves is theirs. So a draft has no such figure: whoever can move one person and look again
learns her answer. A round is counted when it's published, from the answers of that moment; what is kept are the bands,
never an answer, and they are told when the round can no longer be taken back. Someone who changes or deletes an answer
later changes nothing that was told. See docs/decisions/self-described-groups.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from mentormatch.people import self_descriptions
from mentormatch.rounds.models import PUBLISHED, Decision, Draft, Round
from mentormatch.rounds.publishing.plans import TAKEN_BACK_WITHIN
from mentormatch.rounds.reading import queries
from mentormatch.rounds.reading.placements import Placement, placements_in

FLOOR = 10
BAND = 10  # percentage points
LOWER, EQUAL, HIGHER = "lower", "equal", "higher"

Cells = tuple[int, ...]
Bands = dict[str, dict[str, str | None]]
"""Group of `self_descriptions.GROUPS` -> its "share" matched and its "score", as a band or None where it isn't told."""


@dataclass(frozen=True)
class PublishedFigures:
    """From when figures are told, and each group with the band of its share and of its scores.

    `rows` is None before that moment, and empty where nothing can be told; else it has every group there is.
    """

    shown_from: datetime
    rows: list[tuple[str, str | None, str | None]] | None


def count(draft: Draft) -> Bands:
    """The bands of a draft that is being published; empty where coordinators moved fewer than FLOOR people by hand.

    Four statements, however many people take part.
    """
    if 0 < _moved(queries.decisions(draft)) < FLOOR:
        return {}
    return bands(placements_in(draft), self_descriptions.group_of_each())


def published_figures(round_: Round, now: datetime) -> PublishedFigures | None:
    """What is told of a published round, or from when; None for any other round.

    Nothing is told in the time in which a round can be taken back, even if it no longer can: publishing, looking and
    taking back would answer one question after the other.
    """
    if round_.state != PUBLISHED or round_.closed_at is None:
        return None
    shown_from = round_.closed_at + TAKEN_BACK_WITHIN
    return PublishedFigures(shown_from, _rows(round_.group_figures or {}) if now >= shown_from else None)


def bands(placements: list[Placement], described: Mapping[str, str]) -> Bands:
    """The bands of each group; person id -> group goes in, for those who agreed to be counted.

    Scores are compared by how many of a group's pairs lie above the middle one of the round: in a mean, a single pair
    far from all others would tell which group it's in.
    Whether a share and a score are told is decided apart, each by `tellable`. A share of none or of all of a group
    isn't told: it would say of each of them whether they belong to it.
    """
    people: dict[str, list[Placement]] = {name: [] for name in (*self_descriptions.GROUPS, "")}
    for placement in placements:
        people[described.get(placement.mentee.person_id, "")].append(placement)
    matched = {name: sum(placement.is_placed for placement in some) for name, some in people.items()}
    both: dict[str, Cells] = {name: (matched[name], len(some) - matched[name]) for name, some in people.items()}
    with_score = tellable({name: (number,) for name, number in matched.items()})
    with_share = {name for name in tellable(both) if 0 not in both[name]}
    is_above = _above_the_middle(placements)
    return {name: {"share": _band(people[name], placements, _is_placed) if name in with_share else None,
                   "score": _band(_placed(people[name]), _placed(placements), is_above) if name in with_score else None}
            for name in self_descriptions.GROUPS}


def tellable(groups: Mapping[str, Cells]) -> frozenset[str]:
    """Which groups may be told of, when each is told with all its cells and every total is known.

    Group "" are those who said nothing. Told is a group of at least FLOOR people, with no cell between 1 and FLOOR - 1,
    and none that holds everyone a column has (that would say of each of them which group she is in). What is not told
    can be had from the totals as one lump; so further groups are hidden, the smallest first, until that lump is nothing
    at all, or at least FLOOR people of two kinds in every column that has anyone.
    """
    totals: Cells = tuple(map(sum, zip(*groups.values(), strict=True)))
    names = [name for name, cells in groups.items() if name and _is_safe(cells, totals)]
    names.sort(key=lambda name: (-sum(groups[name]), name))
    hidden = {name: cells for name, cells in groups.items() if name not in names and any(cells)}
    while names and not _is_lump(hidden, totals):
        name = names.pop()
        hidden[name] = groups[name]
    return frozenset(names)


def _is_safe(cells: Cells, totals: Cells) -> bool:
    return sum(cells) >= FLOOR and all(
        (cell == 0 or cell >= FLOOR) and (cell < total or total == 0)
        for cell, total in zip(cells, totals, strict=True))


def _is_lump(hidden: Mapping[str, Cells], totals: Cells) -> bool:
    if not hidden:
        return True
    lump: Cells = tuple(map(sum, zip(*hidden.values(), strict=True)))
    is_mixed = len(hidden) > 1 and all(cell or not total for cell, total in zip(lump, totals, strict=True))
    return sum(lump) >= FLOOR and (hidden.keys() == {""} or is_mixed)


def _moved(decisions: Iterable[Decision]) -> int:
    """How many people the decisions that hold are about."""
    return len({enrolment_id for decision in decisions if decision.undone_at is None
                for couple in (*decision.locks, *decision.forbids) for enrolment_id in couple})


def _band(some: list[Placement], everyone: list[Placement], is_so: Callable[[Placement], bool]) -> str:
    difference = _percent(some, is_so) - _percent(everyone, is_so)
    return EQUAL if abs(difference) <= BAND else HIGHER if difference > 0 else LOWER


def _percent(some: list[Placement], is_so: Callable[[Placement], bool]) -> float:
    return 100 * sum(map(is_so, some)) / len(some)


def _is_placed(placement: Placement) -> bool:
    return placement.is_placed


def _placed(some: list[Placement]) -> list[Placement]:
    return [placement for placement in some if placement.is_placed]


def _above_the_middle(everyone: list[Placement]) -> Callable[[Placement], bool]:
    middle = median([placement.score or 0 for placement in _placed(everyone)] or [0])
    return lambda placement: (placement.score or 0) > middle


def _rows(figures: Bands) -> list[tuple[str, str | None, str | None]]:
    rows = [(name, figures.get(name, {}).get("share"), figures.get(name, {}).get("score"))
            for name in self_descriptions.GROUPS]
    return rows if any(share or score for _name, share, score in rows) else []
