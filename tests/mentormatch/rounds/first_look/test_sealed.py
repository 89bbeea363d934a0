"""A sealed first look: which drafts coordinators see, from when, and what the people who look are told of it."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.people.models import LEAVE
from mentormatch.rounds import services, tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.drafts import computing, exports, sealing, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.first_look import tasks as first_look_tasks
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import Draft
from mentormatch.rounds.publishing import eligibility
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.plans import PublishingPlan
from mentormatch.rounds.reading import comparison, queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make

OVER = make.NOW + timedelta(days=3)


@pytest.fixture
def programme(company):
    with transaction():
        company.programme.look_days = 3
    return company.programme


@pytest.fixture
def draft(company, programme):
    return company.draft()


def ask(company, draft, **when):
    with transaction():
        first_look.ask(draft, by=company.coordinator, now=make.NOW, zone=ZONE, **when)
    return first_looks.rows(draft)


def after_the_look():
    db.session.rollback()
    with clock.stopped(OVER):
        first_look_tasks.sweep_looks(OVER)
        following = db.session.scalars(db.select(Draft).where(Draft.copied_from_id.is_not(None))).one()
        tasks.compute(following.id)
    db.session.expire_all()
    return following


def test_drafts_are_sealed_until_a_first_look_is_over_and_those_before_it_for_good(company, draft):
    other = company.draft(draft.round, "stable")
    assert draft.is_sealed
    ask(company, draft)
    during = company.draft(draft.round, "total")

    following = after_the_look()
    later = company.draft(draft.round)

    assert [row.is_sealed for row in (draft, other, during, following, later)] == [True, True, True, False, False]
    with pytest.raises(sealing.DraftIsSealed, match="stays closed"):
        company.publish(draft)
    company.publish(following)
    with pytest.raises(sealing.DraftIsSealed, match="stays closed"):
        sealing.check_open(draft)


@pytest.mark.parametrize(("days", "is_sealed"), [(0, True), (3, False)])
def test_a_programme_without_first_looks_or_one_that_lets_coordinators_look_seals_nothing(company, days, is_sealed):
    with transaction():
        company.programme.look_days, company.programme.looks_sealed = days, is_sealed

    assert not company.draft().is_sealed


def test_nothing_of_a_sealed_draft_is_decided_exported_tried_or_published(company, draft):
    snapshot = what_if.snapshot(draft.programme, now=make.NOW, zone=ZONE)
    wanted = deciding.DecisionRequest("place", company.mentees[0].id, company.mentors[0].id)
    now = {"by": company.coordinator, "now": make.NOW}
    deeds = (
        lambda: deciding.preview(draft, wanted, snapshot, by=company.coordinator),
        lambda: deciding.undo(draft, None, version=draft.version, **now),
        lambda: deciding.redo(draft, None, version=draft.version, **now),
        lambda: exports.export(draft, "csv", **now),
        lambda: publishing.publish(draft, zone=ZONE, **now),
        lambda: publishing.schedule(draft, PublishingPlan(), make.NOW + timedelta(hours=1), zone=ZONE, **now),
    )

    for deed in deeds:
        with pytest.raises(sealing.DraftIsSealed, match="counts only"), transaction():
            deed()


def test_a_sealed_draft_is_in_no_comparison_and_shows_counts_in_the_list(company, draft):
    twin = company.draft(draft.round)
    assert comparison.side_by_side(draft.round, f"{draft.id},{twin.id}").drafts == ()
    assert [(row.figures.pairs, row.figures.left_out, row.figures.mean, row.figures.worst, row.same_as)
            for row in queries.drafts(draft.round)] == [(3, 1, None, None, None)] * 2
    pair, left = queries.all_pairs(draft)[0], queries.left_out(draft)[0]
    assert queries.draft_pair(draft.id, pair.id) is None
    assert queries.draft_left_out(draft.id, left.mentee_id) is None

    ask(company, draft)
    following = after_the_look()

    assert comparison.side_by_side(draft.round, f"{draft.id},{following.id}").drafts == (following,)
    assert [row.same_as for row in queries.drafts(draft.round)] == [None] * 3


def test_recomputing_after_the_look_opens_a_draft_and_forgets_what_it_held(company, draft):
    ask(company, draft)
    after_the_look()
    with transaction():
        drafts.recompute(draft, by=company.coordinator, now=OVER, seen_version=draft.version)

    with transaction():
        computing.claim(draft.id, now=OVER)
    assert (draft.is_sealed, queries.all_pairs(draft), queries.left_out(draft), draft.result) == (False, [], [], None)
    with transaction():
        drafts.cancel(draft, by=company.coordinator, now=OVER)
    assert queries.figures(draft).mentees == 0


def test_a_draft_that_was_begun_while_people_looked_stays_closed_if_it_ends_after(company, draft):
    """What it is computed from may not know yet what was said: beside a later one it would tell."""
    ask(company, draft)
    waiting = company.ask(draft.round, "total")
    with transaction():
        run = computing.claim(waiting.id, now=make.NOW)
    solution = tasks._solution(waiting.id, tasks.Heartbeat(waiting.id, run))
    with transaction():
        first_look.conclude(draft.id, now=OVER)

    with transaction():
        computing.store(waiting.id, solution, now=OVER, run=run)

    assert waiting.is_sealed


def test_switching_first_looks_off_opens_no_draft_there_was_and_none_while_people_look(company, draft):
    ask(company, draft)
    with transaction():
        first_look.set_days(draft.programme, 0, by=company.coordinator, now=make.NOW)

    assert company.draft(draft.round, "total").is_sealed
    assert draft.is_sealed


def test_the_setting_is_recorded_and_never_changed_while_people_look(company, draft, programme):
    def let_see(is_sealed):
        with transaction():
            first_look.set_sealed(programme, is_sealed, by=company.coordinator, now=make.NOW)

    let_see(False)
    let_see(False)
    let_see(True)
    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "programme.look_seal_changed")).all()
    assert [row.facts for row in rows] == [{"sealed": False}, {"sealed": True}]

    ask(company, draft, held_for=timedelta(minutes=30))
    with pytest.raises(first_look.LookIsRunning, match="were told who can see it") as refusal:
        let_see(False)
    assert refusal.value.field == "sealed"
    with transaction():
        first_look.end(draft, by=company.coordinator, now=make.NOW)
    let_see(False)


def look_and_letter(company, draft):
    look = ask(company, draft)[0]
    mail = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "rounds.first_look")).first()
    return look.is_sealed, "They're never told what you say, but may notice if it changes." in " ".join(
        mail.text.split())


def test_people_are_told_when_coordinators_have_seen_their_suggestion(company, draft):
    assert look_and_letter(company, draft) == (True, False)


def test_people_are_told_where_a_programme_lets_coordinators_look(company):
    with transaction():
        company.programme.look_days, company.programme.looks_sealed = 3, False

    assert look_and_letter(company, company.draft()) == (False, True)


def test_an_open_draft_is_no_window_on_people_who_have_yet_to_look(company):
    """Trying other settings out answers who'd be matched now, whichever draft it is asked of."""
    old = company.draft()
    wanted = deciding.DecisionRequest("place", company.mentees[0].id, company.mentors[0].id)
    with transaction():
        company.programme.look_days = 3
    snapshot = what_if.snapshot(company.programme, now=make.NOW, zone=ZONE)
    for check in (lambda: sealing.check_trial(old),
                  lambda: deciding.preview(old, wanted, snapshot, by=company.coordinator)):
        with pytest.raises(sealing.DraftIsSealed, match="haven't had their first look in this round"):
            check()

    with transaction():
        services.discard(old.round, by=company.coordinator, now=make.NOW)
    with pytest.raises(services.RoundAlreadyPublished):
        sealing.check_trial(old)


@pytest.mark.parametrize("way", ["same round", "discarded round"])
def test_people_are_told_where_another_draft_of_them_was_open(company, way):
    """Looking first with the setting off, then switching it on, hides nothing any more: so nobody says that it does."""
    known = company.draft()
    with transaction():
        company.programme.look_days = 3
        if way == "discarded round":
            services.discard(known.round, by=company.coordinator, now=make.NOW)

    draft = company.draft(None if way == "discarded round" else known.round)

    assert draft.is_sealed
    assert look_and_letter(company, draft) == (False, True)


def test_a_draft_that_was_open_two_months_ago_says_little_of_today(company):
    with clock.stopped(make.NOW - timedelta(days=61)):
        known = company.draft()
    with transaction():
        company.programme.look_days = 3
        services.discard(known.round, by=company.coordinator, now=make.NOW - timedelta(days=61))

    assert look_and_letter(company, company.draft()) == (True, False)


def test_a_second_look_in_a_round_says_that_coordinators_have_seen(company, draft):
    ask(company, draft)
    following = after_the_look()

    with transaction():
        first_look.ask(following, by=company.coordinator, now=OVER, zone=ZONE)

    assert {look.is_sealed for look in first_looks.rows(following)} == {False}


def test_a_sealed_draft_that_can_no_longer_be_shown_counts_its_pairs_and_names_none(company, draft):
    pair = queries.all_pairs(draft)[0]
    with transaction():
        pair.mentor.person.status = LEAVE

    with pytest.raises(eligibility.DraftOutdated, match="can no longer be made") as refusal:
        ask(company, draft)

    assert pair.mentor.person.name not in str(refusal.value)
    assert pair.mentee.person.name not in str(refusal.value)
