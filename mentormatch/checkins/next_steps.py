"""Next steps entered with a check-in: which of the author's own are done by now, and a new one for either person."""

from dataclasses import dataclass
from datetime import datetime

from mentormatch.goals import queries as goal_queries
from mentormatch.goals import services as goals
from mentormatch.goals.models import NextStep
from mentormatch.goals.services import StepWording
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person


@dataclass(frozen=True)
class Steps:
    """Next steps in a check-in: ids of the author's own that are done, and a new one with the id of its owner."""

    done: frozenset[str] = frozenset()
    new: str = ""
    owner_id: str = ""


NO_STEPS = Steps()


def open_steps(pair: Pair, person_id: str) -> tuple[list[NextStep], list[NextStep]]:
    """What is still to be done in a pair: by the person, and by their partner."""
    steps = goal_queries.open_steps(pair.id)
    return ([step for step in steps if step.owner_id == person_id],
            [step for step in steps if step.owner_id != person_id])


def carry_over(pair: Pair, steps: Steps, *, by: Person, now: datetime) -> None:
    """Tick off the person's own steps that are done, and note the new one. Their partner's steps are left alone.

    Raises goals.services.NotOneOfUs when the new one is for someone outside the pair.
    """
    mine, _theirs = open_steps(pair, by.id)
    for step in mine:
        if step.id in steps.done:
            goals.tick(step, by=by, now=now)
    if steps.new:
        goals.add_step(pair, StepWording(steps.new, steps.owner_id), by=by, now=now)
