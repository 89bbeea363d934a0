"""The smallest changes that would place somebody who was left out, each checked by solving again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import NOBODY
from matching.explain.alternating_paths import difference
from matching.explain.answers import Change, Effect, Move
from matching.explain.residual import Standing
from matching.model.errors import LockConflict
from matching.model.instance import UNRANKED, Instance
from matching.model.result import Matching
from matching.score.people import WAIVABLE
from matching.score.scorer import Scorer
from matching.solve.match import match

_BEST_SCORE = 1000
_KINDS = ("place", "waive", "priority", "score")


@dataclass(frozen=True, eq=False)
class _Try:
    """A changed input that may place her, and the change it stands for."""

    kind: str
    column: int
    amount: int
    rules: tuple[str, ...]
    instance: Instance


def smallest_changes(standing: Standing, scorer: Scorer | None, row: int, tries: int) -> tuple[Change, ...]:
    """Return the first change of each kind that does place her, fewest steps first."""
    kinds = (
        _places(standing, row),
        _waivers(standing, scorer, row),
        _priorities(standing, row),
        _scores(standing, row),
    )
    found = [change for kind in kinds if (change := _first_that_works(standing, row, kind, tries)) is not None]
    return tuple(sorted(found, key=lambda change: (change.amount, _KINDS.index(change.kind))))


def solve_again(instance: Instance, like: Matching) -> Matching:
    """Solve a changed instance as the given result was: same objective, seed and settings."""
    return match(
        instance,
        objective=like.objective,
        seed=like.seed,
        minimum_score=like.settings.minimum_score,
        bands=like.settings.bands,
    )


def changed_by(standing: Standing, after: Matching) -> tuple[Effect, tuple[Move, ...]]:
    """Return what another result changes against the one that stands, and the moves."""
    return difference(standing, after)


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
    at = start + int(np.searchsorted(instance.indices[start:stop], column))
    indptr = instance.indptr.copy()
    indptr[row + 1 :] += 1
    hers, his = instance.mentee_rank, instance.mentor_rank
    return replace(
        instance,
        indptr=indptr,
        indices=np.insert(instance.indices, at, column),
        score=np.insert(instance.score, at, score),
        locked=np.insert(instance.locked, at, False),
        mentee_rank=None if hers is None else np.insert(hers, at, UNRANKED),
        mentor_rank=None if his is None else np.insert(his, at, UNRANKED),
    )


def _first_that_works(standing: Standing, row: int, candidates: Iterator[_Try], tries: int) -> Change | None:
    instance = standing.instance
    mentee = instance.mentees[row]
    for _, one in zip(range(tries), candidates, strict=False):
        try:
            after = solve_again(one.instance, standing.matching)
        except LockConflict:
            continue
        if mentee in after.unmatched:
            continue
        effect, moves = difference(standing, after)
        return Change(
            kind=one.kind,
            mentee=mentee,
            mentor=None if one.column == NOBODY else instance.mentors[one.column],
            amount=one.amount,
            rules=one.rules,
            effect=effect,
            unplaced=tuple(move.mentee for move in moves if move.after is None),
        )
    return None


def _places(standing: Standing, row: int) -> Iterator[_Try]:
    """One more place where she would be the next to get it; then with her own mentors, best score first."""
    mine = np.arange(standing.indptr[row], standing.indptr[row + 1])
    columns = standing.cols[mine[np.argsort(-standing.score[mine], kind="stable")]].tolist()
    if standing.gain is not None and standing.matching.objective != "leximin":
        columns = _within_reach(standing, row) + columns
    for column in dict.fromkeys(columns):
        yield _Try("place", column, 1, (), with_place(standing.instance, column))


def _within_reach(standing: Standing, row: int) -> list[int]:
    """The mentors she would be an optimal taker for: those at no cost from her, nearest first."""
    first, last = np.searchsorted(standing.level, (standing.indptr[row], standing.indptr[row + 1]))
    columns = standing.cols[standing.level[first:last]]
    direct = np.sort(columns[standing.slack[first:last] == 0]).tolist()
    moves = standing.moves
    free = np.flatnonzero(moves.cost == 0)
    reached, frontier = list(direct), direct
    while frontier:
        steps = free[np.isin(moves.source[free], frontier)]
        next_ = np.setdiff1d(moves.target[steps], [*reached, standing.outside])
        frontier = next_.tolist()
        reached += frontier
    return reached


def _waivers(standing: Standing, scorer: Scorer | None, row: int) -> Iterator[_Try]:
    """Forbidden pairs all of whose rules may be set aside: fewest rules first, then the best score."""
    if scorer is None:
        return
    columns = np.arange(standing.room.size)
    rows = np.full(columns.size, row)
    broken: dict[int, list[str]] = {}
    for reason, breaks in scorer.verdicts_at(rows, columns):
        for column in np.flatnonzero(breaks).tolist():
            broken.setdefault(column, []).append(reason)
    scores = scorer.scores_at(rows, columns)
    open_to = {
        column: reasons
        for column, reasons in broken.items()
        if {reason.partition(":")[0] for reason in reasons} <= WAIVABLE and standing.room[column] > 0
    }
    for column in sorted(open_to, key=lambda at: (len(open_to[at]), -scores[at], at)):
        changed = with_pair(standing.instance, row, column, int(scores[column]))
        yield _Try("waive", column, len(open_to[column]), tuple(open_to[column]), changed)


def _priorities(standing: Standing, row: int) -> Iterator[_Try]:
    """The priorities of those above her, level with each and one step beyond, lowest first."""
    if standing.indptr[row] == standing.indptr[row + 1]:
        return
    mine = int(standing.instance.priority[row])
    above = {int(one) for one in standing.instance.priority if one > mine}
    steps = {mine + 1, *above, *(one + 1 for one in above)}
    for priority in sorted(steps):
        yield _Try("priority", NOBODY, priority - mine, (), with_priority(standing.instance, row, priority))


def _scores(standing: Standing, row: int) -> Iterator[_Try]:
    """Points more with one of her mentors, fewest first.

    As many as would draw level with the cheapest way out, or one more; or as many as lift her above the round's
    worst score, where her pair may be what it takes to raise that.
    """
    if standing.scale is None or standing.matching.objective in ("leximin", "total"):
        return
    costs, _ = standing.ways_out
    mentee_gain = (int(standing.tier.max(initial=0)) + 1 - int(standing.tier[row])) * standing.scale.per_placed
    assert standing.prices is not None
    needed = []
    for edge in range(int(standing.indptr[row]), int(standing.indptr[row + 1])):
        column, score = int(standing.cols[edge]), int(standing.score[edge])
        if np.isfinite(costs[column]):
            wanted = int(standing.prices[1][column] + costs[column]) - mentee_gain
            least = score if standing.floor is None else max(standing.floor, score)
            points = max(wanted, least) - score
            needed += [(points, column, score), (points + 1, column, score)]
            if standing.floor is not None and score <= standing.floor < wanted:
                needed.append((standing.floor + 1 - score, column, score))
    for points, column, score in sorted(set(needed)):
        if 0 < points <= _BEST_SCORE - score:
            at = standing.instance.edge(row, column)
            yield _Try("score", column, points, (), with_score(standing.instance, at, score + points))
