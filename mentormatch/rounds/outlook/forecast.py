"""What a round could do with a programme's pool now, before any round: how many it serves, what is scarce, whom to ask.

Made from the pool and the programme's own criteria and rules. Names stand where HR facts are enough; why a pair is
not possible is told as the matcher may tell it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from mentormatch.base.db import db
from mentormatch.enrolments.models import DRAFT, MENTOR, PAUSED, Enrolment, EnrolmentTopic
from mentormatch.people.models import ACTIVE, Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher
from mentormatch.rounds.input.pool import ProgrammePool
from mentormatch.rounds.input.settings import DraftSettings

FULL, READY_TO_GIVE = "full", "ready"
MAX_PLACES = 5
MAX_ASKED = 8


@dataclass(frozen=True)
class Shortfall:
    """Mentees who can be served by these mentors only, and how many places those have."""

    mentees: list[Enrolment]
    mentors: list[Enrolment]
    places: int

    @property
    def short_by(self) -> int:
        """How many of them must go without."""
        return len(self.mentees) - self.places

    @property
    def departments(self) -> list[str]:
        """Where those mentors work: the department with most of them first."""
        named = [mentor.person.department for mentor in self.mentors if mentor.person.department]
        return sorted(set(named), key=lambda name: (-named.count(name), name))


@dataclass(frozen=True)
class UnservedMentee:
    """A mentee for whom no one with a free place is possible: reason -> how many mentors it rules out."""

    mentee: Enrolment
    reasons: dict[str, int]


@dataclass(frozen=True)
class MentorToAsk:
    """A mentor whom one could ask for a (further) place, and what it would bring.

    `state`: READY_TO_GIVE, FULL, PAUSED or DRAFT (unfinished). `places` are those left now. `placed` is 1 when one
    more mentee could be served, `points` what the total score would gain, None where no one can say.
    """

    mentor: Enrolment
    state: str
    places: int
    placed: int
    points: int | None


@dataclass(frozen=True)
class Outlook:
    """A pool's forecast in full."""

    mentees: int
    served: int
    places: int
    unserved: list[UnservedMentee]
    shortfalls: list[Shortfall]
    asking: list[MentorToAsk]

    @property
    def missing(self) -> int:
        """How many of those who wait could not be served."""
        return self.mentees - self.served


def outlook(programme: Programme, pool: ProgrammePool, on: date, zone: str, *, own: Collection[str] = (),
            ) -> Outlook | None:
    """The forecast of a pool; None when it is too large to be computed while someone waits.

    Mentors who are full, pausing or unfinished are looked at too, as having no place: what a first place of theirs
    would bring is known as exactly as what a further one of the others. Lines about `own` enrolments are left out.
    """
    more = _mentors_to_win(programme)
    states = {enrolment.id: enrolment.state for enrolment in more}
    states |= {enrolment.id: FULL for enrolment in pool.enrolments if enrolment.is_mentor
               and _left(enrolment, pool) <= 0}
    everybody = {enrolment.id: enrolment for enrolment in [*pool.enrolments, *more]}
    taken = pool.taken | {enrolment: min(pool.taken.get(enrolment, 0), everybody[enrolment].places - 1)
                          for enrolment in states}
    wider = replace(pool, enrolments=list(everybody.values()), taken=taken)
    problem = matcher.matching_input(wider, DraftSettings.of_programme(programme), on, zone)
    result = matcher.forecast(problem, states.keys())
    if result is None:
        return None
    return Outlook(
        mentees=result.mentees, served=result.served,
        places=sum(max(0, _left(enrolment, pool)) for enrolment in pool.enrolments if enrolment.is_mentor),
        unserved=[UnservedMentee(everybody[enrolment], reasons) for enrolment, reasons in result.nobody.items()
                  if enrolment not in own],
        shortfalls=[Shortfall([everybody[str(enrolment)] for enrolment in short.mentees],
                              [everybody[str(enrolment)] for enrolment in short.mentors], short.places)
                    for short in result.shortages],
        asking=[row for row in _asking(result, everybody, states, pool) if row.mentor.id not in own],
    )


def _asking(result: matcher.Forecast, everybody: dict[str, Enrolment], states: dict[str, str],
            pool: ProgrammePool) -> list[MentorToAsk]:
    rows = []
    for enrolment_id, worth in result.worth.items():
        mentor, state = everybody[enrolment_id], states.get(enrolment_id, READY_TO_GIVE)
        could_give = state in (PAUSED, DRAFT) or mentor.places < MAX_PLACES
        if could_give and worth.placed:
            left = 0 if enrolment_id in states else _left(mentor, pool)
            rows.append(MentorToAsk(mentor, state, left, worth.placed, worth.points))
    rows.sort(key=lambda row: (-row.placed, -(row.points or 0), row.state != READY_TO_GIVE,
                               row.mentor.person.name.casefold(), row.mentor.id))
    return rows[:MAX_ASKED]


def _left(mentor: Enrolment, pool: ProgrammePool) -> int:
    return mentor.places - pool.taken.get(mentor.id, 0)


def _mentors_to_win(programme: Programme) -> list[Enrolment]:
    """Mentors who pause or have not finished, with person and topics, and something to offer; in a fixed order."""
    return list(db.session.scalars(
        select(Enrolment).join(Enrolment.person)
        .where(Enrolment.programme_id == programme.id, Enrolment.role == MENTOR, Person.status == ACTIVE,
               Enrolment.state.in_((DRAFT, PAUSED)), Enrolment.topics.any())
        .options(contains_eager(Enrolment.person), selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic))
        .order_by(Enrolment.id)))
