"""The outbox for administrators: what they see of mails, what they never see, and sending again."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from mentormatch.admin import privacy
from mentormatch.base import clock, mail, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import FAILED, QUEUED, SENT, OutboxMail
from mentormatch.concerns import services as concerns
from mentormatch.health import tasks as health_tasks
from mentormatch.people import letters, tasks
from mentormatch.people import services as people
from tests.support import make

TOKEN = "Zq3" + "x" * 40


@pytest.fixture
def admin(app):
    return make.administrator()


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def written(letter, email="ines@company.example", kind="people.reset", **values):
    with transaction():
        row = mail.enqueue(letter, to_email=email, to_name="Ines Okafor", kind=kind, now=make.NOW)
        for name, value in values.items():
            setattr(row, name, value)
    return row


def proposal(**values):
    letter = mail.Letter(subject="Meet Noah Lindqvist, your suggested match", paragraphs=("Noah is proposed to you.",),
                         action_label="Meet Noah", action_url="http://localhost/pairs/abcdefghijklmnop")
    return written(letter, kind="pairs.proposed", **values)


def test_the_outbox_is_listed_searched_and_filtered(desk):
    written(letters.reset(TOKEN), state=FAILED, error="450 mailbox full", attempts=12)
    written(letters.password_changed(), email="olu@company.example", state=SENT)

    page = desk.open_page("/admin/mail")
    assert "2 emails" in page.text
    assert "450 mailbox full" in page.text
    assert "One email" in desk.open_page("/admin/mail?state=failed").text
    assert "olu@company.example" in page.submit("Search", words="olu@").text
    assert "No matching emails" in page.submit("Search", words="zzz").text
    assert "No matching emails" in page.submit("Search", state="queued").text
    assert "An email couldn't be sent" in desk.open_page("/admin").text


@pytest.mark.parametrize("letter", [
    lambda: letters.reset(TOKEN), lambda: letters.register(TOKEN),
    lambda: letters.invitation(TOKEN, by_name="Ada Admin"),
])
def test_an_account_cannot_be_taken_over_by_reading_its_mail(desk, letter):
    row = written(letter())
    assert TOKEN in row.text

    page = desk.open_page(f"/admin/mail/{row.id}")

    assert TOKEN not in page.html
    assert "[address removed]" in page.text
    assert "ines@company.example" in page.text
    assert row.message_id in page.text


def test_no_page_of_administration_shows_a_secret(desk, admin):
    ines = make.person(password_hash=None, registered_at=None)
    make.person("Olu Berg")
    with transaction():
        people.invite([ines], by=admin, now=make.NOW)
        people.ask_to_reset("olu.berg@company.example", key="k", now=make.NOW)
    tasks.write_mails(clock.now())
    db.session.rollback()
    rows = list(db.session.scalars(db.select(OutboxMail)))
    tokens = {token for row in rows for token in re.findall(r"/([\w-]{43})\b", row.text)}
    assert len(tokens) == 2

    paths = ["/admin", "/admin/people", f"/admin/people/{ines.id}", "/admin/mail", "/admin/audit",
             "/admin/audit/export", *(f"/admin/mail/{row.id}" for row in rows)]

    for path in paths:
        html = desk.open_page(path).response.get_data(as_text=True)
        assert not any(token in html for token in tokens), path


def test_mails_between_people_of_a_programme_are_not_read_by_administrators(desk):
    row = proposal(state=FAILED, error="550 no such user")

    listed = desk.open_page("/admin/mail")

    assert "ines@company.example" in listed.text
    assert "550 no such user" in listed.text
    assert "private to the people in a programme" in listed.text
    assert "Noah" not in listed.html
    assert "Suggested match" not in listed.html
    for words in ("Noah", "ines"):
        assert "No matching emails" in desk.open_page(f"/admin/mail?words={words}").text
    assert desk.get(f"/admin/mail/{row.id}").status_code == 404
    assert desk.post(f"/admin/mail/{row.id}/resend").status_code in (400, 404)


def test_in_development_everything_is_readable(desk, app):
    row = proposal()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], development=True)

    assert "Noah is proposed to you." in desk.open_page(f"/admin/mail/{row.id}").text


def test_a_failed_mail_is_sent_again(desk):
    row = written(letters.password_changed(), state=FAILED, error="timed out", attempts=12)

    page = desk.open_page(f"/admin/mail/{row.id}").submit("Send again")

    assert "The email is on its way again." in page.text
    db.session.rollback()
    assert (row.state, row.attempts, row.error) == (QUEUED, 0, None)
    assert mail.due(make.NOW) == [row.id]


def test_a_mail_that_was_sent_is_not_sent_again(desk):
    row = written(letters.password_changed(), state=QUEUED)
    page = desk.open_page(f"/admin/mail/{row.id}")
    with transaction():
        db.session.get(OutboxMail, row.id).state = SENT

    page = page.submit("Send now")

    assert page.status == 409
    assert "There's nothing to send again." in page.text
    assert mail.due(make.NOW) == []


def test_a_mail_that_was_sent_says_when_and_no_longer_what(desk):
    row = written(letters.reset(TOKEN))
    assert "Set a new password" in desk.open_page(f"/admin/mail/{row.id}").reader.h1
    postman.sweep(make.NOW)

    page = desk.open_page(f"/admin/mail/{row.id}")

    assert page.reader.h1 == "New password"
    assert "ines@company.example" in page.text
    assert "is deleted once it's sent" in page.text
    assert "Send again" not in page.text


def test_a_mail_that_failed_long_ago_cannot_be_sent_again(desk):
    row = written(letters.password_changed(), state=FAILED, attempts=12, created_at=make.NOW - timedelta(days=31))
    page = desk.open_page(f"/admin/mail/{row.id}")
    postman.sweep(make.NOW)

    answer = page.submit("Send again")

    assert answer.status == 409
    assert "what it said has been deleted" in answer.text
    assert "Send again" not in desk.open_page(f"/admin/mail/{row.id}").text
    assert "Resend" not in desk.open_page("/admin/mail").text


def test_a_mail_sealed_under_another_key_is_shown_without_its_words(desk, app, monkeypatch):
    row = written(letters.password_changed())
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key of at least 32 characters")

    with app.app_context():
        subject, text = privacy.shown_words(row)
    postman.sweep(make.NOW)

    assert (subject, text) == ("", "")
    db.session.rollback()
    assert (row.state, "another SECRET_KEY" in row.error) == (FAILED, True)


def test_all_failed_mails_are_sent_again_at_once(desk):
    for _ in range(3):
        written(letters.password_changed(), state=FAILED, attempts=12)

    page = desk.open_page("/admin/mail").submit("Resend all 3 failed emails")

    assert "3 emails are on their way again." in page.text
    assert len(mail.due(make.NOW)) == 3
    assert "Mail resent" in desk.open_page("/admin/audit").text


def test_the_outbox_does_not_tell_who_raised_a_concern(desk):
    row = written(mail.Letter(subject="Message to read in mentormatch", paragraphs=("Open the page.",)),
                  kind=concerns.KIND, state=FAILED, error="550 ines@company.example unknown", attempts=12)

    pages = [desk.open_page(path) for path in ("/admin/mail", "/admin/mail?state=failed")]
    for page in pages:
        assert not any(word in page.html for word in ("Message to read", "ines@", "Ines", "550 ", row.message_id))
    for words in ("ines", "Okafor", "Message"):
        assert "No matching emails" in pages[0].submit("Search", words=words).text
    assert desk.get(f"/admin/mail/{row.id}").status_code == 404
    written(letters.password_changed(), state=FAILED, attempts=12)
    assert "One email is on its way again." in desk.open_page("/admin/mail").submit("Resend the failed email").text
    assert len(mail.due(make.NOW)) == 2


@pytest.mark.parametrize("number", ["999", "99999999999999999999999"])
def test_a_mail_that_is_not_there_is_not_found(desk, number):
    assert desk.get(f"/admin/mail/{number}").status_code == 404


def test_mails_written_into_a_folder_are_readable_in_development_only(app, browser, desk):
    written(letters.reset(TOKEN))
    postman.sweep(make.NOW)
    assert browser.get("/development/mail").status_code == 404
    assert desk.get("/development/mail").status_code == 404

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], development=True)
    page = browser.open_page("/development/mail")

    assert "Set a new password" in page.text
    assert page.click(TOKEN).path == f"/reset-password/{TOKEN}"
    from_elsewhere = browser.get("/development/mail", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert from_elsewhere.status_code == 404, "Gunicorn may have been told to listen to the whole network."


def test_in_development_a_server_that_sends_mail_shows_none(app, browser):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], development=True, mail_url="smtp://mail.example")

    assert "No emails yet" in browser.open_page("/development/mail").text


def test_the_overview_says_when_mail_waits_and_whether_the_worker_runs(desk):
    written(letters.password_changed(), created_at=make.NOW - timedelta(minutes=9))
    assert "Emails have been waiting" not in desk.open_page("/admin").text

    written(letters.password_changed(), created_at=make.NOW - timedelta(minutes=11), attempts=3)

    assert "The worker isn't running, so nothing is being sent." in desk.open_page("/admin").text
    health_tasks.beat(make.NOW)
    text = desk.open_page("/admin").text
    assert "Emails have been waiting for more than ten minutes" in text
    assert "The mail server isn't answering" in text
