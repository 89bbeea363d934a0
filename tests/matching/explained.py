"""Small instances with ties and shortages, and what an explanation of one must satisfy."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from matching.explain.answers import Effect, Move
from matching.model.errors import LockConflict
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.solve.match import match

PRICED = ("coverage", "fair")


@st.composite
def instances(draw: st.DrawFn, *, tiers: int = 2, locks: bool = True) -> Instance:
    """Draw an instance of up to 6 × 4 with few distinct scores, so that ties and shortages are common."""
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    scores = st.none() | st.sampled_from([200, 400, 500, 500, 610, 900])
    grid = draw(st.lists(st.lists(scores, min_size=m, max_size=m), min_size=n, max_size=n))
    pairs = [(i, j, grid[i][j]) for i in range(n) for j in range(m) if grid[i][j] is not None]
    capacity = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    lock = draw(st.integers(0, len(pairs))) if locks and draw(st.booleans()) else None
    return Instance.from_edges(
        [f"a{i}" for i in range(n)],
        [f"b{j}" for j in range(m)],
        capacity=capacity,
        priority=draw(st.lists(st.integers(0, tiers - 1), min_size=n, max_size=n)),
        mentee_index=[i for i, _, _ in pairs],
        mentor_index=[j for _, j, _ in pairs],
        score=[score for _, _, score in pairs],
        locked=[index == lock and capacity[j] > 0 for index, (_, j, _) in enumerate(pairs)],
    )


def edge_of(instance: Instance, mentee: Any, mentor: Any) -> int:
    return instance.edge(instance.mentees.index(mentee), instance.mentors.index(mentor))


def locked(instance: Instance, mentee: Any, mentor: Any) -> Instance:
    marks = instance.locked.copy()
    marks[edge_of(instance, mentee, mentor)] = True
    return replace(instance, locked=marks)


def again(instance: Instance, like: Matching) -> Matching:
    return match(instance, objective=like.objective, seed=like.seed)


def difference(instance: Instance, before: Matching, after: Matching) -> Effect:
    level = dict(zip(instance.mentees, instance.priority.tolist(), strict=True))
    tiers = {
        tier: sum(level[a] == tier for a, _ in after.pairs) - sum(level[a] == tier for a, _ in before.pairs)
        for tier in sorted(set(level.values()))
    }
    return Effect(
        len(after.pairs) - len(before.pairs),
        after.total - before.total,
        None if after.worst is None or before.worst is None else after.worst - before.worst,
        {tier: change for tier, change in tiers.items() if change},
    )


def moved(matching: Matching, moves: tuple[Move, ...]) -> dict[Any, Any]:
    """Return the pairs after the moves, checking that each begins where its mentee is."""
    pairs = dict(matching.pairs)
    for move in moves:
        assert pairs.get(move.mentee) == move.before != move.after
        pairs.pop(move.mentee, None)
    pairs |= {move.mentee: move.after for move in moves if move.after is not None}
    return pairs


def check_moves(instance: Instance, matching: Matching, moves: tuple[Move, ...], effect: Effect) -> None:
    """The moves lead to another valid result, and the effect is what that result differs by."""
    pairs = moved(matching, moves)
    score = {
        (instance.mentees[i], instance.mentors[j]): int(s)
        for i, j, s in zip(instance.rows, instance.indices, instance.score, strict=True)
    }
    for mentor, places in zip(instance.mentors, instance.capacity.tolist(), strict=True):
        assert list(pairs.values()).count(mentor) <= places
    scores = [score[pair] for pair in pairs.items()]
    assert len(scores) - len(matching.pairs) == effect.placed
    assert sum(scores) - matching.total == effect.total
    assert effect.worst == (min(scores) - matching.worst if scores and matching.worst is not None else None)
    after = replace(matching, pairs=sorted(pairs.items()), total=sum(scores), worst=min(scores, default=None))
    assert difference(instance, matching, after) == effect


def merit(instance: Instance, effect: Effect) -> tuple[int, ...]:
    """An effect as the objective ranks it: tiers from the top, then points."""
    return (
        *(effect.tiers.get(tier, 0) for tier in sorted(set(instance.priority.tolist()), reverse=True)),
        effect.total,
    )


def at_the_level(instance: Instance, like: Matching) -> Matching:
    """Solve again without any pair below the worst score that `fair` reached."""
    if like.objective != "fair":
        return again(instance, like)
    return match(instance, objective="coverage", minimum_score=like.worst)


def with_locks(instance: Instance, matching: Matching, pairs: list[tuple[Any, Any]]) -> Iterator[Effect]:
    for mentee, mentor in pairs:
        try:
            after = at_the_level(locked(instance, mentee, mentor), matching)
        except LockConflict:
            continue
        yield difference(instance, matching, after)


def at_level(instance: Instance, matching: Matching, mentee: Any) -> list[tuple[Any, Any]]:
    row = instance.mentees.index(mentee)
    mine = range(instance.indptr[row], instance.indptr[row + 1])
    least = matching.worst if matching.objective == "fair" and matching.worst is not None else -1
    return [
        (mentee, instance.mentors[instance.indices[position]]) for position in mine if instance.score[position] >= least
    ]
