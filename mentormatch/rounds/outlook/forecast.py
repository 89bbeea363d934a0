"""What a round could do with a programme's pool now, before any round: how many it serves, what is scarce, whom to ask.

Made from the pool and the programme's own criteria and rules. Names stand where HR facts are enough; why a pair is
not possible is told as the matcher may tell it.
"""

from dataclasses import dataclass, replace
from datetime import date

from mentormatch.enrolments.models import DRAFT, PAUSED, Enrolment
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher
from mentormatch.rounds.input.pool import Pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.reading import queries

FULL, READY_TO_GIVE = "full", "ready"
MOST_PLACES = 5
MOST_ASKED = 8


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
        named = [one.person.department for one in self.mentors if one.person.department]
        return sorted(set(named), key=lambda name: (-named.count(name), name))


@dataclass(frozen=True)
class Unserved:
    """A mentee for whom nobody with a free place is possible: reason -> how many mentors it rules out."""

    mentee: Enrolment
    reasons: dict[str, int]


@dataclass(frozen=True)
class Asking:
    """A mentor whom one could ask for a (further) place, and what it would bring.

    `state`: READY_TO_GIVE, FULL, PAUSED or DRAFT (unfinished). `places` are those left now. `placed` is 1 when one
    more mentee could be served, `points` what the total score would gain, None where nobody can say.
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
    unserved: list[Unserved]
    shortfalls: list[Shortfall]
    asking: list[Asking]

    @property
    def missing(self) -> int:
        """How many of those who wait could not be served."""
        return self.mentees - self.served


def of(programme: Programme, pool: Pool, on: date, zone: str) -> Outlook | None:
    """The forecast of a pool; None when it is too large to be computed while somebody waits.

    Mentors who are full, pausing or unfinished are looked at too, as having no place: what a first place of theirs
    would bring is known as exactly as what a further one of the others.
    """
    more = queries.mentors_to_win(programme)
    states = {one.id: one.state for one in more}
    states |= {one.id: FULL for one in pool.enrolments if one.is_mentor and _left(one, pool) <= 0}
    everybody = {one.id: one for one in [*pool.enrolments, *more]}
    taken = pool.taken | {one: min(pool.taken.get(one, 0), everybody[one].places - 1) for one in states}
    wider = replace(pool, enrolments=list(everybody.values()), taken=taken)
    asked = matcher.question(wider, DraftSettings.of_programme(programme), on, zone)
    found = matcher.forecast(asked, states.keys())
    if found is None:
        return None
    return Outlook(
        mentees=found.mentees, served=found.served,
        places=sum(max(0, _left(one, pool)) for one in pool.enrolments if one.is_mentor),
        unserved=[Unserved(everybody[one], reasons) for one, reasons in found.nobody.items()],
        shortfalls=[Shortfall([everybody[str(one)] for one in short.mentees],
                              [everybody[str(one)] for one in short.mentors], short.places)
                    for short in found.shortages],
        asking=_asking(found, everybody, states, pool),
    )


def _asking(found: matcher.Forecast, everybody: dict[str, Enrolment], states: dict[str, str],
            pool: Pool) -> list[Asking]:
    rows = []
    for one, worth in found.worth.items():
        mentor, state = everybody[one], states.get(one, READY_TO_GIVE)
        could_give = state in (PAUSED, DRAFT) or mentor.places < MOST_PLACES
        if could_give and worth.placed:
            left = 0 if one in states else _left(mentor, pool)
            rows.append(Asking(mentor, state, left, worth.placed, worth.points))
    rows.sort(key=lambda row: (-row.placed, -(row.points or 0), row.state != READY_TO_GIVE,
                               row.mentor.person.name.casefold(), row.mentor.id))
    return rows[:MOST_ASKED]


def _left(mentor: Enrolment, pool: Pool) -> int:
    return mentor.places - pool.taken.get(mentor.id, 0)
