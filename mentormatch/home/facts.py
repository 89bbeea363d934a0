"""Everything a person's home page is made of, read once, in a constant number of statements."""

from dataclasses import dataclass
from datetime import date

from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import WITHDRAWN, Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs import services as pairing
from mentormatch.pairs.cadence import DueMeeting
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme


@dataclass(frozen=True)
class UpcomingMeeting:
    """A pair that meets, as one of them sees it: their partner, and when they are due (None on a break)."""

    pair: Pair
    other: Person
    due: DueMeeting | None


@dataclass(frozen=True)
class HomeFacts:
    """What a person takes part in and runs on a day. Withdrawn enrolments are in `ever_in`, not in `enrolments`.

    `paired_in`: programmes in which this person has a pair or a proposal, answered or not.
    """

    person: Person
    today: date
    proposals: list[Pair]
    meetings: list[UpcomingMeeting]
    enrolments: list[Enrolment]
    ever_in: frozenset[str]
    paired_in: frozenset[str]
    programmes: list[Programme]

    @property
    def run(self) -> list[Programme]:
        """The programmes this person runs."""
        return [programme for programme in self.programmes if self.person.id in programme.coordinator_ids]

    @property
    def joinable(self) -> list[Programme]:
        """Programmes that take people now, and that this person neither runs nor has ever enrolled in."""
        return [programme for programme in self.programmes
                if programme.enrols_on(self.today) and programme.id not in self.ever_in
                and self.person.id not in programme.coordinator_ids]


def about(person: Person, today: date) -> HomeFacts:
    """Read what a person's home page needs; the number of statements does not grow with pairs or enrolments."""
    own_enrolments = enrolments.of_person(person.id)
    return HomeFacts(
        person=person, today=today, proposals=pairs.waiting_for(person),
        meetings=[UpcomingMeeting(pair, pair.other_of(person.id).person, pairing.next_due(pair, today))
                  for pair in pairs.meeting_of(person.id)],
        enrolments=[enrolment for enrolment in own_enrolments if enrolment.state != WITHDRAWN],
        ever_in=frozenset(enrolment.programme_id for enrolment in own_enrolments),
        paired_in=frozenset(pair.programme_id for pair in pairs.of_person(person.id) if not pair.is_ended),
        programmes=programmes.all_of_them(),
    )
