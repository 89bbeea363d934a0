"""`round run`: a draft is kept, or a result is written; what stands in the way is one sentence and exit code 2."""

import csv
import io
import json
import resource
from pathlib import Path

import pytest

from matching.__main__ import main as verify
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
        report = json.loads(path.read_text("utf-8"))
        assert (len(report["pairs"]), len(report["left_out"])) == (3, 1)


def test_the_file_says_what_a_draft_says(app, company, tmp_path):
    run(app, "open-doors", "--out", tmp_path / "result.json")
    report = json.loads((tmp_path / "result.json").read_text("utf-8"))

    draft = company.draft()

    assert {(pair["mentee"]["email"], pair["mentor"]["email"]) for pair in report["pairs"]} == {
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


@pytest.mark.parametrize("options", [(), ("--out", "result.csv")])
def test_with_proof_it_writes_the_two_files_for_their_owner_alone(app, company, tmp_path, options, capsys):
    folder = tmp_path / "proofs"
    folder.mkdir()
    more = [option if option.startswith("--") else tmp_path / option for option in options]

    result = run(app, "open-doors", *more, "--proof", folder)

    assert result.exit_code == 0, result.output
    files = sorted(folder.iterdir())
    stem = "open-doors" if options else "open-doors-round-1-draft-1"
    assert [file.name for file in files] == [f"{stem}-input.json", f"{stem}-result.json"]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    command = next(line for line in result.output.splitlines() if line.startswith("Check it with: "))
    assert command.partition("matching ")[2].split() == ["verify", *map(str, files)]
    assert verify(["verify", *map(str, files)]) == 0
    assert capsys.readouterr().out.endswith("proven\n")


def test_a_proof_that_was_there_is_replaced_and_never_left_half_written(app, company, tmp_path, monkeypatch):
    old = tmp_path / "open-doors-input.json"
    old.write_text("old")
    old.chmod(0o644)

    assert run(app, "open-doors", "--out", tmp_path / "r.csv", "--proof", tmp_path).exit_code == 0
    assert old.stat().st_mode & 0o777 == 0o600
    written = old.read_bytes()

    monkeypatch.setattr(result_files, "files_of", lambda _solution: {"input.json": b"x" * 4_000_000})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))  # as a disk with no room for more
    try:
        result = run(app, "open-doors", "--out", tmp_path / "r.csv", "--proof", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert result.exit_code == 2
    assert f"{old} can't be written: File too large." in result.output
    assert old.read_bytes() == written
    assert sorted(file.name for file in tmp_path.iterdir() if "input" in file.name) == ["open-doors-input.json"]


def test_a_proof_without_a_folder_is_refused_before_anything_is_computed(app, company, tmp_path):
    for folder in (tmp_path / "nowhere", Path(__file__)):
        result = run(app, "open-doors", "--proof", folder)

        assert result.exit_code == 2
        assert f"there is no folder {folder} that you may write to." in result.output
    assert make.count(Draft) == make.count(Round) == 0


def test_a_proof_of_an_input_that_is_not_kept_is_refused(app, company, tmp_path, monkeypatch):
    monkeypatch.setattr("mentormatch.rounds.matcher.files.MAX_KEPT", 0)

    result = run(app, "open-doors", "--proof", tmp_path)

    assert result.exit_code == 2
    assert "too many possible pairs to keep the input" in result.output
    assert list(tmp_path.glob("*.json")) == []


def test_a_large_input_is_written_as_it_is_kept(app, company, tmp_path, monkeypatch):
    monkeypatch.setattr("mentormatch.rounds.matcher.files.MAX_WAITED_FOR", 0)

    assert run(app, "open-doors", "--proof", tmp_path).exit_code == 0

    files = sorted(map(str, tmp_path.glob("*draft-1*")))
    assert files[0].endswith("-input.json.gz")
    assert verify(["verify", *files]) == 0


@pytest.mark.parametrize("option", ["--out", "--proof"])
def test_while_people_look_first_the_command_writes_no_pairs(app, company, tmp_path, option):
    with transaction():
        company.programme.look_days = 3
    target = tmp_path / "r.csv" if option == "--out" else tmp_path

    for _round in ("none yet", "open"):
        result = run(app, "open-doors", option, target)

        assert result.exit_code == 2
        assert "until they've had it no one else sees who's matched" in result.output
        assert not [file for file in tmp_path.iterdir() if file.suffix in (".csv", ".json")]
        assert run(app, "open-doors").exit_code == 0
