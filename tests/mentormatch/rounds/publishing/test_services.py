"""Publishing: what goes out to whom, at a set time, never what a rule forbids now; taking a round back."""

from datetime import timedelta

import pytest

from mentormatch.base import clock, postman
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import membership
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import PROPOSED, WITHDRAWN, Pair
from mentormatch.people.models import LEAVE
from mentormatch.rounds import services
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.models import OPEN, PUBLISHED
from mentormatch.rounds.publishing import eligibility
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


def plan_for(company, draft, at=TOMORROW, **choices):
    with transaction():
        publishing.schedule(draft, PublishingPlan(**choices), at, by=company.coordinator, now=make.NOW, zone=ZONE)


def sweep(at):
    db.session.rollback()
    with clock.stopped(at):
        publishing_tasks.sweep_planned(at)
    db.session.rollback()


def let_all_leave():
    """Send every email that waits."""
    postman.sweep(make.NOW)


def take_back(company, of, now=make.NOW):
    with transaction():
        return publishing.take_back(of, by=company.coordinator, now=now)


def mails(kind):
    db.session.rollback()
    return list(db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == kind)))


def audited(verb):
    db.session.rollback()
    return list(db.session.scalars(db.select(AuditRow).where(AuditRow.verb == verb)))


def test_no_draft_proposes_two_a_second_time_whatever_the_rules_say(company):
    before = company.draft()
    publish(company, before)
    couples = {(pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(before)}
    for pair in db.session.scalars(db.select(Pair)).all():
        with transaction():
            pairs.decline(pair, by=pair.mentee.person, now=make.NOW)
    with transaction():
        company.programme.rules = {"past_pair": {"on": False}}
        company.programme.waivable_rules = ["past_pair"]  # as could once be chosen

    draft = company.draft()

    assert couples.isdisjoint((pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(draft))
    assert publish(company, draft).state == PUBLISHED


def test_those_left_out_get_a_kind_mail_only_if_the_coordinator_wants(company):
    first = company.draft()
    publish(company, first)
    assert mails("rounds.left_out") == []
    take_back(company, first.round)
    left_out = [left.mentee.person.name for left in queries.left_out(first)]

    publish(company, first, tell_left_out=True)

    sent = mails("rounds.left_out")
    assert [mail.to_name for mail in sent] == left_out
    assert "we couldn't match you this time" in sent[0].text
    assert "score" not in sent[0].text


def test_a_round_can_be_published_without_a_mail(company):
    publish(company, company.draft(), mails=False, tell_left_out=True)

    assert make.count(Pair) == 3
    assert make.count(OutboxMail) == 0


def test_a_planned_round_is_published_at_its_time_and_not_before(company):
    draft = company.draft()
    plan_for(company, draft)

    sweep(TOMORROW - timedelta(minutes=1))
    assert draft.round.state == OPEN
    sweep(TOMORROW)
    sweep(TOMORROW + timedelta(minutes=1))

    assert (draft.round.state, draft.round.publish_at) == (PUBLISHED, None)
    assert make.count(Pair) == 3
    assert len(mails("pairs.proposed")) == 6
    assert [mail.to_email for mail in mails("rounds.published")] == [company.coordinator.email]
    assert audited("round.published")[0].by_id == company.coordinator.id


def test_a_cancelled_plan_publishes_nothing(company):
    draft = company.draft()
    plan_for(company, draft)
    with transaction():
        publishing.cancel_plan(draft.round, by=company.coordinator, now=make.NOW)

    sweep(TOMORROW)

    assert draft.round.state == OPEN
    with pytest.raises(publishing.NothingPlanned), transaction():
        publishing.cancel_plan(draft.round, by=company.coordinator, now=make.NOW)


def test_a_planned_round_whose_inputs_went_stale_is_not_published_and_the_coordinators_hear_why(company):
    draft = company.draft()
    plan_for(company, draft)
    gone = queries.all_pairs(draft)[0].mentee
    with transaction():
        membership.withdraw(gone, now=make.NOW)

    sweep(TOMORROW)
    sweep(TOMORROW + timedelta(minutes=1))

    assert (draft.round.state, draft.round.publish_at, make.count(Pair)) == (OPEN, None, 0)
    [mail] = mails("rounds.not_published")
    assert mail.to_email == company.coordinator.email
    assert gone.person.name in mail.text
    assert audited("round.publish_refused")[0].facts["refusal"] == "DraftOutdated"


@pytest.mark.parametrize("at", [make.NOW - timedelta(hours=1), make.NOW, make.NOW + timedelta(days=61)])
def test_a_time_that_makes_no_sense_is_refused_beside_its_field(company, at):
    draft = company.draft()

    with pytest.raises(publishing.NotThen) as refused:
        plan_for(company, draft, at)

    assert refused.value.field == "publish_at"
    assert draft.round.publish_at is None


def test_a_mentor_who_gives_fewer_places_now_stops_the_publishing(company):
    draft = company.draft()
    with transaction():
        company.mentors[0].places = 1

    with pytest.raises(eligibility.DraftOutdated, match="Milo Senior"):
        company.publish(draft)

    assert make.count(Pair) == 0


def test_a_discarded_draft_is_not_published(company):
    draft = company.draft()
    with transaction():
        draft.discarded_at = make.NOW

    with pytest.raises(result_files.DraftNotReady, match="discarded"):
        company.publish(draft)


def test_a_round_taken_back_is_open_again_and_the_same_people_can_be_paired_again(company):
    draft = company.draft()
    publish(company, draft, tell_left_out=True)
    couples = {(pair.mentor_id, pair.mentee_id) for pair in db.session.scalars(db.select(Pair))}
    let_all_leave()

    assert take_back(company, draft.round, make.NOW + timedelta(hours=24)) == 3

    assert (draft.round.state, draft.round.closed_at, draft.published_at) == (OPEN, None, None)
    assert {pair.state for pair in db.session.scalars(db.select(Pair))} == {WITHDRAWN}
    assert len(mails("pairs.withdrawn")) == 6
    assert [mail.to_name for mail in mails("rounds.open_again")] == [
        left.mentee.person.name for left in queries.left_out(draft)]
    assert len(audited("round.taken_back")) == 1
    company.publish(draft)
    again = [pair for pair in db.session.scalars(db.select(Pair)) if pair.state == PROPOSED]
    assert {(pair.mentor_id, pair.mentee_id) for pair in again} == couples
    assert queries.outcome(draft.round).pairs == 3
    assert queries.proposed_by_round(company.programme) == {1: 3}


def test_a_new_draft_after_taking_back_pairs_the_same_people(company):
    first = company.draft()
    couples = {(pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(first)}
    company.publish(first)
    take_back(company, first.round)

    second = company.draft(first.round)

    assert {(pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(second)} == couples


def test_once_somebody_accepted_the_round_stays_published(company):
    draft = company.draft()
    company.publish(draft)
    pair = db.session.scalars(db.select(Pair)).first()
    with transaction():
        pairs.accept(pair, by=pair.mentee.person, now=make.NOW)

    with pytest.raises(publishing.CannotBeTakenBack, match="Someone has already accepted"):
        take_back(company, draft.round)

    assert draft.round.state == PUBLISHED
    assert mails("pairs.withdrawn") == []


def test_after_a_day_the_round_stays_published(company):
    draft = company.draft()
    company.publish(draft)

    with pytest.raises(publishing.CannotBeTakenBack, match="24 hours"):
        take_back(company, draft.round, make.NOW + timedelta(hours=24, minutes=1))


def test_a_round_is_not_taken_back_beside_another_open_one(company):
    draft = company.draft()
    company.publish(draft)
    company.open()

    with pytest.raises(services.RoundIsOpen):
        take_back(company, draft.round)

    assert draft.round.state == PUBLISHED


def test_a_no_that_was_said_before_stays_a_no_when_the_round_is_taken_back(company):
    draft = company.draft()
    company.publish(draft)
    refused = db.session.scalars(db.select(Pair)).first()
    with transaction():
        pairs.decline(refused, by=refused.mentee.person, now=make.NOW)
    let_all_leave()

    assert take_back(company, draft.round) == 2

    assert not refused.may_return
    assert len(mails("pairs.withdrawn")) == 4


def test_nobody_on_leave_gets_a_mail_when_left_out(company):
    draft = company.draft()
    away = queries.left_out(draft)[0].mentee.person
    with transaction():
        away.status = LEAVE

    publish(company, draft, tell_left_out=True)

    assert mails("rounds.left_out") == []
