"""How pairs of the demo company agreed to meet, and what they work on: planned for one pair.

Every day lies between the start of the pair and the last thing known about it, so the services accept each of them.
"""

from datetime import date, datetime, timedelta
from random import Random

from mentormatch.agreements import queries as agreement_queries
from mentormatch.agreements import services as agreements
from mentormatch.agreements.services import MenteeTerms, Terms
from mentormatch.demo.picks import between, chance, pick, stream
from mentormatch.demo.schedule import Schedule
from mentormatch.demo.specs import HistorySpec
from mentormatch.enrolments.models import Enrolment
from mentormatch.goals import queries as goal_queries
from mentormatch.goals import services as goals
from mentormatch.goals.services import GoalWording, StepWording
from mentormatch.pairs.models import Pair
from mentormatch.programmes.formats import MEETING_FORMATS

_PLACES = ("", "Small meeting room on the third floor", "The café across the street", "Along the canal", "")
_WANTS = (
    "Someone who tells me how decisions really get made, before they're made.",
    "To be known outside my own department by the end of the year.",
    "Honest feedback on what I'm still missing for the next step.",
    "Practice in saying what I want before others say it for me.",
)
_MEASURES = (
    "I'm asked, not just told.", "My name is on the list the next time it's drawn up.",
    "I've done it three times, the third without a knot in my stomach.",
    "Two people outside my team know what I work on.",
)
_STEPS_OF_MENTEE = (
    "Write down my three best results of the past year", "Ask for ten minutes at the next department meeting",
    "Draft what I'd say about my pay", "Have coffee with someone from the target area",
)
_STEPS_OF_MENTOR = (
    "Make the introduction to the head of the project office", "Find out who decides on the next assignment",
    "Read the draft and reply within a week", "Ask the organisers for a place on the panel",
)


def plan(schedule: Schedule, pair: Pair, history: HistorySpec, *, seed: int, today: date) -> None:
    """Plan the agreement, the goals and the next steps of a pair that began."""
    if history.started_on is None:
        return
    rng = stream(seed, "agreeing", pair.mentee.person.email, pair.mentor.person.email)
    until = min(today, history.closed_on or today)
    days = [history.started_on + timedelta(between(rng, 2, 12)) for _time in range(2)]
    if history.check_ins and chance(rng, 96) and max(days) < until:
        _agree(schedule, pair, rng, sorted(days))
    if history.check_ins and chance(rng, 80) and max(days) + timedelta(1) < until:
        _set_goals(schedule, pair, rng, max(days) + timedelta(1), until)


def _agree(schedule: Schedule, pair: Pair, rng: Random, days: list[date]) -> None:
    both = set(pair.mentor.formats) & set(pair.mentee.formats)
    shared = [entry.slug for entry in MEETING_FORMATS if entry.slug in both]
    terms = Terms(pair.programme.cadence_weeks, tuple(shared or pair.mentee.formats[:1] or ["video"]),
                  pick(rng, _PLACES))
    kinds = [kind.slug for kind in pair.programme.action_kinds]
    ask_first = tuple(kinds[1:3]) if chance(rng, 60) else ()
    mentee_terms = MenteeTerms(pick(rng, _WANTS), tuple(slug for slug in kinds[:5] if slug not in ask_first), ask_first)
    answers = not chance(rng, 3)

    def propose(moment: datetime) -> None:
        agreements.propose(pair, terms, mentee_terms=mentee_terms, by=pair.mentee.person, seen_version=0, now=moment)

    def accept(moment: datetime) -> None:
        waiting = agreement_queries.proposed(pair.id)
        if waiting is not None and pair.is_meeting:
            agreements.accept(waiting, by=pair.mentor.person, now=moment)

    schedule(days[0], 15, propose)
    if answers:
        schedule(days[1], 15, accept, minute=30)


def _set_goals(schedule: Schedule, pair: Pair, rng: Random, day: date, until: date) -> None:
    wanted = sorted(pair.mentee.topics, key=lambda goal: (-goal.level, goal.topic.position))
    for number, topic in enumerate(wanted[:between(rng, 1, 2)]):
        words = GoalWording(topic.topic.name, pick(rng, _MEASURES), day + timedelta(30 * between(rng, 3, 7)))
        progress = between(rng, 1, 8) * 10 if until - day > timedelta(40) else 0
        reached = progress == 80 and number == 1
        _goal(schedule, pair, day, until, words, progress, reached)
    for side, texts in ((pair.mentee, _STEPS_OF_MENTEE), (pair.mentor, _STEPS_OF_MENTOR)):
        first, latest = pick(rng, texts), pick(rng, texts)
        _step(schedule, pair, side, day + timedelta(between(rng, 0, 3)), until, first, is_done=chance(rng, 96))
        recent = until - timedelta(between(rng, 4, 15))
        if latest != first and recent > day + timedelta(30):
            _step(schedule, pair, side, recent, until, latest, is_done=False)


def _goal(
    schedule: Schedule, pair: Pair, day: date, until: date, words: GoalWording, progress: int, reached: bool,
) -> None:
    def move(moment: datetime) -> None:
        for goal in goal_queries.of_pair(pair.id):
            if goal.title == words.title and goal.is_open:
                goals.change(goal, words, progress=progress, by=pair.mentee.person, version=goal.version, now=moment)
                if reached:
                    goals.reach(goal, by=pair.mentee.person, now=moment)

    schedule(day, 19, lambda moment: goals.add(pair, words, by=pair.mentee.person, now=moment))
    if progress:
        schedule(until - timedelta(3), 19, move, minute=30)


def _step(schedule: Schedule, pair: Pair, side: Enrolment, day: date, until: date, text: str, *, is_done: bool) -> None:
    words = StepWording(text, side.person_id, day + timedelta(21))

    def tick(moment: datetime) -> None:
        for step in goal_queries.open_steps(pair.id):
            if step.text == text and step.owner_id == side.person_id:
                goals.tick(step, by=side.person, now=moment)

    if day >= until:
        return
    schedule(day, 19, lambda moment: goals.add_step(pair, words, by=side.person, now=moment), minute=10)
    if is_done and day + timedelta(12) < until:
        schedule(day + timedelta(12), 12, tick)
