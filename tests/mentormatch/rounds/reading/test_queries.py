"""Reading rounds: tables asked for in odd ways, figures, and a number of statements that does not grow."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import PAUSED
from mentormatch.people.models import LEAVE
from mentormatch.rounds.input import pool
from mentormatch.rounds.reading import queries
from mentormatch.rounds.reading.queries import TableQuery
from tests.mentormatch.rounds.company import counted, many
from tests.support import make


def names(table):
    return [row.mentee.person.name for row in table.rows]


def test_the_pool_in_figures_is_the_pool_that_is_matched(company):
    company.publish(company.draft())
    company.enrol("Olga Full", "mentor", 8, {company.strategy: 3}, places=3)
    make.enrolment(make.person("Uncharted Mentor"), company.programme, "mentor")
    make.enrolment(make.person("Away Mentee", status=LEAVE), company.programme)
    with transaction():
        company.mentors[0].state = PAUSED
    whole, counts = pool.for_programme(company.programme, make.NOW), pool.counts(company.programme)

    mentors = [one for one in whole.enrolments if one.is_mentor]
    left = [max(0, one.places - whole.taken.get(one.id, 0)) for one in mentors]
    waiting = [one for one in whole.enrolments if not one.is_mentor and one.id not in whole.placed]
    assert (counts.mentees, counts.places, counts.paired) == (len(waiting), sum(left), len(whole.placed))
    assert (counts.mentors, counts.full) == (1, 1)
    assert (counts.most_served, counts.places_short, counts.is_ready) == (1, 0, True)


def test_a_programme_that_asks_for_no_charter_counts_mentors_without_one(company):
    make.enrolment(make.person("Uncharted Mentor"), company.programme, "mentor", places=4)
    with transaction():
        company.programme.needs_charter = False

    assert pool.counts(company.programme).places == 7


def test_the_pool_in_figures_takes_three_statements_and_reads_no_boundaries(company):
    programme = company.programme
    assert programme.id
    with counted() as said:
        pool.counts(programme)

    assert len(said) == 3
    assert not any("boundary" in statement for statement in said)


@pytest.mark.parametrize("asked", [
    TableQuery(page=0), TableQuery(page=-7), TableQuery(page=10**30), TableQuery(sort="password", direction="up"),
    TableQuery(words="%"), TableQuery(words="_"), TableQuery(words="\x00"), TableQuery(words="' or 1=1 --"),
    TableQuery(words="\\" * 50),
])
def test_a_table_takes_whatever_the_address_says(company, asked):
    draft = company.draft()

    found = queries.pair_table(draft, asked)

    assert (found.query.sort, found.query.direction) == ("score", "desc")
    assert found.count in (0, 3)


def test_pairs_are_found_by_part_of_either_name_or_department_in_any_case(company):
    draft = company.draft()
    mentee = queries.all_pairs(draft)[0].mentee.person
    with transaction():
        mentee.name, mentee.department = "Édith Ölmez", "Überwachung"

    for words in ("édith", "ÖLMEZ", "überwach", "édi ölm", "  Ölmez\n"):
        assert names(queries.pair_table(draft, TableQuery(words=words))) == ["Édith Ölmez"]
    assert len(names(queries.pair_table(draft, TableQuery(words="milo")))) == 2
    assert names(queries.pair_table(draft, TableQuery(words="édith nora milo"))) == []


def test_pairs_are_sorted_by_name_whatever_its_case(company):
    draft = company.ask()
    many(company, draft, 3)
    with transaction():
        queries.all_pairs(draft)[1].mentee.person.name = "aaron small"

    first = names(queries.pair_table(draft, TableQuery(sort="mentee")))
    last = names(queries.pair_table(draft, TableQuery(sort="mentee", direction="desc")))

    assert first == ["aaron small", "Mentee 000", "Mentee 002"]
    assert last == first[::-1]


def test_drafts_with_the_same_pairs_are_known(company):
    first = company.draft()
    second = company.draft(first.round)
    company.ask(first.round, "stable")

    rows = queries.drafts(first.round)

    assert [(row.draft.name, row.same_as and row.same_as.name) for row in rows] \
        == [("Draft 3", None), ("Draft 2", "Draft 1"), ("Draft 1", None)]
    assert rows[1].draft.id == second.id
    assert rows[1].figures == queries.figures(first)


def test_what_became_of_the_pairs_adds_up_and_does_not_say_who_refused(company):
    published = company.publish(company.draft())
    with transaction():
        states = iter(("active", "declined", "lapsed"))
        for pair in queries.published_table(published, TableQuery()).rows:
            pair.state = next(states)

    outcome = queries.outcome(published)

    assert (outcome.meeting, outcome.waiting, outcome.not_going_ahead, outcome.ended) == (1, 0, 2, 0)
    assert outcome.pairs == 3
    assert queries.proposed_by_round(company.programme) == {1: 3}


@pytest.mark.parametrize("number", [0, -1, 10**6 + 1, 10**30])
def test_a_round_that_cannot_be_is_none(company, number):
    company.open()

    assert queries.by_number(company.programme.slug, number) is None


def test_the_files_of_a_draft_are_not_read_for_its_tables(company):
    draft_id = company.draft().id
    db.session.rollback()
    db.session.expunge_all()

    with counted() as said:
        found = queries.draft(draft_id)
        queries.figures(found)

    assert not any("draft.input" in statement or "draft.result" in statement for statement in said)
