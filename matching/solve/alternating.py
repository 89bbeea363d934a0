"""Which pairs of a face can still change: the strongly connected parts of its exchange graph.

A mentor is a node, and a mentee who could move from one mentor to another is an arc. Being unplaced and having a
place open are one more node, together with every mentor whose load may both rise and fall. Another matching of
the face differs by closed walks, so a pair can change exactly when its arc lies on a cycle, and the matching is
the only one exactly when there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.arrays import NOBODY, Ints, Mask
from matching.solve.assignment import AssignmentProblem, assign
from matching.solve.dual_prices import OptimalFace


@dataclass(frozen=True)
class FreePairs:
    """What can change in a face: ``mentees`` (n,), the ``pairs`` (e,) open to them, the rest for `assign`."""

    mentees: Mask
    pairs: Mask
    room: Ints
    must_place: Mask
    must_fill: Mask

    @property
    def is_empty(self) -> bool:
        """Say whether the face holds a single matching."""
        return not self.mentees.any()


def free_pairs_of(face: OptimalFace) -> FreePairs:
    """Return what can change in a face."""
    m = face.room.size
    node, part = _parts(face)
    position = np.where(face.partner == NOBODY, node[m], node[face.partner])
    own = face.cols == face.partner[face.rows]
    moves = ~own & (part[position[face.rows]] == part[node[face.cols]])
    leaves = (face.partner != NOBODY) & ~face.must_place & (part[position] == part[m])
    mentees = leaves.copy()
    mentees[face.rows[moves]] = True
    pairs = moves | (own & mentees[face.rows])
    fixed = np.bincount(face.partner[~mentees & (face.partner != NOBODY)], minlength=m)
    is_loose = ~face.must_fill & (part[node[:m]] == part[m])
    return FreePairs(
        mentees=mentees,
        pairs=pairs,
        room=np.where(is_loose, face.room, face.load) - fixed,
        must_place=face.must_place | (part[position] != part[m]),
        must_fill=~is_loose,
    )


def best_in(face: OptimalFace, free_pairs: FreePairs, gain: Ints) -> Ints:
    """Return the partners (n,) of a matching of the face with the largest gain (e,)."""
    task = AssignmentProblem(
        face.rows[free_pairs.pairs],
        face.cols[free_pairs.pairs],
        gain[free_pairs.pairs],
        free_pairs.room,
        free_pairs.must_place,
        free_pairs.must_fill,
    )
    return np.where(free_pairs.mentees, assign(task), face.partner)


def _parts(face: OptimalFace) -> tuple[Ints, Ints]:
    """Return the node of each mentor and of "no one" (m + 1,), and the strong component of each node (m + 1,)."""
    m = face.room.size
    load = face.load
    may_differ = ~face.must_fill & (face.room > 0)
    node = np.arange(m + 1)
    node[:m][may_differ & (load > 0) & (load < face.room)] = m
    start = np.where(face.partner == NOBODY, m, node[face.partner])[face.rows]
    end = node[face.cols]
    movers = (face.cols != face.partner[face.rows]) & (start != end)
    leavers = node[face.partner[(face.partner != NOBODY) & ~face.must_place]]
    can_fall = np.flatnonzero(may_differ & (load == face.room))
    can_rise = np.flatnonzero(may_differ & (load == 0))
    source = np.concatenate((start[movers], leavers, np.full(can_fall.size, m), can_rise))
    target = np.concatenate((end[movers], np.full(leavers.size, m), can_fall, np.full(can_rise.size, m)))
    arcs = coo_array((np.ones(source.size, np.int8), (source, target)), shape=(m + 1, m + 1))
    return node, connected_components(arcs.tocsr(), directed=True, connection="strong")[1]
