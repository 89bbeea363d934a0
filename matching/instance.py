"""The input of a matching as arrays (`Instance`), the fast path; `graph.py` translates networkx graphs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from matching.errors import MatchingError
from matching.ids import canonical_order, id_texts, is_canonical
from matching.result import IntArray

SCORE_LIMIT = 1_000_000
"""Scores are meant to be 0..1000; any integer from minus to plus this limit is exact."""
COUNT_LIMIT = 2**31 - 1
UNRANKED = -1
"""The rank of a partner who was not ranked: after all who were."""


@dataclass(frozen=True, eq=False)
class Instance:
    """Mentees, mentors and the allowed pairs between them, in canonical order; read-only and hashable.

    ``mentees`` (n ids) and ``mentors`` (m ids) are in canonical order (strings: code point order), without
    repetition. ``capacity`` int64 (m,) and ``priority`` int64 (n,) are ≥ 0; higher priority is served first.
    The allowed pairs are CSR over mentees: those of mentee ``i`` are the positions ``indptr[i]:indptr[i +
    1]`` of ``indices`` int64 (e,) (mentor positions, ascending), ``score`` int64 (e,) and ``locked`` bool
    (e,). Absent is forbidden. ``mentee_rank`` and ``mentor_rank`` int64 (e,) or ``None``: her rank of him and
    his of her, 0 first, -1 unranked; only the objective ``stable`` reads them.

    The constructor checks all of this and raises `MatchingError`; `from_edges` takes any order.
    """

    __networkx_backend__: ClassVar[str] = "mentormatch"

    mentees: tuple[Hashable, ...]
    mentors: tuple[Hashable, ...]
    capacity: IntArray
    priority: IntArray
    indptr: IntArray
    indices: IntArray
    score: IntArray
    locked: np.ndarray[tuple[int], np.dtype[np.bool_]]
    mentee_rank: IntArray | None = None
    mentor_rank: IntArray | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "mentees", tuple(self.mentees))
        put(self, "mentors", tuple(self.mentors))
        for name in ("capacity", "priority", "indptr", "indices", "score"):
            put(self, name, _frozen_ints(name, getattr(self, name)))
        put(self, "locked", _frozen(np.asarray(self.locked, dtype=bool)))
        for name in ("mentee_rank", "mentor_rank"):
            ranks = getattr(self, name)
            if ranks is not None:
                ranks = _frozen_ints(name, ranks)
                put(self, name, ranks if (ranks != UNRANKED).any() else None)
        _check_ids(self)
        _check_shapes(self)
        _check_values(self)

    @classmethod
    def from_edges(
        cls,
        mentees: Sequence[Hashable],
        mentors: Sequence[Hashable],
        *,
        capacity: npt.ArrayLike,
        priority: npt.ArrayLike | None = None,
        mentee_index: npt.ArrayLike,
        mentor_index: npt.ArrayLike,
        score: npt.ArrayLike,
        locked: npt.ArrayLike | None = None,
        mentee_rank: npt.ArrayLike | None = None,
        mentor_rank: npt.ArrayLike | None = None,
    ) -> Instance:
        """Build an instance from people and pairs in any order.

        ``mentee_index`` and ``mentor_index`` (e,) are positions in the given sequences; the arrays per person
        and per pair follow the given order. Raises `MatchingError` for a repeated id or pair and for values
        off limits.
        """
        left, place_left = _sorted_side(mentees, "mentee")
        right, place_right = _sorted_side(mentors, "mentor")
        rows = place_left[_positions(mentee_index, len(left), "mentee")]
        cols = place_right[_positions(mentor_index, len(right), "mentor")]
        if rows.shape != cols.shape:
            raise MatchingError("mentee_index and mentor_index differ in length.")
        order = np.argsort(rows * max(len(right), 1) + cols, kind="stable")
        ranks = {"mentee_rank": mentee_rank, "mentor_rank": mentor_rank}
        return cls(
            mentees=left,
            mentors=right,
            capacity=_placed("capacity", capacity, place_right),
            priority=_placed("priority", np.zeros(len(left), np.int64) if priority is None else priority, place_left),
            indptr=np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(left))))),
            indices=cols[order],
            score=_of_length("score", score, rows.size)[order],
            locked=np.zeros(rows.size, bool) if locked is None else np.asarray(locked, bool)[order],
            **{name: None if given is None else _of_length(name, given, rows.size)[order]
               for name, given in ranks.items()},
        )

    def is_directed(self) -> bool:
        """Say that it is an undirected graph, as networkx asks before it dispatches."""
        return False

    def is_multigraph(self) -> bool:
        """Say that a pair occurs once, as networkx asks before it dispatches."""
        return False

    @cached_property
    def rows(self) -> IntArray:
        """Return the mentee position of every allowed pair, int64 (e,)."""
        return _frozen(np.repeat(np.arange(len(self.mentees)), np.diff(self.indptr)))

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the canonical input in hexadecimal, the same for any input order."""
        digest = hashlib.sha256(b"mentormatch instance 1\n")
        for nodes in (self.mentees, self.mentors):
            texts = [text.encode("utf-8", "surrogatepass") for text in id_texts(nodes)]
            digest.update(np.array([len(texts), *map(len, texts)], "<i8").tobytes())
            digest.update(b"".join(texts))
        for array in (self.capacity, self.priority, self.indptr):
            digest.update(array.astype("<i8").tobytes())
        for array in (self.indices, self.score):
            digest.update(array.astype("<i4").tobytes())
        digest.update(np.packbits(self.locked).tobytes())
        for ranks in (self.mentee_rank, self.mentor_rank):
            digest.update(b"-" if ranks is None else b"+" + ranks.astype("<i4").tobytes())
        return digest.hexdigest()

    def edge(self, mentee: int, mentor: int) -> int:
        """Return the position of the pair of these two canonical positions, or -1 when it is not allowed."""
        start, stop = self.indptr[mentee], self.indptr[mentee + 1]
        at = int(start + np.searchsorted(self.indices[start:stop], mentor))
        return at if at < stop and self.indices[at] == mentor else -1

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Instance):
            return NotImplemented
        mine, theirs = ([getattr(side, field.name) for field in fields(Instance)] for side in (self, other))
        return all(_same(a, b) for a, b in zip(mine, theirs, strict=True))

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        n, m, e = len(self.mentees), len(self.mentors), self.indices.size
        return f"<Instance {n} mentees, {m} mentors, {e} allowed pairs>"


def _frozen(array: np.ndarray) -> Any:
    """Return the array read-only; a writable one is copied, so that the caller's stays writable."""
    if array.flags.writeable:
        array = array.copy()
        array.setflags(write=False)
    return array


def _frozen_ints(name: str, values: npt.ArrayLike) -> Any:
    array = np.asarray(values)
    if array.size == 0:
        array = np.zeros(array.shape, np.int64)
    if array.dtype.kind not in "iu":
        raise MatchingError(f"{name} must hold integers, not {array.dtype}.")
    return _frozen(array.astype(np.int64, copy=False))


def _of_length(name: str, values: npt.ArrayLike, count: int) -> npt.NDArray[np.int64]:
    array: npt.NDArray[np.int64] = _frozen_ints(name, values)
    if array.shape != (count,):
        raise MatchingError(f"{name} has the shape {array.shape}; it needs {count} entries.")
    return array


def _placed(name: str, values: npt.ArrayLike, place: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Values per person, checked and put where the sorted order has them."""
    given = _of_length(name, values, place.size)
    out = np.empty_like(given)
    out[place] = given
    return out


def _positions(values: npt.ArrayLike, count: int, side: str) -> npt.NDArray[np.int64]:
    array: npt.NDArray[np.int64] = _frozen_ints(f"{side}_index", values)
    outside = (array < 0) | (array >= count)
    if outside.any():
        raise MatchingError(f"{side}_index names position {int(array[outside][0])}; there are {count}.")
    return array


def _sorted_side(nodes: Sequence[Hashable], side: str) -> tuple[tuple[Hashable, ...], npt.NDArray[np.int64]]:
    """Return the ids in canonical order and, per given position, the position there."""
    ordered = canonical_order(nodes)
    at = {node: position for position, node in enumerate(ordered)}
    if len(at) != len(ordered):
        raise MatchingError(f"The {side} {_repeated(ordered)!r} is listed twice.", _repeated(ordered))
    return tuple(ordered), np.array([at[node] for node in nodes], dtype=np.int64)


def _repeated(nodes: Sequence[Hashable]) -> Hashable:
    return next((node for node, times in Counter(nodes).items() if times > 1), None)


def _check_ids(instance: Instance) -> None:
    for side, nodes in (("mentee", instance.mentees), ("mentor", instance.mentors)):
        if len(set(nodes)) != len(nodes):
            raise MatchingError(f"The {side} {_repeated(nodes)!r} is listed twice.", _repeated(nodes))
        if not is_canonical(nodes):
            raise MatchingError(f"The {side}s are not in canonical order; use Instance.from_edges.")


def _check_shapes(instance: Instance) -> None:
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
    falls = np.flatnonzero(np.diff(instance.indices) <= 0) + 1
    inner = falls[~np.isin(falls, instance.indptr)]
    if inner.size:
        mentee = instance.mentees[int(np.searchsorted(instance.indptr, inner[0], side="right")) - 1]
        mentor = instance.mentors[int(instance.indices[inner[0]])]
        raise MatchingError(
            f"The pair ({mentee!r}, {mentor!r}) is listed twice or not in ascending order.", (mentee, mentor)
        )


def _check_values(instance: Instance) -> None:
    """Refuse capacities, priorities, scores and ranks off their limits, naming the first at fault."""
    for name, nodes in (("capacity", instance.mentors), ("priority", instance.mentees)):
        values = getattr(instance, name)
        bad = np.flatnonzero((values < 0) | (values > COUNT_LIMIT))
        if bad.size:
            node = nodes[int(bad[0])]
            raise MatchingError(f"The {name} of {node!r} is {int(values[bad[0]])}; it must be 0 or more.", node)
    limits = {
        "score": (-SCORE_LIMIT, SCORE_LIMIT),
        "mentee_rank": (-1, COUNT_LIMIT),
        "mentor_rank": (-1, COUNT_LIMIT),
    }
    for name, (low, high) in limits.items():
        values = getattr(instance, name)
        if values is None or not values.size or (values.min() >= low and values.max() <= high):
            continue
        at = int(np.flatnonzero((values < low) | (values > high))[0])
        pair = (instance.mentees[int(instance.rows[at])], instance.mentors[int(instance.indices[at])])
        raise MatchingError(
            f"The {name} of the pair {pair!r} is {int(values[at])}; it must be {low}..{high}.", pair
        )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return type(one) is type(other) and bool(one == other)
