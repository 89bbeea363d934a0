"""Reading goals and next steps: of a pair, of a person, and what a mentee could carry over from earlier pairs."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.base.idempotency import TWINS_WITHIN
from mentormatch.enrolments.models import Enrolment, EnrolmentTopic
from mentormatch.goals.models import OPEN, Goal, NextStep
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ENDED, Pair


def by_id(goal_id: str) -> Goal | None:
    """A goal with its pair; None if there is none."""
    return db.session.scalar(_goals().where(Goal.id == goal_id))


def was_just_added(pair_id: str, title: str, now: datetime) -> bool:
    """Whether a goal of this title was added to a pair within a day."""
    titles = db.session.scalars(select(Goal.title).where(
        Goal.pair_id == pair_id, Goal.created_at > now - TWINS_WITHIN))
    return title.casefold() in [earlier.casefold() for earlier in titles]


def step_by_id(step_id: str) -> NextStep | None:
    """A next step with its owner, its goal and its pair; None if there is none."""
    return db.session.scalar(_steps().where(NextStep.id == step_id))


def of_pair(pair_id: str) -> list[Goal]:
    """The goals the mentee works on in a pair: open ones first, by their day, then achieved and dropped ones."""
    goals = list(db.session.scalars(_goals().where(Goal.pair_id == pair_id).order_by(Goal.created_at, Goal.id)))
    return sorted(goals, key=lambda goal: (not goal.is_open, not goal.is_reached, goal.due_on is None,
                                           goal.due_on or goal.created_at.date()))


def steps(pair_id: str) -> list[NextStep]:
    """Every next step of a pair: by its day, those without one last."""
    return list(db.session.scalars(
        _steps().where(NextStep.pair_id == pair_id)
        .order_by(NextStep.due_on.is_(None), NextStep.due_on, NextStep.created_at, NextStep.id)))


def open_steps(pair_id: str) -> list[NextStep]:
    """The next steps of a pair that are still to be done, as they are carried into the next check-in."""
    return [step for step in steps(pair_id) if step.is_open]


def topics(pair: Pair) -> list[EnrolmentTopic]:
    """Topics of the mentee's profile that no goal of this pair is named after, what matters most first."""
    named = {goal.title.casefold() for goal in of_pair(pair.id)}
    left = [chosen for chosen in pair.mentee.topics if chosen.topic.name.casefold() not in named]
    return sorted(left, key=lambda chosen: (-chosen.level, chosen.topic.position))


def goals_left(pair: Pair) -> list[Goal]:
    """The mentee's open goals from pairs that have ended, which they could carry over into this one."""
    return list(db.session.scalars(
        _goals().where(Goal.state == OPEN, Goal.pair_id != pair.id, Goal.pair.has(Pair.state == ENDED),
                       Goal.mentee.has(Enrolment.person_id == pair.mentee.person_id))
        .order_by(Goal.created_at, Goal.id)))


def steps_left(pair: Pair) -> list[NextStep]:
    """The mentee's own open next steps from pairs that have ended in which they were the mentee."""
    was_hers = Pair.mentee.has(Enrolment.person_id == pair.mentee.person_id)
    return list(db.session.scalars(
        _steps().where(NextStep.owner_id == pair.mentee.person_id, NextStep.done_at.is_(None),
                       NextStep.dropped_at.is_(None), NextStep.pair_id != pair.id,
                       NextStep.pair.has((Pair.state == ENDED) & was_hers))
        .order_by(NextStep.created_at, NextStep.id)))


def _goals() -> Select[Goal]:
    return select(Goal).options(
        joinedload(Goal.mentee), *pairs.with_pair(Goal.pair))


def _steps() -> Select[NextStep]:
    pair = joinedload(NextStep.pair)
    return select(NextStep).options(
        joinedload(NextStep.owner), joinedload(NextStep.goal),
        pair.joinedload(Pair.mentor).joinedload(Enrolment.person),
        pair.joinedload(Pair.mentee).joinedload(Enrolment.person))
