"""Two processes at the same moment: one round is opened, a draft is stored once, a round is published once."""

from collections import Counter

import pytest

from mentormatch.base import postman
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import membership
from mentormatch.enrolments import services as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import PROPOSED, WITHDRAWN, Pair
from mentormatch.programmes import queries as programmes
from mentormatch.rounds import services, tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import DISCARDED, OPEN, PUBLISHED, READY, Draft, Round
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing import tasks as publishing_tasks
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make, race

pytestmark = pytest.mark.race


def open_round(slug):
    programme = programmes.by_slug(slug)
    with transaction():
        return services.open_round(programme, by=programme.coordinators[0], now=make.NOW).number


def request_draft(slug):
    of = queries.by_number(slug, 1)
    settings = DraftSettings.of_programme(of.programme)
    with transaction():
        return drafts.request_draft(of, settings, by=of.programme.coordinators[0], now=make.NOW).id


def compute(draft_id):
    tasks.compute(draft_id)
    return "done"


def publish(draft_id):
    draft = queries.draft(draft_id)  # read before the lock is held, as a request does
    with transaction():
        publishing.publish(draft, by=draft.programme.coordinators[0], now=make.NOW, zone=ZONE)
    return "published"


def discard(draft_id):
    of = queries.draft(draft_id).round
    with transaction():
        services.discard(of, by=of.programme.coordinators[0], now=make.NOW)
    return "discarded"


def pause(draft_id):
    mentee_id = queries.all_pairs(queries.draft(draft_id))[0].mentee_id
    enrolment = db.session.get_one(Enrolment, mentee_id)
    with transaction():
        membership.pause(enrolment, now=make.NOW)
    return "paused"


def withdraw(draft_id):
    """Leave the programme, as the mentor of a drafted pair."""
    mentor_id = queries.all_pairs(queries.draft(draft_id))[0].mentor_id
    enrolment = db.session.get_one(Enrolment, mentor_id)
    with transaction():
        membership.withdraw(enrolment, now=make.NOW)
    return "withdrew"


def refuse(draft_id):
    """A private boundary between two who are a pair of the draft."""
    pair = queries.all_pairs(queries.draft(draft_id))[0]
    enrolment, person_id = db.session.get_one(Enrolment, pair.mentee_id), pair.mentor.person_id
    with transaction():
        enrolments.add_boundary(enrolment, person_id, now=make.NOW)
    return "refused"


def sweep(draft_id):
    publishing_tasks.sweep_planned(make.NOW)
    return "swept"


def take_back(draft_id):
    of = queries.draft(draft_id).round
    with transaction():
        publishing.take_back(of, by=of.programme.coordinators[0], now=make.NOW)
    return "unpublish"


def accept(draft_id):
    pair = db.session.scalars(db.select(Pair).order_by(Pair.id)).first()
    with transaction():
        pairs.accept(pair, by=pair.mentee.person, now=make.NOW)
    return "accepted"


def send(_draft_id):
    postman.sweep(make.NOW)
    return "sent"


DEEDS = {deed.__name__: deed for deed in (publish, discard, pause, withdraw, refuse, sweep, take_back, accept, send)}


def do(verb, draft_id):
    return DEEDS[verb](draft_id)


def deeds(verb):
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count(AuditRow.id)).where(AuditRow.verb == verb))


def test_two_coordinators_open_a_round_and_one_is_told(app, company):
    slug = company.programme.slug

    found = race.run(app, open_round, [(slug,), (slug,)])

    assert sorted(found) == ["1", "RoundIsOpen"]
    assert make.count(Round) == 1


def test_two_coordinators_ask_for_the_same_draft_and_share_it(app, company):
    company.open()
    slug = company.programme.slug

    first, second = race.run(app, request_draft, [(slug,), (slug,)])

    assert first == second
    assert make.count(Draft) == 1


def test_two_workers_take_the_same_draft_and_it_is_stored_once(app, company):
    draft = company.ask()

    assert race.run(app, compute, [(draft.id,), (draft.id,)]) == ["done", "done"]

    db.session.rollback()
    assert draft.state == READY
    assert (draft.attempts, deeds("draft.computed")) == (1, 1)
    assert len(queries.all_pairs(draft)) == 3
    assert len(queries.left_out(draft)) == 1


def test_two_workers_who_both_solved_it_store_it_once(app, company):
    draft = company.ask()
    with transaction():
        draft.claimed_until = make.NOW  # the first one's claim has lapsed while it still computes

    race.run(app, compute, [(draft.id,), (draft.id,)])

    assert deeds("draft.computed") == 1
    assert len(queries.all_pairs(draft)) == 3


def test_a_draft_is_published_from_two_browsers_and_everybody_gets_one_mail(app, company):
    draft = company.draft()

    found = race.run(app, publish, [(draft.id,), (draft.id,)])

    assert sorted(found) == ["RoundAlreadyPublished", "published"]
    assert (make.count(Pair), make.count(OutboxMail)) == (3, 6)
    assert (deeds("round.published"), deeds("pair.proposed")) == (1, 3)


def test_two_drafts_of_a_round_are_published_at_once_and_one_of_them_is(app, company):
    first = company.draft()
    second = company.draft(first.round, "stable")

    found = race.run(app, publish, [(first.id,), (second.id,)])

    assert sorted(found) == ["RoundAlreadyPublished", "published"]
    assert make.count(Pair) == 3
    assert sum(draft.published_at is not None for draft in first.round.drafts) == 1


def test_a_round_is_published_and_discarded_at_once_and_is_one_of_them_whole(app, company):
    draft = company.draft()

    found = race.run(app, do, [("publish", draft.id), ("discard", draft.id)])

    db.session.rollback()
    if found == ["published", "RoundAlreadyPublished"]:
        assert (draft.round.state, make.count(Pair), make.count(OutboxMail)) == (PUBLISHED, 3, 6)
    else:
        assert found == ["RoundAlreadyPublished", "discarded"]
        assert (draft.round.state, make.count(Pair), make.count(OutboxMail)) == (DISCARDED, 0, 0)


@pytest.mark.parametrize(("verb", "done"), [("withdraw", "withdrew"), ("refuse", "refused")])
def test_somebody_leaves_or_refuses_while_the_round_is_published_and_no_forbidden_pair_is(app, company, verb, done):
    draft = company.draft()

    found = race.run(app, do, [("publish", draft.id), (verb, draft.id)])

    assert found[1] == done
    assert found[0] in ("published", "DraftOutdated")
    assert (make.count(Pair), make.count(OutboxMail)) == ((3, 6) if found[0] == "published" else (0, 0))
    first = db.session.scalar(db.select(AuditRow.id).where(AuditRow.verb == "round.published"))
    left = db.session.scalar(db.select(AuditRow.id).where(AuditRow.verb == "enrolment.withdrawn"))
    assert first is None or left is None or first < left


def test_two_workers_find_the_same_planned_round_and_publish_it_once(app, company):
    draft = company.draft()
    with transaction():
        draft.round.publish_at, draft.round.plan = make.NOW, {"draft_id": draft.id}

    assert race.run(app, do, [("sweep", draft.id), ("sweep", draft.id), ("publish", draft.id)])[:2] == ["swept"] * 2

    assert (make.count(Pair), deeds("round.published"), deeds("round.publish_refused")) == (3, 1, 0)
    assert make.count(OutboxMail) in (6, 7), "the coordinator has a mail where a worker came first"


def test_a_round_is_taken_back_while_somebody_accepts_and_it_is_one_or_the_other(app, company):
    draft = company.draft()
    company.publish(draft)

    found = race.run(app, do, [("take_back", draft.id), ("accept", draft.id)])

    db.session.rollback()
    states = {pair.state for pair in db.session.scalars(db.select(Pair))}
    if found[0] == "unpublish":
        assert (found[1], states) == ("NoLongerOpen", {WITHDRAWN})
    else:
        assert (found, states) == (["CannotBeTakenBack", "accepted"], {PROPOSED})


def test_a_round_is_taken_back_while_its_emails_leave_and_just_those_who_got_one_hear_of_it(app, company):
    draft = company.draft()
    company.publish(draft)

    race.run(app, do, [("send", draft.id), ("take_back", draft.id)])

    db.session.rollback()
    kinds = Counter(db.session.scalars(db.select(OutboxMail.kind)))
    assert draft.round.state == OPEN
    assert kinds["pairs.withdrawn"] == kinds["pairs.proposed"]


def test_somebody_pauses_while_the_round_is_published_and_it_is_all_or_nothing(app, company):
    draft = company.draft()

    found = race.run(app, do, [("publish", draft.id), ("pause", draft.id)])

    assert found[1] == "paused"
    assert found[0] in ("published", "DraftOutdated")
    assert (make.count(Pair), make.count(OutboxMail)) == ((3, 6) if found[0] == "published" else (0, 0))
