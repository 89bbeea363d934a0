"""The input of a matching as arrays (`Instance`), the fast path; `graph.py` translates networkx graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from matching.model.errors import MatchingError
from matching.model.ids import canonical_order, id_texts
from matching.model.instance_checks import COUNT_LIMIT, check, repeated
from matching.model.result import IntArray

UNRANKED = -1
"""The rank of a partner who was not ranked: after all who were."""
BLOCK_PAIRS = 1 << 17
"""Pairs looked at together where there may be very many: their numbers stay in the cache."""

ShortArray = np.ndarray[tuple[int], np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True, eq=False)
class Instance:
    """Mentees, mentors and the allowed pairs between them, in canonical order; read-only and hashable.

    ``mentees`` (n ids) and ``mentors`` (m ids) are in canonical order (strings: code point order), without
    repetition. ``capacity`` int64 (m,) and ``priority`` int64 (n,) are ≥ 0; higher priority is served first.
    The allowed pairs are CSR over mentees: those of mentee ``i`` are the positions ``indptr[i]:indptr[i +
    1]`` of ``indices`` int32 (e,) (mentor positions, ascending), ``score`` int32 (e,) and ``locked`` bool
    (e,). Absent is forbidden. ``mentee_rank`` and ``mentor_rank`` int32 (e,) or ``None``: her rank of him and
    his of her, 0 first, -1 unranked; only the objective ``stable`` reads them. What there is one of a pair is
    kept in 32 bits: widen it before you multiply.

    The constructor checks all of this and raises `MatchingError`; `from_edges` takes any order.
    """

    __networkx_backend__: ClassVar[str] = "mentormatch"

    mentees: tuple[Hashable, ...]
    mentors: tuple[Hashable, ...]
    capacity: IntArray
    priority: IntArray
    indptr: IntArray
    indices: ShortArray
    score: ShortArray
    locked: np.ndarray[tuple[int], np.dtype[np.bool_]]
    mentee_rank: ShortArray | None = None
    mentor_rank: ShortArray | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "mentees", tuple(self.mentees))
        put(self, "mentors", tuple(self.mentors))
        for name in ("capacity", "priority", "indptr"):
            put(self, name, _frozen_ints(name, getattr(self, name)))
        for name in ("indices", "score"):
            put(self, name, _short(name, getattr(self, name)))
        put(self, "locked", _frozen(np.asarray(self.locked, dtype=bool)))
        for name in ("mentee_rank", "mentor_rank"):
            ranks = getattr(self, name)
            if ranks is not None:
                ranks = _short(name, ranks)
                put(self, name, ranks if (ranks != UNRANKED).any() else None)
        check(self)

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
    def tiers(self) -> tuple[IntArray, IntArray]:
        """Return the priorities there are, highest first, and for every mentee (n,) which of them is hers."""
        negative, tier = np.unique(-self.priority, return_inverse=True)
        return _frozen(-negative), _frozen(tier.astype(np.int64))

    @cached_property
    def locked_at(self) -> IntArray:
        """Return the positions of the locked pairs."""
        return _frozen(np.flatnonzero(self.locked))

    @cached_property
    def mentee_at(self) -> Mapping[Hashable, int]:
        """Mentee -> position."""
        return dict(zip(self.mentees, range(len(self.mentees)), strict=True))

    @cached_property
    def mentor_at(self) -> Mapping[Hashable, int]:
        """Mentor -> position."""
        return dict(zip(self.mentors, range(len(self.mentors)), strict=True))

    def rows_of(self, pairs: npt.NDArray[np.int64]) -> IntArray:
        """Return the mentee position of the pairs at these positions, without `rows`."""
        return np.searchsorted(self.indptr, pairs, side="right") - 1

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """Yield all mentees, a few at a time, with the slice of their pairs; about `BLOCK_PAIRS` pairs each."""
        cuts = np.searchsorted(self.indptr, np.arange(BLOCK_PAIRS, self.indices.size, BLOCK_PAIRS))
        edges = np.unique(np.concatenate(([0], cuts, [len(self.mentees)]))).tolist()
        for first, last in pairwise(edges):
            yield slice(first, last), slice(int(self.indptr[first]), int(self.indptr[last]))

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the canonical input in hexadecimal, the same for any input order."""
        digest = hashlib.sha256(b"mentormatch instance 1\n")
        for nodes in (self.mentees, self.mentors):
            texts = [text.encode("utf-8", "surrogatepass") for text in id_texts(nodes)]
            digest.update(np.array([len(texts), *map(len, texts)], "<i8").tobytes())
            digest.update(b"".join(texts))
        for counts in (self.capacity, self.priority, self.indptr):
            digest.update(np.ascontiguousarray(counts, "<i8").data)
        for array in (self.indices, self.score):
            digest.update(np.ascontiguousarray(array, "<i4").data)
        marks = bytes(-(-self.locked.size // 8)) if not self.locked_at.size else np.packbits(self.locked).tobytes()
        digest.update(marks)
        for ranks in (self.mentee_rank, self.mentor_rank):
            digest.update(b"-" if ranks is None else b"+" + np.ascontiguousarray(ranks, "<i4").tobytes())
        return digest.hexdigest()

    def edge(self, mentee: int, mentor: int) -> int:
        """Return the position of the pair of these two canonical positions, or -1 when it is not allowed."""
        start, stop = self.indptr[mentee], self.indptr[mentee + 1]
        at = int(start + np.searchsorted(self.indices[start:stop], mentor))
        return at if at < stop and self.indices[at] == mentor else -1

    def edges(self, mentees: npt.NDArray[np.int64], mentors: npt.NDArray[np.int64]) -> IntArray:
        """Return `edge` of many pairs at once."""
        low, stop = self.indptr[mentees], self.indptr[mentees + 1]
        high = stop.copy()
        while (is_open := low < high).any():
            middle = (low + high) // 2
            is_before = is_open & (self.indices[np.minimum(middle, self.indices.size - 1)] < mentors)
            low = np.where(is_before, middle + 1, low)
            high = np.where(is_open & ~is_before, middle, high)
        found = np.flatnonzero(low < stop)
        found = found[self.indices[low[found]] == mentors[found]]
        out = np.full(low.size, -1, np.int64)
        out[found] = low[found]
        return out

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle by what it is made of: the copy is checked and read-only too, and remembers nothing."""
        return Instance, tuple(getattr(self, field.name) for field in fields(Instance))

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


def _short(name: str, values: npt.ArrayLike) -> Any:
    """Return integers in 32 bits, read-only; what does not fit stays wide, and `check` refuses it by name."""
    array = np.asarray(values)
    if array.dtype == np.int32:
        return _frozen(array)
    wide = _frozen_ints(name, array)
    fits = not wide.size or (wide.min() >= -COUNT_LIMIT and wide.max() <= COUNT_LIMIT)
    return _frozen(wide.astype(np.int32)) if fits else wide


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
        raise MatchingError(f"The {side} {repeated(ordered)!r} is listed twice.", repeated(ordered))
    return tuple(ordered), np.array([at[node] for node in nodes], dtype=np.int64)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return type(one) is type(other) and bool(one == other)
