"""What a pool lacks, before and after a round: too few places, scarce topics, and what one more place would bring."""

import networkx as nx
import numpy as np

from matching.arrays import NOBODY
from matching.explain.answers import Id, Shortage, TopicShortage, Worth
from matching.explain.leximin_prices import points_of_a_place
from matching.explain.residual import Standing, standing_of
from matching.explain.vacancy_chains import let_in
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.score.pool import Pool
from matching.solve.match import match


def scarce(graph: nx.Graph | Instance, *, minimum_score: int | None = None) -> list[Shortage]:
    """Return sets of mentees who share too few places (Hall violators), the largest shortage first.

    First the parts of the pool that are short as a whole: each the smallest set with that shortage, and no two
    share anybody. Then the tighter spots inside them. In each set are all mentees that only its mentors can serve.
    Who has no allowed mentor at all is in no set. Locked pairs are set aside. Needs no result, so it can be asked
    before the round.
    """
    instance = as_instance(graph)
    standing = standing_of(instance, match(instance, objective="coverage", minimum_score=minimum_score))
    part = standing.closures[0]
    degree = np.diff(standing.indptr)
    short = [row for row in standing.left_out.tolist() if degree[row]]
    closures = {parts.tobytes(): parts for parts in (standing.closure_of(row) for row in short)}
    sets = {_key(standing, mentors[part]) for mentors in closures.values()}
    joined = nx.Graph()
    for mentors in sets:
        nx.add_path(joined, mentors)
    whole = {tuple(sorted(component)) for component in nx.connected_components(joined)}
    found = [_shortage(standing, mentors) for mentors in sorted(sets | whole)]
    found.sort(key=lambda one: (-one.short_by, len(one.mentees), one.mentees, one.mentors))
    return found


def scarce_topics(pool: Pool) -> list[TopicShortage]:
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
    return sorted(short, key=lambda one: (one.places - one.mentees, one.topic))


def worth_of_place(standing: Standing) -> dict[Id, Worth]:
    """Return what one more place with each mentor would bring, from one set of prices.

    Exact: the lowest dual price of a place is what one more of it adds (Leonard 1983). Under *leximin* points are
    said where the place would neither let another be placed nor even out more; under *total* only points are said,
    and under *stable*, where no sum counts, only who could be placed, the draw being that of the result (`vacancies`).
    """
    placed = _one_more(standing)
    points = _points_more(standing, placed)
    return {
        mentor: Worth(mentor, int(who != NOBODY), who if who != NOBODY else None, some)
        for mentor, who, some in zip(standing.instance.mentors, placed, points, strict=True)
    }


def _one_more(standing: Standing) -> list[int]:
    """Return the priority of the mentee one more place would let in, per mentor, -1 where none."""
    out = np.full(standing.room.size, NOBODY, np.int64)
    priority = standing.instance.priority
    if standing.matching.objective == "total":
        return out.tolist()
    if standing.matching.objective == "stable":
        return np.append(priority, NOBODY)[let_in(standing)].tolist()
    part = standing.closures[0]
    seen = np.zeros(standing.closures[1].shape[0], bool)
    rows = standing.left_out
    for row in rows[np.argsort(-priority[rows], kind="stable")].tolist():
        new = standing.closure_of(row) & ~seen
        if new.any():
            out[new[part]] = priority[row]
            seen |= new
        if seen.all():
            break
    return out.tolist()


def _points_more(standing: Standing, placed: list[int]) -> list[int | None]:
    if standing.matching.objective == "leximin":
        return points_of_a_place(standing)
    if standing.prices is None or standing.scale is None:
        return [None] * standing.room.size
    amounts = map(standing.scale.split, standing.prices[1].tolist())
    if standing.matching.objective == "total":
        return [amount.points for amount in amounts]
    tier_of = dict(zip(standing.instance.priority.tolist(), standing.tier.tolist(), strict=True))
    top = int(standing.tier.max(initial=0)) + 1
    ranks = [0 if who == NOBODY else top - tier_of[who] for who in placed]
    return [amount.points if amount.placed == rank else None for amount, rank in zip(amounts, ranks, strict=True)]


def _key(standing: Standing, mentors: np.ndarray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mentors).tolist())


def _shortage(standing: Standing, mentors: tuple[int, ...]) -> Shortage:
    """Return all mentees only these mentors can serve, with the places they have."""
    inside = np.zeros(standing.room.size, bool)
    inside[list(mentors)] = True
    degree = np.diff(standing.indptr)
    outward = np.bincount(standing.rows[~inside[standing.cols]], minlength=standing.partner.size)
    rows = np.flatnonzero((degree > 0) & (outward == 0))
    instance = standing.instance
    return Shortage(
        tuple(instance.mentees[row] for row in rows.tolist()),
        tuple(instance.mentors[column] for column in mentors),
        int(standing.room[inside].sum()),
    )
