"""Reading rounds and their drafts: one with everything its page needs, the tables of a draft, a round in figures."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment, EnrolmentTopic
from mentormatch.pairs.models import ENDED, NOT_GONE_AHEAD, PROPOSED, Pair
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import OPEN, Decision, Draft, DraftLeftOut, DraftPair, Round
from mentormatch.rounds.reading import flags
from mentormatch.rounds.reading.search import searched

PAGE_SIZE = 50
MAX_NUMBER = 1_000_000  # beyond any round or page; a larger number in an address would not fit the database


@dataclass(frozen=True)
class DraftFigures:
    """A draft in figures; scores are 0..1000, None without pairs and where coordinators see counts only."""

    pairs: int
    left_out: int
    mean: int | None
    worst: int | None

    @property
    def mentees(self) -> int:
        """How many took part."""
        return self.pairs + self.left_out

    @property
    def counts_only(self) -> "DraftFigures":
        """Without the scores."""
        return replace(self, mean=None, worst=None)


@dataclass(frozen=True)
class DraftRow:
    """A draft among those of its round. `same_as` is an earlier one with exactly the same pairs."""

    draft: Draft
    figures: DraftFigures
    same_as: Draft | None


@dataclass(frozen=True)
class RoundOutcome:
    """What became of the pairs of a published round, in figures. Whose silence or no it was, nothing says."""

    meeting: int
    waiting: int
    not_going_ahead: int
    ended: int

    @property
    def pairs(self) -> int:
        """How many were proposed."""
        return self.meeting + self.waiting + self.not_going_ahead + self.ended


@dataclass(frozen=True)
class TableQuery:
    """What a table is asked for, as it stands in the address; whatever makes no sense there is as if not said."""

    words: str = ""
    sort: str = ""
    direction: str = ""
    page: int = 1
    flag: str = ""


@dataclass(frozen=True)
class Table:
    """One page of a table with what it was asked for."""

    pagination: Pagination
    query: TableQuery

    @property
    def rows(self) -> list[Any]:
        """The rows on this page."""
        return self.pagination.items

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.pagination.total or 0


def of_programme(programme: Programme) -> list[Round]:
    """All rounds of a programme, newest first, with their drafts."""
    return list(db.session.scalars(select(Round).where(Round.programme_id == programme.id)
                                   .options(selectinload(Round.drafts)).order_by(Round.number.desc())))


def by_number(slug: str, number: int) -> Round | None:
    """One round of a programme by its number."""
    if number > MAX_NUMBER:
        return None
    return db.session.scalar(
        select(Round).join(Programme).where(Programme.slug == slug, Round.number == number)
        .options(joinedload(Round.programme).selectinload(Programme.coordinators), selectinload(Round.drafts)))


def open_round(programme: Programme) -> Round | None:
    """The programme's open round with its drafts, if there is one."""
    return db.session.scalar(select(Round).where(Round.programme_id == programme.id, Round.state == OPEN)
                             .options(selectinload(Round.drafts)))


def draft(draft_id: str) -> Draft | None:
    """A draft with its round, the programme and who runs that; one statement."""
    return db.session.scalars(_draft(), {"id": draft_id}).unique().one_or_none()


def drafts(round_: Round) -> list[DraftRow]:
    """The drafts of a round, newest first, in figures. Three statements at most, however many there are."""
    in_figures = _figures([draft.id for draft in round_.drafts])
    open_figures = {draft.id: in_figures[draft.id] for draft in round_.drafts if not draft.is_sealed}
    alike = Counter(figures for figures in open_figures.values() if figures.pairs)
    couples = _couples_of([draft_id for draft_id, figures in open_figures.items() if alike[figures] > 1])
    rows: list[DraftRow] = []
    for draft in round_.drafts:
        held = couples.get(draft.id)
        same = next((row.draft for row in rows if held and couples.get(row.draft.id) == held), None)
        rows.append(DraftRow(draft, open_figures.get(draft.id, in_figures[draft.id].counts_only), same))
    return rows[::-1]


def figures(draft: Draft) -> DraftFigures:
    """A draft in figures; of a sealed one the scores too, for its auditors."""
    return _figures([draft.id])[draft.id]


def proposed_in(round_: Round) -> ColumnElement[bool]:
    """Whether a pair is one that this round proposed and that was not taken back with it."""
    return ((Pair.programme_id == round_.programme_id) & (Pair.round_number == round_.number)
            & Pair.may_return.is_(False))


def outcome(round_: Round) -> RoundOutcome:
    """What became of the pairs of a round, in figures."""
    counts: dict[str, int] = dict(db.session.execute(
        select(Pair.state, func.count()).where(proposed_in(round_)).group_by(Pair.state)).all())
    return RoundOutcome(
        waiting=counts.pop(PROPOSED, 0), ended=counts.pop(ENDED, 0),
        not_going_ahead=sum(counts.pop(state, 0) for state in NOT_GONE_AHEAD), meeting=sum(counts.values()))


def pair_table(draft: Draft, table_query: TableQuery, *, own: Collection[str] = ()) -> Table:
    """One page of a draft's pairs, of one flag or all, searched and sorted; without those of `own` enrolments."""
    query = select(DraftPair).where(DraftPair.draft_id == draft.id, *_but(own))
    if table_query.flag in flags.SLUGS:
        query = query.where(flags.condition(table_query.flag))
    return _couples(query, DraftPair, table_query)


def published_table(round_: Round, table_query: TableQuery) -> Table:
    """One page of the pairs a published round proposed; what became of them is in their state."""
    return _couples(select(Pair).where(proposed_in(round_)), Pair, table_query)


def left_out_table(draft: Draft, table_query: TableQuery, *, own: Collection[str] = ()) -> Table:
    """One page of the mentees a draft does not place, searched by name or department, by name."""
    query = (select(DraftLeftOut).join(Enrolment).join(Person)
             .where(DraftLeftOut.draft_id == draft.id, DraftLeftOut.mentee_id.not_in(own)))
    query = searched(query, table_query.words, (Person.name, Person.department))
    pagination = _page(query.order_by(func.lower(Person.name), DraftLeftOut.id)
                  .options(joinedload(DraftLeftOut.mentee).joinedload(Enrolment.person)), table_query)
    return Table(pagination, TableQuery(table_query.words, "name", "asc", pagination.page))


def left_out_codes(draft: Draft, *, own: Collection[str] = ()) -> list[tuple[str, int]]:
    """What decided in a draft: code of the reason, how many it left out; the most frequent first."""
    reasons = db.session.scalars(select(DraftLeftOut.reason).where(DraftLeftOut.draft_id == draft.id,
                                                                   DraftLeftOut.mentee_id.not_in(own)))
    counts = Counter(reason.get("code", "") for reason in reasons)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def proposed_by_round(programme: Programme) -> dict[int, int]:
    """Number of a published round -> how many pairs it proposed."""
    counted = db.session.execute(
        select(Pair.round_number, func.count())
        .where(Pair.programme_id == programme.id, Pair.may_return.is_(False)).group_by(Pair.round_number))
    return {number: count for number, count in counted if number is not None}


def all_pairs(draft: Draft, *, own: Collection[str] = ()) -> list[DraftPair]:
    """Every pair of a draft, best first, with the people."""
    return list(db.session.scalars(
        select(DraftPair).where(DraftPair.draft_id == draft.id, *_but(own))
        .order_by(DraftPair.score.desc(), DraftPair.id)
        .options(joinedload(DraftPair.mentor).joinedload(Enrolment.person),
                 joinedload(DraftPair.mentee).joinedload(Enrolment.person))))


def left_out(draft: Draft, *, own: Collection[str] = ()) -> list[DraftLeftOut]:
    """Every mentee a draft does not place, by name."""
    return list(db.session.scalars(
        select(DraftLeftOut).join(Enrolment).join(Person)
        .where(DraftLeftOut.draft_id == draft.id, DraftLeftOut.mentee_id.not_in(own))
        .options(joinedload(DraftLeftOut.mentee).joinedload(Enrolment.person)).order_by(Person.name)))


def decisions(draft: Draft) -> list[Decision]:
    """Every decision about a draft in its order, undone ones too."""
    return list(db.session.scalars(
        select(Decision).where(Decision.draft_id == draft.id).order_by(Decision.position)))


def draft_pair(draft_id: str, pair_id: str) -> DraftPair | None:
    """One pair of a draft with both enrolments, their people and topics; none of a sealed draft."""
    of_round = joinedload(DraftPair.draft).joinedload(Draft.round).joinedload(Round.programme)
    query = select(DraftPair).where(DraftPair.id == pair_id, DraftPair.draft_id == draft_id,
                                    DraftPair.draft.has(is_sealed=False))
    query = query.options(of_round.selectinload(Programme.coordinators))
    for side in (DraftPair.mentor, DraftPair.mentee):
        query = query.options(joinedload(side).joinedload(Enrolment.person),
                              joinedload(side).selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic))
    return db.session.scalar(query)


def draft_left_out(draft_id: str, mentee_id: str) -> DraftLeftOut | None:
    """Somebody a draft leaves out, with her person, her topics, and the draft; nobody of a sealed draft."""
    of_round = joinedload(DraftLeftOut.draft).joinedload(Draft.round).joinedload(Round.programme)
    return db.session.scalar(
        select(DraftLeftOut).where(DraftLeftOut.draft_id == draft_id, DraftLeftOut.mentee_id == mentee_id,
                                   DraftLeftOut.draft.has(is_sealed=False))
        .options(of_round.selectinload(Programme.coordinators),
                 joinedload(DraftLeftOut.mentee).joinedload(Enrolment.person),
                 joinedload(DraftLeftOut.mentee).selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic)))


@cache  # every page of a draft asks this
def _draft() -> Select[Draft]:
    return select(Draft).where(Draft.id == bindparam("id")).options(
        joinedload(Draft.round).joinedload(Round.programme).joinedload(Programme.coordinators))


def _but(own: Collection[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return DraftPair.mentee_id.not_in(own), DraftPair.mentor_id.not_in(own)


def _figures(draft_ids: list[str]) -> dict[str, DraftFigures]:
    pairs = {row[0]: row[1:] for row in db.session.execute(
        select(DraftPair.draft_id, func.count(), func.avg(DraftPair.score), func.min(DraftPair.score))
        .where(DraftPair.draft_id.in_(draft_ids)).group_by(DraftPair.draft_id))}
    missing: dict[str, int] = dict(db.session.execute(
        select(DraftLeftOut.draft_id, func.count())
        .where(DraftLeftOut.draft_id.in_(draft_ids)).group_by(DraftLeftOut.draft_id)).all())
    counted = ((draft_id, *pairs.get(draft_id, (0, None, None))) for draft_id in draft_ids)
    return {draft_id: DraftFigures(count, missing.get(draft_id, 0), round(mean) if count else None, worst)
            for draft_id, count, mean, worst in counted}


def _couples_of(draft_ids: list[str]) -> dict[str, set[tuple[str, str]]]:
    """Draft id -> its (mentor's, mentee's enrolment id)."""
    couples: dict[str, set[tuple[str, str]]] = {}
    if draft_ids:
        for draft_id, *couple in db.session.execute(
                select(DraftPair.draft_id, DraftPair.mentor_id, DraftPair.mentee_id)
                .where(DraftPair.draft_id.in_(draft_ids))):
            couples.setdefault(draft_id, set()).add((couple[0], couple[1]))
    return couples


def _couples(query: Select[Any], model: Any, table_query: TableQuery) -> Table:
    """A table of drafted or published pairs: both have two sides and a score."""
    mentor, mentee = aliased(Person), aliased(Person)
    mentor_side, mentee_side = aliased(Enrolment), aliased(Enrolment)
    query = (query.join(mentor_side, model.mentor_id == mentor_side.id).join(mentor, mentor_side.person_id == mentor.id)
             .join(mentee_side, model.mentee_id == mentee_side.id).join(mentee, mentee_side.person_id == mentee.id))
    query = searched(query, table_query.words, (mentor.name, mentee.name, mentor.department, mentee.department))
    columns: dict[str, Any] = {
        "score": model.score, "mentor": func.lower(mentor.name), "mentee": func.lower(mentee.name)}
    sort = table_query.sort if table_query.sort in columns else "score"
    usual = "desc" if sort == "score" else "asc"
    direction = table_query.direction if table_query.direction in ("asc", "desc") else usual
    ordered = columns[sort].desc() if direction == "desc" else columns[sort].asc()
    sides = (joinedload(side).joinedload(Enrolment.person) for side in (model.mentor, model.mentee))
    pagination = _page(query.order_by(ordered, columns["mentee"], model.id).options(*sides), table_query)
    flag = table_query.flag if table_query.flag in flags.SLUGS else ""
    return Table(pagination, TableQuery(table_query.words, sort, direction, pagination.page, flag))


def _page(query: Select[Any], table_query: TableQuery) -> Pagination:
    return db.paginate(query, page=min(max(1, table_query.page), MAX_NUMBER), per_page=PAGE_SIZE, error_out=False)
