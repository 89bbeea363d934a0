"""What an alternating path changes: who moves, and what the round gains or loses by it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from matching.arrays import NOBODY
from matching.explain.answers import Effect, Id, Move
from matching.explain.residual import Residual
from matching.model.result import Matching


def moves_along(residual: Residual, row: int, column: int, arcs: Iterable[int]) -> tuple[Move, ...]:
    """Return the moves when a mentee takes a place and the arcs make room for them."""
    steps = [(row, column)]
    for arc in arcs:
        edge, mover = int(residual.moves.edge[arc]), int(residual.moves.mover[arc])
        if mover != NOBODY:
            steps.append((mover, NOBODY if edge == NOBODY else int(residual.cols[edge])))
    mentees = residual.instance.mentees
    return tuple(
        Move(mentees[who], _mentor(residual, int(residual.partner[who])), _mentor(residual, after))
        for who, after in steps
    )


def effect_of(residual: Residual, moves: Sequence[Move]) -> Effect:
    """Return what these moves change, without solving again."""
    instance = residual.instance
    lost: Counter[int] = Counter()
    won: Counter[int] = Counter()
    tiers: Counter[int] = Counter()
    for move in moves:
        row = residual.row_of[move.mentee]
        for mentor, scores, sign in ((move.before, lost, -1), (move.after, won, 1)):
            if mentor is not None:
                scores[int(instance.score[instance.edge(row, residual.column_of[mentor])])] += 1
                tiers[int(instance.priority[row])] += sign
    worst = _worst_without(residual.pair_scores, lost, won)
    before = residual.matching.worst
    return Effect(
        placed=won.total() - lost.total(),
        total=sum(score * count for score, count in won.items()) - sum(score * count for score, count in lost.items()),
        worst=None if worst is None or before is None else worst - before,
        tiers={priority: change for priority, change in sorted(tiers.items()) if change},
    )


def difference(residual: Residual, after: Matching) -> tuple[Effect, tuple[Move, ...]]:
    """Return how another result differs from the present one, and every move in the order of the ids."""
    before = residual.matching
    priority = dict(zip(residual.instance.mentees, residual.instance.priority.tolist(), strict=True))
    old, new = dict(before.pairs), dict(after.pairs)
    tiers: Counter[int] = Counter(priority[mentee] for mentee in new)
    tiers.subtract(Counter(priority[mentee] for mentee in old))
    moves = tuple(
        Move(mentee, old.get(mentee), new.get(mentee))
        for mentee in residual.instance.mentees
        if old.get(mentee) != new.get(mentee)
    )
    effect = Effect(
        placed=len(new) - len(old),
        total=after.total - before.total,
        worst=None if after.worst is None or before.worst is None else after.worst - before.worst,
        tiers={level: change for level, change in sorted(tiers.items()) if change},
    )
    return effect, moves


def _mentor(residual: Residual, column: int) -> Id | None:
    return None if column == NOBODY else residual.instance.mentors[column]


def _worst_without(scores: list[int], lost: Counter[int], won: Counter[int]) -> int | None:
    """Return the lowest of the sorted scores once some are lost and some are won, None when none is left."""
    gone = lost.copy()
    rest = None
    for score in scores:
        if gone[score]:
            gone[score] -= 1
            continue
        rest = score
        break
    left = [score for score in (rest, *won) if score is not None]
    return min(left) if left else None
