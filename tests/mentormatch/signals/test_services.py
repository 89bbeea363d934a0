"""The list read from the database, and what a coordinator does about it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from mentormatch.actions.models import Action
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import NotAhead
from mentormatch.checkins.models import BY_ANSWER, CORRECTED, CheckInAnswer
from mentormatch.enrolments.models import MENTOR
from mentormatch.goals.models import NextStep
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import ACTIVE, PAUSED, WITHDRAWN
from mentormatch.people.models import LEAVE, LEFT
from mentormatch.pulses.models import NOT_GOOD, FitCheck, Pulse
from mentormatch.pulses.scale import ITEMS
from mentormatch.signals import labels, message_drafts, queries, rules, services
from mentormatch.signals.message_drafts import MessageDraft
from tests.mentormatch.signals.conftest import meeting
from tests.support import make

TODAY = make.NOW.date()
MAIL = MessageDraft("both", "A word", "How are you two?\n\nTell me.")


def listed(pair, reader=None, today=TODAY):
    db.session.rollback()
    reader = reader or pair.programme.coordinators[0]
    return queries.help_list(pair.programme, reader, today, make.NOW + (today - TODAY))


def kinds(pair, **more):
    return [signal.kind for one in listed(pair, **more).now if one.pair.id == pair.id for signal in one.signals]


def write(pair, mail=MAIL, kind="nudge", **more):
    with transaction():
        return services.write(pair, mail, kind, by=pair.programme.coordinators[0], now=make.NOW, **more)


def another(pair, name):
    """One more pair of the programme, silent since its start."""
    mentor = make.enrolment(make.person(f"{name} Sponsor", grade=8), pair.programme, MENTOR)
    return make.pair(mentor, make.enrolment(make.person(f"{name} Proteg"), pair.programme), state=ACTIVE,
                     started_at=make.NOW - timedelta(days=60))


def test_who_meets_and_agreed_is_not_on_the_list(pair):
    assert listed(pair) == queries.HelpList([], [])


def test_each_fact_is_found(pair):
    day = timedelta(days=30)
    missed = [meeting(pair, 3, minutes=0), meeting(pair, 1, minutes=0)]
    make.saved(CheckInAnswer(check_in_id=meeting(pair, 20).id, author_id=pair.mentor.person_id, kind=CORRECTED,
                             happened_on=TODAY - timedelta(days=20), minutes=0, missed_by="neither",
                             created_at=make.NOW))
    make.saved(Action(pair_id=pair.id, kind_id=pair.programme.action_kinds[0].id, reported_by_id=pair.mentor.person_id,
                      happened_on=TODAY - day, reported_at=make.NOW - day))
    make.saved(NextStep(pair_id=pair.id, owner_id=pair.mentor.person_id, by_id=pair.mentor.person_id, text="Ask Mia.",
                        due_on=TODAY - day, created_at=make.NOW - 2 * day))
    make.saved(FitCheck(pair_id=pair.id, person_id=pair.mentee.person_id, answer=NOT_GOOD, may_tell=True,
                        answered_at=make.NOW))

    assert missed
    assert kinds(pair) == ["not-good", "missed", "differing", "promised", "unconfirmed"]


def test_a_meeting_the_two_settled_on_was_not_missed(pair):
    told = [meeting(pair, 3, minutes=0), meeting(pair, 1, minutes=0)]
    assert "missed" in kinds(pair)

    make.saved(CheckInAnswer(check_in_id=told[1].id, author_id=pair.mentor.person_id, kind=CORRECTED,
                             happened_on=TODAY - timedelta(days=1), minutes=30, created_at=make.NOW))
    assert "missed" in kinds(pair)
    with transaction():
        told[1].settled_as, told[1].settled_at = BY_ANSWER, make.NOW

    assert kinds(pair) == []


def test_silence_and_a_missing_agreement_are_found(pair):
    quiet = another(pair, "Quiet")

    assert kinds(quiet) == ["silent", "no-agreement"]


def test_what_is_private_stays_so_without_consent(pair):
    make.saved(FitCheck(pair_id=pair.id, person_id=pair.mentee.person_id, answer=NOT_GOOD, answered_at=make.NOW))
    for wave, step in ((30, 5), (90, 1)):
        make.saved(Pulse(pair_id=pair.id, person_id=pair.mentee.person_id, wave=wave, due_at=make.NOW,
                         answers={item.slug: step for item in ITEMS}, answered_at=make.NOW + timedelta(days=wave)))
    make.saved(Action(pair_id=pair.id, kind_id=pair.programme.action_kinds[0].id, reported_by_id=pair.mentor.person_id,
                      state="not-confirmed", happened_on=TODAY, reported_at=make.NOW - timedelta(days=40)))

    assert kinds(pair) == []


def test_who_is_left_without_a_pair_is_named_once_and_until_there_is_another(pair):
    with transaction():
        pairs.close(pair, make.NOW, "left")
        pair.mentor.person.status = LEFT
    signal, = listed(pair).now[0].signals
    ines = rules.PartnerRef("Ines Okafor", pair.mentee.person_id)
    assert (signal.kind, signal.about, signal.somebody_left) == ("waiting", (ines,), True)
    assert "Ines Okafor is waiting for a new match" in labels.reason(signal)

    other = another(pair, "New")
    with transaction():
        other.mentee_id = pair.mentee_id
    assert kinds(pair) == []


def test_whose_proposal_was_taken_back_waits_unless_the_whole_round_was(pair):
    with transaction():
        pair.state, pair.closed_at = WITHDRAWN, make.NOW
    assert kinds(pair) == ["waiting"]

    with transaction():
        pair.may_return = True
    assert kinds(pair) == []


def test_a_coordinator_does_not_see_a_pair_of_his_own(pair):
    quiet = another(pair, "Quiet")
    with transaction():
        pair.programme.coordinators.append(quiet.mentor.person)

    assert listed(quiet, reader=quiet.mentor.person).now == []
    assert kinds(quiet) != []


def test_the_most_pressing_comes_first(pair):
    quiet = another(pair, "Quiet")
    make.saved(FitCheck(pair_id=pair.id, person_id=pair.mentee.person_id, answer=NOT_GOOD, may_tell=True,
                        answered_at=make.NOW))

    assert [one.pair.id for one in listed(pair).now] == [pair.id, quiet.id]


def test_the_number_of_statements_does_not_grow_with_the_pairs(pair):
    counts = []
    for names in ("Ann", "Bea"), ("Cleo", "Dora", "Eva", "Fay", "Gil", "Hela"):
        for name in names:
            meeting(another(pair, name), 50, minutes=0)
        counts.append(statements(lambda: listed(pair)))

    assert counts[0] == counts[1]


def statements(function):
    seen = []

    def note(*arguments):
        seen.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        function()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len([one for one in seen if one.lstrip().upper().startswith("SELECT")])


def test_a_mail_goes_to_each_by_itself_and_is_kept(pair, mails):
    step = write(pair, idempotency_key="abc")
    assert write(pair, idempotency_key="abc").id == step.id

    sent = mails()
    assert {mail.to_email for mail in sent} == {pair.mentor.person.email, pair.mentee.person.email}
    assert len(sent) == 2
    assert "Cora Lindt" in sent[0].text
    assert "cora.lindt@company.example" in sent[0].text
    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "help.nudge")).all()
    assert [row.facts for row in rows] == [{"until": None}]


def test_a_mail_to_one_reaches_one_and_nobody_on_leave(pair, mails):
    write(pair, MessageDraft("mentee", "A word", "Hello."))
    assert [mail.to_email for mail in mails()] == [pair.mentee.person.email]
    with transaction():
        pair.mentee.person.status = LEAVE

    with pytest.raises(services.NobodyToWriteTo):
        write(pair, MessageDraft("mentee", "A word", "Hello."))


def test_a_break_is_left_in_peace(pair, mails):
    with transaction():
        pair.state = PAUSED

    with pytest.raises(services.OnABreak):
        write(pair)

    assert mails() == []


def test_a_draft_about_something_private_goes_to_its_author_and_gives_nothing_away(pair):
    for kind in (rules.NOT_GOOD, rules.FELL):
        signal = rules.Signal(kind, 100, about=(rules.PartnerRef("Jonas Feld", pair.mentor.person_id),))
        draft = message_drafts.draft(pair, (signal,))

        assert draft.to == "mentor"
        assert not {"fit", "fell", "pulse", "said"} & set(draft.text.lower().replace(",", " ").split())
        assert message_drafts.offer(pair, (signal,)).to == "mentor"


def test_a_private_answer_is_followed_up_with_its_author_even_where_two_have_one_name(pair):
    with transaction():
        pair.mentor.person.name = pair.mentee.person.name
    make.saved(FitCheck(pair_id=pair.id, person_id=pair.mentor.person_id, answer=NOT_GOOD, may_tell=True,
                        answered_at=make.NOW))

    assert message_drafts.draft(pair, listed(pair).now[0].signals).to == "mentor"


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_reason_has_words_advice_and_a_draft(pair, kind):
    signal = rules.Signal(kind, 50, 3, (rules.PartnerRef("Ines Okafor", pair.mentee.person_id),))

    assert labels.reason(signal)
    assert labels.advice(signal)
    assert message_drafts.draft(pair, (signal,)).text


def test_put_aside_comes_back_on_its_day_and_earlier_for_a_new_reason(pair):
    quiet = another(pair, "Quiet")
    with transaction():
        services.snooze(quiet, TODAY + timedelta(days=14), by=pair.programme.coordinators[0], today=TODAY, now=make.NOW,
                        signals=("silent", "no-agreement"))
    found = listed(quiet)
    assert ([one.pair.id for one in found.now], [one.pair.id for one in found.later]) == ([], [quiet.id])
    assert kinds(quiet, today=TODAY + timedelta(days=14)) == ["silent", "no-agreement"]

    for days in (2, 1):
        meeting(quiet, days, minutes=0)
    assert "missed" in kinds(quiet)


def test_put_aside_can_be_undone_and_has_an_end(pair):
    quiet, by = another(pair, "Quiet"), pair.programme.coordinators[0]
    with pytest.raises(NotAhead), transaction():
        services.snooze(quiet, TODAY + timedelta(days=91), by=by, today=TODAY, now=make.NOW, signals=())
    with transaction():
        services.snooze(quiet, TODAY + timedelta(days=9), by=by, today=TODAY, now=make.NOW,
                        signals=("silent", "no-agreement"))

    with transaction():
        services.wake(quiet, by=by, today=TODAY, now=make.NOW + timedelta(minutes=1))

    assert [one.pair.id for one in listed(quiet).now] == [quiet.id]
