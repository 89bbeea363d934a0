"""What is due, kind by kind: when it begins, when it ends, and that no sentence holds what somebody wrote."""

from datetime import date, datetime, timedelta

import pytest

from mentormatch.actions.models import Action
from mentormatch.agreements.models import Agreement
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import CheckIn, Meeting
from mentormatch.enrolments.models import MENTOR
from mentormatch.goals.models import NextStep
from mentormatch.pairs.models import ACTIVE
from mentormatch.programmes.models import ActionKind
from mentormatch.pulses.models import Pulse
from mentormatch.reminders import kinds, providers
from tests.mentormatch.signals.test_services import statements
from tests.support import make

DAY = timedelta(days=1)


def found(kind, now=make.NOW):
    """(name, key) of what is due of a kind."""
    db.session.rollback()
    return [(due.person.name, due.key) for due in providers.due(now) if due.kind == kind]


def planned(pair, starts_at: datetime, **values):
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=starts_at, minutes=30,
                              format="video", created_at=values.pop("created_at", make.NOW - 9 * DAY), **values))


def test_nothing_is_due_for_a_pair_that_keeps_its_rhythm(pair):
    assert providers.due(make.NOW) == []


def test_a_meeting_is_asked_about_once_it_is_over_and_both_are(pair):
    meeting = planned(pair, make.NOW - timedelta(minutes=29))
    assert found(kinds.LOG) == []

    asked = found(kinds.LOG, make.NOW + timedelta(minutes=1))

    key = f"log:{meeting.id}:202605040901"
    assert sorted(asked) == [("Ines Okafor", key), ("Jonas Feld", key)]
    assert found(kinds.LOG, make.NOW + 11 * DAY) == []


@pytest.mark.parametrize(("days", "expected"), [(4, 0), (3, 2), (0, 2), (-1, 0)])
def test_a_meeting_is_near_from_three_days_before(pair, days, expected):
    with transaction():
        pair.next_on = make.NOW.date() + days * DAY

    at_once = [due for due in providers.meetings_near(make.NOW) if not due.for_digest]

    assert len(at_once) == expected


def test_a_meeting_that_was_put_into_calendars_just_now_is_not_announced_again(pair):
    meeting = planned(pair, make.NOW + DAY, created_at=make.NOW)
    with transaction():
        pair.next_on = meeting.starts_at.date()

    assert found(kinds.SOON) == []
    with transaction():
        meeting.created_at = make.NOW - 2 * DAY
    assert len(found(kinds.SOON)) == 2


def test_a_step_is_due_to_its_owner_alone_and_its_words_are_in_no_mail(pair):
    step = make.saved(NextStep(pair_id=pair.id, owner_id=pair.mentor.person_id, by_id=pair.mentee.person_id,
                               text="MARKER", due_on=date(2026, 5, 6), created_at=make.NOW))

    due, = [due for due in providers.due(make.NOW) if due.kind == kinds.STEP]

    assert (due.person.name, due.key) == ("Jonas Feld", f"step:{step.id}:2026-05-06")
    assert "MARKER" not in due.subject + due.sentence
    with transaction():
        step.done_at = make.NOW
    assert found(kinds.STEP) == []


@pytest.mark.parametrize(("days", "expected"), [(41, 0), (42, 2), (43, 2)])
def test_not_having_met_is_noticed_after_one_and_a_half_times_the_rhythm(pair, days, expected):
    with transaction():
        pair.started_at, pair.last_met_on = make.NOW - 90 * DAY, make.NOW.date() - days * DAY

    assert len(found(kinds.OVERDUE)) == expected


def test_a_check_in_waits_three_days_before_the_other_one_is_reminded(pair):
    check_in = make.saved(CheckIn(pair_id=pair.id, author_id=pair.mentee.person_id, happened_on=date(2026, 5, 4),
                                  minutes=30, format="video", shared="MARKER", created_at=make.NOW))

    assert found(kinds.ANSWER, make.NOW + 2 * DAY) == []
    assert found(kinds.ANSWER, make.NOW + 3 * DAY) == [("Jonas Feld", f"answer:{check_in.id}")]
    assert found(kinds.ANSWER, make.NOW + 31 * DAY) == []


def test_a_pair_without_an_agreement_is_reminded_after_one_and_after_two_weeks(pair):
    with transaction():
        db.session.execute(db.delete(Agreement))
        pair.started_at = make.NOW - 6 * DAY
    assert found(kinds.AGREEMENT) == []

    assert {key for _, key in found(kinds.AGREEMENT, make.NOW + DAY)} == {f"agreement:{pair.id}:7"}
    assert {key for _, key in found(kinds.AGREEMENT, make.NOW + 9 * DAY)} == {f"agreement:{pair.id}:14"}
    assert found(kinds.AGREEMENT, make.NOW + 60 * DAY) == []


def test_a_pulse_and_an_action_wait_for_the_one_they_are_for(pair):
    pulse = make.saved(Pulse(pair_id=pair.id, person_id=pair.mentor.person_id, wave=30, due_at=make.NOW - DAY))
    kind = make.saved(ActionKind(programme_id=pair.programme_id, slug="spoke", name="Spoke for her",
                                 for_her="Spoke for you", position=1))
    action = make.saved(Action(pair_id=pair.id, kind_id=kind.id, reported_by_id=pair.mentor.person_id, what="MARKER",
                               happened_on=date(2026, 4, 20), reported_at=make.NOW - 8 * DAY))

    assert found(kinds.PULSE) == [("Jonas Feld", f"pulse:{pulse.id}")]
    assert found(kinds.ACTION) == [("Ines Okafor", f"action:{action.id}:1")]
    assert "MARKER" not in str([(due.subject, due.sentence) for due in providers.due(make.NOW)])


def test_the_number_of_statements_does_not_grow_with_what_is_due(app, pair):
    counts = []
    for number in range(3):
        ines = make.person(f"Mentee {number}")
        jonas = make.enrolment(make.person(f"Mentor {number}", grade=8), pair.programme, MENTOR)
        more = make.pair(jonas, make.enrolment(ines, pair.programme), state=ACTIVE, started_at=make.NOW - 9 * DAY,
                         last_met_on=make.NOW.date() - 8 * DAY)
        make.saved(CheckIn(pair_id=more.id, author_id=ines.id, happened_on=date(2026, 4, 26), minutes=30,
                           format="video", created_at=make.NOW - 8 * DAY))
        make.saved(NextStep(pair_id=more.id, owner_id=ines.id, by_id=ines.id, text="Ask.", due_on=date(2026, 5, 6),
                            created_at=make.NOW))
        with app.app_context():  # which has a session of its own, that knows nothing yet
            counts.append(statements(lambda: providers.due(make.NOW)))

    assert {due.kind for due in providers.due(make.NOW)} == {"step", "answer", "agreement", "fit"}
    assert counts[0] == counts[1] == counts[2]


def test_a_pair_on_a_break_asks_nothing_of_anybody(pair):
    planned(pair, make.NOW - DAY)
    with transaction():
        db.session.execute(db.delete(Agreement))
        pair.state, pair.last_met_on = "paused", date(2025, 1, 1)

    assert providers.due(make.NOW) == []
