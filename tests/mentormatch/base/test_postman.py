"""The postman: every mail goes out once, on good days and on bad ones."""

import smtplib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from mentormatch.app import create_app
from mentormatch.base import clock, mail, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import FAILED, QUEUED, SENDING, SENT, Letter, OutboxMail
from tests.support import databases, make
from tests.support.installation import free_port, wait_for
from tests.support.smtp import MailServer

MINUTE = timedelta(minutes=1)


@pytest.fixture
def port() -> int:
    """Where the mail server listens, when it does."""
    return free_port()


@pytest.fixture
def posting(database: str, tmp_path: Path, port: int) -> Iterator[Flask]:
    """The app with a mail server at `port`."""
    settings = databases.settings_for(tmp_path, DATABASE_URL=database, MAIL_URL=f"smtp://127.0.0.1:{port}")
    app = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    with clock.stopped(make.NOW), app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def enqueue(*addresses: str) -> list[str]:
    """Put a letter to each address into the outbox; their Message-IDs."""
    letter = Letter(subject="You are paired", paragraphs=("Say hello.",), reason="You take part.")
    with transaction():
        rows = [mail.enqueue(letter, to_email=address, to_name="Ines Okafor", kind="test", now=clock.now())
                for address in addresses]
        return [row.message_id for row in rows]


def people(count: int) -> list[str]:
    """That many addresses."""
    return [f"person{number}@company.example" for number in range(count)]


def test_a_mail_of_a_transaction_that_failed_is_never_sent(app):
    with pytest.raises(RuntimeError), transaction():
        mail.enqueue(Letter("A", ("B",)), to_email="a@company.example", to_name="A", kind="test", now=make.NOW)
        raise RuntimeError

    assert make.count(OutboxMail) == 0


def test_due_mails_go_out_oldest_first_and_once(posting, port):
    ids = enqueue(*people(5))

    with MailServer(port) as server:
        postman.sweep(clock.now())
        postman.sweep(clock.now())

        assert server.ids() == ids
    assert mail.state_counts() == {SENT: 5}


def test_a_mail_has_a_text_and_an_html_part_and_says_it_was_made_by_a_machine(posting, port):
    enqueue("ines.okafor@company.example")

    with MailServer(port) as server:
        postman.sweep(clock.now())

    sent = server.mails[0]
    assert [part.get_content_type() for part in sent.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert sent["To"] == "Ines Okafor <ines.okafor@company.example>"
    assert sent["Auto-Submitted"] == "auto-generated"


def test_a_mail_server_down_for_an_hour_delays_every_mail_and_loses_none(posting, port):
    ids = enqueue(*people(6))

    for minute in range(0, 60, 3):
        with clock.stopped(make.NOW + minute * MINUTE):
            postman.sweep(clock.now())
    assert mail.state_counts() == {QUEUED: 6}
    with MailServer(port) as server:
        for minute in range(60, 120, 3):
            with clock.stopped(make.NOW + minute * MINUTE):
                postman.sweep(clock.now())

        assert sorted(server.ids()) == sorted(ids)
    assert mail.state_counts() == {SENT: 6}


def test_while_the_server_is_down_a_sweep_tries_one_mail_not_all(posting):
    enqueue(*people(5))

    postman.sweep(clock.now())

    tried = db.session.scalars(db.select(OutboxMail).where(OutboxMail.attempts > 0)).all()
    assert len(tried) == 1
    assert "refused" in tried[0].error
    assert tried[0].next_try_at == make.NOW + timedelta(seconds=30)


def test_an_address_the_server_refuses_for_good_fails_at_once_and_holds_up_nobody(posting, port):
    refused, taken = enqueue("gone@company.example", "here@company.example")

    with MailServer(port) as server:
        server.refused["gone@company.example"] = "550 no such person"
        postman.sweep(clock.now())

        assert server.ids() == [taken]
    row = db.session.scalar(db.select(OutboxMail).where(OutboxMail.message_id == refused))
    assert (row.state, "no such person" in row.error) == (FAILED, True)


def test_an_address_the_server_refuses_for_now_is_tried_again(posting, port):
    enqueue("busy@company.example")

    with MailServer(port) as server:
        server.refused["busy@company.example"] = "450 mailbox is busy"
        postman.sweep(clock.now())
        server.refused.clear()
        with clock.stopped(make.NOW + MINUTE):
            postman.sweep(clock.now())

        assert len(server.ids()) == 1


def test_an_address_no_mail_can_be_written_to_fails_and_holds_up_nobody(posting, port):
    enqueue("two\nlines@company.example", "here@company.example")

    with MailServer(port) as server:
        postman.sweep(clock.now())

        assert len(server.ids()) == 1
    assert mail.state_counts() == {FAILED: 1, SENT: 1}


def test_a_mail_whose_sender_died_goes_out_again_after_its_lease_under_the_same_id(posting, port):
    (message_id,) = enqueue("ines.okafor@company.example")
    with transaction():
        row = db.session.scalar(db.select(OutboxMail))
        row.state, row.attempts, row.next_try_at = SENDING, 1, clock.now() + postman.LEASE

    with MailServer(port) as server:
        postman.sweep(clock.now())
        assert server.ids() == []
        with clock.stopped(make.NOW + postman.LEASE):
            postman.sweep(clock.now())

        assert server.ids() == [message_id]


def test_a_failed_mail_can_be_sent_again(posting, port):
    enqueue("ines.okafor@company.example")
    with transaction():
        row = db.session.scalar(db.select(OutboxMail))
        row.state, row.error = FAILED, "550 no such person"

    with transaction():
        mail.resend(db.session.get_one(OutboxMail, row.id), clock.now())
    with MailServer(port) as server:
        postman.sweep(clock.now())

        assert len(server.ids()) == 1


def test_without_a_mail_server_each_mail_is_a_file(app, tmp_path):
    (message_id,) = enqueue("zoë.ångström@company.example")

    postman.sweep(clock.now())

    (file,) = (tmp_path / "mail").iterdir()
    written = message_from_bytes(file.read_bytes(), policy=default)
    assert (file.suffix, written["Message-ID"]) == (".eml", message_id)
    assert "Say hello." in written.get_body(("plain",)).get_content()


def test_one_thread_at_a_time_sends_and_others_are_free_for_other_work(posting, port):
    enqueue(*people(3))

    with MailServer(port, seconds=0.3) as server:
        first = threading.Thread(target=_deliver_in, args=(posting,))
        first.start()
        wait_for(lambda: not db.session.rollback() and mail.state_counts().get(SENDING), "the first email", seconds=10)
        began = time.monotonic()
        postman.deliver("")
        assert time.monotonic() - began < 0.3, "a second thread waited for the mail server"
        first.join()

        assert len(server.ids()) == 3
    db.session.rollback()
    assert mail.state_counts() == {SENT: 3}


def test_after_a_stretch_of_sending_the_rest_comes_when_other_work_had_its_turn(posting, port, monkeypatch):
    enqueue(*people(3))
    pushed = []
    monkeypatch.setattr(postman, "STRETCH_SECONDS", -1.0)
    monkeypatch.setitem(posting.config, "QUEUE_IS_OFF", False)
    monkeypatch.setitem(posting.extensions, "queue_work", lambda *words: pushed.append(words))

    with MailServer(port) as server:
        postman.deliver("")

        assert server.ids() == []
    assert pushed == [("mail", "")]


def test_a_link_that_somebody_waits_for_goes_before_a_long_mailing(posting, port):
    enqueue(*people(3))
    with transaction():
        reset = mail.enqueue(Letter("Set a new password", ("Here.",)), to_email="ines@company.example", to_name="",
                             kind="people.reset", now=clock.now()).message_id

    with MailServer(port) as server:
        postman.sweep(clock.now())

        assert server.ids()[0] == reset


def test_what_a_server_says_about_a_link_is_noted_without_the_link(posting, port):
    enqueue("gone@company.example")

    with MailServer(port) as server:
        server.refused["gone@company.example"] = "550 http://localhost/reset-password/" + "x" * 43 + " is spam"
        postman.sweep(clock.now())

    row = db.session.scalar(db.select(OutboxMail))
    assert "is spam" in row.error
    assert "x" * 43 not in row.error


def _deliver_in(app: Flask) -> None:
    with clock.stopped(make.NOW), app.app_context():
        postman.deliver("")


@pytest.mark.parametrize(("scheme", "host", "has_password", "is_sent"), [
    ("smtp", "127.0.0.1", False, True), ("smtp", "127.0.0.1", True, False), ("smtp", "192.0.2.1", False, False),
    ("smtp+insecure", "127.0.0.1", True, True), ("smtp+insecure", "192.0.2.1", False, True),
])
def test_nothing_is_sent_in_clear_unless_the_setting_says_so(monkeypatch, scheme, host, has_password, is_sent):
    reach = smtplib.SMTP._get_socket
    with MailServer() as server:
        monkeypatch.setattr(smtplib.SMTP, "_get_socket",
                            lambda smtp, _host, port, timeout: reach(smtp, "127.0.0.1", port, timeout))
        if is_sent:
            postman._connect(scheme, host, server.port, has_password=has_password).close()
        else:
            with pytest.raises(postman.NoEncryption, match="doesn't offer STARTTLS"):
                postman._connect(scheme, host, server.port, has_password=has_password)
