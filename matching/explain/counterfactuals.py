"""The smallest changes that would place someone who was left out, each checked by solving again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import NOBODY
from matching.explain.alternating_paths import difference
from matching.explain.answers import Effect, Move, PlacingChange
from matching.explain.residual import Residual
from matching.model.errors import LockConflict
from matching.model.instance import UNRANKED, Instance
from matching.model.result import Matching
from matching.score.people import WAIVABLE
from matching.score.scorer import Scorer
from matching.solve.match import match

_BEST_SCORE = 1000
_KINDS = ("place", "waive", "priority", "score")


@dataclass(frozen=True, eq=False)
class _Attempt:
    """A changed input that may place the mentee, and the change it stands for."""

    kind: str
    column: int
    amount: int
    rules: tuple[str, ...]
    instance: Instance


def smallest_changes(residual: Residual, scorer: Scorer | None, row: int, tries: int) -> tuple[PlacingChange, ...]:
    """Return the first change of each kind that does place the mentee, fewest steps first."""
    kinds = (
        _places(residual, row),
        _waivers(residual, scorer, row),
        _priorities(residual, row),
        _scores(residual, row),
    )
    changes = [change for kind in kinds if (change := _first_that_works(residual, row, kind, tries)) is not None]
    return tuple(sorted(changes, key=lambda change: (change.amount, _KINDS.index(change.kind))))


def solve_again(instance: Instance, like: Matching) -> Matching:
    """Solve a changed instance as the given result was: same objective, seed and settings."""
    return match(
        instance,
        objective=like.objective,
        seed=like.seed,
        minimum_score=like.settings.minimum_score,
        bands=like.settings.bands,
    )


def changed_by(residual: Residual, after: Matching) -> tuple[Effect, tuple[Move, ...]]:
    """Return how another result differs from the present one, and the moves."""
    return difference(residual, after)


def with_lock(instance: Instance, edge: int) -> Instance:
    """Return the instance with one more pair locked."""
    locked = instance.locked.copy()
    locked[edge] = True
    return replace(instance, locked=locked)


def with_place(instance: Instance, column: int) -> Instance:
    """Return the instance with one more place with a mentor."""
    capacity = instance.capacity.copy()
    capacity[column] += 1
    return replace(instance, capacity=capacity)


def with_priority(instance: Instance, row: int, priority: int) -> Instance:
    """Return the instance with another priority for a mentee."""
    priorities = instance.priority.copy()
    priorities[row] = priority
    return replace(instance, priority=priorities)


def with_score(instance: Instance, edge: int, score: int) -> Instance:
    """Return the instance with another score for a pair."""
    scores = instance.score.copy()
    scores[edge] = score
    return replace(instance, score=scores)


def with_pair(instance: Instance, row: int, column: int, score: int) -> Instance:
    """Return the instance with a pair allowed that was not."""
    start, stop = int(instance.indptr[row]), int(instance.indptr[row + 1])
    position = start + int(np.searchsorted(instance.indices[start:stop], column))
    indptr = instance.indptr.copy()
    indptr[row + 1 :] += 1
    mentee_rank, mentor_rank = instance.mentee_rank, instance.mentor_rank
    return replace(
        instance,
        indptr=indptr,
        indices=np.insert(instance.indices, position, column),
        score=np.insert(instance.score, position, score),
        locked=np.insert(instance.locked, position, False),
        mentee_rank=None if mentee_rank is None else np.insert(mentee_rank, position, UNRANKED),
        mentor_rank=None if mentor_rank is None else np.insert(mentor_rank, position, UNRANKED),
    )


def _first_that_works(residual: Residual, row: int, candidates: Iterator[_Attempt], tries: int) -> PlacingChange | None:
    instance = residual.instance
    mentee = instance.mentees[row]
    for _, attempt in zip(range(tries), candidates, strict=False):
        try:
            after = solve_again(attempt.instance, residual.matching)
        except LockConflict:
            continue
        if mentee in after.unmatched:
            continue
        effect, moves = difference(residual, after)
        return PlacingChange(
            kind=attempt.kind,
            mentee=mentee,
            mentor=None if attempt.column == NOBODY else instance.mentors[attempt.column],
            amount=attempt.amount,
            rules=attempt.rules,
            effect=effect,
            unplaced=tuple(move.mentee for move in moves if move.after is None),
        )
    return None


def _places(residual: Residual, row: int) -> Iterator[_Attempt]:
    """One more place that the mentee would be the next to get; then one with an allowed mentor, best score first."""
    mine = np.arange(residual.indptr[row], residual.indptr[row + 1])
    columns = residual.cols[mine[np.argsort(-residual.score[mine], kind="stable")]].tolist()
    if residual.gain is not None and residual.matching.objective != "leximin":
        columns = _within_reach(residual, row) + columns
    for column in dict.fromkeys(columns):
        yield _Attempt("place", column, 1, (), with_place(residual.instance, column))


def _within_reach(residual: Residual, row: int) -> list[int]:
    """The mentors whose extra place the mentee could take in an optimum: those at no cost, nearest first."""
    first, last = np.searchsorted(residual.level, (residual.indptr[row], residual.indptr[row + 1]))
    columns = residual.cols[residual.level[first:last]]
    direct = np.sort(columns[residual.slack[first:last] == 0]).tolist()
    moves = residual.moves
    free = np.flatnonzero(moves.cost == 0)
    reached, frontier = list(direct), direct
    while frontier:
        steps = free[np.isin(moves.source[free], frontier)]
        next_ = np.setdiff1d(moves.target[steps], [*reached, residual.outside])
        frontier = next_.tolist()
        reached += frontier
    return reached


def _waivers(residual: Residual, scorer: Scorer | None, row: int) -> Iterator[_Attempt]:
    """Forbidden pairs whose broken rules may all be set aside: fewest rules first, then the best score."""
    if scorer is None:
        return
    columns = np.arange(residual.room.size)
    rows = np.full(columns.size, row)
    broken: dict[int, list[str]] = {}
    for reason, breaks in scorer.verdicts_at(rows, columns):
        for column in np.flatnonzero(breaks).tolist():
            broken.setdefault(column, []).append(reason)
    scores = scorer.scores_at(rows, columns)
    open_to = {
        column: reasons
        for column, reasons in broken.items()
        if {reason.partition(":")[0] for reason in reasons} <= WAIVABLE and residual.room[column] > 0
    }
    for column in sorted(open_to, key=lambda mentor: (len(open_to[mentor]), -scores[mentor], mentor)):
        changed = with_pair(residual.instance, row, column, int(scores[column]))
        yield _Attempt("waive", column, len(open_to[column]), tuple(open_to[column]), changed)


def _priorities(residual: Residual, row: int) -> Iterator[_Attempt]:
    """The priorities of those above the mentee, level with each and one step beyond, lowest first."""
    if residual.indptr[row] == residual.indptr[row + 1]:
        return
    mine = int(residual.instance.priority[row])
    above = {int(other) for other in residual.instance.priority if other > mine}
    steps = {mine + 1, *above, *(other + 1 for other in above)}
    for priority in sorted(steps):
        yield _Attempt("priority", NOBODY, priority - mine, (), with_priority(residual.instance, row, priority))


def _scores(residual: Residual, row: int) -> Iterator[_Attempt]:
    """Extra points with an allowed mentor, fewest first.

    As many as would draw level with the cheapest way out, or one more; or as many as lift the pair above
    the round's worst score, where it may be what it takes to raise that.
    """
    if residual.weights is None or residual.matching.objective in ("leximin", "total"):
        return
    costs, _ = residual.shortest_augmenting
    mentee_gain = (int(residual.tier.max(initial=0)) + 1 - int(residual.tier[row])) * residual.weights.per_placed
    assert residual.prices is not None
    needed = []
    for edge in range(int(residual.indptr[row]), int(residual.indptr[row + 1])):
        column, score = int(residual.cols[edge]), int(residual.score[edge])
        if np.isfinite(costs[column]):
            wanted = int(residual.prices[1][column] + costs[column]) - mentee_gain
            least = score if residual.floor is None else max(residual.floor, score)
            points = max(wanted, least) - score
            needed += [(points, column, score), (points + 1, column, score)]
            if residual.floor is not None and score <= residual.floor < wanted:
                needed.append((residual.floor + 1 - score, column, score))
    for points, column, score in sorted(set(needed)):
        if 0 < points <= _BEST_SCORE - score:
            position = residual.instance.edge(row, column)
            yield _Attempt("score", column, points, (), with_score(residual.instance, position, score + points))
