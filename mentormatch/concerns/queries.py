"""Reading concerns: who receives a programme's, what waits for a contact, what a person reported themselves.

No one in a pair is ever among those who hear of a concern about it.
"""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.base.db import db
from mentormatch.concerns.models import Concern, ConcernContact, ConcernEntry
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people import queries as people
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.models import Programme


@dataclass(frozen=True)
class Case:
    """A concern with the people who may hear of it now."""

    concern: Concern
    contacts: tuple[Person, ...]

    @property
    def contact_ids(self) -> frozenset[str]:
        """Their person ids."""
        return frozenset(person.id for person in self.contacts)


def named(programme_id: str) -> list[Person]:
    """The people a programme has named for concerns and who have not left, by name."""
    return list(db.session.scalars(
        select(Person).join(ConcernContact, ConcernContact.person_id == Person.id)
        .where(ConcernContact.programme_id == programme_id, Person.status != LEFT).order_by(Person.name, Person.id)))


def contacts_for(pair: Pair) -> tuple[Person, ...]:
    """Who hears of a concern about a pair: those named; administrators too if none of these is at work.

    If no administrator is at work either, coordinators too. Never one of the two.
    """
    return _outside(pair, _groups(pair.programme))


def by_id(concern_id: str) -> Concern | None:
    """A concern with its pair and its log; None if there is none."""
    return db.session.scalar(_whole().where(Concern.id == concern_id))


def case(concern_id: str) -> Case | None:
    """The same with who may hear of it."""
    concern = by_id(concern_id)
    return Case(concern, contacts_for(concern.pair)) if concern else None


def reported_by(person_id: str) -> list[Concern]:
    """What a person reported themselves, the latest first."""
    return list(db.session.scalars(
        _whole().where(Concern.reporter_id == person_id).order_by(Concern.created_at.desc(), Concern.id)))


def inbox(person: Person) -> list[Concern]:
    """The concerns a person hears of: those that wait first, each in the order they came."""
    concerns = db.session.scalars(_whole().order_by(Concern.created_at, Concern.id)).all()
    groups = {programme: _groups(programme) for programme in {concern.pair.programme for concern in concerns}}
    heard = [concern for concern in concerns
             if person.id in {contact.id for contact in _outside(concern.pair, groups[concern.pair.programme])}]
    return sorted(heard, key=lambda concern: concern.is_closed)


def asks_for_break(pair_id: str) -> bool:
    """Whether a concern about a pair still asks that the two have no contact."""
    return db.session.scalar(
        select(Concern.id).where(Concern.pair_id == pair_id, Concern.pause_contact.is_(True)).limit(1)) is not None


def _groups(programme: Programme) -> tuple[list[Person], ...]:
    """Those who may hear of a programme's concerns: the first group, and the next as long as no one is at work."""
    return named(programme.id), people.administrators(), programme.coordinators


def _outside(pair: Pair, groups: tuple[list[Person], ...]) -> tuple[Person, ...]:
    heard: dict[str, Person] = {}
    for group in groups:
        heard |= {person.id: person for person in group if person.id not in pair.person_ids and person.can_sign_in}
        if any(person.status == AT_WORK for person in heard.values()):
            break
    return tuple(heard.values())


def _whole() -> Select[Concern]:
    return select(Concern).options(
        joinedload(Concern.reporter), selectinload(Concern.entries).joinedload(ConcernEntry.by),
        *pairs.with_pair(Concern.pair))
