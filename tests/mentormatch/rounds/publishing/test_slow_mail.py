"""A mail server that takes its time: a planned round is published at its time all the same."""

from collections import Counter
from datetime import timedelta

import pytest

from mentormatch.app import create_app
from mentormatch.base import clock, mail
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import QUEUED, SENDING, Letter
from mentormatch.rounds.models import PUBLISHED
from tests.mentormatch.rounds.company import Company
from tests.support import databases
from tests.support.installation import Installation, wait_for
from tests.support.smtp import MailServer

pytestmark = pytest.mark.race


def test_a_planned_round_is_published_while_every_thread_was_woken_to_send(tmp_path, migrated):
    databases.copy_sqlite(migrated, tmp_path)
    with MailServer(seconds=4) as server:
        own = {"MAIL_URL": server.url, "SECRET_KEY": databases.SECRET, "WORKER_THREADS": "2"}
        installation = Installation(tmp_path, **own)
        with create_app(databases.settings_for(tmp_path, **own)).app_context():
            draft = Company().draft()
            for number in range(4):
                _write(10, number)
            with transaction():
                draft.round.publish_at = clock.now() - timedelta(seconds=1)
                draft.round.plan = {"draft_id": draft.id}

            installation.fork("work")
            wait_for(lambda: _states()[SENDING], "the first email", installation.logs, 30)
            wait_for(lambda: _states() and draft.round.state == PUBLISHED, "the publication", installation.logs, 15)

            assert _states()[QUEUED] > 35
            assert _states()[SENDING] == 1
            db.session.remove()
            db.engine.dispose()
        installation.stop()


def _write(count: int, batch: int) -> None:
    """A mailing, which wakes a worker."""
    with transaction():
        for number in range(count):
            mail.enqueue(Letter("News", ("Read it.",)), to_email=f"p{batch}-{number}@company.example", to_name="",
                         kind="test", now=clock.now())


def _states() -> Counter[str]:
    db.session.rollback()
    return Counter(mail.state_counts())
