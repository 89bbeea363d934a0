"""A pool of enrolments turned into a question for the matching library.

Reads no database and no clock; what it needs is handed over. Enrolment ids are the ids of the matching, person
ids tie them to the reporting line.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from matching import Instance
from matching.model.progress import Progress
from matching.score.people import (
    WAIVABLE,
    Expertise,
    Mentee,
    MenteeGoal,
    Mentor,
    Org,
    Rule,
    Rules,
    Weight,
    half_hours,
)
from matching.score.scorer import Scorer
from matching.score.weights import Weights
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes import catalogue
from mentormatch.rounds.input.overrides import Couple, Overrides
from mentormatch.rounds.input.pool import ProgrammePool
from mentormatch.rounds.input.settings import DraftSettings

NEVER_TWICE = "past_pair"  # the library could set it aside; here whoever says no is promised that no one does


@dataclass(frozen=True)
class MatchingInput:
    """Everything the library needs, detached from the database.

    `persons`: enrolment id -> person id; `past`: (mentor's, mentee's person id) of earlier couples.
    """

    scorer: Scorer
    settings: DraftSettings
    topic_names: dict[str, str]
    decided: Overrides
    persons: dict[str, str]
    past: frozenset[tuple[str, str]]

    @property
    def size(self) -> int:
        """How many mentees take part."""
        return len(self.scorer.pool.mentees)

    @property
    def locks(self) -> tuple[Couple, ...]:
        """The locked pairs that can be kept: both still take part, no rule that was not set aside forbids them, and
        the mentor has a place for each. Of more than there are places, those that were decided first.
        """
        holding: list[Couple] = []
        held: Counter[str] = Counter()
        for mentee, mentor in self.decided.locks:
            if (held[mentor] < self.places(mentor) and self.takes_part(mentee, mentor)
                    and not self.scorer.broken_rules(mentee, mentor)):
                holding.append((mentee, mentor))
                held[mentor] += 1
        return tuple(holding)

    def changed(self, settings: DraftSettings, decided: Overrides) -> "MatchingInput":
        """The same people under other settings and decisions; the library keeps whatever that leaves as it was."""
        rules = _rules(settings, self.past, self.persons, decided)
        scorer = self.scorer if rules == self.scorer.rules else self.scorer.reruled(rules)
        return replace(self, scorer=scorer.reweighted(_weights(settings)), settings=settings, decided=decided)

    def instance(self, progress: Progress | None = None) -> Instance:
        """The allowed pairs with their scores, locks and tiers."""
        instance = self.scorer.instance(self.locks, progress=progress)
        return instance if self.settings.earlier_first else replace(instance, priority=np.zeros(self.size, np.int64))

    def takes_part(self, mentee: str, mentor: str) -> bool:
        """Whether both are in the pool, he with a free place."""
        pool = self.scorer.pool
        return mentee in pool.mentee_at and mentor in pool.mentor_at

    def places(self, mentor: str) -> int:
        """How many places someone has to give in this draft; 0 for whoever takes no part."""
        position = self.scorer.pool.mentor_at.get(mentor)
        return 0 if position is None else self.scorer.pool.mentors[position].capacity

    def broken(self, mentee: str, mentor: str) -> tuple[str, ...]:
        """The rules a pair of the pool breaks; empty when it is possible."""
        return self.scorer.broken_rules(mentee, mentor)

    def score(self, mentee: str, mentor: str) -> int:
        """The score of a pair 0..1000; never to be told of one that is set aside."""
        return self.scorer.score(mentee, mentor)


def rule_of(reason: str) -> str:
    """The name of the rule a reason belongs to: `must` for `must:goals`."""
    return reason.partition(":")[0]


def can_be_waived(reasons: Iterable[str], waivable: Iterable[str]) -> bool:
    """Whether all these reasons are of rules a programme lets its coordinators waive, or that the two are set aside.

    Nothing forbids to place two by hand who are set aside: a limit answers for its owner once they are proposed.
    """
    rules = set(waivable) & {str(rule) for rule in WAIVABLE} - {NEVER_TWICE}
    return {rule_of(reason) for reason in reasons} <= rules | {str(Rule.SET_ASIDE)}


def matching_input(pool: ProgrammePool, settings: DraftSettings, on: date, zone: str,
                   decided: Overrides | None = None) -> MatchingInput:
    """Turn a pool into a question for the library. `zone` stands in where a person has none.

    Mentees who have a live pair and mentors without a free place take no part.
    """
    mentees, mentors, names = [], [], {}
    for enrolment in pool.enrolments:
        common = _common(enrolment, pool, on, zone)
        names.update({entry.topic_id: entry.topic.name for entry in enrolment.topics})
        if not enrolment.is_mentor and enrolment.id not in pool.placed:
            claim = pool.precedence.get(enrolment.id)
            mentees.append(Mentee(
                **common, priority=claim.steps if claim else 0,
                goals=tuple(MenteeGoal(entry.topic_id, entry.level) for entry in enrolment.topics)))
        elif enrolment.is_mentor and enrolment.places > pool.taken.get(enrolment.id, 0):
            mentors.append(Mentor(**common,
                                  capacity=enrolment.places - pool.taken.get(enrolment.id, 0),
                                  expertise=tuple(Expertise(entry.topic_id, entry.level)
                                                  for entry in enrolment.topics)))
    decided = decided or Overrides()
    persons = {enrolment.id: enrolment.person_id for enrolment in pool.enrolments}
    past = frozenset(pool.past_couples)
    scorer = Scorer.from_people(mentees, mentors, org=Org(pool.managers), weights=_weights(settings),
                                rules=_rules(settings, past, persons, decided))
    return MatchingInput(scorer, settings, names, decided, persons, past)


def _common(enrolment: Enrolment, pool: ProgrammePool, on: date, zone: str) -> dict[str, Any]:
    person = enrolment.person
    return {
        "id": enrolment.id, "person_id": person.id, "grade": person.grade, "manager_id": person.manager_id,
        "department": person.department or None, "site": person.site or None,
        "languages": frozenset(enrolment.languages), "hours": _hours(enrolment, person.time_zone or zone, on),
        "set_aside": pool.set_aside.get(enrolment.id, frozenset()), **catalogue.inputs_of(enrolment),
    }


def _hours(enrolment: Enrolment, zone: str, on: date) -> frozenset[int]:
    offset = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return half_hours(minutes, start=enrolment.hours_from * 60, end=enrolment.hours_to * 60)


def _rules(settings: DraftSettings, past: frozenset[Couple], persons: dict[str, str], decided: Overrides) -> Rules:
    hard = settings.rules
    return Rules(
        own_manager=hard.own_manager, reporting_line=hard.reporting_line, past_pair=hard.past_pair,
        language=hard.language, seniority_gap=hard.seniority_gap, site=hard.site.required,
        department=hard.department.required, minimum_score=hard.minimum_score, past_pairs=past,
        exclusions=frozenset((persons[mentee], persons[mentor]) for mentee, mentor in decided.forbids
                             if mentee in persons and mentor in persons),
        waivers=frozenset((mentee, mentor, rule_of(reason)) for mentee, mentor, reason in decided.waives
                          if rule_of(reason) != NEVER_TWICE),
    )


def _weights(settings: DraftSettings) -> Weights:
    chosen = settings.criteria
    return Weights(criteria={name: Weight(criterion.weight, criterion.mode) for name,
                             criterion in chosen.by_name.items()},
                   ideal_gap=chosen.ideal_gap, department=chosen.department)
