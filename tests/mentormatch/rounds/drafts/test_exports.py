"""A draft taken along: what the files hold, that no cell runs as a formula, and that it is on record."""

import csv
import io
import json

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Boundary
from mentormatch.rounds.drafts import exports, result_files
from mentormatch.rounds.reading import queries
from tests.support import make


def export(company, draft, form):
    with transaction():
        return exports.export(draft, form, by=company.coordinator, now=make.NOW).decode()


def rows(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_csv_has_a_row_for_every_mentee_with_score_and_parts_or_the_reason(company):
    draft = company.draft()

    heading, *told = rows(export(company, draft, "csv"))

    assert len(told) == 4
    first, left_out = queries.all_pairs(draft)[0], queries.left_out(draft)[0]
    assert told[0][:7] == [first.mentee.person.name, first.mentee.person.email, "Finance", first.mentor.person.name,
                           first.mentor.person.email, "Finance", str(first.score)]
    assert heading[0] == "Protégé"
    parts = dict(zip(heading[7:-2], told[0][7:-2], strict=True))
    assert sorted(parts.values()) == sorted(str(part["part"]) for part in first.parts["parts"])
    assert told[-1][0] == left_out.mentee.person.name
    assert told[-1][6] == ""
    assert told[-1][-1]


def test_the_json_says_the_same_for_programs(company):
    draft = company.draft()

    told = json.loads(export(company, draft, "json"))

    assert (told["programme"], told["objective"], len(told["pairs"]), len(told["left_out"])) == (
        "Open Doors", "fair", 3, 1)
    first = queries.all_pairs(draft)[0]
    assert told["pairs"][0]["mentee"] == {"name": first.mentee.person.name, "email": first.mentee.person.email,
                                          "department": "Finance"}
    assert told["left_out"][0]["reason"]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1"])
def test_a_name_that_is_a_formula_is_guarded(company, name):
    draft = company.draft()
    with transaction():
        queries.all_pairs(draft)[0].mentee.person.name = name

    assert rows(export(company, draft, "csv"))[1][0] == f"'{name}"


def test_taking_it_along_is_on_record_without_names(company):
    draft = company.draft()

    export(company, draft, "csv")

    row = db.session.scalar(db.select(AuditRow).where(AuditRow.verb == "draft.exported"))
    assert (row.by_id, row.facts) == (
        company.coordinator.id, {"draft": draft.id, "format": "csv", "pairs": 3, "left_out": 1})


def test_no_file_tells_of_a_boundary(company):
    for mentor in company.mentors:
        make.saved(Boundary(enrolment_id=company.mentees[0].id, person_id=mentor.person_id, created_at=make.NOW))
    draft = company.draft()

    for form in ("csv", "json"):
        told = export(company, draft, form)
        assert "bound" not in told.lower()
        assert "set aside, by lot or in private" in told


def test_a_draft_without_a_result_is_not_exported(company):
    draft = company.ask()

    with pytest.raises(result_files.DraftNotReady):
        export(company, draft, "csv")
