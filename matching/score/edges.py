"""The allowed pairs with their totals as one sparse structure (CSR), gathered from blocks in bounded memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.arrays import Ints, Shorts
from matching.model.instance import UNRANKED, Instance
from matching.model.progress import Teller
from matching.score.product import ScoreProduct


@dataclass(frozen=True, eq=False)
class Edges:
    """Allowed pairs: those of mentee i are indptr[i]:indptr[i + 1] of `columns` (ascending) and `totals`."""

    indptr: Ints
    columns: Shorts
    totals: Shorts

    def __post_init__(self) -> None:
        for array in (self.indptr, self.columns, self.totals):
            array.setflags(write=False)


def gather(product: ScoreProduct, minimum: int, tell: Teller) -> Edges:
    """Return every pair whose total is at least the minimum (0 or more), block by block.

    The arrays are reserved for all pairs and written for the allowed ones only: pages never written take no memory,
    and copying pieces together would take as long as all the scoring.
    """
    n, m = product.left.shape[0], product.right.shape[1]
    columns, totals = np.empty(n * m, np.int32), np.empty(n * m, np.int32)
    indptr = np.zeros(n + 1, np.int64)
    end = 0
    for rows, block in product.blocks():
        tell("scoring all pairs", rows.start / n)
        flat = np.flatnonzero(block >= minimum)
        starts = np.arange(block.shape[0]) * m
        counts = np.diff(np.searchsorted(flat, np.append(starts, block.size)))
        span = slice(end, end + flat.size)
        np.copyto(totals[span], block.ravel().take(flat))
        np.copyto(columns[span], flat - np.repeat(starts, counts), casting="unsafe")
        indptr[rows.start + 1 : rows.stop + 1] = end + np.cumsum(counts)
        end = span.stop
    return Edges(indptr, columns[:end], totals[:end])


def marked(
    instance: Instance,
    locked: Sequence[int],
    mentee_wishes: Sequence[tuple[int, int, int]],
    mentor_wishes: Sequence[tuple[int, int, int]],
) -> Instance:
    """Return the instance with these pairs locked, and these wishes (mentee, mentor, rank from 0) as ranks."""
    more: dict[str, Any] = {}
    if locked:
        more["locked"] = np.zeros(instance.indices.size, bool)
        more["locked"][list(locked)] = True
    for name, wishes in (("mentee_rank", mentee_wishes), ("mentor_rank", mentor_wishes)):
        if wishes:
            rows, columns, ranks = np.array(wishes, np.int64).T
            positions = instance.edges(rows, columns)
            more[name] = np.full(instance.indices.size, UNRANKED, np.int32)
            more[name][positions[positions >= 0]] = ranks[positions >= 0]
    return replace(instance, **more) if more else instance
