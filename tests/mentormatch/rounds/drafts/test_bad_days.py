"""A process killed with -9 in the middle of its work: nothing half done is left, and the work is done once after."""

import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import event

from mentormatch.app import create_app
from mentormatch.base import clock, postman
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs.models import Pair
from mentormatch.rounds import tasks
from mentormatch.rounds.drafts import computing, result_files
from mentormatch.rounds.models import COMPUTING, FAILED, OPEN, PUBLISHED, READY, DraftLeftOut, DraftPair
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing import tasks as publishing_tasks
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make, race

pytestmark = pytest.mark.race
LAST_OF_THE_POOL = "person.manager_id is not null"  # what a worker reads last before it computes


def kill(app, work, draft_id, *, at, turn=1):
    """Do work on a draft in a process that gets -9 as it sends a statement with these words for the nth time."""
    db.session.rollback()
    process = race.PROCESSES.Process(
        target=_live_until, args=(app.config["SETTINGS"], work, draft_id, at, turn))
    process.start()
    process.join(race.PATIENCE_SECONDS)
    assert process.exitcode == -signal.SIGKILL, "it ended before it could be killed"
    db.session.rollback()


def _live_until(settings, work, draft_id, at, turn):
    app = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    with clock.stopped(make.NOW), app.app_context():
        seen = []

        def die(*call):
            seen.extend([1] if at in " ".join(call[2].lower().split()) else [])
            if len(seen) == turn:
                os.kill(os.getpid(), signal.SIGKILL)
        event.listen(db.engine, "before_cursor_execute", die)
        work(draft_id)


def compute(draft_id):
    tasks.compute(draft_id)


def publish(draft_id):
    draft = queries.draft(draft_id)
    with transaction():
        publishing.publish(draft, by=draft.programme.coordinators[0], now=make.NOW, zone=ZONE)
        db.session.flush()
        db.session.execute(db.text("select 'the last moment before the commit'"))


def publish_planned(draft_id):
    publishing_tasks.sweep_planned(make.NOW)


def take_back(draft_id):
    of = queries.draft(draft_id).round
    with transaction():
        publishing.take_back(of, by=of.programme.coordinators[0], now=make.NOW)


def sweep(days_later):
    with clock.stopped(make.NOW + days_later):
        tasks.sweep_drafts(clock.now())
    db.session.rollback()


def verbs(verb):
    return db.session.scalar(db.select(db.func.count(AuditRow.id)).where(AuditRow.verb == verb))


@pytest.mark.parametrize(("at", "turn"), [
    (LAST_OF_THE_POOL, 1), ("insert into draft_pair", 1), ("insert into draft_left_out", 1),
    ("update draft set state", 1), ("insert into audit_row", 1)])
def test_a_worker_killed_while_it_computes_leaves_nothing_and_the_draft_is_computed_once_after(app, company, at, turn):
    draft = company.ask()

    kill(app, compute, draft.id, at=at, turn=turn)

    assert (draft.state, draft.attempts) == (COMPUTING, 1)
    assert make.count(DraftPair) == make.count(DraftLeftOut) == 0
    sweep(timedelta(minutes=1))
    assert draft.state == COMPUTING, "the claim holds until it lapses"
    sweep(computing.LEASE)
    assert (draft.state, draft.attempts) == (READY, 2)
    sweep(2 * computing.LEASE)
    assert verbs("draft.computed") == 1
    assert len(queries.all_pairs(draft)) == 3
    assert all(check.holds for check in result_files.recheck(draft))


def test_a_draft_that_kills_each_worker_fails_with_a_sentence_and_can_be_asked_for_again(app, company):
    draft = company.ask()
    for attempt in range(computing.MAX_ATTEMPTS):
        with transaction():
            draft.claimed_until = None
        kill(app, compute, draft.id, at=LAST_OF_THE_POOL)
        assert draft.attempts == attempt + 1

    sweep(computing.LEASE)

    assert draft.state == FAILED
    assert "interrupted several times" in draft.problem
    assert company.draft(draft.round).state == READY


@pytest.mark.parametrize(("at", "turn"), [
    ("insert into pair", 1), ("insert into audit_row", 1), ("insert into outbox_mail", 1), ("update round set", 1),
    ("the last moment before the commit", 1)])
def test_a_publishing_that_is_killed_publishes_nothing_and_can_be_done_again(app, company, at, turn):
    draft = company.draft()

    kill(app, publish, draft.id, at=at, turn=turn)

    assert (draft.round.state, draft.published_at) == (OPEN, None)
    assert make.count(Pair) == make.count(OutboxMail) == 0
    assert verbs("round.published") == verbs("pair.proposed") == 0
    publish(draft.id)
    assert draft.round.state == PUBLISHED
    assert (make.count(Pair), make.count(OutboxMail)) == (3, 6)


@pytest.mark.parametrize(("at", "turn"), [("insert into pair", 1), ("insert into outbox_mail", 1),
                                          ("update round set", 1)])
def test_a_worker_killed_while_it_publishes_at_the_set_time_leaves_it_to_the_next(app, company, at, turn):
    draft = company.draft()
    with transaction():
        draft.round.publish_at, draft.round.plan = make.NOW, {"draft_id": draft.id}

    kill(app, publish_planned, draft.id, at=at, turn=turn)

    assert (draft.round.state, draft.round.publish_at) == (OPEN, make.NOW)
    assert make.count(Pair) == make.count(OutboxMail) == 0
    publishing_tasks.sweep_planned(make.NOW)
    publishing_tasks.sweep_planned(make.NOW)
    assert (make.count(Pair), make.count(OutboxMail), verbs("round.published")) == (3, 7, 1)


def test_a_taking_back_that_is_killed_takes_nothing_back(app, company):
    draft = company.draft()
    company.publish(draft)
    postman.sweep(make.NOW)  # the letters have left, so that others have to follow them

    kill(app, take_back, draft.id, at="update round set")

    assert draft.round.state == PUBLISHED
    assert {pair.state for pair in db.session.scalars(db.select(Pair))} == {"proposed"}
    assert make.count(OutboxMail) == 6
    take_back(draft.id)
    assert make.count(OutboxMail) == 12
