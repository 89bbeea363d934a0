"""What actions show on the page of a pair: what waits for the mentee's answer, how many count, and timeline entries."""

from dataclasses import dataclass
from datetime import date

from mentormatch.actions import queries
from mentormatch.actions.models import Action
from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart, TimelineEntry
from mentormatch.people.models import Person


@dataclass(frozen=True)
class ActionView:
    """An action as one of the two sees it; a no, silence or a doubt reaches the sponsor through the state alone."""

    action: Action
    is_for_me: bool
    is_mine: bool

    @property
    def title(self) -> str:
        """Its kind in the reader's words."""
        return self.action.kind.for_her if self.is_for_me else self.action.kind.name

    @property
    def can_change(self) -> bool:
        """Whether the reader may correct or take it back."""
        return self.is_mine and (self.action.is_open or self.action.is_her_own)


@dataclass(frozen=True)
class Summary:
    """How many count, and whether the reader is the one they were for."""

    pair: Pair
    confirmed: int
    is_for_me: bool
    other: Person


def waits(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the mentee: reported actions that they have not decided on."""
    if reader.id != pair.mentee.person_id:
        return None
    pending = queries.open_of_pair(pair.id)
    if not pending:
        return None
    return PagePart("waits", "actions/_pending.html", [view_for(action, reader) for action in pending])


def summary(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two, once they have begun: how many count, and the way to report one. Without kinds there are none."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or not (pair.is_meeting or pair.is_ended):
        return None
    if not pair.programme.action_kinds:
        return None
    shown = Summary(pair, queries.confirmed_count(pair_id=pair.id), reader.id == pair.mentee.person_id,
                    pair.other_of(reader.id).person)
    return PagePart("actions", "actions/_summary.html", shown)


def entries(pair: Pair, reader: Person) -> list[TimelineEntry]:
    """For the two every action; for a coordinator that confirmed ones happened, without a word of theirs."""
    actions = queries.of_pair(pair.id)
    if may(Permission.BE_IN_PAIR, pair, reader):
        return [TimelineEntry(action.happened_on, "actions/_timeline_entry.html", view_for(action, reader),
                              moment=action.reported_at) for action in actions]
    return [TimelineEntry(action.happened_on, "actions/_coordinator_entry.html", action, moment=action.reported_at)
            for action in actions if action.is_confirmed]


def view_for(action: Action, reader: Person) -> ActionView:
    """An action as one of the two sees it."""
    return ActionView(action, reader.id == action.pair.mentee.person_id, reader.id == action.reported_by_id)
