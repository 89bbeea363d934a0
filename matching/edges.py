"""The allowed pairs with their totals as one sparse structure (CSR), gathered from blocks in bounded memory."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.kernel import Kernel
from matching.terms import Ints, Small


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


def gather(kernel: Kernel, minimum: int) -> Edges:
    """Return every pair whose total is at least the minimum (0 or more), block by block.

    Beside the result, at most a third of its size is held at any time.
    """
    chunks: list[tuple[npt.NDArray[np.int32], Small]] = []
    counts = [np.zeros(1, np.int64)]
    for _, totals in kernel.blocks():
        flat = np.flatnonzero(totals >= minimum)
        width = totals.shape[1]
        bounds = np.searchsorted(flat, np.arange(totals.shape[0] + 1) * width)
        per_row = np.diff(bounds)
        columns = flat - np.repeat(np.arange(totals.shape[0]) * width, per_row)
        chunks.append((columns.astype(np.int32), totals.ravel()[flat]))
        counts.append(per_row)
    indptr = np.cumsum(np.concatenate(counts))
    end = int(indptr[-1])
    all_columns, all_totals = np.empty(end, np.int64), np.empty(end, np.int64)
    while chunks:
        last_columns, last_totals = chunks.pop()
        all_columns[end - last_columns.size : end] = last_columns
        all_totals[end - last_totals.size : end] = last_totals
        end -= last_columns.size
    return Edges(indptr, all_columns, all_totals)
