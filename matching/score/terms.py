"""Integers for every pair of a pool in three compact shapes, so that n × m numbers need never be stored.

A criterion's part and a rule's verdict are each one such term. The same term answers for a block of rows (the
fast path), for a list of pairs and for one pair, so no second definition can disagree. What the numbers mean
is said in criteria.py and rules.py.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats, Ints, Small

Grid = npt.NDArray[Any]
Values = Callable[[Sequence[Any], Sequence[Any]], Grid]

NARROW = 64
"""Widest look-up that joins the fused matrix product; wider ones are gathered block by block."""
_TABLE_LIMIT = 2**24


class Term(Protocol):
    """An integer, -32768..32767, for each pair (mentee position, mentor position)."""

    def block(self, rows: slice) -> Grid:
        """Return the values of these mentees with all mentors, (rows, m)."""

    def values_at(self, rows: Ints, columns: Ints) -> Ints:
        """Return the values of these pairs, in the order given."""

    def factors(self) -> tuple[Floats, Floats] | None:
        """Return left (n, k) and right (k, m) whose product is the term; None when k would be too large."""


@dataclass(frozen=True, eq=False)
class Product:
    """The term left @ right; every entry and every sum is a small integer, so float32 holds it exactly."""

    left: Floats
    right: Floats

    def block(self, rows: slice) -> Grid:
        return self.left[rows] @ self.right

    def values_at(self, rows: Ints, columns: Ints) -> Ints:
        out = np.empty(rows.size, np.int64)
        for start in range(0, rows.size, 65536):
            part = slice(start, start + 65536)
            out[part] = np.einsum("pk,pk->p", self.left[rows[part]], self.right.T[columns[part]])
        return out

    def factors(self) -> tuple[Floats, Floats] | None:
        return self.left, self.right


@dataclass(frozen=True, eq=False)
class Lookup:
    """A term that depends only on one key of each side; made by `lookup`.

    `mentee_codes` (n,) and `mentor_codes` (m,) are positions in the distinct keys of either side.
    """

    mentee_codes: Ints
    mentor_codes: Ints
    mentee_keys: tuple[Hashable, ...]
    mentor_keys: tuple[Hashable, ...]
    values: Values

    @cached_property
    def table(self) -> Small | None:
        """All values key by key, or None when that would not be small."""
        if len(self.mentee_keys) * len(self.mentor_keys) > _TABLE_LIMIT:
            return None
        return self._rows_of(np.arange(len(self.mentee_keys)))

    def block(self, rows: slice) -> Grid:
        codes, back = np.unique(self.mentee_codes[rows], return_inverse=True)
        values = self._rows_of(codes) if self.table is None else self.table[codes]
        return values[:, self.mentor_codes][back]

    def values_at(self, rows: Ints, columns: Ints) -> Ints:
        mentee_codes, mentor_codes = self.mentee_codes[rows], self.mentor_codes[columns]
        if self.table is not None:
            return self.table[mentee_codes, mentor_codes].astype(np.int64)
        out = np.empty(rows.size, np.int64)
        for code in np.unique(mentee_codes):
            mine = mentee_codes == code
            out[mine] = self._rows_of(np.array([code]))[0, mentor_codes[mine]]
        return out

    def factors(self) -> tuple[Floats, Floats] | None:
        if min(len(self.mentee_keys), len(self.mentor_keys)) > NARROW or self.table is None:
            return None
        table = self.table.astype(np.float32)
        if len(self.mentee_keys) <= len(self.mentor_keys):
            return one_hot(self.mentee_codes, len(self.mentee_keys)), table[:, self.mentor_codes]
        return table[self.mentee_codes], np.ascontiguousarray(one_hot(self.mentor_codes, len(self.mentor_keys)).T)

    def map(self, change: Callable[[Grid], Grid]) -> "Lookup":
        """The look-up whose values are these, changed."""
        before = self.values
        return Lookup(
            self.mentee_codes,
            self.mentor_codes,
            self.mentee_keys,
            self.mentor_keys,
            lambda mentees, mentors: change(before(mentees, mentors)),
        )

    def _rows_of(self, codes: Ints) -> Small:
        if not codes.size or not self.mentor_keys:
            return np.zeros((codes.size, len(self.mentor_keys)), np.int16)
        keys = [self.mentee_keys[code] for code in codes.tolist()]
        return np.asarray(self.values(keys, self.mentor_keys), dtype=np.int16)


@dataclass(frozen=True, eq=False)
class Sparse:
    """`base` for every pair but those listed, which have values of their own; made by `sparse`."""

    base: int
    indptr: Ints
    columns: Ints
    given: Ints
    width: int

    def block(self, rows: slice) -> Grid:
        start, stop, _ = rows.indices(self.indptr.size - 1)
        out = np.full((stop - start, self.width), self.base, np.int16)
        local, columns, given = self.listed(rows)
        out[local, columns] = given
        return out

    def values_at(self, rows: Ints, columns: Ints) -> Ints:
        keys = np.repeat(np.arange(self.indptr.size - 1), np.diff(self.indptr)) * self.width + self.columns
        wanted = rows * self.width + columns
        places = np.searchsorted(keys, wanted)
        hit = np.flatnonzero(places < keys.size)
        hit = hit[keys[places[hit]] == wanted[hit]]
        out = np.full(rows.size, self.base, np.int64)
        out[hit] = self.given[places[hit]]
        return out

    def factors(self) -> tuple[Floats, Floats] | None:
        return None

    def listed(self, rows: slice) -> tuple[Ints, Ints, Ints]:
        """The listed pairs of these mentees: row counted from the start of the slice, column, value."""
        start, stop, _ = rows.indices(self.indptr.size - 1)
        span = slice(int(self.indptr[start]), int(self.indptr[stop]))
        local = np.repeat(np.arange(stop - start), np.diff(self.indptr[start : stop + 1]))
        return local, self.columns[span], self.given[span]


@dataclass(frozen=True, eq=False)
class Below:
    """1 where another term is below a bound, else 0: a criterion that must be met."""

    term: Term
    bound: int

    def block(self, rows: slice) -> Grid:
        return self.term.block(rows) < self.bound

    def values_at(self, rows: Ints, columns: Ints) -> Ints:
        return (self.term.values_at(rows, columns) < self.bound).astype(np.int64)

    def factors(self) -> tuple[Floats, Floats] | None:
        return None


def below(term: Term, bound: int) -> Term:
    """Return the term that is 1 where the given one is below the bound, in the cheapest shape there is."""
    return term.map(lambda values: values < bound) if isinstance(term, Lookup) else Below(term, bound)


def lookup(mentee_keys: Sequence[Hashable], mentor_keys: Sequence[Hashable], values: Values) -> Lookup:
    """Return the term values(mentee key, mentor key), called with distinct keys: (K keys, L keys) -> (K, L)."""
    mentee_codes, distinct_mentees = _codes(mentee_keys)
    mentor_codes, distinct_mentors = _codes(mentor_keys)
    return Lookup(mentee_codes, mentor_codes, distinct_mentees, distinct_mentors, values)


def sparse(n: int, m: int, pairs: dict[tuple[int, int], int], *, base: int = 0) -> Sparse:
    """Return the term that is `base` but for these pairs: (mentee position, mentor position) -> value."""
    keys = sorted(pairs)
    rows = np.array([row for row, _ in keys], np.int64)
    return Sparse(
        base,
        np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(rows, minlength=n)[:n]))),
        np.array([column for _, column in keys], np.int64),
        np.array([pairs[key] for key in keys], np.int64),
        m,
    )


def indicator(sets: Sequence[frozenset[Any]], elements: Mapping[Any, int]) -> Floats:
    """Return a row of zeros and ones a set, (sets, elements); what is not an element is left out."""
    out = np.zeros((len(sets), len(elements)), np.float32)
    for row, members in enumerate(sets):
        for member in members:
            column = elements.get(member)
            if column is not None:
                out[row, column] = 1
    return out


def one_hot(codes: Ints, count: int) -> Floats:
    """Return a row a code with a single 1 in the code's column, (codes, count)."""
    out = np.zeros((codes.size, count), np.float32)
    out[np.arange(codes.size), codes] = 1
    return out


@lru_cache(maxsize=65536)
def apportion(shares: tuple[int, ...], units: int) -> tuple[int, ...]:
    """Split units into whole numbers proportional to the shares, exactly; the largest remainders round up.

    Equal remainders go to the earlier share, so give the shares in an order that does not depend on the input's.
    """
    whole = sum(shares)
    floors = [share * units // whole for share in shares]
    missing = units - sum(floors)
    by_remainder = sorted(range(len(shares)), key=lambda index: (-(shares[index] * units % whole), index))
    for index in by_remainder[:missing]:
        floors[index] += 1
    return tuple(floors)


def _codes(keys: Sequence[Hashable]) -> tuple[Ints, tuple[Hashable, ...]]:
    known: dict[Hashable, int] = {}
    codes = np.array([known.setdefault(key, len(known)) for key in keys], np.int64)
    return codes, tuple(known)
