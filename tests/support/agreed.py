"""What a pair agreed, set itself and, in one case, had to hand in: rows for tests that walk all pages."""

from datetime import date
from typing import Any

from mentormatch.agreements import services as agreements
from mentormatch.agreements.services import MenteeTerms, Terms
from mentormatch.base.db import transaction
from mentormatch.concerns import services as concerns
from mentormatch.concerns.services import ConcernReport
from mentormatch.goals import services as goals
from mentormatch.goals.services import GoalWording, StepWording
from mentormatch.pairs.models import Pair
from tests.support import make

DEEDS = {"goals.close": {"deed": "reach"}, "goals.close_step": {"deed": "done"}}
"""Endpoint -> what to put into its address for the deed."""


def of_pair(pair: Pair) -> dict[str, Any]:
    """An agreement with a change he proposes, a goal with a next step, a concern of hers; what addresses need."""
    her, him = pair.mentee.person, pair.mentor.person
    mentee_terms = MenteeTerms("To be heard where it is decided.", ("introduced",), ("told-manager",))
    with transaction():
        first = agreements.propose(pair, Terms(4, ("video", "walking"), "By the river"), mentee_terms=mentee_terms,
                                   by=her, seen_version=0, now=make.NOW)
        agreements.accept(first, by=him, now=make.NOW)
        change = agreements.propose(pair, Terms(3, ("video",)), by=him, seen_version=1, now=make.NOW)
        goal = goals.add(pair, GoalWording("Lead the pricing project", "My name is on it.", date(2026, 9, 1)), by=her,
                         now=make.NOW)
        step = goals.add_step(pair, StepWording("Write to Ada", her.id, date(2026, 5, 1), goal.id), by=him,
                              now=make.NOW)
        concern = concerns.report(pair, ConcernReport("Too late in the evening."), by=her, now=make.NOW)
        return {"agreement_id": change.id, "goal_id": goal.id, "step_id": step.id, "concern_id": concern.id}
