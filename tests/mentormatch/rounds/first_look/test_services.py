"""The first look: she sees her own proposal, what she says is a boundary of hers and can be told from nowhere."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import Boundary
from mentormatch.people.models import LEAVE
from mentormatch.rounds import tasks
from mentormatch.rounds.drafts import staleness
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.first_look import tasks as first_look_tasks
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import Draft, FirstLook
from mentormatch.rounds.publishing import eligibility
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make

OVER = make.NOW + timedelta(days=3)
PRIVATE = {"boundary", "user_session", "posted_form"}


@pytest.fixture
def draft(company):
    with transaction():
        company.programme.look_days = 3
    return company.draft()


def ask(company, draft):
    with transaction():
        count = first_look.ask(draft, by=company.coordinator, now=make.NOW, zone=ZONE)
    return count, first_looks.rows(draft)


def some_look():
    """The look of any one of them; who has a pair, the draw decides."""
    db.session.rollback()
    return db.session.scalars(db.select(FirstLook).order_by(FirstLook.id)).first()


def say_no(look):
    with transaction():
        first_look.rather_not(look, now=make.NOW + timedelta(hours=5))


def sweep(at=OVER):
    db.session.rollback()
    with clock.stopped(at):
        first_look_tasks.sweep_looks(at)
    db.session.rollback()


def everything(but=PRIVATE):
    db.session.rollback()
    return {table.name: sorted(map(tuple, db.session.execute(db.select(table))), key=repr)
            for table in db.metadata.sorted_tables if table.name not in but}


def test_each_mentee_with_a_pair_is_asked_once_and_no_mentor_is_told(company, draft):
    count, asked = ask(company, draft)

    assert count == len(asked) == 3
    sent = list(db.session.scalars(db.select(OutboxMail)))
    assert {mail.kind for mail in sent} == {"rounds.first_look"}
    assert {mail.to_name for mail in sent} == {pair.mentee.person.name for pair in queries.all_pairs(draft)}
    assert {look.until for look in asked} == {OVER}
    with pytest.raises(first_look.LookIsRunning):
        ask(company, draft)


def test_no_one_is_asked_for_a_look_that_was_ended_before_their_email_left(company, draft):
    ask(company, draft)

    with transaction():
        first_look.end(draft, by=company.coordinator, now=make.NOW)

    assert [mail.kind for mail in db.session.scalars(db.select(OutboxMail))] == ["rounds.looks_are_over"]


def test_a_programme_that_does_not_ask_asks_nobody(company, draft):
    with transaction():
        company.programme.look_days = 0

    with pytest.raises(first_look.NotAsked):
        ask(company, draft)

    assert make.count(FirstLook) == 0


def test_rather_not_writes_one_boundary_and_nothing_else(company, draft):
    ask(company, draft)
    look = some_look()
    before, boundaries = everything(), make.count(Boundary)

    say_no(look)
    say_no(look)

    assert everything() == before
    assert make.count(Boundary) == boundaries + 1
    row = db.session.scalar(db.select(Boundary))
    assert (row.enrolment_id, row.person_id) == (look.mentee_id, look.mentor.person_id)


def test_she_can_take_it_back_while_the_time_runs(company, draft):
    ask(company, draft)
    look = some_look()
    say_no(look)
    assert first_look.has_said_no(look)

    with transaction():
        first_look.after_all(look, now=make.NOW)

    assert not first_look.has_said_no(look)
    assert make.count(Boundary) == 0


def test_while_the_time_runs_nothing_computed_tells_that_somebody_said_no(company, draft):
    ask(company, draft)
    quiet = company.draft(draft.round, "stable")
    before = staleness.changes(draft, now=make.NOW, zone=ZONE)

    say_no(some_look())

    loud = company.draft(draft.round, "stable")
    assert quiet.result == loud.result
    assert staleness.changes(draft, now=make.NOW, zone=ZONE) == before
    for one in (draft, loud):
        with pytest.raises(eligibility.PeopleAreLooking):
            company.publish(one)


@pytest.mark.parametrize("says_no", [True, False])
def test_when_the_time_is_over_the_draft_is_computed_anew_whatever_was_said(company, draft, says_no):
    ask(company, draft)
    look = some_look()
    refused = look.mentor_id
    if says_no:
        say_no(look)

    sweep(OVER - timedelta(minutes=1))
    assert make.count(Draft) == 1
    sweep()
    sweep(OVER + timedelta(minutes=1))

    following = db.session.scalar(db.select(Draft).where(Draft.copied_from_id == draft.id))
    assert (make.count(Draft), following.name) == (2, "Draft 1 after the first look")
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "rounds.looks_are_over")).all()
    assert [mail.to_email for mail in told] == [company.coordinator.email]
    tasks.compute(following.id)
    db.session.expire_all()
    couples = {(pair.mentee_id, pair.mentor_id) for pair in queries.all_pairs(following)}
    assert ((look.mentee_id, refused) in couples) != says_no
    company.publish(following)


def test_what_coordinators_are_told_is_the_same_whether_or_not_somebody_said_no(company, draft):
    ask(company, draft)
    told = []
    for says_no in (False, True):
        if says_no:
            say_no(some_look())
        with pytest.raises(ZeroDivisionError), transaction():
            first_look.conclude(draft.id, now=OVER)
            db.session.flush()
            mail = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
            rows = db.session.scalars(db.select(AuditRow).order_by(AuditRow.id))
            told.append((mail.kind, mail.subject, mail.to_name, [(row.verb, row.by_id, sorted(row.facts))
                                                                 for row in rows], number_of(Draft)))
            raise ZeroDivisionError  # so that nothing of it is kept

    assert told[0] == told[1]
    assert told[0][0] == "rounds.looks_are_over"


def number_of(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_after_the_time_she_is_shown_the_way_to_her_own_list(company, draft):
    ask(company, draft)
    look = some_look()

    with pytest.raises(first_look.LookIsOver, match="your private list"), transaction():
        first_look.rather_not(look, now=OVER)

    assert make.count(Boundary) == 0


def test_ending_it_early_computes_at_once_and_a_closed_round_computes_nothing(company, draft):
    ask(company, draft)
    with transaction():
        following = first_look.end(draft, by=company.coordinator, now=make.NOW)
        assert following.state == "computing"
        assert first_look.end(draft, by=company.coordinator, now=make.NOW) is None
    assert first_looks.of_draft(draft).is_over
    assert first_looks.running(draft.round) is None


def test_a_draft_that_could_not_be_published_is_not_shown(company, draft):
    with transaction():
        queries.all_pairs(draft)[0].mentor.person.status = LEAVE

    with pytest.raises(eligibility.DraftOutdated):
        ask(company, draft)

    assert make.count(FirstLook) == make.count(OutboxMail) == 0
