"""What goals show on the page of a pair: the mentee's goals with the next steps of either, and those achieved."""

from dataclasses import dataclass
from datetime import date

from mentormatch.base.access import Permission, may
from mentormatch.goals import queries
from mentormatch.goals.models import Goal, NextStep
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart, TimelineEntry
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of


@dataclass(frozen=True)
class GoalsSection:
    """Goals and next steps as one of the two sees them. `left`: how much waits from an earlier pair."""

    pair: Pair
    other: Person
    reader_id: str
    is_hers: bool
    today: date
    goals: list[Goal]
    steps: list[NextStep]
    left: int

    def steps_of(self, goal: Goal | None) -> list[NextStep]:
        """The open steps towards a goal that is open, or towards none of those."""
        shown = {goal.id for goal in self.goals if goal.is_open}
        return [step for step in self.steps if step.is_open
                and (step.goal_id == goal.id if goal else step.goal_id not in shown)]

    @property
    def closed_steps(self) -> list[NextStep]:
        """Steps that are done, the latest first, and of the reader's own also those dropped."""
        steps = [step for step in self.steps if step.done_at or (step.dropped_at and step.owner_id == self.reader_id)]
        return sorted(steps, key=lambda step: (step.done_at or step.dropped_at or step.created_at), reverse=True)

    @property
    def closed_goals(self) -> list[Goal]:
        """Goals that the mentee achieved or dropped."""
        return [goal for goal in self.goals if not goal.is_open]


def goals(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two; after the end for the mentee alone, because the goals stay theirs."""
    is_hers = pair.mentee_person_id == reader.id
    if not may(Permission.BE_IN_PAIR, pair, reader) or not (pair.is_meeting or (pair.is_ended and is_hers)):
        return None
    left = len(queries.goals_left(pair)) + len(queries.steps_left(pair)) if is_hers and pair.is_meeting else 0
    shown = GoalsSection(
        pair=pair, other=pair.other_of(reader.id).person, reader_id=reader.id, is_hers=is_hers, today=today,
        goals=queries.of_pair(pair.id), steps=queries.steps(pair.id), left=left)
    if pair.is_ended and not shown.goals and not shown.steps:
        return None
    return PagePart("goals", "goals/_part.html", shown)


def entries(pair: Pair, reader: Person) -> list[TimelineEntry]:
    """The goals the mentee achieved, for the two as long as they meet, and for the mentee afterwards."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or (pair.is_ended and pair.mentee_person_id != reader.id):
        return []
    zone = zone_of(reader)
    return [TimelineEntry(goal.changed_at.astimezone(zone).date(), "goals/_timeline_entry.html", goal, goal.changed_at)
            for goal in queries.of_pair(pair.id) if goal.is_reached]
