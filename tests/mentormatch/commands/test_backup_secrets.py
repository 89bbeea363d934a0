"""Attacks with a backup or the database file: no link that was mailed is in them, whatever became of its email."""

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from mentormatch.base import clock, mail, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import FAILED, QUEUED, SENDING, SENT, OutboxMail
from mentormatch.checkins import log_links, meetings
from mentormatch.checkins.meetings import MeetingPlan
from mentormatch.people import mail as to_people
from mentormatch.people import services as people
from mentormatch.people import tasks
from mentormatch.people.accounts import unsent_forms
from mentormatch.people.models import Person
from mentormatch.reminders import links as reminder_links
from tests.support import make

PASSWORD = "kestrel harbour violin"
SECRET = re.compile(r"[\w-]{43}")
STATES = (QUEUED, SENDING, FAILED, SENT)


@pytest.fixture
def planted(app) -> set[str]:
    """Emails of every kind that carries a secret; the secrets themselves."""
    pair = make.working_pair(days=30)
    admin, ines = make.administrator(), pair.mentee.person
    newcomer = make.person("Olu Berg", password_hash=None, registered_at=None)
    joining = make.person("Mara Lind", password_hash=None, registered_at=None)
    with transaction():
        people.ask_to_reset(ines.email, key="a", now=make.NOW)
        people.invite([newcomer], by=admin, now=make.NOW)
        people.ask_to_register(joining.email, key="b", now=make.NOW)
    tasks.write_mails(make.NOW)
    with transaction():
        plan = MeetingPlan(make.NOW + timedelta(days=1), 60, "in-person", place="Room 4")
        meeting = meetings.plan(pair, plan, by=pair.mentee.person, now=make.NOW)
        link = log_links.mint(meeting, pair.mentee.person, make.NOW)
        off = reminder_links.off_url(pair.mentee.person_id)
        letter = mail.Letter("Log your meeting", ("How was it?",), "Log it", link, preferences_url=off)
        to_people.post(letter, pair.mentee.person, kind="reminders.due", now=make.NOW, unsubscribe_url=off)
    db.session.rollback()
    rows = db.session.scalars(db.select(OutboxMail)).all()
    secrets = {secret for row in rows for secret in SECRET.findall(f"{row.text} {row.html} {row.unsubscribe_url}")}
    assert len(secrets) == 5
    return secrets


def put_all(state: str) -> None:
    """Bring every email into a state, the sent ones by sending them."""
    if state == SENT:
        postman.sweep(clock.now())
        return
    with transaction():
        for row in db.session.scalars(db.select(OutboxMail)):
            row.state, row.attempts = state, int(state != QUEUED)


def everything_in_a_backup(app, file: Path) -> str:
    assert app.test_cli_runner().invoke(args=["backup", str(file)]).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("state", STATES)
def test_no_mailed_secret_is_in_a_backup_or_the_database_file(app, planted, state, tmp_path, browser):
    put_all(state)

    copies = everything_in_a_backup(app, tmp_path / "backup.zip")
    copies += "\n".join(file.read_bytes().decode("latin-1") for file in tmp_path.glob("*.sqlite3*"))

    assert not [secret for secret in planted if secret in copies]
    assert len(re.findall(f'"state": "{state}"', copies)) >= 5
    for guess in set(SECRET.findall(copies)):
        for path in (f"/reset-password/{guess}", f"/invitations/{guess}", f"/register/{guess}", f"/log/{guess}"):
            assert browser.get(path).status_code in (404, 410), path


def test_the_links_themselves_work_as_long_as_their_emails_wait(app, planted, browser):
    reset = next(path for row in db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "people.reset"))
                 for path in re.findall(r"/reset-password/[\w-]{43}", row.text))

    page = browser.open_page(reset).submit("Set new password", password=PASSWORD)

    assert "Your new password is set" in page.text
    assert db.session.scalar(db.select(Person).where(Person.email == "ines.okafor@company.example"))


def test_nothing_an_email_said_is_in_the_database_before_or_after_it_is_sent(app, planted, tmp_path):
    for _ in range(2):
        copies = everything_in_a_backup(app, tmp_path / f"backup-{_}.zip")
        outbox = copies[copies.index('"message_id"'):]
        assert "How was it?" not in outbox
        assert "Log your meeting" not in outbox
        postman.sweep(clock.now())
    db.session.rollback()
    assert {row.sealed for row in db.session.scalars(db.select(OutboxMail))} == {None}
    emails = {row.kind: row.to_email for row in db.session.scalars(db.select(OutboxMail))}
    assert emails["people.reset"] == "ines.okafor@company.example"
    assert emails["reminders.due"] == ""


@pytest.mark.parametrize(("path", "is_sealed"), [
    ("/reset-password/" + "x" * 43, False), ("/log/" + "x" * 43, False), ("/reset-password", True)])
def test_what_was_typed_on_the_page_of_a_mailed_link_is_not_kept_under_its_address(app, path, is_sealed):
    own = {"Sec-Fetch-Site": "same-origin"}
    typed = {"idempotency_key": "abcdefghijklmnop.SomeForm", "email": "ines.okafor@company.example"}

    with app.test_request_context(path, method="POST", data=typed, headers=own):
        assert bool(unsent_forms.sealed()) is is_sealed
