"""Two workers, and workers that are killed: no reminder is lost, and none goes out as two different mails."""

import os
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import event

from mentormatch.app import create_app
from mentormatch.base import clock, mail, postman
from mentormatch.base.db import db
from mentormatch.base.mail import SENT
from mentormatch.checkins.models import LogLink, Meeting
from mentormatch.reminders import services
from mentormatch.reminders.models import Reminder
from tests.support import make, race

pytestmark = pytest.mark.race
KILLED = 9


@pytest.fixture
def over(pair) -> Meeting:
    """A planned meeting that is over and not logged: two people are to be reminded."""
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=make.NOW - timedelta(hours=2),
                              minutes=30, format="video", created_at=make.NOW - timedelta(days=5)))


def remind(_number):
    """What one worker does."""
    done = services.run(make.NOW)
    return done.mails


def folder(app) -> Path:
    return Path(app.config["SETTINGS"].mail_url.removeprefix("file://"))


def message_ids(app) -> list[str]:
    """The Message-IDs of what was delivered, read from the mails themselves."""
    return [str(message_from_bytes(file.read_bytes())["Message-ID"]) for file in folder(app).glob("*.eml")]


def test_two_workers_at_once_write_each_mail_once(over, app, mails):
    results = race.run(app, remind, [(1,), (2,)])

    assert sum(map(int, results)) == 2
    assert len(mails()) == 2
    assert (make.count(Reminder), make.count(LogLink)) == (2, 2)


def test_a_worker_killed_before_it_noted_what_it_wrote_has_written_nothing(over, app, mails):
    assert _die(app, "reminder", sends=False) == KILLED
    assert (mails(), make.count(Reminder)) == ([], 0)

    assert services.run(make.NOW).mails == 2
    assert len(mails()) == 2


def test_a_worker_killed_between_sending_and_noting_it_sends_again_under_the_same_id(over, app):
    assert _die(app, "eml", sends=True) == KILLED
    first = message_ids(app)
    assert len(first) == 1
    assert mail.state_counts().get(SENT, 0) == 0

    for minutes in (0, 6):
        with clock.stopped(make.NOW + timedelta(minutes=minutes)):
            services.run(clock.now())
            postman.sweep(clock.now())

    assert mail.state_counts() == {SENT: 2}
    assert make.count(Reminder) == 2
    assert len(set(message_ids(app))) == 2
    assert set(first) <= set(message_ids(app))


def _die(app, at: str, *, sends: bool) -> int | None:
    """Let a worker of its own process remind, and kill it at its first commit after what `at` names; its exit code."""
    db.session.rollback()
    process = race.PROCESSES.Process(
        target=_work_and_die, args=(app.config["SETTINGS"], at, sends))
    process.start()
    process.join(60)
    return process.exitcode


def _work_and_die(settings, at: str, sends: bool) -> None:
    app = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    with clock.stopped(make.NOW), app.app_context():
        def is_there(session) -> bool:
            if at == "eml":
                return any(folder(app).glob("*.eml"))
            return bool(session.scalar(db.select(db.func.count()).select_from(Reminder)))

        @event.listens_for(db.session, "before_commit")
        def kill(session) -> None:
            if is_there(session):
                os._exit(KILLED)

        services.run(make.NOW)
        if sends:
            postman.sweep(make.NOW)
