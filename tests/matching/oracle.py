"""The objectives by enumeration of every matching: slow, short, and independent of the package's solver."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from matching.model.ids import id_text
from matching.model.instance import Instance
from matching.model.result import Matching

Pairs = list[tuple[int, int, int]]


def pair_ticket(seed: str, draw: str, mentee: object, mentor: object) -> int:
    """Return the ticket of a pair by the published rule, in plain integers."""
    word = 0
    for side, person in (("mentee", mentee), ("mentor", mentor)):
        text = f"{seed}\x00{draw}\x00{side}\x00{id_text(person)}\x00"
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        word = (word + int.from_bytes(digest[:8], "little")) % 2**64
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
    return (word ^ word >> 31) >> 32


def make(
    mentees: int,
    capacity: list[int],
    edges: dict[tuple[int, int], int],
    *,
    priority: list[int] | None = None,
    locked: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]  # an empty set
) -> Instance:
    """Build a small instance with mentees m0, m1, … and mentors r0, r1, …."""
    return Instance.from_edges(
        [f"m{i}" for i in range(mentees)],
        [f"r{j}" for j in range(len(capacity))],
        capacity=capacity,
        priority=priority or [0] * mentees,
        mentee_index=[i for i, _ in edges],
        mentor_index=[j for _, j in edges],
        score=list(edges.values()),
        locked=[pair in locked for pair in edges],
    )


@st.composite
def instances(draw: st.DrawFn, *, most_mentees: int = 6, most_mentors: int = 5, locks: bool = True) -> Instance:
    """Draw instances up to 6 by 5, often with ties, tiers, locks, full and absent mentors."""
    n, m = draw(st.integers(0, most_mentees)), draw(st.integers(0, most_mentors))
    scores = draw(st.sampled_from([st.just(500), st.integers(1, 3), st.integers(0, 1000), st.sampled_from([-5, 0, 5])]))
    pairs = [(i, j) for i in range(n) for j in range(m)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    edges = {pair: draw(scores) for pair in chosen}
    capacity = draw(st.lists(st.sampled_from([0, 1, 1, 2, 3, 9]), min_size=m, max_size=m))
    locked: set[tuple[int, int]] = set()
    if locks and chosen and draw(st.booleans()):
        pair = draw(st.sampled_from(chosen))
        locked = {pair} if capacity[pair[1]] else set()
    priority = draw(st.lists(st.sampled_from([0, 0, 1, 2]), min_size=n, max_size=n))
    return make(n, capacity, edges, priority=priority, locked=locked)


@st.composite
def ranked_instances(draw: st.DrawFn) -> Instance:
    instance = draw(instances(most_mentees=5, most_mentors=4))
    ranks = st.lists(st.integers(-1, 3), min_size=instance.score.size, max_size=instance.score.size)
    changes = {}
    for name in ("mentee_rank", "mentor_rank"):
        if draw(st.booleans()) and instance.score.size:
            changes[name] = np.array(draw(ranks), np.int64)
    return replace(instance, **changes)


def all_matchings(instance: Instance, minimum: int | None = None) -> Iterator[Pairs]:
    """Yield every matching that keeps the locks, as (mentee, mentor, score) positions."""
    choices: list[list[tuple[int, int] | None]] = []
    for i in range(len(instance.mentees)):
        index = range(int(instance.indptr[i]), int(instance.indptr[i + 1]))
        held = [(int(instance.indices[k]), int(instance.score[k])) for k in index if instance.locked[k]]
        open_ = [
            (int(instance.indices[k]), int(instance.score[k]))
            for k in index
            if minimum is None or instance.score[k] >= minimum
        ]
        choices.append(list(held) if held else [None, *open_])
    room = instance.capacity.tolist()

    def extend(i: int, pairs: Pairs) -> Iterator[Pairs]:
        if i == len(choices):
            yield list(pairs)
            return
        for choice in choices[i]:
            if choice is None:
                yield from extend(i + 1, pairs)
            elif room[choice[0]]:
                room[choice[0]] -= 1
                pairs.append((i, *choice))
                yield from extend(i + 1, pairs)
                pairs.pop()
                room[choice[0]] += 1

    yield from extend(0, [])


def worth(instance: Instance, objective: str, pairs: Pairs, bands: int = 10) -> tuple[object, ...]:
    """Return what an objective compares, the more the better."""
    tiers = sorted(set(instance.priority.tolist()), reverse=True)
    placed = tuple(sum(instance.priority[i] >= tier for i, _, _ in pairs) for tier in tiers)
    total = sum(score for _, _, score in pairs)
    worst = min((score for _, _, score in pairs), default=0)
    if objective == "coverage":
        return placed, total
    if objective == "fair":
        return placed, worst, total
    if objective == "total":
        return total, placed
    cuts = [-(-1000 * step // bands) for step in range(1, bands)]
    return placed, worst, tuple(-sum(score < cut for _, _, score in pairs) for cut in cuts), total


def rebuilt(instance: Instance, answer: Matching, pairs: Pairs) -> Matching:
    """Return a result with other pairs whose figures all agree with them."""
    mentors = [j for _, j, _ in pairs]
    placed = {i for i, _, _ in pairs}
    return replace(
        answer,
        pairs=[(instance.mentees[i], instance.mentors[j]) for i, j, _ in pairs],
        unmatched=[mentee for i, mentee in enumerate(instance.mentees) if i not in placed],
        total=sum(score for _, _, score in pairs),
        worst=min((score for _, _, score in pairs), default=None),
        mentor_load={mentor: mentors.count(j) for j, mentor in enumerate(instance.mentors)},
    )


def drawn(instance: Instance, seed: str, pairs: Pairs) -> int:
    """Return the sum of a matching's tickets, locked pairs left out."""
    return sum(
        pair_ticket(seed, "0", instance.mentees[i], instance.mentors[j])
        for i, j, _ in pairs
        if not instance.locked[instance.edge(i, j)]
    )


def best(instance: Instance, objective: str, seed: str, minimum: int | None = None) -> tuple[list, int]:
    """Return the pairs of ids of the one result wanted, and how many matchings tied before the lottery."""
    ranked: dict[object, list[Pairs]] = {}
    for pairs in all_matchings(instance, minimum):
        ranked.setdefault(worth(instance, objective, pairs), []).append(pairs)
    tied = ranked[max(ranked)]
    chosen = max(tied, key=lambda pairs: drawn(instance, seed, pairs))
    return [(instance.mentees[i], instance.mentors[j]) for i, j, _ in chosen], len(tied)


def random_instance(
    seed: int, mentees: int, mentors: int, degree: int, *, scores: int = 1001, capacity: int = 3, tiers: int = 1
) -> Instance:
    """Return a random instance of a given size."""
    rng = np.random.default_rng(seed)
    degree = min(degree, mentors)
    cols = np.concatenate([rng.choice(mentors, degree, replace=False) for _ in range(mentees)])
    return Instance.from_edges(
        [f"mentee {i}" for i in range(mentees)],
        [f"mentor {j}" for j in range(mentors)],
        capacity=rng.integers(1, capacity + 1, mentors),
        priority=rng.integers(0, tiers, mentees),
        mentee_index=np.repeat(np.arange(mentees), degree),
        mentor_index=cols,
        score=rng.integers(0, scores, cols.size),
    )
