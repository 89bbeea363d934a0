"""What happens between a draft and its publishing: who is no longer told, and a draft that was changed meanwhile."""

from datetime import timedelta

import pytest

from mentormatch.base import clock, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import DRAFT, PAUSED, WITHDRAWN
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.rounds import tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.models import OPEN, PUBLISHED
from mentormatch.rounds.publishing import left_out, previews
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing import tasks as publishing_tasks
from mentormatch.rounds.publishing.plans import PublishingPlan
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make

TOMORROW = make.NOW + timedelta(days=1)


def publish(company, draft, **choices):
    with transaction():
        return publishing.publish(draft, by=company.coordinator, now=make.NOW, zone=ZONE,
                                  plan=PublishingPlan(**choices))


def written(kind):
    return [mail.to_name for mail in db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == kind))]


@pytest.mark.parametrize("state", [WITHDRAWN, PAUSED, DRAFT])
def test_somebody_left_out_who_is_not_in_the_next_round_is_not_promised_it(company, state):
    draft = company.draft()
    assert previews.recipients(draft).left_out == 1
    hers = queries.left_out(draft)[0].mentee
    with transaction():
        hers.state = state

    counted, plan = previews.recipients(draft), PublishingPlan(tell_left_out=True)
    publish(company, draft, tell_left_out=True)

    assert (counted.left_out, counted.mails(plan)) == (0, 6)
    assert [one.role for one in previews.mails(draft, plan, None, make.NOW)] == []
    assert written("rounds.left_out") == []


def test_somebody_left_out_who_withdrew_hears_no_more_of_a_round_that_is_taken_back(company):
    draft = company.draft()
    publish(company, draft, tell_left_out=True)
    hers = queries.left_out(draft)[0].mentee
    assert written("rounds.left_out") == [hers.person.name]
    postman.sweep(make.NOW)
    with transaction():
        hers.state = WITHDRAWN

    with transaction():
        publishing.take_back(draft.round, by=company.coordinator, now=make.NOW)

    assert written("rounds.open_again") == []


def test_somebody_left_out_who_has_a_pair_by_now_is_not_told_that_there_is_none(company):
    draft = company.draft()
    hers = queries.left_out(draft)[0].mentee
    mentor = company.enrol("Olga Senior", "mentor", 8, {company.strategy: 3})
    with transaction():
        pairs.propose(mentor, hers, score=500, why={}, round_number=None, by=None, now=make.NOW)

    assert left_out.waiting(draft) == []
    assert left_out.count(draft) == 0


def planned(company, draft):
    with transaction():
        publishing.schedule(draft, PublishingPlan(), TOMORROW, by=company.coordinator, now=make.NOW, zone=ZONE)


def when_it_comes():
    with clock.stopped(TOMORROW):
        publishing_tasks.sweep_planned(TOMORROW)
    db.session.expire_all()


def test_a_planned_draft_that_was_computed_again_is_not_published_unseen(company):
    draft = company.draft()
    planned(company, draft)
    with clock.stopped(make.NOW + timedelta(hours=1)):
        with transaction():
            drafts.recompute(draft, by=company.coordinator, now=clock.now(), seen_version=draft.version)
        tasks.compute(draft.id)

    when_it_comes()

    assert (draft.round.state, draft.round.publish_at, make.count(Pair)) == (OPEN, None, 0)
    [told] = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "rounds.not_published"))
    assert "Carla Coordinator changed Draft 1 after it was scheduled" in told.text


def test_a_planned_draft_that_got_another_name_is_published(company):
    draft = company.draft()
    planned(company, draft)
    with transaction():
        drafts.rename(draft, "The one", by=company.coordinator, now=make.NOW)

    when_it_comes()

    assert (draft.round.state, make.count(Pair)) == (PUBLISHED, 3)


def test_what_was_planned_before_results_were_noted_is_published(company):
    draft = company.draft()
    planned(company, draft)
    with transaction():
        draft.round.plan = {key: value for key, value in draft.round.plan.items() if key != "computed_at"}

    when_it_comes()

    assert draft.round.state == PUBLISHED
