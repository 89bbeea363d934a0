"""Reading concerns: who receives a programme's, what waits for a contact, what a person reported themselves.

No one in a pair is ever among those who hear of a concern about it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.base.db import db
from mentormatch.concerns.models import CLOSED, Concern, ConcernContact, ConcernEntry, ConcernReader
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people import queries as people
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import LEFT, Person


@dataclass(frozen=True)
class Case:
    """A concern with the people who may read it now."""

    concern: Concern
    contacts: tuple[Person, ...]

    @property
    def contact_ids(self) -> frozenset[str]:
        """Their person ids."""
        return frozenset(person.id for person in self.contacts)

    def is_open_for(self, person: Person, now: datetime) -> bool:
        """Whether a reader opened it today; else its page shows nothing until they do, and the log says so."""
        return any(reader.person_id == person.id and reader.opened_on == now.astimezone(UTC).date()
                   for reader in self.concern.readers)


def named(programme_id: str) -> list[Person]:
    """The people a programme has named for concerns and who have not left, by name."""
    return list(db.session.scalars(
        select(Person).join(ConcernContact, ConcernContact.person_id == Person.id)
        .where(ConcernContact.programme_id == programme_id, Person.status != LEFT).order_by(Person.name, Person.id)))


def contacts_for(pair: Pair) -> tuple[Person, ...]:
    """Who a new concern about a pair is handed to: those named; administrators too if none of these is at work.

    If no administrator is at work either, coordinators too. Never one of the two.
    """
    heard: dict[str, Person] = {}
    for group in (named(pair.programme_id), people.administrators(), pair.programme.coordinators):
        heard |= {person.id: person for person in group if person.id not in pair.person_ids and person.can_sign_in}
        if any(person.status == AT_WORK for person in heard.values()):
            break
    return tuple(heard.values())


def readers_of(concern: Concern) -> tuple[Person, ...]:
    """Who can read a concern now, by name: its readers, but those who can't sign in and those in its pair."""
    able = [reader.person for reader in concern.readers
            if reader.person.can_sign_in and reader.person_id not in concern.pair.person_ids]
    return tuple(sorted(able, key=lambda person: (person.name, person.id)))


def later_contacts(concern: Concern) -> tuple[Person, ...]:
    """Who was named after a concern came in, and doesn't read it: its reporter can let them."""
    known = {reader.person_id for reader in concern.readers} | concern.pair.person_ids
    return tuple(person for person in named(concern.programme_id) if person.id not in known and person.can_sign_in)


def by_id(concern_id: str) -> Concern | None:
    """A concern with its pair, its readers and its log; None if there is none."""
    return db.session.scalar(_whole().where(Concern.id == concern_id))


def case(concern_id: str) -> Case | None:
    """The same with who may read it."""
    concern = by_id(concern_id)
    return Case(concern, readers_of(concern)) if concern else None


def reported_by(person_id: str) -> list[Concern]:
    """What a person reported themselves, the latest first."""
    return list(db.session.scalars(
        _whole().where(Concern.reporter_id == person_id).order_by(Concern.created_at.desc(), Concern.id)))


def inbox(person: Person) -> list[Concern]:
    """The concerns a person may read: those that wait first, each in the order they came."""
    concerns = db.session.scalars(
        _whole().join(ConcernReader).where(ConcernReader.person_id == person.id)
        .order_by(Concern.created_at, Concern.id)).all()
    return sorted((concern for concern in concerns if person in readers_of(concern)),
                  key=lambda concern: concern.is_closed)


def without_readers() -> list[Concern]:
    """Concerns that aren't closed and that no one can read any more, in the order of their random ids."""
    concerns = db.session.scalars(_whole().where(Concern.state != CLOSED).order_by(Concern.id))
    return [concern for concern in concerns if not readers_of(concern)]


def without_reader(concern_id: str) -> Concern | None:
    """One of these; None for any other."""
    return next((concern for concern in without_readers() if concern.id == concern_id), None)


def asks_for_break(pair_id: str) -> bool:
    """Whether a concern about a pair still asks that the two have no contact."""
    return db.session.scalar(
        select(Concern.id).where(Concern.pair_id == pair_id, Concern.pause_contact.is_(True)).limit(1)) is not None


def _whole() -> Select[Concern]:
    return select(Concern).options(
        joinedload(Concern.reporter), selectinload(Concern.readers).joinedload(ConcernReader.person),
        selectinload(Concern.entries).joinedload(ConcernEntry.by),
        selectinload(Concern.entries).joinedload(ConcernEntry.about), *pairs.with_pair(Concern.pair))
