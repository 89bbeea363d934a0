"""Reporting, answering, correcting, lapsing: and that nothing counts but what she confirmed."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentormatch.actions import queries, services, tasks
from mentormatch.actions.models import Action, MenteeComment
from mentormatch.actions.services import Deed
from mentormatch.agreements.models import ACCEPTED, Agreement
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import AnsweredAlready, ChangedMeanwhile, DayToCome
from mentormatch.pairs.models import ENDED, PROPOSED
from mentormatch.people.models import LEAVE
from tests.support import make

LISBON = ZoneInfo("Europe/Lisbon")
DEED = Deed("put-forward", date(2026, 5, 1), "Named her for the pricing project.", "The board decides in June.")


def log(pair, side, deed=DEED, **changes):
    given = {"zone": LISBON, "now": make.NOW} | changes
    with transaction():
        return services.log(pair, deed, by=side.person, **given)


def answer(action, side, reply, version=1, **changes):
    with transaction():
        services.answer(action, reply, by=side.person, version=version, **({"now": make.NOW} | changes))


def amend(action, side, deed, version=1):
    with transaction():
        services.amend(action, deed, by=side.person, version=version, zone=LISBON, now=make.NOW)


def agreement(pair, **values):
    return make.saved(Agreement(pair_id=pair.id, version=1, state=ACCEPTED, proposed_by_id=pair.mentee.person_id,
                                proposed_at=make.NOW, cadence_weeks=4, **values))


def verbs():
    db.session.rollback()
    return set(db.session.scalars(db.select(AuditRow.verb)))


def test_what_he_reports_does_not_count_until_she_confirms_it(pair):
    action = log(pair, pair.mentor)
    assert (action.state, queries.confirmed_count(pair_id=pair.id)) == ("reported", 0)

    answer(action, pair.mentee, "confirmed")

    assert queries.confirmed_count(pair_id=pair.id) == 1
    assert queries.confirmed_count(programme_id=pair.programme_id) == 1
    assert queries.confirmed_by_kind(pair.programme_id) == {action.kind_id: 1}


def test_what_she_logs_counts_at_once(pair, mails):
    action = log(pair, pair.mentee)

    assert (action.state, queries.confirmed_count()) == ("confirmed", 1)
    assert mails() == []


@pytest.mark.parametrize("reply", ["confirmed", "unsure", "not-confirmed"])
def test_he_cannot_answer_his_own(pair, reply):
    action = log(pair, pair.mentor)

    with pytest.raises(services.NotTheMentee):
        answer(action, pair.mentor, reply)

    assert queries.confirmed_count() == 0


@pytest.mark.parametrize("reply", ["unsure", "not-confirmed"])
def test_doubt_and_a_no_do_not_count_and_leave_no_trace(pair, mails, reply):
    action = log(pair, pair.mentor)
    before = len(mails())

    answer(action, pair.mentee, reply, text="He was not even there.")

    assert queries.confirmed_count() == 0
    assert len(mails()) == before
    assert verbs() == {"action.reported"}


@pytest.mark.parametrize("reply", ["unsure", "not-confirmed", None])
def test_a_no_cannot_be_told_from_silence_by_the_audit_trail(pair, reply):
    action = log(pair, pair.mentor)
    if reply:
        answer(action, pair.mentee, reply)

    tasks.lapse_due(make.NOW + queries.LAPSES_AFTER)

    assert verbs() == {"action.reported"}


def test_mails_carry_the_kind_and_no_word_of_either(pair, mails):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "confirmed")

    to_her, to_him = mails()
    assert (to_her.to_email, to_her.kind) == (pair.mentee.person.email, "actions.reported")
    assert "put you forward for a role" in to_her.text
    assert (to_him.to_email, to_him.kind) == (pair.mentor.person.email, "actions.confirmed")
    for letter in (to_her, to_him):
        assert "pricing" not in letter.text + letter.html
        assert "June" not in letter.text + letter.html


def test_confirming_twice_sends_one_mail(pair, mails):
    action = log(pair, pair.mentor)

    answer(action, pair.mentee, "confirmed")
    answer(action, pair.mentee, "confirmed")

    assert [mail.kind for mail in mails()] == ["actions.reported", "actions.confirmed"]


def test_nobody_on_leave_is_written_to(pair, mails):
    with transaction():
        pair.mentee.person.status = LEAVE

    log(pair, pair.mentor)

    assert mails() == []


def test_the_same_form_posted_twice_reports_once(pair, mails):
    log(pair, pair.mentor, idempotency_key="abc")
    log(pair, pair.mentor, idempotency_key="abc")

    assert make.count(Action) == 1
    assert len(mails()) == 1


def test_she_may_change_her_mind(pair):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "not-confirmed", text="I heard nothing of it.", may_tell=True)

    answer(action, pair.mentee, "confirmed")

    assert queries.confirmed_count() == 1
    assert make.count(MenteeComment) == 0


def test_he_corrects_his_report_until_she_has_answered(pair):
    action = log(pair, pair.mentor)
    later = Deed("introduced", date(2026, 5, 2))

    amend(action, pair.mentor, later)
    assert (action.kind.slug, action.version, action.what) == ("introduced", 2, "")

    answer(action, pair.mentee, "confirmed", version=2)
    with pytest.raises(AnsweredAlready):
        amend(action, pair.mentor, DEED, version=2)


def test_a_doubt_looks_to_him_like_silence(pair):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "unsure", text="Let me ask around.")

    amend(action, pair.mentor, Deed("introduced", date(2026, 5, 2)))

    assert action.state == "reported"
    assert make.count(MenteeComment) == 0


def test_she_answers_what_she_saw(pair):
    action = log(pair, pair.mentor)
    amend(action, pair.mentor, Deed("introduced", date(2026, 5, 2)))

    with pytest.raises(ChangedMeanwhile):
        answer(action, pair.mentee, "confirmed", version=1)

    assert queries.confirmed_count() == 0


def test_he_takes_back_what_is_unanswered_and_nothing_else(pair):
    gone, remaining = log(pair, pair.mentor), log(pair, pair.mentor)
    answer(gone, pair.mentee, "unsure", text="Hm.")
    answer(remaining, pair.mentee, "not-confirmed")

    with transaction():
        services.take_back(gone, by=pair.mentor.person, now=make.NOW)
    with pytest.raises(AnsweredAlready), transaction():
        services.take_back(remaining, by=pair.mentor.person, now=make.NOW)

    assert (make.count(Action), make.count(MenteeComment)) == (1, 0)


def test_she_takes_back_her_own_with_what_came_of_it(pair):
    action = log(pair, pair.mentee)
    with transaction():
        services.add_outcome(action, "met", "Over lunch.", by=pair.mentee.person, now=make.NOW)

    with transaction():
        services.take_back(action, by=pair.mentee.person, now=make.NOW)

    assert make.count(Action) == 0


def test_only_she_says_what_came_of_it_and_only_of_what_happened(pair):
    action = log(pair, pair.mentor)
    with pytest.raises(services.NotConfirmed), transaction():
        services.add_outcome(action, "met", "", by=pair.mentee.person, now=make.NOW)
    answer(action, pair.mentee, "confirmed")

    with pytest.raises(services.NotTheMentee), transaction():
        services.add_outcome(action, "promoted", "", by=pair.mentor.person, now=make.NOW)
    with transaction():
        services.add_outcome(action, "met", "", by=pair.mentee.person, now=make.NOW)

    assert [outcome.kind for outcome in queries.by_id(action.id).outcomes] == ["met"]


def test_a_kind_she_wants_to_be_asked_about_needs_his_word_that_he_did(pair):
    agreement(pair, ask_first=["promotion-pay"])
    deed = Deed("promotion-pay", date(2026, 5, 1))

    with pytest.raises(services.AskFirst):
        log(pair, pair.mentor, deed)
    log(pair, pair.mentor, deed, asked_her=True)
    log(pair, pair.mentor, DEED)
    log(pair, pair.mentee, deed)

    assert make.count(Action) == 3


def test_a_report_waits_a_week_before_a_reminder_and_lapses_after_sixty_days(pair):
    action = log(pair, pair.mentor)

    assert queries.awaiting(make.NOW + timedelta(days=6)) == []
    assert queries.awaiting(make.NOW + timedelta(days=7)) == [action]
    tasks.lapse_due(make.NOW + timedelta(days=59))
    assert action.state == "reported"
    tasks.lapse_due(make.NOW + timedelta(days=60))
    tasks.lapse_due(make.NOW + timedelta(days=60))

    db.session.expire_all()
    assert (action.state, queries.confirmed_count()) == ("lapsed", 0)
    with pytest.raises(services.HasLapsed):
        answer(action, pair.mentee, "confirmed")


@pytest.mark.parametrize("state", [PROPOSED, ENDED])
def test_only_a_pair_that_meets_tells_of_actions(pair, state):
    with transaction():
        pair.state = state

    with pytest.raises(services.NotMeeting):
        log(pair, pair.mentor)


def test_after_the_end_she_can_still_answer(pair):
    action = log(pair, pair.mentor)
    with transaction():
        pair.state = ENDED

    answer(action, pair.mentee, "confirmed")

    assert queries.confirmed_count() == 1


@pytest.mark.parametrize(("deed", "refusal"), [
    (Deed("made-up", date(2026, 5, 1)), services.NotAKind),
    (Deed("put-forward", date(2026, 5, 5)), DayToCome),
])
def test_what_cannot_be_is_refused(pair, deed, refusal):
    with pytest.raises(refusal):
        log(pair, pair.mentor, deed)


def test_a_retired_kind_is_not_offered_and_still_counts(pair):
    action = log(pair, pair.mentee)
    with transaction():
        action.kind.retired_at = make.NOW

    with pytest.raises(services.NotAKind):
        log(pair, pair.mentor)

    assert queries.confirmed_count() == 1
