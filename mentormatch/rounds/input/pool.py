"""The pool of a programme: everybody a draft is computed from, and how that stands in figures."""

from dataclasses import dataclass

from sqlalchemy import select

from mentormatch.base.db import db, many_rows
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import MENTOR, Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.people import queries as people
from mentormatch.programmes.models import Programme
from mentormatch.rounds.input import first_looks as looks
from mentormatch.rounds.input import precedence as claims
from mentormatch.rounds.input.precedence import Claim


@dataclass(frozen=True)
class Pool:
    """Everything a draft is computed from, read in a constant number of statements.

    `boundaries`: enrolment id -> person ids; `past_couples`: (mentor's, mentee's person id); `taken`: mentor's
    enrolment id -> live pairs; `placed`: enrolment ids of mentees who have a live pair; `managers`: person id ->
    manager's person id, for the whole company; `claims`: mentee's enrolment id -> why she goes first.
    """

    enrolments: list[Enrolment]
    boundaries: dict[str, frozenset[str]]
    past_couples: set[tuple[str, str]]
    taken: dict[str, int]
    placed: set[str]
    managers: dict[str, str]
    claims: dict[str, Claim]


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
        """Whether a round could pair anybody at all."""
        return bool(self.mentees and self.places)


def of(programme: Programme) -> Pool:
    """The pool of a programme as it is now. What is said while people have a first look counts when that is over."""
    with many_rows():
        return Pool(
            enrolments=enrolments.pool(programme.id),
            boundaries=looks.without_running(enrolments.boundaries(programme.id), programme.id),
            past_couples=pairs.past_couples(programme.id), taken=pairs.live_counts(programme.id),
            placed=pairs.live_mentee_ids(programme.id), managers=people.manager_ids(),
            claims=claims.of(programme),
        )


def counts(programme: Programme) -> PoolCounts:
    """The pool in figures, from three statements that read no profile."""
    taken, placed = pairs.live_counts(programme.id), pairs.live_mentee_ids(programme.id)
    everybody = db.session.execute(
        select(Enrolment.id, Enrolment.role, Enrolment.places).join(Enrolment.person).join(Enrolment.programme)
        .where(enrolments.in_pool(programme.id))).all()
    left = [max(0, places - taken.get(one, 0)) for one, role, places in everybody if role == MENTOR]
    waiting = sum(role != MENTOR and one not in placed for one, role, _places in everybody)
    return PoolCounts(mentees=waiting, mentors=sum(map(bool, left)), full=left.count(0), places=sum(left),
                      paired=len(placed))
