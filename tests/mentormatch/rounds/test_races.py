"""Two processes at the same moment: one round is opened, a draft is stored once, a round is published once."""

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import services as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import Pair
from mentormatch.programmes import queries as programmes
from mentormatch.rounds import publishing, queries, services, tasks
from mentormatch.rounds.models import DISCARDED, PUBLISHED, READY, Draft, Round
from mentormatch.rounds.settings import DraftSettings
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
        return services.request_draft(of, settings, by=of.programme.coordinators[0], now=make.NOW).id


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
        enrolments.pause(enrolment, now=make.NOW)
    return "paused"


def do(verb, draft_id):
    return {"publish": publish, "discard": discard, "pause": pause}[verb](draft_id)


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


def test_somebody_pauses_while_the_round_is_published_and_it_is_all_or_nothing(app, company):
    draft = company.draft()

    found = race.run(app, do, [("publish", draft.id), ("pause", draft.id)])

    assert found[1] == "paused"
    assert found[0] in ("published", "DraftOutdated")
    assert (make.count(Pair), make.count(OutboxMail)) == ((3, 6) if found[0] == "published" else (0, 0))
