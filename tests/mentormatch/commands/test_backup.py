"""backup and restore: every row comes back, on either kind of database, into an empty one only."""

import json
import stat
import zipfile

import pytest

from mentormatch.app import create_app
from mentormatch.base import audit, mail
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import Letter, OutboxMail
from mentormatch.commands import backup
from mentormatch.enrolments.models import MENTOR
from mentormatch.people.models import Person
from tests.support import databases, make


@pytest.fixture
def filled(app):
    """A company with a bit of everything that is hard to carry: self references, JSON, dates, bytes, numbers."""
    manager = make.person("Zoë Ångström", languages=["sv", "en"])
    mentee = make.person("Ines Okafor", manager_id=manager.id)
    programme = make.programme(manager)
    make.pair(make.enrolment(manager, programme, MENTOR), make.enrolment(mentee, programme))
    with transaction():
        audit.record("pair.proposed", by=manager, now=make.NOW, score=700)
        mail.enqueue(Letter("Hello", ("“Hello”",)), to_email=mentee.email, to_name="", kind="test", now=make.NOW)
    return app


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of every table that a backup keeps, as Python sees it."""
    db.session.rollback()
    return {table.name: sorted((dict(row) for row in db.session.execute(db.select(table)).mappings()), key=str)
            for table in db.metadata.sorted_tables}


def run(app, *words: str):
    """Run a command in the app's own process."""
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_what_was_backed_up_is_there_after_a_restore_on_either_database(filled, kind, tmp_path, request):
    file, before = tmp_path / "backup.zip", rows()
    assert run(filled, "backup", str(file))[0] == 0
    folder = tmp_path / "other"
    folder.mkdir()
    url = f"sqlite:///{folder}/new.sqlite3" if kind == "sqlite" else request.getfixturevalue("postgres").empty()
    other = create_app(databases.settings_for(folder, DATABASE_URL=url), TESTING=True, QUEUE_IS_OFF=True)

    with other.app_context():
        code, words = run(other, "restore", str(file))

        assert code == 0, words
        assert rows() == before
        with transaction():
            audit.record("person.registered", now=make.NOW)
        chain = audit.check_chain()
        assert (chain.rows, chain.first_fault) == (2, None)
        assert db.session.scalar(db.select(db.func.max(audit.AuditRow.id))) == 2
        db.session.remove()
        db.engine.dispose()


def test_a_backup_is_readable_for_its_owner_alone(filled, tmp_path):
    file = tmp_path / "backup.zip"

    run(filled, "backup", str(file))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert len(archive.read("person.jsonl").splitlines()) == 2
        assert json.loads(archive.read("about.json"))["revision"]


def test_a_backup_does_not_overwrite_another(filled, tmp_path):
    file = tmp_path / "backup.zip"
    file.write_text("the only copy")

    code, words = run(filled, "backup", str(file))

    assert (code, file.read_text()) == (1, "the only copy")
    assert "exists already" in words


def test_nothing_is_restored_over_rows_that_are_there(filled, tmp_path):
    file = tmp_path / "backup.zip"
    run(filled, "backup", str(file))

    code, words = run(filled, "restore", str(file))

    assert code == 1
    assert "not empty" in words
    assert (make.count(Person), make.count(OutboxMail)) == (2, 1)


def test_a_table_larger_than_two_gigabytes_fits_into_a_backup(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 50)  # bytes in place of two gigabytes

    assert run(filled, "backup", str(tmp_path / "backup.zip")) == (0, f"{total()} rows are in {tmp_path}/backup.zip.\n")


def test_a_backup_that_cannot_be_written_is_one_sentence_and_leaves_nothing(filled, tmp_path):
    code, words = run(filled, "backup", str(tmp_path / "nowhere" / "backup.zip"))

    assert code == 1
    assert words == f"{tmp_path}/nowhere/backup.zip cannot be written: No such file or directory.\n"


def test_a_backup_that_is_stopped_half_way_leaves_nothing(filled, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)

    code, words = run(filled, "backup", str(tmp_path / "backup.zip"))

    assert (code, "No space left on device" in words) == (1, True)
    assert list(tmp_path.glob("*backup.zip*")) == []


def test_what_another_backup_of_that_name_has_begun_is_not_written_into(filled, tmp_path):
    begun = tmp_path / ".backup.zip.part"
    begun.write_text("half of another")

    assert run(filled, "backup", str(tmp_path / "backup.zip"))[0] == 0

    assert begun.read_text() == "half of another"


def archive(path, **members):
    """A zip that is none of ours."""
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(name.replace("_", "."), content)


def cut(path, _filled):
    path.write_bytes(b"hello")


def strange(path, _filled):
    archive(path, readme_txt="hello")


def misshapen(path, _filled):
    archive(path, about_json="[]")


def damaged(path, filled):
    run(filled, "backup", str(path))
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as zipped:
        offset = zipped.getinfo("person.jsonl").header_offset
    whole[offset + 60:offset + 80] = bytes(20)
    path.write_bytes(whole)


@pytest.mark.parametrize("make_file", [cut, strange, misshapen, damaged])
def test_what_is_no_backup_is_refused_in_a_sentence_and_nothing_is_restored(filled, tmp_path, make_file):
    file, folder = tmp_path / "backup.zip", tmp_path / "other"
    make_file(file, filled)
    folder.mkdir()
    other = create_app(databases.settings_for(folder), TESTING=True, QUEUE_IS_OFF=True)

    with other.app_context():
        code, words = run(other, "restore", str(file))

        assert code == 1
        assert "is not a backup, or it is damaged" in words
        assert "Nothing was restored." in words
        if make_file is damaged:
            assert make.count(Person) == 0
        db.session.remove()
        db.engine.dispose()


def test_a_backup_of_a_newer_version_is_refused_in_a_sentence(filled, tmp_path):
    archive(tmp_path / "backup.zip", about_json='{"revision": "9999", "tables": []}')

    code, words = run(filled, "restore", str(tmp_path / "backup.zip"))

    assert (code, words) == (1, "The backup was made by a newer version (migration 9999). Restore it with that one.\n")


def total() -> int:
    """How many rows a backup keeps."""
    return sum(len(lines) for name, lines in rows().items() if name not in backup.NOT_KEPT)
