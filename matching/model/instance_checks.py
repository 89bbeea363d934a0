"""Checks what an `Instance` has to be: canonical ids, a sound CSR structure, numbers within their limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Protocol

import numpy as np

from matching.arrays import Ints, Whole
from matching.model.errors import MatchingError
from matching.model.ids import is_canonical

SCORE_LIMIT = 1_000_000
"""Scores are meant to be 0..1000; any integer from minus to plus this limit is exact."""
COUNT_LIMIT = 2**31 - 1
_CHUNK = 1 << 18


class PairArrays(Protocol):
    """What is checked: the fields of an `Instance`, of which some are read by their names."""

    @property
    def mentees(self) -> tuple[Hashable, ...]: ...

    @property
    def mentors(self) -> tuple[Hashable, ...]: ...

    @property
    def indptr(self) -> Ints: ...

    @property
    def indices(self) -> Whole: ...

    def rows_of(self, pairs: Ints) -> Ints:
        """Return the mentee position of the pairs at these positions."""


def check(instance: PairArrays) -> None:
    """Raise `MatchingError` naming the first thing that breaks the contract."""
    _check_ids(instance)
    _check_shapes(instance)
    _check_values(instance)


def repeated(nodes: Sequence[Hashable]) -> Hashable:
    """Return the first id that occurs twice."""
    return next((node for node, times in Counter(nodes).items() if times > 1), None)


def _check_ids(instance: PairArrays) -> None:
    for side, nodes in (("mentee", instance.mentees), ("mentor", instance.mentors)):
        if len(set(nodes)) != len(nodes):
            raise MatchingError(f"The {side} {repeated(nodes)!r} is listed twice.", repeated(nodes))
        if not is_canonical(nodes):
            raise MatchingError(f"The {side}s are not in canonical order; use Instance.from_edges.")


def _check_shapes(instance: PairArrays) -> None:
    """Refuse arrays that do not describe a CSR structure over the two sides."""
    n, m, e = len(instance.mentees), len(instance.mentors), instance.indices.size
    wanted = {"capacity": m, "priority": n, "indptr": n + 1, "indices": e, "score": e, "locked": e}
    wanted |= {name: e for name in ("mentee_rank", "mentor_rank") if getattr(instance, name) is not None}
    for name, count in wanted.items():
        if getattr(instance, name).shape != (count,):
            raise MatchingError(
                f"{name} has the shape {getattr(instance, name).shape}; it needs {count} entries."
            )
    steps = np.diff(instance.indptr)
    if instance.indptr[0] != 0 or instance.indptr[-1] != e or (steps < 0).any():
        raise MatchingError("indptr must rise from 0 to the number of pairs.")
    if e and (instance.indices.min() < 0 or instance.indices.max() >= m):
        raise MatchingError(f"indices must name mentors 0..{m - 1}.")
    _check_ascending(instance)


def _check_ascending(instance: PairArrays) -> None:
    """Refuse pairs of a mentee that are repeated or not in the order of the mentors."""
    is_start = np.zeros(instance.indices.size + 1, bool)
    is_start[instance.indptr] = True
    for first in range(1, instance.indices.size, _CHUNK):
        chunk = slice(first, first + _CHUNK)
        ascends = instance.indices[chunk] > instance.indices[first - 1 : -1][:_CHUNK]
        ascends |= is_start[:-1][chunk]
        if ascends.all():
            continue
        position = first + int(ascends.argmin())
        mentee = instance.mentees[int(instance.rows_of(np.array([position]))[0])]
        mentor = instance.mentors[int(instance.indices[position])]
        raise MatchingError(
            f"The pair ({mentee!r}, {mentor!r}) is listed twice or not in ascending order.", (mentee, mentor)
        )


def _check_values(instance: PairArrays) -> None:
    """Refuse capacities, priorities, scores and ranks beyond their limits, naming the first at fault."""
    for name, nodes in (("capacity", instance.mentors), ("priority", instance.mentees)):
        values = getattr(instance, name)
        bad = np.flatnonzero((values < 0) | (values > COUNT_LIMIT))
        if bad.size:
            node = nodes[int(bad[0])]
            raise MatchingError(
                f"The {name} of {node!r} is {int(values[bad[0]])}; it must be 0 to {COUNT_LIMIT}.", node
            )
    limits = {
        "score": (-SCORE_LIMIT, SCORE_LIMIT),
        "mentee_rank": (-1, COUNT_LIMIT),
        "mentor_rank": (-1, COUNT_LIMIT),
    }
    for name, (low, high) in limits.items():
        values = getattr(instance, name)
        if values is None or not values.size or (values.min() >= low and values.max() <= high):
            continue
        position = int(np.flatnonzero((values < low) | (values > high))[0])
        pair = (
            instance.mentees[int(instance.rows_of(np.array([position]))[0])],
            instance.mentors[int(instance.indices[position])],
        )
        raise MatchingError(
            f"The {name} of the pair {pair!r} is {int(values[position])}; it must be {low}..{high}.", pair
        )
