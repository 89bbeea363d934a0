"""What is left to decide once locks are kept and the minimum score is applied, in arrays for the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Ints, Mask, Whole
from matching.model.errors import LockConflict
from matching.model.instance import Instance


@dataclass(frozen=True)
class PairBlock:
    """Open pairs of some mentees (see `Frame.blocks`): ``edge`` (b,) are their positions in the instance.

    Positions are widened to 64 bits a block at a time: an index of 32 bits would be widened again at every look-up.
    """

    rows: Ints
    cols: Ints
    score: Whole
    edge: Ints | slice

    def edges(self, pairs: Ints) -> Ints:
        """Return the positions in the instance of pairs of this block."""
        return pairs + self.edge.start if isinstance(self.edge, slice) else self.edge[pairs]


@dataclass(frozen=True)
class Frame:
    """The people of an instance and what locks and the minimum leave open, without holding the pairs.

    Positions are those of the instance. ``room`` (m,) counts the places left, no more than there are open pairs.
    ``tier`` (n,) is 0 for the highest of ``priorities``, for every mentee; ``is_free`` (n,) is false for the
    locked. ``locked`` are the positions of the locked pairs in the instance. ``is_whole`` says that every pair of the
    instance is open.
    """

    instance: Instance
    minimum_score: int | None
    room: Ints
    tier: Ints
    priorities: tuple[int, ...]
    is_free: Mask
    locked: Ints
    is_whole: bool

    @property
    def n(self) -> int:
        """Return the number of mentees, the locked included."""
        return len(self.instance.mentees)

    @property
    def m(self) -> int:
        """Return the number of mentors."""
        return len(self.instance.mentors)

    def blocks(self) -> Iterator[PairBlock]:
        """Yield the open pairs by mentee, then mentor, a block at a time: not many thousands in all at once."""
        instance, degree = self.instance, np.diff(self.instance.indptr)
        for mentees, pairs in instance.blocks():
            rows = np.repeat(np.arange(mentees.start, mentees.stop), degree[mentees])
            block = PairBlock(rows, instance.indices[pairs].astype(np.int64), instance.score[pairs], pairs)
            yield block if self.is_whole else self._open(block, pairs.start)

    def problem(self, edge: Ints | None = None) -> ReducedProblem:
        """Return the problem of the pairs at these positions of the instance, by default of all open ones."""
        if edge is None:
            none = np.zeros(0, np.int64)
            edge = np.concatenate([none, *(block.edges(np.arange(block.rows.size)) for block in self.blocks())])
        is_every = edge.size == self.instance.indices.size
        rows = self.instance.rows if is_every else self.instance.rows_of(edge)
        cols, score = (
            every.astype(np.int64) if is_every else every[edge].astype(np.int64)
            for every in (self.instance.indices, self.instance.score)
        )
        return ReducedProblem(
            instance=self.instance,
            rows=rows,
            cols=cols,
            score=score,
            edge=edge,
            room=self.room,
            tier=self.tier,
            priorities=self.priorities,
            is_free=self.is_free,
            locked=self.locked,
        )

    def _open(self, block: PairBlock, start: int) -> PairBlock:
        """Return the block without the pairs that are not open."""
        keep = self.is_free[block.rows]
        keep &= (self.room > 0)[block.cols]
        if self.minimum_score is not None:
            keep &= block.score >= self.minimum_score
        pairs = np.flatnonzero(keep)
        return PairBlock(block.rows[pairs], block.cols[pairs], block.score[pairs], start + pairs)


@dataclass(frozen=True)
class ReducedProblem:
    """Some of the open pairs of a frame, for the solver.

    ``rows``, ``cols``, ``score`` and ``edge`` (e,) are the pairs by mentee, then mentor; ``edge`` is the pair's
    position in the instance. The rest is the frame's.
    """

    instance: Instance
    rows: Ints
    cols: Ints
    score: Ints
    edge: Ints
    room: Ints
    tier: Ints
    priorities: tuple[int, ...]
    is_free: Mask
    locked: Ints

    @property
    def n(self) -> int:
        """Return the number of mentees, the locked included."""
        return len(self.instance.mentees)

    @property
    def m(self) -> int:
        """Return the number of mentors."""
        return len(self.instance.mentors)


def frame_of(instance: Instance, minimum_score: int | None) -> Frame:
    """Keep the locked pairs and drop what is below the minimum score.

    Raises `LockConflict` when a mentee is locked twice or a mentor has more locks than places.
    """
    locked = instance.locked_at
    left = instance.capacity - _checked_locks(instance, locked)
    is_free = np.ones(len(instance.mentees), bool)
    is_free[instance.rows_of(locked)] = False
    priorities, tier = instance.tiers
    frame = Frame(
        instance=instance,
        minimum_score=minimum_score,
        room=left,
        tier=tier,
        priorities=tuple(priorities.tolist()),
        is_free=is_free,
        locked=locked,
        is_whole=minimum_score is None and not locked.size and bool(left.all()),
    )
    return replace(frame, room=_room(frame))


def _room(frame: Frame) -> Ints:
    """Return the places left, but no more than open pairs."""
    count = np.zeros(frame.m, np.int64)
    if not frame.is_whole:
        for block in frame.blocks():
            count += np.bincount(block.cols, minlength=frame.m)
        return np.minimum(frame.room, count)
    for _, pairs in frame.instance.blocks():
        count += np.bincount(frame.instance.indices[pairs], minlength=frame.m)
        if (count >= frame.room).all():
            return frame.room
    return np.minimum(frame.room, count)


def _checked_locks(instance: Instance, locked: Ints) -> Ints:
    """Return the number of locks per mentor."""
    rows = instance.rows_of(locked)
    per_mentee = np.bincount(rows, minlength=len(instance.mentees))
    twice = np.flatnonzero(per_mentee > 1)
    if twice.size:
        mentee = instance.mentees[int(twice[0])]
        mentors = [instance.mentors[int(instance.indices[edge])] for edge in locked[rows == twice[0]]]
        raise LockConflict(f"The mentee {mentee!r} is locked to {mentors[0]!r} and to {mentors[1]!r}.", mentee)
    per_mentor = np.bincount(instance.indices[locked], minlength=len(instance.mentors))
    over = np.flatnonzero(per_mentor > instance.capacity)
    if over.size:
        mentor, places = instance.mentors[int(over[0])], int(instance.capacity[over[0]])
        count = int(per_mentor[over[0]])
        raise LockConflict(f"The mentor {mentor!r} is locked to {count} mentees and has {places} places.", mentor)
    return per_mentor
