"""Reading programmes, their topics, the words of their roles, and colleagues to appoint.

Who is in a programme is read in enrolments.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db
from mentormatch.people import queries as people
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.kinds import KINDS, KindDefaults, RoleDefaults
from mentormatch.programmes.models import CLOSED, Coordinator, Programme, Topic
from mentormatch.programmes.vocabulary import GROUPS

MAX_COLLEAGUES = 10


@dataclass(frozen=True)
class RoleWords:
    """What the two sides of a programme are called in running text, and what its kind is called."""

    mentor: str
    mentors: str
    mentee: str
    mentees: str
    kind: str

    def singular(self, role: str) -> str:
        """One person of a role: "sponsor"."""
        return self.mentor if role == "mentor" else self.mentee

    def plural(self, role: str) -> str:
        """People of a role: "sponsors"."""
        return self.mentors if role == "mentor" else self.mentees


@dataclass(frozen=True)
class TopicGroup:
    """Topics under one heading."""

    name: str
    topics: list[Topic]


def words(programme: Programme) -> RoleWords:
    """The role words of a programme's kind."""
    kind = KINDS[programme.kind]
    return RoleWords(
        mentor=str(kind.mentor.singular), mentors=str(kind.mentor.plural), mentee=str(kind.mentee.singular),
        mentees=str(kind.mentee.plural), kind=str(kind.name))


def kind_of(programme: Programme) -> KindDefaults:
    """What a programme's kind starts from, with what each role asks."""
    return KINDS[programme.kind]


def role_of(programme: Programme, role: str) -> RoleDefaults:
    """One side of a programme: its invitation, what it asks, how many minutes a month."""
    return KINDS[programme.kind].mentor if role == "mentor" else KINDS[programme.kind].mentee


def by_slug(slug: str) -> Programme | None:
    """A programme by its name in addresses, with its coordinators."""
    return db.session.scalar(
        select(Programme).where(Programme.slug == slug).options(selectinload(Programme.coordinators)))


def by_id(programme_id: str) -> Programme | None:
    """A programme by its id."""
    return db.session.get(Programme, programme_id)


def all_of_them() -> list[Programme]:
    """Every programme with its coordinators, newest first."""
    return list(db.session.scalars(
        select(Programme).options(selectinload(Programme.coordinators))
        .order_by(Programme.starts_on.desc(), Programme.name)))


def run_by(person_id: str) -> list[Programme]:
    """The programmes somebody coordinates, newest first."""
    return list(db.session.scalars(
        select(Programme).join(Coordinator, Coordinator.programme_id == Programme.id)
        .where(Coordinator.person_id == person_id).options(selectinload(Programme.coordinators))
        .order_by(Programme.starts_on.desc(), Programme.name)))


def run_by_nobody() -> list[Programme]:
    """Programmes not yet closed whose coordinators have all left the company, newest first."""
    return list(db.session.scalars(
        select(Programme).where(Programme.state != CLOSED, ~Programme.coordinators.any(Person.status != LEFT))
        .order_by(Programme.starts_on.desc(), Programme.name)))


def has_run(programme: Programme, person_id: str) -> bool:
    """Whether somebody has ever coordinated a programme, by its audit trail."""
    was_appointed = (AuditRow.verb == "programme.coordinator_appointed") & (
        AuditRow.facts["person_id"].as_string() == person_id)
    began_it = (AuditRow.verb == "programme.created") & (AuditRow.by_id == person_id)
    return _trail_has(programme, was_appointed | began_it)


def has_proofs(programme: Programme, person_id: str) -> bool:
    """Whether somebody has ever downloaded files that prove a programme's drafts, by its audit trail."""
    return _trail_has(programme, (AuditRow.verb == "draft.proof_downloaded") & (AuditRow.by_id == person_id))


def slug_is_taken(slug: str) -> bool:
    """Whether a programme has this name in addresses."""
    return db.session.scalar(select(Programme.id).where(Programme.slug == slug)) is not None


def topic(topic_id: str) -> Topic | None:
    """A topic with its programme and that programme's coordinators, so that access can be checked on it."""
    return db.session.scalar(
        select(Topic).where(Topic.id == topic_id)
        .options(joinedload(Topic.programme).selectinload(Programme.coordinators)))


def topics(programme_id: str) -> list[Topic]:
    """Every topic of a programme in its order, those no longer offered included."""
    return list(db.session.scalars(
        select(Topic).where(Topic.programme_id == programme_id).order_by(Topic.position, Topic.name)))


def offered_topics(programme_id: str) -> list[Topic]:
    """The topics people can choose, in their order."""
    return [topic for topic in topics(programme_id) if topic.is_offered]


def place_of(topic: Topic) -> tuple[int, int]:
    """Where a topic stands among the offered ones of its group, and how many those are; 0 when it is not offered."""
    ids = [offered.id for offered in offered_topics(topic.programme_id) if offered.group == topic.group]
    return (ids.index(topic.id) + 1 if topic.id in ids else 0), len(ids)


def grouped(listed: list[Topic]) -> list[TopicGroup]:
    """Topics under their headings; a heading stands where its first topic does."""
    headings: dict[str, list[Topic]] = {}
    for topic in listed:
        headings.setdefault(topic.group, []).append(topic)
    return [TopicGroup(name, members) for name, members in headings.items()]


def topic_groups(programme_id: str) -> list[str]:
    """The headings a topic can stand under: those in use, then the shipped ones."""
    used = [group.name for group in grouped(topics(programme_id)) if group.name]
    return list(dict.fromkeys([*used, *(str(group.name) for group in GROUPS)]))


def colleagues(text: str, but: frozenset[str] = frozenset()) -> list[Person]:
    """The first few people who have every word of `text` in name, address or place, by name; some left out.

    Nothing is found for fewer than two letters, nor anybody who left.
    """
    if len("".join(text.split())) < 2:
        return []
    matches = people.search(text, size=MAX_COLLEAGUES + len(but)).items
    return [person for person in matches if person.id not in but][:MAX_COLLEAGUES]


def _trail_has(programme: Programme, condition: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(
        select(select(AuditRow.id).where(AuditRow.programme_id == programme.id, condition).exists())))
