"""The bridge to the matching library: enrolments in, pairs with their reasons out. Nothing else imports it.

Reads no database and no clock; what it needs is handed over. Enrolment ids are the ids of the matching, person
ids tie them to the reporting line.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from json import dumps, loads
from typing import Any
from zoneinfo import ZoneInfo

from matching.certify import verify
from matching.errors import MatchingError
from matching.explain import Explainer
from matching.jsonio import instance_from_json, instance_to_json, matching_from_json, matching_to_json
from matching.people import Expertise, Goal, Mentee, Mentor, Org, Rules, Weight, Weights, half_hours
from matching.reasons import WhyLeftOut, WhyPair
from matching.rules import NOT_SUITED, public_reasons
from matching.score import Scorer
from matching.solve import match
from mentormatch.enrolments.models import Enrolment
from mentormatch.rounds.pool import Pool
from mentormatch.rounds.settings import DraftSettings


@dataclass(frozen=True)
class ProposedPair:
    """A pair of enrolment ids with its score 0..1000 and why, as `Pair.why` keeps it."""

    mentor_id: str
    mentee_id: str
    score: int
    why: dict[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """A mentee's enrolment id without a place, and the computed reason as code and numbers."""

    mentee_id: str
    reason: dict[str, Any]


@dataclass(frozen=True)
class Solution:
    """What a draft is made of; `input` and `result` are what `python -m matching verify` reads."""

    pairs: list[ProposedPair]
    left_out: list[LeftOut]
    input: bytes
    result: dict[str, Any]


@dataclass(frozen=True)
class Question:
    """Everything the library needs, detached from the database."""

    scorer: Scorer
    settings: DraftSettings
    topic_names: dict[str, str]


@dataclass(frozen=True)
class Check:
    """One line of a certificate: a code, whether it holds, its numbers."""

    code: str
    holds: bool
    numbers: dict[str, Any]


def question(pool: Pool, settings: DraftSettings, on: date, zone: str) -> Question:
    """Turn a pool into a question for the library. `zone` stands in where a person has none.

    Mentees who have a live pair and mentors without a free place take no part.
    """
    mentees, mentors, names = [], [], {}
    for enrolment in pool.enrolments:
        common = _common(enrolment, pool, on, zone)
        names.update({entry.topic_id: entry.topic.name for entry in enrolment.topics})
        if not enrolment.is_mentor and enrolment.id not in pool.placed:
            mentees.append(Mentee(**common, target_area=enrolment.target_area or None, goals=tuple(
                Goal(entry.topic_id, entry.level) for entry in enrolment.topics)))
        elif enrolment.is_mentor and enrolment.places > pool.taken.get(enrolment.id, 0):
            mentors.append(Mentor(**common, reach=frozenset(enrolment.reach),
                                  capacity=enrolment.places - pool.taken.get(enrolment.id, 0),
                                  expertise=tuple(Expertise(entry.topic_id, entry.level)
                                                  for entry in enrolment.topics)))
    scorer = Scorer.of(mentees, mentors, org=Org(pool.managers), rules=_rules(settings, pool),
                       weights=_weights(settings))
    return Question(scorer, settings, names)


def solve(asked: Question, tell: Callable[[str], None] | None = None) -> Solution:
    """Compute the matching, check it with code that shares nothing with the solver, and say why.

    Raises RuntimeError if the check refuses the result: a defect in the library that must not reach people.
    """
    instance = asked.scorer.instance()
    found = match(instance, objective=asked.settings.objective, seed=asked.settings.seed or None, progress=tell)
    certificate = verify(instance, found)
    if not certificate.ok:
        raise RuntimeError("The certificate refused the result of the solver.")
    explainer = Explainer.of(instance, found, scorer=asked.scorer)
    return Solution(
        pairs=[_proposed(asked, explainer.why_pair(mentee, mentor)) for mentee, mentor in found.pairs],
        left_out=[_left_out(why) for why in explainer.left_out()],
        input=zlib.compress(dumps(instance_to_json(instance)).encode()),
        result=matching_to_json(found, instance),
    )


def broken(asked: Question, couples: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(mentee, mentor) -> the rules it breaks now, as they may be told; pairs that still hold are absent.

    Somebody who is no longer in the pool, or whose places are taken, breaks the rule `not_in_pool`.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for mentee, mentor in couples:
        pool = asked.scorer.pool
        if mentee not in pool.mentee_at or mentor not in pool.mentor_at:
            found[mentee, mentor] = ("not_in_pool",)
        elif reasons := asked.scorer.broken_rules(mentee, mentor):
            found[mentee, mentor] = public_reasons(reasons)
    return found


def may_be_named(reasons: Iterable[str]) -> bool:
    """Whether broken rules, as `broken` gives them, hold one that is no secret: everybody may know of that pair."""
    return any(reason != NOT_SUITED for reason in reasons)


def recheck(stored_input: bytes, result: dict[str, Any]) -> list[Check]:
    """Check a stored draft again, from nothing but its two files."""
    instance = instance_from_json(loads(zlib.decompress(stored_input)))
    try:
        certificate = verify(instance, matching_from_json(result, instance))
    except MatchingError:
        return [Check("fingerprint", False, {})]
    return [Check(check.code, check.ok, dict(check.numbers)) for check in certificate.checks]


def _common(enrolment: Enrolment, pool: Pool, on: date, zone: str) -> dict[str, Any]:
    person = enrolment.person
    return {
        "id": enrolment.id, "person_id": person.id, "grade": person.grade, "manager_id": person.manager_id,
        "department": person.department or None, "site": person.site or None,
        "languages": frozenset(enrolment.languages), "formats": frozenset(enrolment.formats),
        "hours": _hours(enrolment, person.time_zone or zone, on),
        "site_preference": enrolment.site_preference or None,
        "boundaries": pool.boundaries.get(enrolment.id, frozenset()),
    }


def _hours(enrolment: Enrolment, zone: str, on: date) -> frozenset[int]:
    offset = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return half_hours(minutes, start=enrolment.hours_from * 60, end=enrolment.hours_to * 60)


def _rules(settings: DraftSettings, pool: Pool) -> Rules:
    hard = settings.rules
    return Rules(
        own_manager=hard.own_manager, reporting_line=hard.reporting_line, past_pair=hard.past_pair,
        language=hard.language, seniority_gap=hard.seniority_gap, site=hard.site.asked,
        department=hard.department.asked, minimum_score=hard.minimum_score,
        past_pairs=frozenset(pool.past_couples),
    )


def _weights(settings: DraftSettings) -> Weights:
    chosen = settings.criteria
    return Weights(criteria={name: Weight(one.weight, one.mode) for name, one in chosen.by_name.items()},
                   ideal_gap=chosen.ideal_gap, department=chosen.department)


def _proposed(asked: Question, why: WhyPair) -> ProposedPair:
    mentee, mentor = str(why.mentee), str(why.mentor)
    parts = [{"name": part.criterion, "part": part.part, "weight": part.weight} for part in why.parts if part.weight]
    return ProposedPair(mentor, mentee, why.score, {
        "score": why.score, "choice_mentee": why.her_rank, "choice_mentor": why.his_rank, "parts": parts,
        "options_mentee": why.her_options, "options_mentor": why.his_options,
        "topics": _topics_in_common(asked, mentee, mentor),
    })


def _topics_in_common(asked: Question, mentee: str, mentor: str) -> list[dict[str, Any]]:
    pool = asked.scorer.pool
    goals = pool.mentees[pool.mentee_at[mentee]].goals
    levels = {offer.topic: offer.level for offer in pool.mentors[pool.mentor_at[mentor]].expertise}
    shared = [goal for goal in goals if goal.topic in levels]
    shared.sort(key=lambda goal: (-goal.priority, -levels[goal.topic], asked.topic_names[goal.topic]))
    return [{"name": asked.topic_names[goal.topic], "priority": goal.priority, "level": levels[goal.topic]}
            for goal in shared]


def _left_out(why: WhyLeftOut) -> LeftOut:
    shortage = why.shortage
    return LeftOut(str(why.mentee), {
        "code": why.code, "allowed": why.allowed, "rules": dict(why.removed), "points_short": why.points_short,
        "shortage": {"people": len(shortage.mentees), "mentors": len(shortage.mentors), "places": shortage.places}
        if shortage else None,
    })
