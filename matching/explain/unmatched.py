"""Why people have no mentor: for one or for all of them at once."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from matching.arrays import NOBODY
from matching.explain.alternating_paths import effect_of, moves_along
from matching.explain.answers import Id, Move, Shortage, WhyLeftOut
from matching.explain.leximin_prices import by_points
from matching.explain.residual import Standing
from matching.score.people import Rule
from matching.score.rules import public_reasons
from matching.score.scorer import Scorer

_NONE: Mapping[str, int] = MappingProxyType({})
_WINDOW_CELLS = 4_000_000


def left_out_reasons(
    standing: Standing, scorer: Scorer | None, rows: Sequence[int], *, public: bool
) -> list[WhyLeftOut]:
    """Return why each of these unplaced mentees (positions, ascending) has no mentor."""
    removed = _removed(standing, scorer, rows, public=public)
    shortages = _Shortages(standing, {})
    even = by_points(standing)
    return [_why(standing, even, row, removed[at], shortages.of) for at, row in enumerate(rows)]


_Behind = tuple[list[int], tuple[Id, ...], tuple[Id, ...], int]
Removed = tuple[Mapping[str, int], Mapping[str, int]]


def _why(
    standing: Standing,
    even: Standing,
    row: int,
    removed: Removed,
    shortage_of: Callable[[int], Shortage | None],
) -> WhyLeftOut:
    """Return why; ``even`` is what the last stage of *leximin* could choose from, where nothing but the lot decided."""
    mentee = standing.instance.mentees[row]
    start, stop = int(standing.indptr[row]), int(standing.indptr[row + 1])
    if start == stop:
        return WhyLeftOut(mentee, "no_allowed_mentor", 0, *removed)
    shortage = shortage_of(row)
    if standing.gain is None:
        return WhyLeftOut(mentee, "others_preferred", stop - start, *removed, shortage)
    first, last = np.searchsorted(standing.level, (start, stop))
    if first == last:
        short = int(standing.floor or 0) - int(standing.score[start:stop].max())
        return WhyLeftOut(mentee, "level", stop - start, *removed, shortage, short)
    cost, moves = _way_in(even, row)
    is_drawn = cost == 0
    if even is not standing and not is_drawn:
        cost, moves = _way_in(standing, row)
    if not np.isfinite(cost):
        return WhyLeftOut(mentee, "shortage", stop - start, *removed, shortage)
    effect = effect_of(standing, moves)
    code, short_by = _code(standing, row, effect.total, dict(effect.tiers), shortage, is_drawn=is_drawn)
    return WhyLeftOut(mentee, code, stop - start, *removed, shortage, short_by, moves, effect)


def _way_in(standing: Standing, row: int) -> tuple[float, tuple[Move, ...]]:
    """Return the cost of the cheapest way to place her at the level, infinite where there is none, and its moves."""
    first, last = np.searchsorted(standing.level, (standing.indptr[row], standing.indptr[row + 1]))
    costs, arcs = standing.ways_out
    columns = standing.cols[standing.level[first:last]]
    total = standing.slack[first:last] + costs[columns]
    if not np.isfinite(total).any():
        return np.inf, ()
    best = int(total.argmin())
    return float(total[best]), moves_along(standing, row, int(columns[best]), arcs(int(columns[best])))


def _code(
    standing: Standing,
    row: int,
    points: int,
    tiers: dict[int, int],
    shortage: Shortage | None,
    *,
    is_drawn: bool,
) -> tuple[str, int | None]:
    """Return the code, and how many points she is short where points decided."""
    if max((level for level, change in tiers.items() if change < 0), default=-1) > standing.instance.priority[row]:
        return "priority", None
    if is_drawn:
        return "drawn", 0
    if standing.matching.objective == "leximin":
        return "outweighed", None
    is_local = shortage is not None and 2 * shortage.places <= int(standing.room.sum())
    return "shortage" if is_local else "outweighed", -points


@dataclass(frozen=True, eq=False)
class _Shortages:
    """The smallest Hall violator around an unplaced mentee; people who reach the same mentors share it."""

    standing: Standing
    known: dict[bytes, _Behind | None]

    def of(self, row: int) -> Shortage | None:
        """Return everybody she competes with, herself included, and all places any of them could have."""
        parts = self.standing.closure_of(row)
        key = parts.tobytes()
        if key not in self.known:
            self.known[key] = self._behind(parts)
        behind = self.known[key]
        if behind is None:
            return None
        rows, placed, mentors, places = behind
        at = bisect_left(rows, row)
        return Shortage((*placed[:at], self.standing.instance.mentees[row], *placed[at:]), mentors, places)

    def _behind(self, parts: np.ndarray) -> _Behind | None:
        standing = self.standing
        mentors = parts[standing.closures[0]]
        if (standing.load[mentors] < standing.room[mentors]).any():
            return None
        inside = standing.free & (standing.partner != NOBODY)
        inside[inside] = mentors[standing.partner[inside]]
        names = tuple(standing.instance.mentors[at] for at in np.flatnonzero(mentors))
        rows = np.flatnonzero(inside).tolist()
        placed = tuple(standing.instance.mentees[row] for row in rows)
        return rows, placed, names, int(standing.room[mentors].sum())


def _removed(standing: Standing, scorer: Scorer | None, rows: Sequence[int], *, public: bool) -> list[Removed]:
    """Count, for each of these mentees, the mentors each reason rules out, and those it rules out alone."""
    if scorer is None:
        return [(_NONE, _NONE)] * len(rows)
    height = max(1, _WINDOW_CELLS // max(len(scorer.pool.mentors), 1))
    wanted = np.asarray(rows, np.int64)
    found: list[Removed] = []
    while wanted.size:
        window = slice(int(wanted[0]), min(int(wanted[0]) + height, standing.partner.size))
        inside = wanted[wanted < window.stop]
        found += _counted(standing, scorer, window, inside - window.start, public=public)
        wanted = wanted[inside.size :]
    return found


def _counted(standing: Standing, scorer: Scorer, window: slice, rows: np.ndarray, *, public: bool) -> list[Removed]:
    masks: dict[str, np.ndarray] = {}
    for reason, broken in scorer.verdicts_of(window):
        told = public_reasons([reason])[0] if public else reason
        mask = broken[rows]
        if reason == Rule.MINIMUM_SCORE:
            mask = mask | _below_own_minimum(standing, window, rows, mask.shape[1])
        masks[told] = masks[told] | mask if told in masks else mask
    together = sum(mask.astype(np.int16) for mask in masks.values())
    counts = {told: mask.sum(axis=1).tolist() for told, mask in masks.items()}
    alone = {told: (mask & (together == 1)).sum(axis=1).tolist() for told, mask in masks.items()}
    return [(_of_row(counts, at), _of_row(alone, at)) for at in range(rows.size)]


def _of_row(counts: Mapping[str, list[int]], at: int) -> Mapping[str, int]:
    return MappingProxyType({told: some[at] for told, some in counts.items() if some[at]})


def _below_own_minimum(standing: Standing, window: slice, rows: np.ndarray, width: int) -> np.ndarray:
    """Mark the pairs that are allowed but below the minimum score the result itself was computed with."""
    out = np.zeros((rows.size, width), bool)
    least = standing.matching.settings.minimum_score
    if least is None:
        return out
    instance = standing.instance
    for at, row in enumerate((rows + window.start).tolist()):
        mine = slice(int(instance.indptr[row]), int(instance.indptr[row + 1]))
        out[at, instance.indices[mine][instance.score[mine] < least]] = True
    return out
