"""A pool of enrolments turned into a question for the matching library.

Reads no database and no clock; what it needs is handed over. Enrolment ids are the ids of the matching, person
ids tie them to the reporting line.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from matching.people import Expertise, Goal, Mentee, Mentor, Org, Rules, Weight, Weights, half_hours
from matching.score import Scorer
from mentormatch.enrolments.models import Enrolment
from mentormatch.rounds.pool import Pool
from mentormatch.rounds.settings import DraftSettings


@dataclass(frozen=True)
class Question:
    """Everything the library needs, detached from the database."""

    scorer: Scorer
    settings: DraftSettings
    topic_names: dict[str, str]


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
