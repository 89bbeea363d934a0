"""Tasks: a wake-up is sent once the work is safe, and nothing depends on it."""

import threading
from functools import partial

import pytest

from mentormatch.app import create_app
from mentormatch.base import mail, postman, tasks
from mentormatch.base.db import db, transaction
from mentormatch.config import BadSetting
from mentormatch.people.models import Person
from mentormatch.rounds import tasks as rounds_tasks
from tests.mentormatch.rounds.company import Company
from tests.support import databases, make


@pytest.fixture
def queued(app, monkeypatch):
    """What reaches the queue."""
    pushed = []
    monkeypatch.setitem(app.config, "QUEUE_IS_OFF", False)
    monkeypatch.setitem(app.extensions, "queue_work", lambda *words: pushed.append(words))
    return pushed


def test_a_worker_is_woken_after_the_commit_and_not_before(queued):
    with transaction():
        tasks.wake("draft", "a1")
        assert queued == []

    assert queued == [("draft", "a1")]


def test_a_worker_is_woken_once_however_often_one_transaction_asks(queued):
    with transaction():
        for _ in range(300):
            tasks.wake("mail")
    with transaction():
        tasks.wake("mail")

    assert queued == [("mail", ""), ("mail", "")]


def test_nobody_is_woken_by_a_transaction_that_failed(queued):
    with pytest.raises(RuntimeError), transaction():
        tasks.wake("mail")
        raise RuntimeError
    with transaction():
        pass

    assert queued == []


def test_a_queue_that_cannot_be_reached_does_not_break_what_was_done(app, monkeypatch):
    def unreachable(*_):
        raise ConnectionError("no queue there")

    monkeypatch.setitem(app.config, "QUEUE_IS_OFF", False)
    monkeypatch.setitem(app.extensions, "queue_work", unreachable)

    make.person("Ines Okafor")
    with transaction():
        tasks.wake("mail")


def test_a_sweep_that_fails_does_not_stop_the_others(app, monkeypatch):
    done = []

    def broken(now):
        raise ZeroDivisionError

    monkeypatch.setitem(app.extensions, "sweeps", (broken, done.append))

    tasks.run_sweeps(make.NOW)

    assert done == [make.NOW]


def test_rows_are_worked_off_one_by_one_and_a_broken_one_stops_no_other(app):
    jonas, ines, cora = (make.person(name) for name in ("Jonas Feld", "Ines Okafor", "Cora Lindt"))

    def greet(person, *, now):
        person.job_title = f"greeted {now:%d}"
        if person.id == ines.id:
            raise ZeroDivisionError

    with pytest.raises(ExceptionGroup) as raised:
        tasks.one_by_one([jonas.id, ines.id, "gone", cora.id], partial(db.session.get, Person), greet, now=make.NOW)

    assert [type(problem) for problem in raised.value.exceptions] == [ZeroDivisionError]
    assert raised.value.exceptions[0].__notes__ == [f"at row {ines.id}"]
    assert [person.job_title for person in (jonas, ines, cora)] == ["greeted 04", "", "greeted 04"]


def test_a_queue_that_cannot_be_used_is_told_in_a_sentence():
    with pytest.raises(BadSetting, match="MENTORMATCH_QUEUE_URL cannot be used"):
        tasks.queue_for("sqlite:////no/such/folder/queue.sqlite3")


def test_what_the_queue_can_do_is_registered_with_it(tmp_path):
    app = create_app(databases.settings_for(tmp_path))

    names = {task.__name__ for task in app.extensions["queue"]._registry._registry.values()}

    assert names == {"work"}
    assert len(app.extensions["sweeps"]) > 10, "the minute's sweeps have a thread of their own"


@pytest.mark.parametrize("sweep", [postman.sweep, rounds_tasks.sweep_drafts])
def test_in_a_worker_no_sweep_waits_for_a_mail_server_or_a_draft(queued, app, monkeypatch, sweep):
    draft = Company().ask()
    with transaction():
        mail.enqueue(mail.Letter("News", ("Read it.",)), to_email="a@company.example", to_name="", kind="test",
                     now=make.NOW)
    queued.clear()
    monkeypatch.setitem(app.extensions, "queue_stop", threading.Event())

    sweep(make.NOW)

    assert queued == [("mail", "") if sweep is postman.sweep else ("draft", draft.id)]
    assert mail.state_counts() == {mail.QUEUED: 1}
    assert draft.state == "computing"
