"""Person by person, what differs between two matchings of the same people. Data only."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import networkx as nx

from matching.model.graph import as_instance
from matching.model.ids import canonical_order
from matching.model.instance import Instance
from matching.model.result import Matching


@dataclass(frozen=True)
class MenteeChange:
    """A mentee whose mentor differs; ``None`` stands for no mentor, and for the score of a pair not allowed."""

    mentee: Hashable
    before: Hashable | None
    after: Hashable | None
    score_before: int | None
    score_after: int | None

    @property
    def kind(self) -> str:
        """Return ``placed``, ``left-out`` or ``moved``."""
        if self.before is None:
            return "placed"
        return "left-out" if self.after is None else "moved"


@dataclass(frozen=True)
class MentorChange:
    """A mentor whose mentees differ, with those who left and those who came, in canonical order."""

    mentor: Hashable
    lost: tuple[Hashable, ...]
    gained: tuple[Hashable, ...]


@dataclass(frozen=True)
class MatchingDifference:
    """What changes from one matching to another; counts and totals are after minus before.

    ``better`` and ``worse`` count the mentees placed both times whose score rose or fell; ``unchanged`` those
    with the same mentor. ``worst`` is (before, after).
    """

    mentees: tuple[MenteeChange, ...]
    mentors: tuple[MentorChange, ...]
    placed: int
    total: int
    worst: tuple[int | None, int | None]
    better: int
    worse: int
    unchanged: int


def compare(graph: nx.Graph | Instance, before: Matching, after: Matching) -> MatchingDifference:
    """Return what differs, person by person, between two matchings of one input.

    Parameters
    ----------
    graph : networkx.Graph or Instance
        The input whose scores count; see `match` for the form of a graph.
    before, after : Matching
        The two results. They may come from different settings, seeds or objectives.

    Returns
    -------
    Difference
        Who moves, who comes in and who drops out, with counts and totals as after minus before.

    Raises
    ------
    MatchingError
        For an input off the contract.

    See Also
    --------
    match : Compute a result.
    Explainer : Why a single result is as it is.

    Notes
    -----
    Takes time in proportion to the people, not to the pairs.

    Examples
    --------
    >>> from matching import Instance, compare, match
    >>> instance = Instance.from_edges(
    ...     ["Ana", "Bea"], ["Max"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[700, 900],
    ...     priority=[1, 0],
    ... )
    >>> difference = compare(instance, match(instance, objective="fair"), match(instance, objective="total"))
    >>> [(change.mentee, change.kind) for change in difference.mentees], difference.total
    ([('Ana', 'left-out'), ('Bea', 'placed')], 200)
    """
    instance = as_instance(graph)
    was, now = dict(before.pairs), dict(after.pairs)
    row = {mentee: position for position, mentee in enumerate(instance.mentees)}
    col = {mentor: position for position, mentor in enumerate(instance.mentors)}

    def score(mentee: Hashable, mentor: Hashable | None) -> int | None:
        if mentor is None or mentee not in row or mentor not in col:
            return None
        edge = instance.edge(row[mentee], col[mentor])
        return None if edge < 0 else int(instance.score[edge])

    changed = [mentee for mentee in canonical_order(was.keys() | now.keys()) if was.get(mentee) != now.get(mentee)]
    mentees = tuple(
        MenteeChange(
            mentee, was.get(mentee), now.get(mentee), score(mentee, was.get(mentee)), score(mentee, now.get(mentee))
        )
        for mentee in changed
    )
    scored = [(change.score_before, change.score_after) for change in mentees if change.kind == "moved"]
    return MatchingDifference(
        mentees=mentees,
        mentors=_mentor_changes(mentees),
        placed=len(now) - len(was),
        total=after.total - before.total,
        worst=(before.worst, after.worst),
        better=sum(old is not None and new is not None and new > old for old, new in scored),
        worse=sum(old is not None and new is not None and new < old for old, new in scored),
        unchanged=sum(now.get(mentee) == mentor for mentee, mentor in was.items()),
    )


def _mentor_changes(mentees: tuple[MenteeChange, ...]) -> tuple[MentorChange, ...]:
    lost: dict[Hashable, list[Hashable]] = {}
    gained: dict[Hashable, list[Hashable]] = {}
    for change in mentees:
        if change.before is not None:
            lost.setdefault(change.before, []).append(change.mentee)
        if change.after is not None:
            gained.setdefault(change.after, []).append(change.mentee)
    return tuple(
        MentorChange(mentor, tuple(lost.get(mentor, ())), tuple(gained.get(mentor, ())))
        for mentor in canonical_order(lost.keys() | gained.keys())
    )
