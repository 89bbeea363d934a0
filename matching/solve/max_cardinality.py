"""As many mentees as possible, higher tiers first, by augmenting paths found for many people at once.

Breadth-first search grows one tree a root over all roots together in array operations; each tree that meets a
free partner gives one augmenting path, and no two paths share a person. This is polynomial on every graph (scipy's own
``maximum_bipartite_matching`` is exponential on layered ones) and starts from any matching already at hand.

Mentee sets that can be placed together are independent in a transversal matroid, and augmenting never displaces a
placed mentee; so serving tier after tier places the most of every tier from the top, and the most overall
(Edmonds & Fulkerson 1965).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.arrays import NOBODY, Ints, Mask
from matching.solve.adjacency import Adjacencies, Adjacency, ragged


@dataclass(frozen=True)
class TierCover:
    """König cover of the pairs of tiers 0..``tier``, as masks; ``placed`` is its value."""

    tier: int
    placed: int
    mentees: Mask
    mentors: Mask


@dataclass(frozen=True)
class MaxCardinality:
    """``partner`` (n,) is each mentee's mentor or -1; ``covers`` proves the counts, one a tier.

    ``is_full`` is false when a tier stayed below its wanted count; its cover is then the last.
    """

    partner: Ints
    covers: tuple[TierCover, ...]
    is_full: bool


def max_cardinality(
    adjacencies: Adjacencies, room: Ints, tier: Ints, tiers: int, *, start: Ints, wanted: Ints | None = None
) -> MaxCardinality:
    """Place the most mentees of tiers 0..c for every c at once.

    ``start`` (n,) is a matching of these links to keep where it helps; ``wanted`` (tiers,) the counts per tier
    from the top: the first that cannot be reached ends the search.
    """
    partner = np.full(start.size, NOBODY, np.int64)
    free = room.copy()
    covers: list[TierCover] = []
    for level in range(tiers):
        active = tier <= level
        _readmit(partner, free, start, tier == level)
        _greedy(adjacencies.mentor, partner, free, tier == level)
        covers.append(_grow(adjacencies, partner, free, active, level))
        if wanted is not None and covers[-1].placed < wanted[level]:
            return MaxCardinality(partner, tuple(covers), False)
    return MaxCardinality(partner, tuple(covers), True)


def _readmit(partner: Ints, free: Ints, start: Ints, wanted: Mask) -> None:
    """Give mentees back the mentor they had, as far as there is room."""
    mentees = np.flatnonzero(wanted & (start != NOBODY))
    _accept(partner, free, mentees, start[mentees])


def _accept(partner: Ints, free: Ints, mentees: Ints, mentors: Ints) -> None:
    """Pair the first of these proposals each mentor has room for; a mentee occurs once."""
    order = np.argsort(mentors, kind="stable")
    sorted_mentors = mentors[order]
    first = np.searchsorted(sorted_mentors, sorted_mentors, side="left")
    fits = np.arange(order.size) - first < free[sorted_mentors]
    partner[mentees[order[fits]]] = sorted_mentors[fits]
    np.subtract.at(free, sorted_mentors[fits], 1)


def _greedy(mentors: Adjacency, partner: Ints, free: Ints, wanted: Mask) -> None:
    """Let mentors with room ask down their lists for some rounds; a mentee takes the best score asked."""
    pointer = mentors.start.copy()
    for _ in range(24):
        asking = np.flatnonzero((free > 0) & (pointer < mentors.stop))
        if not asking.size:
            return
        length = np.minimum(free[asking], mentors.stop[asking] - pointer[asking])
        entries = ragged(pointer[asking], length)
        asker = np.repeat(asking, length)
        pointer[asking] += length
        mentees = mentors.partner[entries]
        open_ = (partner[mentees] == NOBODY) & wanted[mentees]
        entries, asker, mentees = entries[open_], asker[open_], mentees[open_]
        best_last = np.argsort(mentors.score[entries], kind="stable")
        partner[mentees[best_last]] = asker[best_last]
        taken = partner[mentees] == asker
        np.subtract.at(free, asker[taken], 1)


def _grow(adjacencies: Adjacencies, partner: Ints, free: Ints, active: Mask, level: int) -> TierCover:
    """Augment until none of the active tiers can be added; return the cover that proves it."""
    while True:
        roots = np.flatnonzero(active & (partner == NOBODY) & (adjacencies.mentee.stop > adjacencies.mentee.start))
        givers = np.flatnonzero((free > 0) & (adjacencies.mentor.stop > adjacencies.mentor.start))
        placed = int(np.count_nonzero(active & (partner != NOBODY)))
        if not roots.size:
            return TierCover(level, placed, active & (partner != NOBODY), np.zeros(free.size, bool))
        if not givers.size:
            full = adjacencies.mentor.stop > adjacencies.mentor.start
            return TierCover(level, placed, np.zeros(partner.size, bool), full)
        from_mentees = adjacencies.mentee.size_of(roots) <= adjacencies.mentor.size_of(givers)
        search = _from_mentees if from_mentees else _from_mentors
        is_augmented, mentees, mentors = search(adjacencies, partner, free, active, roots if from_mentees else givers)
        if not is_augmented:
            return TierCover(level, placed, mentees, mentors)


def _members(partner: Ints, active: Mask, count: int) -> tuple[Ints, Ints]:
    """Return CSR lists of the mentees of each mentor: (indptr, mentees)."""
    placed = np.flatnonzero(partner != NOBODY)
    order = np.argsort(partner[placed], kind="stable")
    counts = np.bincount(partner[placed], minlength=count)
    return np.concatenate(([0], np.cumsum(counts))), placed[order]


def _from_mentees(
    adjacencies: Adjacencies, partner: Ints, free: Ints, active: Mask, roots: Ints
) -> tuple[bool, Mask, Mask]:
    """Search from unplaced mentees; augment what is found, else return the cover."""
    indptr, members = _members(partner, active, free.size)
    visited = np.zeros(free.size, bool)
    came_from = np.full(free.size, NOBODY, np.int64)
    root_of = np.full(partner.size, NOBODY, np.int64)
    root_of[roots] = roots
    is_done = np.zeros(partner.size, bool)
    ends: list[Ints] = []
    frontier = roots
    while frontier.size:
        mentors, via = adjacencies.mentee.gather(frontier)
        new, via = _first_come(mentors, via, ~visited[mentors] & ~is_done[root_of[via]], came_from)
        visited[new] = True
        is_open = free[new] > 0
        hits, hit_roots = new[is_open], root_of[via[is_open]]
        is_first = np.unique(hit_roots, return_index=True)[1]
        ends.append(hits[is_first])
        is_done[hit_roots] = True
        full = new[~is_open]
        length = indptr[full + 1] - indptr[full]
        frontier = members[ragged(indptr[full], length)]
        root_of[frontier] = np.repeat(root_of[via[~is_open]], length)
        frontier = frontier[~is_done[root_of[frontier]]]
    end = np.concatenate(ends)
    if not end.size:
        return False, active & (partner != NOBODY) & (root_of == NOBODY), visited
    free[end] -= 1
    while end.size:
        mentee = came_from[end]
        previous = partner[mentee]
        partner[mentee] = end
        end = previous[previous != NOBODY]
    return True, visited, visited


def _from_mentors(
    adjacencies: Adjacencies, partner: Ints, free: Ints, active: Mask, roots: Ints
) -> tuple[bool, Mask, Mask]:
    """Search from mentors with room; augment what is found, else return the cover."""
    visited_mentor = np.zeros(free.size, bool)
    visited_mentor[roots] = True
    reached_by = np.full(free.size, NOBODY, np.int64)
    visited = ~active
    came_from = np.full(partner.size, NOBODY, np.int64)
    root_of = np.full(free.size, NOBODY, np.int64)
    root_of[roots] = roots
    is_done = np.zeros(free.size, bool)
    ends: list[Ints] = []
    frontier = roots
    while frontier.size:
        mentees, via = adjacencies.mentor.gather(frontier)
        new, via = _first_come(mentees, via, ~visited[mentees] & ~is_done[root_of[via]], came_from)
        visited[new] = True
        is_open = partner[new] == NOBODY
        hits, hit_roots = new[is_open], root_of[via[is_open]]
        is_first = np.unique(hit_roots, return_index=True)[1]
        ends.append(hits[is_first])
        is_done[hit_roots] = True
        held, their = new[~is_open], partner[new[~is_open]]
        frontier, through = _first_come(their, held, ~visited_mentor[their], reached_by)
        visited_mentor[frontier] = True
        root_of[frontier] = root_of[came_from[through]]
        frontier = frontier[~is_done[root_of[frontier]]]
    end = np.concatenate(ends)
    if not end.size:
        listed = adjacencies.mentor.stop > adjacencies.mentor.start
        return False, active & visited, listed & ~visited_mentor
    while end.size:
        mentor = came_from[end]
        partner[end] = mentor
        is_root = root_of[mentor] == mentor
        free[mentor[is_root]] -= 1
        end = reached_by[mentor[~is_root]]
    return True, visited, visited


def _first_come(targets: Ints, sources: Ints, keep: Mask, came_from: Ints) -> tuple[Ints, Ints]:
    """Record one source for each target kept; return the targets, each once, and their sources."""
    targets, sources = targets[keep], sources[keep]
    came_from[targets] = sources
    won = came_from[targets] == sources
    return targets[won], sources[won]
