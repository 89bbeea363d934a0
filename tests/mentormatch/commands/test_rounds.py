"""`round run`: a draft is kept, or a result is written; what stands in the way is one sentence and exit code 2."""

import csv
import io
import json

import pytest

from mentormatch.base import clock
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.programmes.models import CLOSED
from mentormatch.rounds.drafts import computing, result_files
from mentormatch.rounds.models import READY, Draft, Round
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import Company
from tests.support import make


@pytest.fixture
def company(app):
    return Company()


def run(app, *arguments):
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["round", "run", *map(str, arguments)])
    db.session.rollback()
    return result


def test_it_opens_a_round_computes_a_draft_and_says_where_it_is(app, company):
    result = run(app, "open-doors", "--objective", "stable", "--name", "Night run")

    assert result.exit_code == 0, result.output
    draft = db.session.scalar(db.select(Draft))
    assert (draft.name, draft.state, draft.settings["objective"]) == ("Night run", READY, "stable")
    assert "Night run of round 1: 3 pairs, 1 without a match." in result.output
    assert f"/drafts/{draft.id}" in result.output
    assert all(check.holds for check in result_files.recheck(draft))
    row = db.session.scalar(db.select(AuditRow).where(AuditRow.verb == "draft.requested"))
    assert row.by_id is None


def test_it_uses_the_round_that_is_open(app, company):
    company.open()

    assert run(app, "open-doors").exit_code == 0

    assert make.count(Round) == 1


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_with_out_it_writes_the_result_and_keeps_nothing(app, company, tmp_path, ending):
    path = tmp_path / f"result.{ending}"

    result = run(app, "open-doors", "--out", path)

    assert result.exit_code == 0, result.output
    assert make.count(Draft) == make.count(Round) == 0
    if ending == "csv":
        assert len(list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))) == 5
    else:
        told = json.loads(path.read_text("utf-8"))
        assert (len(told["pairs"]), len(told["left_out"])) == (3, 1)


def test_the_file_says_what_a_draft_says(app, company, tmp_path):
    run(app, "open-doors", "--out", tmp_path / "result.json")
    told = json.loads((tmp_path / "result.json").read_text("utf-8"))

    draft = company.draft()

    assert {(pair["mentee"]["email"], pair["mentor"]["email"]) for pair in told["pairs"]} == {
        (pair.mentee.person.email, pair.mentor.person.email) for pair in queries.all_pairs(draft)}


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["no-such"], "There is no programme called “no-such”"),
    (["open-doors", "--out", "result.txt"], "the name must end in .csv or .json"),
    (["open-doors", "--out", "/no/such/folder/result.csv"], "can't be written"),
])
def test_what_stands_in_the_way_is_one_sentence(app, company, arguments, sentence):
    result = run(app, *arguments)

    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert make.count(Draft) == 0


def test_a_closed_programme_is_refused(app, company):
    with transaction():
        company.programme.state = CLOSED

    result = run(app, "open-doors")

    assert (result.exit_code, make.count(Round)) == (2, 0)
    assert "Open Doors isn't open, so no one can be matched" in result.output


def test_a_draft_that_a_worker_computes_keeps_its_name(app, company):
    draft = company.ask()
    with transaction():
        computing.claim(draft.id, now=clock.now())

    result = run(app, "open-doors", "--name", "Mine")

    assert result.exit_code == 2
    assert db.session.scalar(db.select(Draft.name)) == "Draft 1"


def test_a_folder_that_is_not_there_is_told_before_anything_is_computed(app, company, tmp_path):
    result = run(app, "open-doors", "--out", tmp_path / "nowhere" / "result.csv")

    assert result.exit_code == 2
    assert "there is no folder" in result.output
    assert "Computing" not in result.output
