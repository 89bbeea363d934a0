"""Why people have no mentor: for one or for all of them at once."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from matching.arrays import NOBODY
from matching.explain.alternating_paths import effect_of, moves_along
from matching.explain.answers import Id, Move, Shortage, WhyLeftOut
from matching.explain.leximin_prices import last_stage_residual
from matching.explain.residual import Residual
from matching.score.people import Rule
from matching.score.scorer import Scorer

_NONE: Mapping[str, int] = MappingProxyType({})
_WINDOW_CELLS = 4_000_000


def left_out_reasons(residual: Residual, scorer: Scorer | None, rows: Sequence[int]) -> list[WhyLeftOut]:
    """Return why each of these unplaced mentees (positions, ascending) has no mentor."""
    removed = _removal_counts(residual, scorer, rows)
    shortages = _Shortages(residual, {})
    even = last_stage_residual(residual)
    return [_why(residual, even, row, removed[index], shortages.for_mentee) for index, row in enumerate(rows)]


_Competitors = tuple[list[int], tuple[Id, ...], tuple[Id, ...], int]
RemovalCounts = tuple[Mapping[str, int], Mapping[str, int]]


def _why(
    residual: Residual,
    even: Residual,
    row: int,
    removed: RemovalCounts,
    shortage_of: Callable[[int], Shortage | None],
) -> WhyLeftOut:
    """Return why; ``even`` is what the last stage of *leximin* could choose from, where only the draw decided."""
    mentee = residual.instance.mentees[row]
    start, stop = int(residual.indptr[row]), int(residual.indptr[row + 1])
    if start == stop:
        return WhyLeftOut(mentee, "no_allowed_mentor", 0, *removed)
    shortage = shortage_of(row)
    if residual.gain is None:
        return WhyLeftOut(mentee, "others_preferred", stop - start, *removed, shortage)
    first, last = np.searchsorted(residual.level, (start, stop))
    if first == last:
        short = int(residual.floor or 0) - int(residual.score[start:stop].max())
        return WhyLeftOut(mentee, "level", stop - start, *removed, shortage, short)
    cost, moves = _way_in(even, row)
    is_drawn = cost == 0
    if even is not residual and not is_drawn:
        cost, moves = _way_in(residual, row)
    if not np.isfinite(cost):
        return WhyLeftOut(mentee, "shortage", stop - start, *removed, shortage)
    effect = effect_of(residual, moves)
    code, short_by = _code(residual, row, effect.total, dict(effect.tiers), shortage, is_drawn=is_drawn)
    return WhyLeftOut(mentee, code, stop - start, *removed, shortage, short_by, moves, effect)


def _way_in(residual: Residual, row: int) -> tuple[float, tuple[Move, ...]]:
    """Return the cost of the cheapest way to place a mentee at the level, infinite if there is none, and its moves."""
    first, last = np.searchsorted(residual.level, (residual.indptr[row], residual.indptr[row + 1]))
    costs, arcs = residual.shortest_augmenting
    columns = residual.cols[residual.level[first:last]]
    total = residual.slack[first:last] + costs[columns]
    if not np.isfinite(total).any():
        return np.inf, ()
    best = int(total.argmin())
    return float(total[best]), moves_along(residual, row, int(columns[best]), arcs(int(columns[best])))


def _code(
    residual: Residual,
    row: int,
    points: int,
    tiers: dict[int, int],
    shortage: Shortage | None,
    *,
    is_drawn: bool,
) -> tuple[str, int | None]:
    """Return the code, and how many points the mentee is short where points decided."""
    if max((level for level, change in tiers.items() if change < 0), default=-1) > residual.instance.priority[row]:
        return "priority", None
    if is_drawn:
        return "drawn", 0
    if residual.matching.objective == "leximin":
        return "outweighed", None
    is_local = shortage is not None and 2 * shortage.places <= int(residual.room.sum())
    return "shortage" if is_local else "outweighed", -points


@dataclass(frozen=True, eq=False)
class _Shortages:
    """The smallest Hall violator around an unplaced mentee; people who reach the same mentors share it."""

    residual: Residual
    known: dict[bytes, _Competitors | None]

    def for_mentee(self, row: int) -> Shortage | None:
        """Return the mentee with everyone they compete with, and all places any of them could have."""
        parts = self.residual.reachable_from(row)
        key = parts.tobytes()
        if key not in self.known:
            self.known[key] = self._competitors(parts)
        behind = self.known[key]
        if behind is None:
            return None
        rows, placed, mentors, places = behind
        index = bisect_left(rows, row)
        return Shortage((*placed[:index], self.residual.instance.mentees[row], *placed[index:]), mentors, places)

    def _competitors(self, parts: np.ndarray) -> _Competitors | None:
        residual = self.residual
        mentors = parts[residual.reachability[0]]
        if (residual.load[mentors] < residual.room[mentors]).any():
            return None
        inside = residual.free & (residual.partner != NOBODY)
        inside[inside] = mentors[residual.partner[inside]]
        names = tuple(residual.instance.mentors[column] for column in np.flatnonzero(mentors))
        rows = np.flatnonzero(inside).tolist()
        placed = tuple(residual.instance.mentees[row] for row in rows)
        return rows, placed, names, int(residual.room[mentors].sum())


def _removal_counts(
    residual: Residual, scorer: Scorer | None, rows: Sequence[int]
) -> list[RemovalCounts]:
    """Count, for each of these mentees, the mentors each reason rules out, and those it rules out alone."""
    if scorer is None:
        return [(_NONE, _NONE)] * len(rows)
    height = max(1, _WINDOW_CELLS // max(len(scorer.pool.mentors), 1))
    wanted = np.asarray(rows, np.int64)
    counts: list[RemovalCounts] = []
    while wanted.size:
        window = slice(int(wanted[0]), min(int(wanted[0]) + height, residual.partner.size))
        inside = wanted[wanted < window.stop]
        counts += _counts_in_window(residual, scorer, window, inside - window.start)
        wanted = wanted[inside.size :]
    return counts


def _counts_in_window(
    residual: Residual, scorer: Scorer, window: slice, rows: np.ndarray
) -> list[RemovalCounts]:
    masks: dict[str, np.ndarray] = {}
    for reason, broken in scorer.verdicts_of(window):
        mask = broken[rows]
        if reason == Rule.MINIMUM_SCORE:
            mask = mask | _below_own_minimum(residual, window, rows, mask.shape[1])
        masks[reason] = mask
    together = sum(mask.astype(np.int16) for mask in masks.values())
    counts = {code: mask.sum(axis=1).tolist() for code, mask in masks.items()}
    alone = {code: (mask & (together == 1)).sum(axis=1).tolist() for code, mask in masks.items()}
    return [(_of_row(counts, index), _of_row(alone, index)) for index in range(rows.size)]


def _of_row(counts: Mapping[str, list[int]], index: int) -> Mapping[str, int]:
    return MappingProxyType({code: some[index] for code, some in counts.items() if some[index]})


def _below_own_minimum(residual: Residual, window: slice, rows: np.ndarray, width: int) -> np.ndarray:
    """Mark the pairs that are allowed but below the minimum score the result itself was computed with."""
    out = np.zeros((rows.size, width), bool)
    least = residual.matching.settings.minimum_score
    if least is None:
        return out
    instance = residual.instance
    for index, row in enumerate((rows + window.start).tolist()):
        mine = slice(int(instance.indptr[row]), int(instance.indptr[row + 1]))
        out[index, instance.indices[mine][instance.score[mine] < least]] = True
    return out
