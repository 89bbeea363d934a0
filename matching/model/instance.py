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

from matching.arrays import Ints, Mask, Whole
from matching.model.coercion import checked_positions, frozen, frozen_integers, frozen_shorts, of_length, reordered
from matching.model.errors import MatchingError
from matching.model.ids import canonical_order, id_texts
from matching.model.instance_checks import check, repeated

UNRANKED = -1
"""The rank of a partner who was not ranked: after all who were."""
BLOCK_PAIRS = 1 << 17
"""Pairs looked at together where there may be very many: their numbers stay in the cache."""



@dataclass(frozen=True, eq=False)
class Instance:
    """Mentees, mentors and the allowed pairs between them, in canonical order; read-only and hashable.

    Parameters
    ----------
    mentees, mentors : sequence of hashable
        The n and m ids in canonical order (strings: code point order), without repetition.
    capacity : int64 (m,)
        How many mentees each mentor can take, 0 or more.
    priority : int64 (n,)
        0 or more; a higher priority is served first.
    indptr : int64 (n + 1,)
        The allowed pairs are CSR over mentees: those of mentee ``i`` are the positions ``indptr[i]:indptr[i + 1]`` of
        the arrays below. A pair that is not listed is forbidden.
    indices : int32 (e,)
        The position of each pair's mentor, ascending for each mentee.
    score : int32 (e,)
        What each pair is worth, meant to be 0..1000.
    locked : bool (e,)
        Which pairs have to be part of every result.
    mentee_rank, mentor_rank : int32 (e,), optional
        The mentee's rank of the mentor and the mentor's of the mentee: 0 first, -1 unranked. Only the objective
        ``stable`` reads them.

    Raises
    ------
    MatchingError
        When an array breaks this contract; the message names the entry at fault.

    See Also
    --------
    Instance.from_edges : Build an instance from people and pairs in any order.
    match : Compute a result.

    Notes
    -----
    Whatever there is one of a pair is stored in 32 bits: widen it before you multiply.

    Examples
    --------
    >>> from matching import Instance
    >>> Instance.from_edges(
    ...     ["Bea", "Ana"], ["Max"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[900, 700]
    ... ).mentees
    ('Ana', 'Bea')
    """

    __networkx_backend__: ClassVar[str] = "mentormatch"

    mentees: tuple[Hashable, ...]
    mentors: tuple[Hashable, ...]
    capacity: Ints
    priority: Ints
    indptr: Ints
    indices: Whole
    score: Whole
    locked: Mask
    mentee_rank: Whole | None = None
    mentor_rank: Whole | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "mentees", tuple(self.mentees))
        put(self, "mentors", tuple(self.mentors))
        for name in ("capacity", "priority", "indptr"):
            put(self, name, frozen_integers(name, getattr(self, name)))
        for name in ("indices", "score"):
            put(self, name, frozen_shorts(name, getattr(self, name)))
        put(self, "locked", frozen(np.asarray(self.locked, dtype=bool)))
        for name in ("mentee_rank", "mentor_rank"):
            ranks = getattr(self, name)
            if ranks is not None:
                ranks = frozen_shorts(name, ranks)
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
        rows = place_left[checked_positions(mentee_index, len(left), "mentee")]
        cols = place_right[checked_positions(mentor_index, len(right), "mentor")]
        if rows.shape != cols.shape:
            raise MatchingError("mentee_index and mentor_index differ in length.")
        order = np.argsort(rows * max(len(right), 1) + cols, kind="stable")
        ranks = {"mentee_rank": mentee_rank, "mentor_rank": mentor_rank}
        return cls(
            mentees=left,
            mentors=right,
            capacity=reordered("capacity", capacity, place_right),
            priority=reordered("priority", np.zeros(len(left), np.int64) if priority is None else priority, place_left),
            indptr=np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(left))))),
            indices=cols[order],
            score=of_length("score", score, rows.size)[order],
            locked=np.zeros(rows.size, bool) if locked is None else np.asarray(locked, bool)[order],
            **{name: None if given is None else of_length(name, given, rows.size)[order]
               for name, given in ranks.items()},
        )

    def is_directed(self) -> bool:
        """Say that it is an undirected graph, as networkx asks before it dispatches."""
        return False

    def is_multigraph(self) -> bool:
        """Say that a pair occurs once, as networkx asks before it dispatches."""
        return False

    @cached_property
    def rows(self) -> Ints:
        """Return the mentee position of every allowed pair, int64 (e,)."""
        return frozen(np.repeat(np.arange(len(self.mentees)), np.diff(self.indptr)))

    @cached_property
    def tiers(self) -> tuple[Ints, Ints]:
        """Return the priorities there are, highest first, and for every mentee (n,) which of them is the mentee's."""
        negative, tier = np.unique(-self.priority, return_inverse=True)
        return frozen(-negative), frozen(tier.astype(np.int64))

    @cached_property
    def locked_at(self) -> Ints:
        """Return the positions of the locked pairs."""
        return frozen(np.flatnonzero(self.locked))

    @cached_property
    def mentee_at(self) -> Mapping[Hashable, int]:
        """Mentee -> position."""
        return dict(zip(self.mentees, range(len(self.mentees)), strict=True))

    @cached_property
    def mentor_at(self) -> Mapping[Hashable, int]:
        """Mentor -> position."""
        return dict(zip(self.mentors, range(len(self.mentors)), strict=True))

    def rows_of(self, pairs: Ints) -> Ints:
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
        position = int(start + np.searchsorted(self.indices[start:stop], mentor))
        return position if position < stop and self.indices[position] == mentor else -1

    def edges(self, mentees: Ints, mentors: Ints) -> Ints:
        """Return `edge` of many pairs at once."""
        low, stop = self.indptr[mentees], self.indptr[mentees + 1]
        high = stop.copy()
        while (is_open := low < high).any():
            middle = (low + high) // 2
            is_before = is_open & (self.indices[np.minimum(middle, self.indices.size - 1)] < mentors)
            low = np.where(is_before, middle + 1, low)
            high = np.where(is_open & ~is_before, middle, high)
        matches = np.flatnonzero(low < stop)
        matches = matches[self.indices[low[matches]] == mentors[matches]]
        out = np.full(low.size, -1, np.int64)
        out[matches] = low[matches]
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


def _sorted_side(nodes: Sequence[Hashable], side: str) -> tuple[tuple[Hashable, ...], Ints]:
    """Return the ids in canonical order and, per given position, the position there."""
    ordered = canonical_order(nodes)
    position_of = {node: position for position, node in enumerate(ordered)}
    if len(position_of) != len(ordered):
        raise MatchingError(f"The {side} {repeated(ordered)!r} is listed twice.", repeated(ordered))
    return tuple(ordered), np.array([position_of[node] for node in nodes], dtype=np.int64)


def _same(value: Any, other: Any) -> bool:
    if isinstance(value, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(value, other)
    return type(value) is type(other) and bool(value == other)
