"""What can be done with goals and next steps. Goals are the mentee's; a next step belongs to the person who will do it.

None of it sends an email, and no word of it enters the audit trail: it is work, not something to answer for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from mentormatch.base import idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, EnteredAlready, IsClosed, NotTheirs
from mentormatch.goals import queries
from mentormatch.goals.models import DROPPED, OPEN, REACHED, Goal, NextStep
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person

MAX_OPEN = 12


@dataclass(frozen=True)
class GoalWording:
    """A goal in the mentee's words: what, how they will know, by when."""

    title: str
    measure: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class StepWording:
    """A next step: what, who does it, by when, and towards which goal (its id, or none)."""

    text: str
    owner_id: str
    due_on: date | None = None
    goal_id: str | None = None


class TooManyGoals(DomainError):
    """There are more open goals than anyone works on at once."""


class NotOneOfUs(DomainError):
    """A next step is given to a person outside the pair, or to a goal that is not open in it."""


class IsDone(DomainError):
    """A next step that is done is not dropped, and one that was dropped is not ticked off."""


def add(pair: Pair, words: GoalWording, *, by: Person, now: datetime, idempotency_key: str | None = None,
        is_another: bool = True) -> Goal:
    """Set a goal; posted twice, it is set once.

    Raises NotMeeting, TooManyGoals; LookupError unless by the mentee; EnteredAlready where they have added one of this
    title within a day, unless it `is_another`.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    _check_hers(pair, by)
    pairs.check_is_meeting(pair)
    _check_room(pair)
    if not is_another and queries.was_just_added(pair.id, words.title, now):
        raise EnteredAlready(_("You've already added this goal. Is this another one?"))
    goal = Goal(pair=pair, mentee=pair.mentee, title=words.title, measure=words.measure, due_on=words.due_on,
                created_at=now, changed_at=now)
    db.session.add(goal)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=goal.id, now=now)
    return goal


def change(goal: Goal, words: GoalWording, *, progress: int, by: Person, version: int, now: datetime) -> None:
    """Reword a goal and set its progress, 0..100. `version` is the one that the page showed.

    Raises ChangedMeanwhile, IsClosed; LookupError unless it is the mentee's own.
    """
    _check_hers(goal, by)
    versions.check(goal.version, version,
                   _("You've changed this goal in another window. Reload the page to carry on."))
    if not goal.is_open:
        raise IsClosed(_("This goal is closed. Reopen it first."))
    goal.title, goal.measure, goal.due_on, goal.progress = words.title, words.measure, words.due_on, progress
    _touch(goal, now)


def reach(goal: Goal, *, by: Person, now: datetime) -> None:
    """Say that a goal is reached; twice is harmless."""
    _close(goal, REACHED, by, now)


def drop(goal: Goal, *, by: Person, now: datetime) -> None:
    """Let a goal go; it needs no reason, and twice is harmless."""
    _close(goal, DROPPED, by, now)


def reopen(goal: Goal, *, by: Person, now: datetime) -> None:
    """Take a reached or dropped goal up again; twice is harmless. Raises TooManyGoals."""
    _check_hers(goal, by)
    if goal.is_open:
        return
    _check_room(goal.pair)
    goal.state = OPEN
    _touch(goal, now)


def take_along(pair: Pair, *, goal_ids: Collection[str], step_ids: Collection[str], by: Person, now: datetime) -> int:
    """Move a mentee's open goals, their steps for these, and their other open steps from ended pairs into this one.

    Returns how many were moved; what is not theirs, not open or not from an ended pair is passed over. Raises
    NotMeeting, TooManyGoals.
    """
    _check_hers(pair, by)
    pairs.check_is_meeting(pair)
    goals = [goal for goal in queries.goals_left(pair) if goal.id in goal_ids]
    _check_room(pair, more=len(goals))
    moving = {goal.id for goal in goals}
    steps = [step for step in queries.steps_left(pair) if step.id in step_ids or step.goal_id in moving]
    for goal in goals:
        goal.pair, goal.mentee = pair, pair.mentee
        _touch(goal, now)
    for step in steps:
        step.pair = pair
        if step.goal_id not in moving:
            step.goal = None
    db.session.flush()
    return len(goals) + len(steps)


def add_step(
    pair: Pair, words: StepWording, *, by: Person, now: datetime, idempotency_key: str | None = None,
) -> NextStep:
    """Note a next step for the person or propose one to their partner; the same form posted twice notes one.

    Raises NotMeeting, NotOneOfUs; LookupError for anyone outside the pair.
    """
    earlier = queries.step_by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    pair.side_of(by.id)
    pairs.check_is_meeting(pair)
    if words.owner_id not in pair.person_ids:
        raise NotOneOfUs(_("Choose who'll do it."), "owner_id")
    if words.goal_id and words.goal_id not in {goal.id for goal in queries.of_pair(pair.id) if goal.is_open}:
        raise NotOneOfUs(_("That goal is no longer open. Choose another one, or none."), "goal_id")
    step = NextStep(pair=pair, goal_id=words.goal_id or None, owner_id=words.owner_id, by_id=by.id, text=words.text,
                    due_on=words.due_on, created_at=now)
    db.session.add(step)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=step.id, now=now)
    return step


def tick(step: NextStep, *, by: Person, now: datetime) -> None:
    """Tick off the person's own next step; twice is harmless. Raises NotTheirs, IsDone when it was dropped."""
    _check_owner(step, by)
    if step.dropped_at is not None:
        raise IsDone(_("This step was dropped. Undo that first."))
    step.done_at = step.done_at or now


def drop_step(step: NextStep, *, by: Person, now: datetime) -> None:
    """Drop the person's own next step, or one they proposed; it needs no reason. Raises NotTheirs, IsDone."""
    if by.id not in (step.owner_id, step.by_id):
        _check_owner(step, by)
    if step.done_at is not None:
        raise IsDone(_("This step is already done."))
    step.dropped_at = step.dropped_at or now


def undo_step(step: NextStep, *, by: Person) -> None:
    """Reopen the person's own next step after a tick or a drop. Raises NotTheirs."""
    _check_owner(step, by)
    step.done_at = step.dropped_at = None


def _close(goal: Goal, state: str, by: Person, now: datetime) -> None:
    _check_hers(goal, by)
    if goal.state == state:
        return
    goal.state = state
    if state == REACHED:
        goal.progress = 100
    _touch(goal, now)


def _touch(goal: Goal, now: datetime) -> None:
    goal.changed_at = now
    goal.version += 1


def _check_hers(thing: Pair | Goal, by: Person) -> None:
    if by.id != thing.mentee_person_id:
        raise LookupError("Goals are the mentee's.")


def _check_room(pair: Pair, more: int = 1) -> None:
    if sum(goal.is_open for goal in queries.of_pair(pair.id)) + more > MAX_OPEN:
        raise TooManyGoals(_("You'd have more than %(most)d open goals. Close one first: fewer goals work better.",
                             most=MAX_OPEN))


def _check_owner(step: NextStep, by: Person) -> None:
    if by.id != step.owner_id:
        raise NotTheirs(_("This is %(name)s's step, so only they can tick it off or drop it.",
                          name=step.owner.first_name))
