"""What is left to decide once locks are kept and the minimum score is applied, in arrays for the solver."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.errors import LockConflict
from matching.instance import Instance

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Problem:
    """The undecided part of an instance: free mentees, places left, and the allowed pairs between them.

    Positions are those of the instance. ``rows``, ``cols``, ``score`` and ``edge`` (e,) are the pairs by mentee,
    then mentor; ``edge`` is the pair's position in the instance. ``room`` (m,) counts the places left, no more
    than there are pairs. ``tier`` (n,) is 0 for the highest of ``priorities``, for every mentee; ``is_free`` (n,)
    is false for the locked. ``locked`` are the positions of the locked pairs in the instance.
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

    def only(self, keep: Mask | Ints) -> Problem:
        """Return the problem with some of its pairs; ``room`` stays."""
        return replace(self, rows=self.rows[keep], cols=self.cols[keep], score=self.score[keep], edge=self.edge[keep])


def problem_of(instance: Instance, minimum_score: int | None) -> Problem:
    """Keep the locked pairs and drop what is below the minimum score.

    Raises `LockConflict` when a mentee is locked twice or a mentor has more locks than places.
    """
    locked = np.flatnonzero(instance.locked)
    load = _checked_locks(instance, locked)
    is_free = np.ones(len(instance.mentees), bool)
    is_free[instance.rows[locked]] = False
    left = instance.capacity - load
    priorities, tier = np.unique(-instance.priority, return_inverse=True)
    keep = np.ones(instance.indices.size, bool)
    if minimum_score is not None:
        keep &= instance.score >= minimum_score
    if locked.size:
        keep &= is_free[instance.rows]
    if left.size and not left.all():
        keep &= left[instance.indices] > 0
    edge = np.flatnonzero(keep)
    whole = edge.size == keep.size
    cols = instance.indices if whole else instance.indices[edge]
    return Problem(
        instance=instance,
        rows=instance.rows if whole else instance.rows[edge],
        cols=cols,
        score=instance.score if whole else instance.score[edge],
        edge=edge,
        room=np.minimum(left, np.bincount(cols, minlength=left.size)),
        tier=tier.astype(np.int64),
        priorities=tuple((-priorities).tolist()),
        is_free=is_free,
        locked=locked,
    )


def _checked_locks(instance: Instance, locked: Ints) -> Ints:
    """Return the number of locks per mentor."""
    per_mentee = np.bincount(instance.rows[locked], minlength=len(instance.mentees))
    twice = np.flatnonzero(per_mentee > 1)
    if twice.size:
        mentee = instance.mentees[int(twice[0])]
        mentors = [instance.mentors[int(instance.indices[at])] for at in locked if instance.rows[at] == twice[0]]
        raise LockConflict(f"The mentee {mentee!r} is locked to {mentors[0]!r} and to {mentors[1]!r}.", mentee)
    per_mentor = np.bincount(instance.indices[locked], minlength=len(instance.mentors))
    over = np.flatnonzero(per_mentor > instance.capacity)
    if over.size:
        mentor, places = instance.mentors[int(over[0])], int(instance.capacity[over[0]])
        count = int(per_mentor[over[0]])
        raise LockConflict(f"The mentor {mentor!r} is locked to {count} mentees and has {places} places.", mentor)
    return per_mentor
