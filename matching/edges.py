"""The allowed pairs with their totals as one sparse structure (CSR), gathered from blocks in bounded memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.instance import UNRANKED
from matching.kernel import Kernel
from matching.progress import Teller
from matching.terms import Ints


@dataclass(frozen=True, eq=False)
class Edges:
    """Allowed pairs: those of mentee i are indptr[i]:indptr[i + 1] of `columns` (ascending) and `totals`."""

    indptr: Ints
    columns: Ints
    totals: Ints

    def __post_init__(self) -> None:
        for array in (self.indptr, self.columns, self.totals):
            array.setflags(write=False)

    def find(self, rows: Ints, columns: Ints) -> Ints:
        """Return where these pairs stand in `columns`, -1 for a pair that is not allowed."""
        low, end = self.indptr[rows].copy(), self.indptr[rows + 1]
        high = end.copy()
        while (open_ := low < high).any():
            middle = (low + high) // 2
            before = open_ & (self.columns[np.minimum(middle, self.columns.size - 1)] < columns)
            low = np.where(before, middle + 1, low)
            high = np.where(open_ & ~before, middle, high)
        found = np.full(rows.size, -1, np.int64)
        inside = np.flatnonzero(low < end)
        hit = inside[self.columns[low[inside]] == columns[inside]]
        found[hit] = low[hit]
        return found


def gather(kernel: Kernel, minimum: int, tell: Teller) -> Edges:
    """Return every pair whose total is at least the minimum (0 or more), block by block.

    The arrays are reserved for all pairs and written for the allowed ones only: pages never written take no memory,
    and copying pieces together would take as long as all the scoring.
    """
    n, m = kernel.left.shape[0], kernel.right.shape[1]
    columns, totals = np.empty(n * m, np.int64), np.empty(n * m, np.int64)
    indptr = np.zeros(n + 1, np.int64)
    end = 0
    for rows, block in kernel.blocks():
        tell("scoring all pairs", rows.start / n)
        flat = np.flatnonzero(block >= minimum)
        starts = np.arange(block.shape[0]) * m
        counts = np.diff(np.searchsorted(flat, np.append(starts, block.size)))
        span = slice(end, end + flat.size)
        totals[span] = block.ravel()[flat]
        np.subtract(flat, np.repeat(starts, counts), out=columns[span])
        indptr[rows.start + 1 : rows.stop + 1] = end + np.cumsum(counts)
        end += flat.size
    return Edges(indptr, columns[:end], totals[:end])


def ranks_of(edges: Edges, wishes: Sequence[tuple[int, int, int]]) -> Ints | None:
    """Return the rank of every edge, -1 where there was no wish, or None when nobody wished."""
    if not wishes:
        return None
    rows, columns, ranks = np.array(wishes, np.int64).T
    at = edges.find(rows, columns)
    out = np.full(edges.columns.size, UNRANKED, np.int64)
    out[at[at >= 0]] = ranks[at >= 0]
    out.setflags(write=False)
    return out
