"""init-db and check: safe to run again, and telling what does not work."""

from pathlib import Path

import pytest

from mentormatch.app import create_app
from mentormatch.base import audit, mail
from mentormatch.base.db import db, transaction
from mentormatch.health import queries as health
from mentormatch.health import tasks
from tests.support import databases, make


@pytest.fixture
def bare(tmp_path):
    """An installation whose database has no tables yet."""
    app = create_app(databases.settings_for(tmp_path), TESTING=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_tables_are_made_once_and_a_second_run_changes_nothing(bare):
    first = bare.test_cli_runner().invoke(args=["init-db"])
    second = bare.test_cli_runner().invoke(args=["init-db"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == second.output
    assert health.revision() == health.head()


def test_check_is_content_with_an_installation_whose_worker_runs(app):
    tasks.beat(make.NOW)

    result = app.test_cli_runner().invoke(args=["check"])

    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()] == [
        "database", "migrations", "worker", "tables", "audit", "audit", "emails", "files", "queue", "mail"]


def test_check_prints_the_hash_of_the_last_audit_row_and_misses_it_when_it_is_gone(app):
    tasks.beat(make.NOW)
    with transaction():
        audit.record("person.registered", now=make.NOW)
    head = audit.check_chain().head

    result = app.test_cli_runner().invoke(args=["check", "--audit-head", head])
    gone = app.test_cli_runner().invoke(args=["check", "--audit-head", "0" * 63 + "1"])

    assert f"audit head   {head} (1 rows)" in result.output
    assert (result.exit_code, gone.exit_code) == (0, 1)
    assert "rows were cut off" in gone.output


def test_check_counts_waiting_emails_that_another_key_sealed(app, monkeypatch):
    tasks.beat(make.NOW)
    with transaction():
        for _ in range(2):
            mail.enqueue(mail.Letter("Hello", ("Hello.",)), to_email="a@company.example", to_name="", kind="test",
                         now=make.NOW)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key of at least 32 characters")

    result = app.test_cli_runner().invoke(args=["check"])

    assert "emails       2 that wait were written under another SECRET_KEY" in result.output
    assert result.exit_code == 1


def test_check_names_files_that_others_may_read(app):
    tasks.beat(make.NOW)
    mail_folder = Path(app.instance_path) / "mail"
    mail_folder.mkdir(exist_ok=True)
    mail_folder.chmod(0o755)

    result = app.test_cli_runner().invoke(args=["check"])

    assert "others on this machine may read mail; start mentormatch as their owner" in result.output
    assert result.exit_code == 1


def test_check_names_what_does_not_work(app, tmp_path):
    settings = databases.settings_for(tmp_path, MAIL_URL="smtp://127.0.0.1:1")
    other = create_app(settings, TESTING=True)

    with other.app_context():
        result = other.test_cli_runner().invoke(args=["check"])
        db.session.remove()
        db.engine.dispose()

    assert result.exit_code == 1
    assert "worker       not seen" in result.output
    assert "refused" in result.output


def test_check_says_when_the_tables_are_missing(bare):
    result = bare.test_cli_runner().invoke(args=["check"])

    assert result.exit_code == 1
    assert "behind: run init-db" in result.output


@pytest.mark.parametrize("words", [
    ["create-admin", "--email", "ada@company.example", "--name", "Ada", "--password", "nine violet otters paddle"],
    ["remind"], ["demo"], ["round", "run", "open-doors"], ["import-people", "people.csv", "--yes"],
    ["backup", "backup.zip"]], ids=lambda words: words[0])
def test_a_command_that_needs_the_tables_says_what_to_run_first(bare, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("email,name\nines@company.example,Ines\n")

    result = bare.test_cli_runner().invoke(args=words)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert ("init-db" in result.output) is (words[0] != "backup")
    assert ("no tables yet" in result.output) is (words[0] == "backup")
