"""Migrations 0015 to 0017: what emails said is blanked where they were sent, and sealed where they wait."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from mentormatch.app import create_app
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import Content, OutboxMail
from tests.support import databases

TOKEN = "Zq3" + "x" * 40
COLUMNS = ("message_id", "kind", "to_email", "to_name", "subject", "text", "html", "state", "attempts", "next_try_at",
           "created_at")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old(request, tmp_path):
    """An installation as it was at 0014, with an empty database of each kind."""
    own = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgres").empty()}
    app = create_app(databases.settings_for(tmp_path, **own), TESTING=True, QUEUE_IS_OFF=True)
    with app.app_context():
        upgrade(revision="0014")
        yield app
        db.session.remove()
        db.engine.dispose()


def write(kind: str, state: str) -> None:
    """An email as 0014 kept it, with a working link in it."""
    moment = "2026-05-04 09:30:00+00:00"
    values = (f"<{kind}-{state}@x>", kind, "ines@company.example", "Ines", "Hello", f"Open /{TOKEN}", f"<p>{TOKEN}</p>",
              state, 1, moment, moment)
    names = ", ".join(COLUMNS)
    marks = ", ".join(f":{name}" for name in COLUMNS)
    with transaction():
        db.session.execute(text(f"insert into outbox_mail ({names}) values ({marks})"),
                           dict(zip(COLUMNS, values, strict=True)))


def test_no_word_of_a_sent_email_stays_and_those_that_wait_still_say_what_they_said(old, tmp_path):
    for state in ("queued", "sending", "failed", "sent"):
        write("people.reset", state)
        write("pairs.proposed", state)

    upgrade()

    rows = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)).all()
    assert [(row.state, bool(row.sealed)) for row in rows[::2]] == [
        ("queued", True), ("sending", True), ("failed", True), ("sent", False)]
    assert {row.content for row in rows if row.sealed} == {Content("Hello", f"Open /{TOKEN}", f"<p>{TOKEN}</p>")}
    assert [row.to_email for row in rows if row.state == "sent"] == ["ines@company.example", ""]
    db.session.remove()
    db.engine.dispose()
    for file in tmp_path.glob("mentormatch.sqlite3*"):
        assert TOKEN.encode() not in file.read_bytes(), file.name


def test_the_way_back_gives_emails_that_wait_their_words(old):
    write("pairs.proposed", "queued")
    write("pairs.proposed", "sent")
    upgrade()

    downgrade(revision="0014")

    rows = db.session.execute(text("select subject, text, state from outbox_mail order by id")).all()
    assert [tuple(row) for row in rows] == [("Hello", f"Open /{TOKEN}", "queued"), ("", "", "sent")]


def test_an_empty_outbox_is_migrated_too(old):
    upgrade()

    assert db.session.scalar(db.select(db.func.count()).select_from(OutboxMail)) == 0
