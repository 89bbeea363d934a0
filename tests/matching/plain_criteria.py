"""Every criterion said again for one pair, without arrays."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from matching.score.people import Mentee, Mentor
from matching.score.weights import Weights
from tests.matching import pools

Plain = Callable[[Mentee, Mentor, list[Mentee], list[Mentor], Weights], int]


def _split(shares: list[int], units: int) -> list[int]:
    exact = [Fraction(share * units, sum(shares)) for share in shares]
    out = [int(part) for part in exact]
    order = sorted(range(len(shares)), key=lambda index: (-(exact[index] - out[index]), index))
    for index in order[: units - sum(out)]:
        out[index] += 1
    return out


def _goals(her: Mentee, him: Mentor, *_: Any) -> int:
    if not her.goals:
        return 500
    goals = sorted(her.goals, key=lambda goal: (-goal.priority, goal.topic))
    level = {offer.topic: (50, 75, 100)[offer.level - 1] for offer in him.expertise}
    shares = _split([goal.priority for goal in goals], 250)
    return sum(share * 4 * level.get(goal.topic, 0) // 100 for goal, share in zip(goals, shares, strict=True))


def _excess(mentees: list[Mentee], mentors: list[Mentor]) -> dict[str, int]:
    wanted = {topic: sum(topic in [g.topic for g in her.goals] for her in mentees) for topic in pools.TOPICS}
    places = {
        topic: sum(him.capacity for him in mentors if topic in [e.topic for e in him.expertise])
        for topic in pools.TOPICS
    }
    shared = [topic for topic in pools.TOPICS if wanted[topic] and places[topic]]
    if not shared:
        return {}
    mean = Fraction(sum(wanted[t] for t in shared), sum(places[t] for t in shared))
    over = {t: int(Fraction(wanted[t], places[t]) / mean * 1000 // 1) - 1000 for t in shared}
    return {topic: excess for topic, excess in over.items() if excess > 0}


def _scarce(her: Mentee, him: Mentor, mentees: list[Mentee], mentors: list[Mentor], _: Weights) -> int:
    excess = _excess(mentees, mentors)
    rare = sorted(offer.topic for offer in him.expertise if offer.topic in excess)
    if not rare:
        return 1000
    wanted = {goal.topic for goal in her.goals}
    shares = _split([excess[topic] for topic in rare], 1000)
    return sum(share for topic, share in zip(rare, shares, strict=True) if topic in wanted)


def _values(her: Mentee, him: Mentor, *_: Any) -> int:
    if not her.values or not him.values:
        return 500
    shares = _split([1] * len(her.values), 1000)
    return sum(s for value, s in zip(sorted(her.values), shares, strict=True) if value in him.values)


def _grade(her: Mentee, him: Mentor, _: Any, __: Any, weights: Weights) -> int:
    if her.grade is None or him.grade is None:
        return 500
    return max(0, 1000 - 200 * abs(him.grade - her.grade - weights.ideal_gap))


def _reach(her: Mentee, him: Mentor, *_: Any) -> int:
    areas = him.reach | ({him.department} if him.department else set())
    return 500 if not her.target_area or not areas else 1000 * (her.target_area in areas)


def _site(her: Mentee, him: Mentor, *_: Any) -> int:
    if her.site is None or him.site is None:
        return 500
    met = "same" if her.site == him.site else "other"
    return sum({None: 250, met: 500}.get(wish, 0) for wish in (her.site_preference, him.site_preference))


def _department(her: Mentee, him: Mentor, _: Any, __: Any, weights: Weights) -> int:
    if her.department is None or him.department is None:
        return 500
    return 1000 if ("same" if her.department == him.department else "other") == weights.department else 0


def _hours(her: Mentee, him: Mentor, _: Any, __: Any, weights: Weights) -> int:
    common = min(len(her.hours & him.hours), weights.enough_hours)
    return 1000 * common // weights.enough_hours if her.hours and him.hours else 500


def _languages(her: Mentee, him: Mentor, *_: Any) -> int:
    return 1000 * bool(her.languages & him.languages) if her.languages and him.languages else 500


def _formats(her: Mentee, him: Mentor, *_: Any) -> int:
    common = len(her.formats & him.formats)
    return (0, 700, 850, 1000)[min(common, 3)] if her.formats and him.formats else 500


def _wish(whose: tuple[str, ...], other: str) -> int:
    return max(1000 - 50 * whose.index(other), 550) if other in whose else 500


PLAIN: dict[str, Plain] = {
    "goals": _goals,
    "values": _values,
    "reach": _reach,
    "her_wish": lambda her, him, *_: _wish(her.wishes, him.id),
    "grade": _grade,
    "scarce": _scarce,
    "hours": _hours,
    "languages": _languages,
    "formats": _formats,
    "his_wish": lambda her, him, *_: _wish(him.wishes, her.id),
    "department": _department,
    "site": _site,
}
