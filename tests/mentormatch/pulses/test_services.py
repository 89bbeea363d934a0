"""Fit checks and pulses: asked once for each occasion, answered alone, told to nobody without consent."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import NotTheirs
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs.models import ENDED, PAUSED
from mentormatch.people.models import LEAVE
from mentormatch.pulses import queries, services, tasks
from mentormatch.pulses.models import NOT_GOOD, FitCheck, Pulse
from mentormatch.pulses.scale import ITEMS
from tests.support import make

SLUGS = [item.slug for item in ITEMS]


def say(pair, side, answer, **more):
    with transaction():
        return services.say_fit(pair, answer, by=side.person, now=make.NOW, **more)


def answered(pair, side, step, wave, **more):
    """One answered pulse of one of the two."""
    now = make.NOW + timedelta(days=wave)
    pulse = make.saved(Pulse(pair_id=pair.id, person_id=side.person_id, wave=wave, due_at=now))
    with transaction():
        services.answer(pulse, dict.fromkeys(SLUGS, step), by=side.person, now=now, **more)
    return pulse


def test_both_are_asked_on_day_30_and_again_on_day_90_and_each_time_once(pair):
    for _sweep in range(2):
        tasks.ask_due(make.NOW)
    assert make.count(Pulse) == 2

    for _sweep in range(2):
        tasks.ask_due(make.NOW + timedelta(days=50))

    assert queries.waves_asked([pair.id]) == {
        (pair.id, side.person_id, wave) for side in (pair.mentor, pair.mentee) for wave in (30, 90)}


def test_a_worker_that_was_down_asks_for_the_latest_only(pair):
    tasks.ask_due(make.NOW + timedelta(days=300))

    assert {wave for _pair, _person, wave in queries.waves_asked([pair.id])} == {330}


def test_nobody_is_asked_too_early_during_a_break_or_on_leave(pair):
    tasks.ask_due(make.NOW - timedelta(days=11))
    assert make.count(Pulse) == 0
    with transaction():
        pair.mentee.person.status = LEAVE
    tasks.ask_due(make.NOW)
    assert {pulse.person_id for pulse in db.session.scalars(db.select(Pulse))} == {pair.mentor.person_id}

    with transaction():
        pair.mentee.person.status, pair.state = "active", PAUSED
    tasks.ask_due(make.NOW)

    assert make.count(Pulse) == 1


def test_the_end_is_asked_about_once_of_those_who_met(pair):
    with transaction():
        pair.state, pair.closed_at = ENDED, make.NOW

    tasks.ask_due(make.NOW + timedelta(days=1))
    tasks.ask_due(make.NOW + timedelta(days=2))

    assert [pulse.wave for pulse in db.session.scalars(db.select(Pulse))] == [0, 0]


def test_a_pulse_is_answered_once_by_the_one_who_was_asked(pair):
    tasks.ask_due(make.NOW)
    pulse = queries.open_in_pair(pair.id, pair.mentee.person_id, make.NOW)

    with pytest.raises(NotTheirs), transaction():
        services.answer(pulse, {"closer": 5}, by=pair.mentor.person, now=make.NOW)
    with transaction():
        services.answer(pulse, {"closer": 5, "made-up": 3, "worth-it": 9}, by=pair.mentee.person, now=make.NOW)
    with pytest.raises(services.PulseNotOpen), transaction():
        services.answer(pulse, {"closer": 1}, by=pair.mentee.person, now=make.NOW)

    assert pulse.answers == {"closer": 5}
    assert queries.open_in_pair(pair.id, pair.mentee.person_id, make.NOW) is None
    assert queries.open_in_pair(pair.id, pair.mentor.person_id, make.NOW) is not None


def test_a_pulse_can_be_skipped_and_closes_by_itself(pair):
    tasks.ask_due(make.NOW)
    mentee_pulse = queries.open_in_pair(pair.id, pair.mentee.person_id, make.NOW)

    with transaction():
        services.skip(mentee_pulse, by=pair.mentee.person, now=make.NOW)
        services.skip(mentee_pulse, by=pair.mentee.person, now=make.NOW)

    assert queries.open_for(pair.mentee.person_id, make.NOW) == []
    assert [pulse.person_id for pulse in queries.awaiting(make.NOW)] == [pair.mentor.person_id]
    assert queries.awaiting(make.NOW + timedelta(days=30)) == []


def test_an_empty_answer_is_refused(pair):
    tasks.ask_due(make.NOW)
    pulse = queries.open_in_pair(pair.id, pair.mentee.person_id, make.NOW)

    with pytest.raises(services.NothingAnswered), transaction():
        services.answer(pulse, {}, by=pair.mentee.person, now=make.NOW)


def test_a_bad_fit_is_told_with_consent_only_and_the_later_word_holds(pair):
    say(pair, pair.mentor, NOT_GOOD)
    assert queries.disclosures([pair.id]) == {}

    say(pair, pair.mentee, NOT_GOOD, may_tell=True)
    assert queries.disclosures([pair.id])[pair.id].not_good == {pair.mentee.person_id}

    say(pair, pair.mentee, "good", may_tell=True)
    assert queries.disclosures([pair.id]) == {}
    assert make.count(FitCheck) == 2


def test_the_fit_is_asked_once_the_two_have_met(pair):
    with transaction():
        pair.last_met_on = None

    with pytest.raises(services.TooEarly):
        say(pair, pair.mentee, "good")


def test_a_fall_is_told_only_with_the_consent_given_with_the_latest_answers(pair):
    answered(pair, pair.mentee, 5, 30, may_tell=True)
    answered(pair, pair.mentee, 3, 90)
    assert queries.disclosures([pair.id]) == {}

    answered(pair, pair.mentee, 2, 150, may_tell=True)
    assert queries.disclosures([pair.id])[pair.id].fell == {pair.mentee.person_id}

    answered(pair, pair.mentee, 2, 210, may_tell=True)
    assert queries.disclosures([pair.id]) == {}


def test_nothing_of_it_is_in_the_audit_trail_or_a_mail(pair):
    say(pair, pair.mentee, NOT_GOOD, may_tell=True)
    answered(pair, pair.mentee, 1, 30, may_tell=True)
    tasks.ask_due(make.NOW)

    assert (make.count(AuditRow), make.count(OutboxMail)) == (0, 0)
