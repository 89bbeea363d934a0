"""What makes a pair good: each criterion is one function and one line of `CRITERIA`.

A criterion gives every pair an integer part 0..1000. Where either side said nothing about it the part is
500, which speaks neither for nor against; where no one in the pool said anything the function returns None and the
criterion is left out. Weights are weights.py's, sums scorer.py's. `docs/scoring.md` says the same in words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from matching.arrays import Floats
from matching.score.people import Aims
from matching.score.pool import ScoringPool
from matching.score.terms import Grid, Product, Term, apportion, indicator, lookup, sparse

UNSAID = 500
FULL = 1000
_PRIORITY_UNITS = 250
_LEVEL_VALUE = {1: 2, 2: 3, 3: 4}
_FORMAT_STEPS = np.array([0, 700, 850, 1000], np.int16)
_GRADE_STEP = 200
_WISH_STEP = 50


@dataclass(frozen=True, slots=True)
class ScoreCriterion:
    """A criterion by name; set to *must*, it asks for a part of `at_least`. `weight` is its default, 0..100."""

    name: str
    term: Callable[[ScoringPool, Aims], Term | None]
    at_least: int
    weight: int


def _goals(pool: ScoringPool, aims: Aims) -> Term | None:
    """The mentee's goals met by the mentor's expertise: each by its priority, times 50, 75 or 100% for level 1, 2, 3.

    Priorities count 1 : 2 : 3, apportioned to 250 units; a level is worth 2, 3 or 4, so the part is an integer.
    A mentor who names no expertise meets no goal: the one silence that counts.
    """
    offered = {topic: index for index, topic in enumerate(_offered(pool))}
    if not offered or not any(mentee.goals for mentee in pool.mentees):
        return None
    left = np.zeros((len(pool.mentees), len(offered) + 1), np.float32)
    right = np.zeros((len(offered) + 1, len(pool.mentors)), np.float32)
    right[-1] = UNSAID
    for row, mentee in enumerate(pool.mentees):
        goals = sorted(mentee.goals, key=lambda goal: (-goal.priority, goal.topic))
        if not goals:
            left[row, -1] = 1
            continue
        units = apportion(tuple(goal.priority for goal in goals), _PRIORITY_UNITS)
        for goal, share in zip(goals, units, strict=True):
            if goal.topic in offered:
                left[row, offered[goal.topic]] = share
    for column, mentor in enumerate(pool.mentors):
        for offer in mentor.expertise:
            right[offered[offer.topic], column] = _LEVEL_VALUE[offer.level]
    return Product(left, right)


def _scarce(pool: ScoringPool, aims: Aims) -> Term | None:
    """How much of a mentor's scarce expertise the mentee asks for; 1000 where there is none to waste.

    See `scarcity`. A mentor's 1000 units are split over their scarce topics by how scarce each is; a mentee gets
    those of the topics that are among their goals. So mentees who don't need the rare thing are drawn to others.
    """
    excess = scarcity(pool)
    if not excess:
        return None
    topics = {topic: index for index, topic in enumerate(sorted(excess))}
    left = np.ones((len(pool.mentees), len(topics) + 1), np.float32)
    left[:, :-1] = indicator([frozenset(goal.topic for goal in who.goals) for who in pool.mentees], topics)
    right = np.zeros((len(topics) + 1, len(pool.mentors)), np.float32)
    for column, mentor in enumerate(pool.mentors):
        rare = sorted(offer.topic for offer in mentor.expertise if offer.topic in topics)
        if not rare:
            right[-1, column] = FULL
            continue
        for topic, units in zip(rare, apportion(tuple(excess[topic] for topic in rare), FULL), strict=True):
            right[topics[topic], column] = units
    return Product(left, right)


def scarcity(pool: ScoringPool) -> dict[str, int]:
    """Topic -> how far its demand a place exceeds the pool's average, in per mille; only topics that do.

    Demand is the number of mentees with the goal, supply the places of the mentors who offer it.
    """
    demand: dict[str, int] = {}
    supply: dict[str, int] = {}
    for mentee in pool.mentees:
        for goal in mentee.goals:
            demand[goal.topic] = demand.get(goal.topic, 0) + 1
    for mentor in pool.mentors:
        for offer in mentor.expertise:
            supply[offer.topic] = supply.get(offer.topic, 0) + mentor.capacity
    shared = [topic for topic in demand if supply.get(topic, 0)]
    wanted, places = sum(demand[topic] for topic in shared), sum(supply[topic] for topic in shared)
    excess = {topic: 1000 * demand[topic] * places // (supply[topic] * wanted) - 1000 for topic in shared}
    return {topic: over for topic, over in excess.items() if over > 0}


def _values(pool: ScoringPool, aims: Aims) -> Term | None:
    """The share of the mentee's values that the mentor holds too."""
    held = {value: index for index, value in enumerate(sorted({v for who in pool.mentors for v in who.values}))}
    if not held or not any(mentee.values for mentee in pool.mentees):
        return None
    left = np.zeros((len(pool.mentees), len(held) + 1), np.float32)
    for row, mentee in enumerate(pool.mentees):
        mine = sorted(mentee.values)
        for value, units in zip(mine, apportion((1,) * len(mine), FULL) if mine else (), strict=True):
            if value in held:
                left[row, held[value]] = units
    right = np.ones((len(held) + 1, len(pool.mentors)), np.float32)
    right[:-1] = indicator([who.values for who in pool.mentors], held).T
    return Product(*_unsaid_where_empty(left, right, [who.values for who in pool.mentees], pool))


def _unsaid_where_empty(
    left: Floats, right: Floats, mentee_values: Sequence[frozenset[str]], pool: ScoringPool
) -> tuple[Floats, Floats]:
    """Make pairs with an empty side give 500, by two more columns instead of looking at each pair."""
    silent = np.array([not values for values in mentee_values])
    mute = np.array([not mentor.values for mentor in pool.mentors])
    left[:, -1] = np.where(silent, UNSAID, 0)
    left = np.column_stack((left, np.where(silent, 0, UNSAID))).astype(np.float32)
    return left, np.vstack((right, mute)).astype(np.float32)


def _grade(pool: ScoringPool, aims: Aims) -> Term | None:
    """How close the mentor's lead in grade is to the ideal gap: 200 less for each grade off it."""
    mentee_grades, mentor_grades = [who.grade for who in pool.mentees], [who.grade for who in pool.mentors]

    def value(mentee: int | None, mentor: int | None) -> int:
        if mentee is None or mentor is None:
            return UNSAID
        return max(0, FULL - _GRADE_STEP * abs(mentor - mentee - aims.ideal_gap))

    return _lookup_term(mentee_grades, mentor_grades, each(value))


def _reach(pool: ScoringPool, aims: Aims) -> Term | None:
    """Whether the mentor works in, or has a say in, the area the mentee wants to reach."""
    reaches = [who.reach | ({who.department} if who.department else set()) for who in pool.mentors]

    def values(targets: Sequence[str | None], areas: Sequence[frozenset[str]]) -> Grid:
        wanted = {area: index for index, area in enumerate(dict.fromkeys(area for area in targets if area))}
        rows = [wanted[area] if area else len(wanted) for area in targets]
        is_known = np.array([bool(reach) for reach in areas])
        inside = FULL * indicator(areas, wanted).T
        return np.where(is_known, np.vstack((inside, np.full((1, len(areas)), UNSAID))), UNSAID)[rows]

    return _lookup_term([who.target_area for who in pool.mentees], [frozenset(reach) for reach in reaches], values)


def _site(pool: ScoringPool, aims: Aims) -> Term | None:
    """Each side's wish to meet at the same or another site is half of the part."""
    mentee_sites = [(who.site, who.site_preference) for who in pool.mentees]
    mentor_sites = [(who.site, who.site_preference) for who in pool.mentors]
    if not any(wish for _, wish in (*mentee_sites, *mentor_sites)):
        return None

    def value(mentee: tuple[str | None, str | None], mentor: tuple[str | None, str | None]) -> int:
        if mentee[0] is None or mentor[0] is None:
            return UNSAID
        met = "same" if mentee[0] == mentor[0] else "other"
        return sum(UNSAID // 2 if wish is None else UNSAID * (wish == met) for wish in (mentee[1], mentor[1]))

    return lookup(mentee_sites, mentor_sites, each(value))


def _department(pool: ScoringPool, aims: Aims) -> Term | None:
    """Whether the pair spans departments, or stays in one, as the programme prefers."""

    def value(mentee: str | None, mentor: str | None) -> int:
        if mentee is None or mentor is None:
            return UNSAID
        return FULL * ((mentee == mentor) == (aims.department == "same"))

    return _lookup_term([who.department for who in pool.mentees], [who.department for who in pool.mentors], each(value))


def _hours(pool: ScoringPool, aims: Aims) -> Term | None:
    """Half-hours of the day both can meet in, up to as many as are enough."""

    def steps(common: Grid) -> Grid:
        return np.minimum(common, aims.enough_hours).astype(np.int64) * FULL // aims.enough_hours

    return _lookup_term([who.hours for who in pool.mentees], [who.hours for who in pool.mentors], overlap(steps))


def _languages(pool: ScoringPool, aims: Aims) -> Term | None:
    """Whether they share a language."""
    return _lookup_term(
        [who.languages for who in pool.mentees],
        [who.languages for who in pool.mentors],
        overlap(lambda common: FULL * (common > 0)),
    )


def _formats(pool: ScoringPool, aims: Aims) -> Term | None:
    """Ways of meeting both are at ease with: one gives 700, two 850, three or more 1000."""
    return _lookup_term(
        [who.formats for who in pool.mentees],
        [who.formats for who in pool.mentors],
        overlap(lambda common: _FORMAT_STEPS[np.minimum(common, 3).astype(np.int64)]),
    )


def _her_wish(pool: ScoringPool, aims: Aims) -> Term | None:
    """The mentee's ranked wishes: 1000 for the first, 50 less for each next, never below 550; a wish only adds."""
    return _wish_term(pool, pool.mentee_wishes)


def _his_wish(pool: ScoringPool, aims: Aims) -> Term | None:
    """The mentor's ranked wishes, counted the same way."""
    return _wish_term(pool, pool.mentor_wishes)


CRITERIA: Mapping[str, ScoreCriterion] = MappingProxyType(
    {
        criterion.name: criterion
        for criterion in (
            ScoreCriterion("goals", _goals, 1, weight=100),
            ScoreCriterion("values", _values, 1, weight=60),
            ScoreCriterion("reach", _reach, 1, weight=40),
            ScoreCriterion("her_wish", _her_wish, UNSAID + 1, weight=40),
            ScoreCriterion("grade", _grade, 1, weight=30),
            ScoreCriterion("scarce", _scarce, 1, weight=30),
            ScoreCriterion("hours", _hours, 1, weight=25),
            ScoreCriterion("languages", _languages, 1, weight=25),
            ScoreCriterion("formats", _formats, 1, weight=20),
            ScoreCriterion("his_wish", _his_wish, UNSAID + 1, weight=15),
            ScoreCriterion("department", _department, 1, weight=10),
            ScoreCriterion("site", _site, UNSAID, weight=10),
        )
    }
)


def each(value: Callable[[Any, Any], int]) -> Callable[[Sequence[Any], Sequence[Any]], Grid]:
    """Turn a function of one mentee key and one mentor key into one of all distinct keys at once."""
    return lambda mentee_keys, mentor_keys: np.array(
        [[value(mentee, mentor) for mentor in mentor_keys] for mentee in mentee_keys], np.int16
    )


def overlap(
    steps: Callable[[Grid], Grid], *, unsaid: int = UNSAID
) -> Callable[[Sequence[Any], Sequence[Any]], Grid]:
    """Turn a function of the number of common members into one of sets; an empty set gives `unsaid`."""

    def values(mentee_sets: Sequence[frozenset[Any]], mentor_sets: Sequence[frozenset[Any]]) -> Grid:
        members = {member: index for index, member in enumerate(dict.fromkeys(m for mine in mentee_sets for m in mine))}
        common = indicator(mentee_sets, members) @ indicator(mentor_sets, members).T
        is_known = np.array([bool(mine) for mine in mentee_sets])[:, None] & np.array(
            [bool(mine) for mine in mentor_sets]
        )
        return np.where(is_known, steps(common), unsaid)

    return values


def _lookup_term(mentee_keys: Sequence[Any], mentor_keys: Sequence[Any], values: Callable[..., Grid]) -> Term | None:
    """Return the look-up over these keys, or None when one side said nothing at all."""
    return (
        lookup(mentee_keys, mentor_keys, values)
        if any(map(_is_known, mentee_keys)) and any(map(_is_known, mentor_keys))
        else None
    )


def _is_known(key: object) -> bool:
    return key is not None and key != "" and key != frozenset()


def _offered(pool: ScoringPool) -> list[str]:
    return sorted({offer.topic for mentor in pool.mentors for offer in mentor.expertise})


def _wish_term(pool: ScoringPool, wishes: Sequence[tuple[int, int, int]]) -> Term | None:
    if not wishes:
        return None
    parts = {(row, column): max(FULL - _WISH_STEP * rank, UNSAID + _WISH_STEP) for row, column, rank in wishes}
    return sparse(len(pool.mentees), len(pool.mentors), parts, base=UNSAID)
