"""What a pool lacks, before and after a round: too few places, scarce topics, and what one more place would bring."""

import networkx as nx
import numpy as np

from matching.arrays import NOBODY
from matching.explain.answers import Id, MarginalValue, Shortage, TopicShortage
from matching.explain.leximin_prices import points_per_place
from matching.explain.residual import Residual, residual_of
from matching.explain.vacancy_chains import chain_ends
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.score.pool import ScoringPool
from matching.solve.match import match


def scarce(graph: nx.Graph | Instance, *, minimum_score: int | None = None) -> list[Shortage]:
    """Return sets of mentees who share too few places (Hall violators), the largest shortage first.

    First come the parts of the pool that are short as a whole: each is the smallest set with that shortage, and no two
    overlap. Then come the tighter spots inside them. A set holds every mentee whom only its mentors can serve; mentees
    without any allowed mentor are in none. Locked pairs are set aside. This needs no result, so it can be asked before
    the round.
    """
    instance = as_instance(graph)
    residual = residual_of(instance, match(instance, objective="coverage", minimum_score=minimum_score))
    part = residual.reachability[0]
    degree = np.diff(residual.indptr)
    short = [row for row in residual.left_out.tolist() if degree[row]]
    reachability = {parts.tobytes(): parts for parts in (residual.reachable_from(row) for row in short)}
    sets = {_key(residual, mentors[part]) for mentors in reachability.values()}
    joined = nx.Graph()
    for mentors in sets:
        nx.add_path(joined, mentors)
    whole = {tuple(sorted(component)) for component in nx.connected_components(joined)}
    shortages = [_shortage(residual, mentors) for mentors in sorted(sets | whole)]
    shortages.sort(key=lambda shortage: (-shortage.short_by, len(shortage.mentees), shortage.mentees, shortage.mentors))
    return shortages


def scarce_topics(pool: ScoringPool) -> list[TopicShortage]:
    """Return the topics more mentees want than there are places for, the largest shortage first.

    ``places`` are those of all mentors who offer the topic, whatever else they offer.
    """
    wanted: dict[str, int] = {}
    offers: dict[str, list[int]] = {}
    for mentee in pool.mentees:
        for goal in mentee.goals:
            wanted[goal.topic] = wanted.get(goal.topic, 0) + 1
    for mentor in pool.mentors:
        for offer in mentor.expertise:
            offers.setdefault(offer.topic, []).append(mentor.capacity)
    topics = [
        TopicShortage(topic, count, len(offers.get(topic, ())), sum(offers.get(topic, ())))
        for topic, count in wanted.items()
    ]
    short = [topic for topic in topics if topic.mentees > topic.places]
    return sorted(short, key=lambda shortage: (shortage.places - shortage.mentees, shortage.topic))


def marginal_values(residual: Residual) -> dict[Id, MarginalValue]:
    """Return what one more place with each mentor would bring, from one set of prices.

    Exact: the lowest dual price of a place is what one more of it adds (Leonard 1983). Under *leximin* there are points
    only where the place would let no one else be placed and even out nothing further; under *total* there are only
    points; and under *stable*, where no sum counts, only who could be placed, with the draw of the result
    (`vacancy_chains`).
    """
    placed = _one_more(residual)
    points = _points_more(residual, placed)
    return {
        mentor: MarginalValue(mentor, int(who != NOBODY), who if who != NOBODY else None, some)
        for mentor, who, some in zip(residual.instance.mentors, placed, points, strict=True)
    }


def _one_more(residual: Residual) -> list[int]:
    """Return the priority of the mentee one more place would let in, per mentor, -1 where none."""
    out = np.full(residual.room.size, NOBODY, np.int64)
    priority = residual.instance.priority
    if residual.matching.objective == "total":
        return out.tolist()
    if residual.matching.objective == "stable":
        return np.append(priority, NOBODY)[chain_ends(residual)].tolist()
    part = residual.reachability[0]
    served = np.zeros(residual.reachability[1].shape[0], bool)
    rows = residual.left_out
    for row in rows[np.argsort(-priority[rows], kind="stable")].tolist():
        new = residual.reachable_from(row) & ~served
        if new.any():
            out[new[part]] = priority[row]
            served |= new
        if served.all():
            break
    return out.tolist()


def _points_more(residual: Residual, placed: list[int]) -> list[int | None]:
    if residual.matching.objective == "leximin":
        return points_per_place(residual)
    if residual.prices is None or residual.weights is None:
        return [None] * residual.room.size
    amounts = map(residual.weights.split, residual.prices[1].tolist())
    if residual.matching.objective == "total":
        return [amount.points for amount in amounts]
    tier_of = dict(zip(residual.instance.priority.tolist(), residual.tier.tolist(), strict=True))
    top = int(residual.tier.max(initial=0)) + 1
    ranks = [0 if who == NOBODY else top - tier_of[who] for who in placed]
    return [amount.points if amount.placed == rank else None for amount, rank in zip(amounts, ranks, strict=True)]


def _key(residual: Residual, mentors: np.ndarray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mentors).tolist())


def _shortage(residual: Residual, mentors: tuple[int, ...]) -> Shortage:
    """Return all mentees only these mentors can serve, with the places they have."""
    inside = np.zeros(residual.room.size, bool)
    inside[list(mentors)] = True
    degree = np.diff(residual.indptr)
    outward = np.bincount(residual.rows[~inside[residual.cols]], minlength=residual.partner.size)
    rows = np.flatnonzero((degree > 0) & (outward == 0))
    instance = residual.instance
    return Shortage(
        tuple(instance.mentees[row] for row in rows.tolist()),
        tuple(instance.mentors[column] for column in mentors),
        int(residual.room[inside].sum()),
    )
