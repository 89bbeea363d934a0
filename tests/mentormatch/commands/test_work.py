"""work: a worker that is killed, a queue that is lost, and still every mail goes out."""

import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app

from mentormatch.app import create_app
from mentormatch.base import clock, mail, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import SENDING, SENT, Letter
from tests.support import databases
from tests.support.installation import Installation, wait_for
from tests.support.smtp import MailServer

pytestmark = pytest.mark.race

COUNT = 40


@pytest.fixture
def server():
    """A mail server that takes its time, so that a kill finds it at work."""
    with MailServer(seconds=0.05) as server:
        yield server


@pytest.fixture
def machine(database, tmp_path, server):
    """An installation on a migrated database, with the app of the same settings in this process."""
    queue = database if database.startswith("postgresql") else f"sqlite:///{tmp_path}/queue.sqlite3"
    own = {"DATABASE_URL": database, "QUEUE_URL": queue, "MAIL_URL": server.url, "SECRET_KEY": databases.SECRET}
    installation = Installation(tmp_path, **own)
    settings = databases.settings_for(tmp_path, **own)
    app = create_app(settings, TESTING=True)
    with app.app_context():
        yield installation
        db.session.remove()
        db.engine.dispose()
    installation.stop()


def enqueue(count: int) -> list[str]:
    """A mailing to `count` people in one transaction; the Message-IDs."""
    letter = Letter(subject="The round is published", paragraphs=("You are paired.",))
    with transaction():
        rows = [mail.enqueue(letter, to_email=f"p{number}@company.example", to_name="", kind="test", now=clock.now())
                for number in range(count)]
        return [row.message_id for row in rows]


def states() -> dict[str, int]:
    """How many mails are in each state, as committed now."""
    db.session.rollback()
    return mail.state_counts()


def test_a_worker_killed_twice_during_a_mailing_loses_no_mail_and_doubles_none_but_by_its_id(machine, server):
    ids = enqueue(COUNT)

    for goal in (8, 20):
        worker = machine.fork("work")
        wait_for(lambda goal=goal: len(server.ids()) >= goal, f"{goal} mails", machine.logs)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    machine.fork("work")
    wait_for(lambda: states().get("queued", 0) == 0 and states().get(SENDING, 0) <= 4, "the rest", machine.logs)
    wait_for(lambda: sum(states().get(state, 0) for state in (SENT, SENDING)) == COUNT, "all", machine.logs)
    with clock.stopped(clock.now() + timedelta(minutes=6)):
        postman.sweep(clock.now())

    assert states() == {SENT: COUNT}
    times = Counter(server.ids())
    assert set(times) == set(ids)
    in_hand = 2 * app_threads()  # at two kills, one mail in each thread
    assert sum(times.values()) <= COUNT + in_hand


def test_a_queue_that_is_lost_delays_mail_and_loses_none(machine, server, tmp_path: Path):
    ids = enqueue(5)
    for file in tmp_path.glob("queue.sqlite3*"):
        file.unlink()

    machine.fork("work")

    wait_for(lambda: len(server.ids()) == 5, "the sweep", machine.logs)
    assert sorted(server.ids()) == sorted(ids)


def test_a_worker_is_woken_at_once_by_what_is_put_into_the_outbox(machine, server):
    machine.fork("work")
    wait_for(_has_beaten, "the worker", machine.logs)

    enqueue(1)

    wait_for(lambda: len(server.ids()) == 1, "the mail, long before the next sweep", machine.logs, seconds=8)


def test_sigterm_lets_a_worker_finish_the_mail_it_has_in_hand(machine, server):
    enqueue(COUNT)
    worker = machine.fork("work")
    wait_for(lambda: len(server.ids()) >= 3, "some mails", machine.logs)

    worker.send_signal(signal.SIGTERM)
    worker.wait(40)

    assert states().get(SENDING, 0) == 0
    assert len(server.ids()) == len(set(server.ids())) == states()[SENT]


def test_remind_does_once_what_the_worker_does(machine, server):
    enqueue(3)

    remind = machine.fork("remind")

    assert (remind.wait(60), len(server.ids())) == (0, 3), machine.logs()


def app_threads() -> int:
    """How many mails a worker may have in hand at once."""
    return int(current_app.config["SETTINGS"].worker_threads)


def _has_beaten() -> bool:
    db.session.rollback()
    return bool(db.session.execute(db.text("select count(*) from worker_beat")).scalar())
