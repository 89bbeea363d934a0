"""Reading rounds, drafts and the pool a draft is computed from."""

from dataclasses import dataclass
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from mentormatch.base.db import db
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import OPEN, Draft, DraftLeftOut, DraftPair, Round

PAGE_SIZE = 50


@dataclass(frozen=True)
class Pool:
    """Everything a draft is computed from, read in a constant number of statements.

    `boundaries`: enrolment id -> person ids; `past_couples`: (mentor's, mentee's person id); `taken`: mentor's
    enrolment id -> live pairs; `placed`: enrolment ids of mentees who have a live pair; `managers`: person id ->
    manager's person id, for the whole company.
    """

    enrolments: list[Enrolment]
    boundaries: dict[str, frozenset[str]]
    past_couples: set[tuple[str, str]]
    taken: dict[str, int]
    placed: set[str]
    managers: dict[str, str]


@dataclass(frozen=True)
class PoolCounts:
    """How a pool stands: people ready, places still free, mentees who have a pair already."""

    mentees: int
    mentors: int
    places: int
    paired: int

    @property
    def share_served_percent(self) -> int:
        """At most so many percent of the waiting mentees can be placed."""
        return min(100, round(100 * self.places / self.mentees)) if self.mentees else 100


@dataclass(frozen=True)
class DraftFigures:
    """A draft in figures; scores are 0..1000, None without pairs."""

    pairs: int
    left_out: int
    mean: int | None
    worst: int | None

    @property
    def mentees(self) -> int:
        """How many took part."""
        return self.pairs + self.left_out


@dataclass(frozen=True)
class PairTable:
    """One page of a draft's pairs with what the table was asked for."""

    pagination: Pagination
    words: str
    sort: str
    direction: str

    @property
    def rows(self) -> list[DraftPair]:
        """The pairs on this page."""
        return self.pagination.items

    @property
    def count(self) -> int:
        """How many pairs there are on all pages."""
        return self.pagination.total or 0


def pool(programme: Programme) -> Pool:
    """The pool of a programme as it is now."""
    return Pool(
        enrolments=enrolments.pool(programme.id), boundaries=enrolments.boundaries(programme.id),
        past_couples=pairs.past_couples(programme.id), taken=pairs.live_counts(programme.id),
        placed=pairs.live_mentee_ids(programme.id), managers=people.manager_ids(),
    )


def pool_counts(programme: Programme) -> PoolCounts:
    """The pool of a programme in figures."""
    everybody = pool(programme)
    waiting = [one for one in everybody.enrolments if not one.is_mentor and one.id not in everybody.placed]
    mentors = [one for one in everybody.enrolments if one.is_mentor]
    places = sum(max(0, one.places - everybody.taken.get(one.id, 0)) for one in mentors)
    return PoolCounts(len(waiting), len(mentors), places, len(everybody.placed))


def of_programme(programme: Programme) -> list[Round]:
    """All rounds of a programme, newest first, with their drafts."""
    return list(db.session.scalars(select(Round).where(Round.programme_id == programme.id)
                                   .options(selectinload(Round.drafts)).order_by(Round.number.desc())))


def by_number(slug: str, number: int) -> Round | None:
    """One round of a programme by its number."""
    return db.session.scalar(select(Round).join(Programme).where(Programme.slug == slug, Round.number == number)
                             .options(joinedload(Round.programme), selectinload(Round.drafts)))


def open_round(programme: Programme) -> Round | None:
    """The programme's open round, if there is one."""
    return db.session.scalar(select(Round).where(Round.programme_id == programme.id, Round.state == OPEN))


def draft(draft_id: str) -> Draft | None:
    """A draft with its round and programme."""
    return db.session.scalar(select(Draft).where(Draft.id == draft_id)
                             .options(joinedload(Draft.round).joinedload(Round.programme)))


def published_pairs(of: Round) -> list[Pair]:
    """The pairs a published round proposed, by the mentee's name; what became of them is in their state."""
    made = [pair for pair in pairs.of_programme(of.programme_id) if pair.round_number == of.number]
    return sorted(made, key=lambda pair: pair.mentee.person.name)


def drafts(of: Round) -> list[tuple[Draft, DraftFigures]]:
    """The drafts of a round, newest first, each with its figures."""
    return [(one, figures(one)) for one in sorted(of.drafts, key=lambda one: one.created_at, reverse=True)]


def figures(of: Draft) -> DraftFigures:
    """A draft in figures."""
    pairs_found, mean, worst = db.session.execute(
        select(func.count(DraftPair.id), func.avg(DraftPair.score), func.min(DraftPair.score))
        .where(DraftPair.draft_id == of.id)).one()
    missing = db.session.scalar(select(func.count(DraftLeftOut.id)).where(DraftLeftOut.draft_id == of.id)) or 0
    return DraftFigures(pairs_found, missing, round(mean) if mean is not None else None, worst)


def pair_table(of: Draft, *, words: str, sort: str, direction: str, page: int) -> PairTable:
    """One page of a draft's pairs, searched by either name or department, sorted by score or a name."""
    mentor, mentee = aliased(Person), aliased(Person)
    mentor_side, mentee_side = aliased(Enrolment), aliased(Enrolment)
    query = (select(DraftPair)
             .join(mentor_side, DraftPair.mentor_id == mentor_side.id).join(mentor, mentor_side.person_id == mentor.id)
             .join(mentee_side, DraftPair.mentee_id == mentee_side.id).join(mentee, mentee_side.person_id == mentee.id)
             .where(DraftPair.draft_id == of.id))
    for word in words.split()[:5]:
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in (
            mentor.name, mentee.name, mentor.department, mentee.department))))
    columns: dict[str, Any] = {"score": DraftPair.score, "mentor": mentor.name, "mentee": mentee.name}
    sort = sort if sort in columns else "score"
    direction = direction if direction in ("asc", "desc") else ("desc" if sort == "score" else "asc")
    ordered = columns[sort].desc() if direction == "desc" else columns[sort].asc()
    query = query.order_by(ordered, mentee.name, DraftPair.id).options(
        joinedload(DraftPair.mentor).joinedload(Enrolment.person),
        joinedload(DraftPair.mentee).joinedload(Enrolment.person))
    found = db.paginate(query, page=max(1, page), per_page=PAGE_SIZE, error_out=False)
    return PairTable(found, words, sort, direction)


def all_pairs(of: Draft) -> list[DraftPair]:
    """Every pair of a draft, best first, with the people."""
    return list(db.session.scalars(
        select(DraftPair).where(DraftPair.draft_id == of.id).order_by(DraftPair.score.desc(), DraftPair.id)
        .options(joinedload(DraftPair.mentor).joinedload(Enrolment.person),
                 joinedload(DraftPair.mentee).joinedload(Enrolment.person))))


def left_out(of: Draft) -> list[DraftLeftOut]:
    """Every mentee a draft does not place, by name."""
    return list(db.session.scalars(
        select(DraftLeftOut).join(Enrolment).join(Person).where(DraftLeftOut.draft_id == of.id)
        .options(joinedload(DraftLeftOut.mentee).joinedload(Enrolment.person)).order_by(Person.name)))


def draft_pair(draft_id: str, pair_id: str) -> DraftPair | None:
    """One pair of a draft with both enrolments, their people and topics."""
    return db.session.scalar(
        select(DraftPair).where(DraftPair.id == pair_id, DraftPair.draft_id == draft_id)
        .options(joinedload(DraftPair.draft).joinedload(Draft.round).joinedload(Round.programme),
                 joinedload(DraftPair.mentor).joinedload(Enrolment.person),
                 joinedload(DraftPair.mentee).joinedload(Enrolment.person)))

