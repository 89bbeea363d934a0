"""The pool of a programme: everyone a draft is computed from, and how that stands in figures."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mentormatch.base.db import db, many_rows
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import MENTOR, Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.people import queries as people
from mentormatch.programmes.models import Programme
from mentormatch.rounds.input import precedence, set_aside
from mentormatch.rounds.input.precedence import Precedence


@dataclass(frozen=True)
class ProgrammePool:
    """Everything a draft is computed from, read in a constant number of statements.

    `set_aside`: enrolment id -> ids of people it is never paired with; `past_couples`: (mentor's, mentee's person id);
    `taken`: mentor's enrolment id -> live pairs; `placed`: enrolment ids of mentees who have a live pair; `managers`:
    person id -> manager's person id, for the whole company; `precedence`: mentee's enrolment id -> why they go first.
    """

    enrolments: list[Enrolment]
    set_aside: dict[str, frozenset[str]]
    past_couples: set[tuple[str, str]]
    taken: dict[str, int]
    placed: set[str]
    managers: dict[str, str]
    precedence: dict[str, Precedence]


@dataclass(frozen=True)
class PoolCounts:
    """How a pool stands.

    `mentees` wait for a pair; `mentors` have a place left, `full` have none; `places` are those left; `paired`
    mentees have a pair or a proposal.
    """

    mentees: int
    mentors: int
    full: int
    places: int
    paired: int

    @property
    def most_served(self) -> int:
        """At most so many of those who wait can be placed."""
        return min(self.mentees, self.places)

    @property
    def places_short(self) -> int:
        """How many more people wait than there are places; 0 when there are enough."""
        return max(0, self.mentees - self.places)

    @property
    def is_ready(self) -> bool:
        """Whether a round could pair anyone at all."""
        return bool(self.mentees and self.places)


def for_programme(programme: Programme, now: datetime) -> ProgrammePool:
    """The pool of a programme as it is now. What is said while people have a first look counts when that is over.

    Raises LotKeyChanged.
    """
    with many_rows():
        members = enrolments.pool(programme.id)
        return ProgrammePool(
            enrolments=members, set_aside=set_aside.person_ids(programme, members, now),
            past_couples=pairs.past_couples(programme.id), taken=pairs.live_counts(programme.id),
            placed=pairs.live_mentee_ids(programme.id), managers=people.manager_ids(),
            precedence=precedence.for_programme(programme),
        )


def counts(programme: Programme) -> PoolCounts:
    """The pool in figures, from three statements that read no profile."""
    taken, placed = pairs.live_counts(programme.id), pairs.live_mentee_ids(programme.id)
    everybody = db.session.execute(
        select(Enrolment.id, Enrolment.role, Enrolment.places).join(Enrolment.person).join(Enrolment.programme)
        .where(enrolments.in_pool(programme.id))).all()
    left = [max(0, places - taken.get(enrolment_id, 0)) for enrolment_id, role, places in everybody if role == MENTOR]
    waiting = sum(role != MENTOR and enrolment_id not in placed for enrolment_id, role, _places in everybody)
    return PoolCounts(mentees=waiting, mentors=sum(map(bool, left)), full=left.count(0), places=sum(left),
                      paired=len(placed))
