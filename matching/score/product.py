"""The weighted total of every pair, block by block: one matrix product and a few corrections, no loop over pairs.

Score and verdict are one number: negative means forbidden. Everything is an integer below 2**23 held in float32,
so the product is exact whatever the order of its sums; only the last step, dividing by the sum of the weights,
rounds, and half a unit keeps that away from the edges (`_LARGEST_WEIGHT`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats, Ints, Small
from matching.score.terms import Sparse, Term

_EXACT = 2**23
_LARGEST_WEIGHT = 4000
_BLOCK_CELLS = 2**21
"""Pairs a block: small enough to stay near the cache, large enough that threads seldom wait for each other."""


@dataclass(frozen=True, eq=False)
class ScoreProduct:
    """Terms sorted by how they are best added; made by `score_product`."""

    left: Floats
    right: Floats
    whole: int
    bonuses: tuple[tuple[int, Sparse], ...]
    wide: tuple[tuple[int, Term], ...]
    banned: tuple[Sparse, ...]
    wide_bans: tuple[Term, ...]
    settled: Mapping[tuple[int, int], int]

    def blocks(self) -> Iterator[tuple[slice, Small]]:
        """Yield (mentees, totals): totals (mentees, m) are 0..1000 and negative where a rule forbids the pair.

        The array is reused: copy what you keep.
        """
        n, m = self.left.shape[0], self.right.shape[1]
        height = max(1, min(1024, _BLOCK_CELLS // max(m, 1)))
        sums = np.empty((height, m), np.float32)
        totals = np.empty((height, m), np.int16)
        for start in range(0, n, height):
            rows = slice(start, min(start + height, n))
            count = rows.stop - start
            yield rows, self._totals(rows, sums[:count], totals[:count])

    def _totals(self, rows: slice, sums: Floats, totals: Small) -> Small:
        np.matmul(self.left[rows], self.right, out=sums)
        for weight, bonus in self.bonuses:
            local, columns, given = bonus.listed(rows)
            sums[local, columns] += weight * (given - bonus.base)
        for weight, term in self.wide:
            sums += weight * term.block(rows).astype(np.float32)
        sums *= np.float32(1 / self.whole)
        np.copyto(totals, sums, casting="unsafe")
        for ban in self.banned:
            local, columns, _ = ban.listed(rows)
            totals[local, columns] = -1
        for wide_ban in self.wide_bans:
            totals[wide_ban.block(rows) != 0] = -1
        for (row, column), total in self.settled.items():
            if rows.start <= row < rows.stop:
                totals[row - rows.start, column] = total
        return totals


def score_product(
    shape: tuple[int, int],
    parts: Sequence[tuple[int, Term]],
    bans: Sequence[Term],
    settled: Mapping[tuple[int, int], int],
) -> ScoreProduct:
    """Fuse the parts, each with its weight, and the bans into one product as far as they are narrow.

    `settled` holds pairs whose total is already known (rules waived for them).
    """
    n, m = shape
    whole = sum(weight for weight, _ in parts)
    if not 0 < whole <= _LARGEST_WEIGHT:
        raise ValueError(f"The weights add up to {whole}; they need to be between 1 and {_LARGEST_WEIGHT}.")
    price = 1002 * whole
    fused, loose = _split(parts, len(parts))
    fused_bans, loose_bans = _split([(-price, ban) for ban in bans], _EXACT // price - 1)
    bonuses = tuple((weight, term) for weight, term in loose if isinstance(term, Sparse))
    constant = whole // 2 + 0.5 + sum(weight * bonus.base for weight, bonus in bonuses)
    lefts = [left * np.float32(weight) for weight, left, _ in (*fused, *fused_bans)]
    rights = [right for _, _, right in (*fused, *fused_bans)]
    return ScoreProduct(
        left=np.ascontiguousarray(np.hstack((*lefts, np.full((n, 1), constant, np.float32)))),
        right=np.ascontiguousarray(np.vstack((*rights, np.ones((1, m), np.float32)))),
        whole=whole,
        bonuses=bonuses,
        wide=tuple((weight, term) for weight, term in loose if not isinstance(term, Sparse)),
        banned=tuple(term for _, term in loose_bans if isinstance(term, Sparse)),
        wide_bans=tuple(term for _, term in loose_bans if not isinstance(term, Sparse)),
        settled=settled,
    )


def _split(
    terms: Sequence[tuple[int, Term]], most: int
) -> tuple[list[tuple[int, Floats, Floats]], list[tuple[int, Term]]]:
    """Return the first terms that have factors, at most so many, as (weight, left, right), and all others."""
    fused: list[tuple[int, Floats, Floats]] = []
    loose: list[tuple[int, Term]] = []
    for weight, term in terms:
        factors = term.factors() if len(fused) < most else None
        if factors is None:
            loose.append((weight, term))
        else:
            fused.append((weight, *factors))
    return fused, loose


def rounded(sums: npt.NDArray[np.generic], whole: int) -> Ints:
    """Return sums divided by the whole, halves rounded up, as the product does."""
    return (np.asarray(sums).astype(np.int64) + whole // 2) // whole
