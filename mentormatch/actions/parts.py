"""What actions show on the page of a pair: what waits for her word, how many count, and entries of the timeline."""

from dataclasses import dataclass
from datetime import date

from mentormatch.actions import queries
from mentormatch.actions.models import Action
from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import Entry, Part
from mentormatch.people.models import Person


@dataclass(frozen=True)
class Seen:
    """An action as one of the two sees it; he learns her no, her silence and her doubt by the state alone."""

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


def waits(pair: Pair, reader: Person, today: date) -> Part | None:
    """For her: what he reported and she has not decided."""
    if reader.id != pair.mentee.person_id:
        return None
    found = queries.open_of_pair(pair.id)
    return Part("waits", "actions/_pending.html", [seen(action, reader) for action in found]) if found else None


def summary(pair: Pair, reader: Person, today: date) -> Part | None:
    """For the two, once they have begun: how many count, and the way to report one. Without kinds there are none."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or not (pair.is_meeting or pair.is_ended):
        return None
    if not pair.programme.action_kinds:
        return None
    shown = Summary(pair, queries.confirmed_count(pair_id=pair.id), reader.id == pair.mentee.person_id,
                    pair.other_of(reader.id).person)
    return Part("actions", "actions/_summary.html", shown)


def entries(pair: Pair, reader: Person) -> list[Entry]:
    """For the two every action; for a coordinator that confirmed ones happened, without a word of theirs."""
    found = queries.of_pair(pair.id)
    if may(Permission.BE_IN_PAIR, pair, reader):
        return [Entry(action.happened_on, "actions/_timeline_entry.html", seen(action, reader), at=action.reported_at)
                for action in found]
    return [Entry(action.happened_on, "actions/_coordinator_entry.html", action, at=action.reported_at)
            for action in found if action.is_confirmed]


def seen(action: Action, reader: Person) -> Seen:
    """An action as one of the two sees it."""
    return Seen(action, reader.id == action.pair.mentee.person_id, reader.id == action.reported_by_id)
