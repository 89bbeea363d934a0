"""The files that prove a draft: verified outside the app, under ids that no other file or page knows."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mentormatch.auditors import proofs
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Boundary
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.input.settings import SLUGS
from mentormatch.rounds.matcher import files
from tests.support import make

PROJECT = Path(__file__).parents[3]


def taken(archive, folder):
    """Unpack an archive; the paths of the two files, and the readme."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
        names = packed.namelist()
    return [folder / name for name in names[:2]], (folder / "README.txt").read_text()


def documents(draft):
    with zipfile.ZipFile(io.BytesIO(proofs.archive(draft))) as packed:
        return [json.loads(packed.read(name)) for name in packed.namelist()[:2]]


def codes(document):
    return {person["id"] for side in ("mentees", "mentors") for person in document[side]}


def test_an_auditor_downloads_files_that_the_command_of_the_page_verifies(company, desk, aud, tmp_path):
    draft = company.draft()
    page = desk.open_page(f"/auditor/drafts/{draft.id}")

    form = page.form("Download the files")
    answer = desk.post(form.action, data=dict(form.fields))
    (given, result), read_me = taken(answer.data, tmp_path)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="open-doors-round-1-draft-1-proof.zip"'
    command = f"python -m matching verify {given.name} {result.name}"
    assert command in page.text
    assert command in read_me
    done = subprocess.run([sys.executable, *command.split()[1:]], cwd=tmp_path, env={"PYTHONPATH": str(PROJECT)},
                          capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "proven"), done.stderr
    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "draft.proof_downloaded")).all()
    assert [(row.by_id, row.thing_id, row.facts) for row in rows] == [(aud.id, draft.round_id, {"draft": draft.id})]
    assert "Draft proof downloaded" in desk.open_page("/programmes/open-doors/audit").text


@pytest.mark.parametrize("objective", SLUGS)
def test_every_objective_can_be_proven_without_its_draw(company, objective):
    draft = company.draft(objective=objective)

    given, result = documents(draft)

    assert result["objective"] == objective
    assert sorted(score for *_ids, score in result["pairs"]) == sorted(score for *_ids, score in draft.result["pairs"])
    assert result["certificate"]["seed"] is None
    assert not [stage for stage in result["certificate"]["stages"] if stage["name"].startswith("lottery")]
    assert len(given["mentees"]) == 4


def test_no_id_of_a_file_is_on_a_page_in_the_database_or_in_another_file(company):
    draft = company.draft()
    first, second = documents(draft), documents(draft)
    known = {row.id for row in [*company.mentees, *company.mentors]}

    assert not codes(first[0]) & codes(second[0])
    assert not known & (codes(first[0]) | codes(second[0]))
    for document in (*first, *second):
        text = json.dumps(document)
        assert not [mark for mark in (*known, draft.result["certificate"]["fingerprint"], draft.id) if mark in text]
    assert set(first[1]) == {"pairs", "unmatched", "objective", "total", "worst", "certificate"}


def test_the_order_of_a_file_tells_nothing(company):
    """Where somebody stands is drawn anew: over many downloads everyone is everywhere."""
    with transaction():
        db.session.add(Boundary(enrolment_id=company.mentees[0].id, person_id=company.mentors[0].person_id,
                                created_at=make.NOW))
    draft = company.draft()
    own = files.unpacked(draft.input)
    rows = {person: tuple(sorted(own.score[own.indptr[place]:own.indptr[place + 1]].tolist()))
            for place, person in enumerate(own.mentees)}
    assert len(set(rows.values())) > 1, "everyone's scores are alike, so nobody can be followed"
    marked = next(scores for scores in rows.values() if list(rows.values()).count(scores) == 1)

    places = set()
    for _download in range(60):
        given, _result = documents(draft)
        places.add(next(place for place, (_mentors, scores) in enumerate(given["rows"])
                        if tuple(sorted(scores)) == marked))

    assert places == set(range(len(own.mentees)))


def test_a_changed_or_incomplete_draft_hands_out_nothing(company, monkeypatch):
    waiting = company.ask()
    with pytest.raises(result_files.DraftNotReady, match="no result yet"):
        proofs.archive(waiting)

    draft = company.draft(waiting.round)
    with transaction():
        draft.result = draft.result | {"total": draft.result["total"] + 1}
    with pytest.raises(RuntimeError, match="refused"):
        proofs.archive(draft)

    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    large = company.draft(waiting.round)
    with pytest.raises(proofs.DraftTooLarge, match="round run --proof"):
        proofs.archive(large)


def test_a_result_without_its_draw_is_no_result_of_a_draft(company):
    """Leaving out the draw is for files that leave: in the app it would hide which of equal results was taken."""
    draft = company.draft()
    result = json.loads(json.dumps(draft.result))
    result["certificate"]["seed"] = None

    assert not all(check.holds for check in matcher.recheck(draft.input, result))


def test_what_is_set_aside_is_missing_alike(company):
    """A couple that is missing from the files is missing without a reason."""
    with transaction():
        db.session.add(Boundary(enrolment_id=company.mentees[0].id, person_id=company.mentors[0].person_id,
                                created_at=make.NOW))
    given, _result = documents(company.draft())

    assert sum(len(mentors) for mentors, _scores in given["rows"]) == 7
    assert set(given) == {"mentees", "mentors", "locked", "rows"}
    assert {key for side in ("mentees", "mentors") for person in given[side] for key in person} == {
        "id", "priority", "capacity"}


