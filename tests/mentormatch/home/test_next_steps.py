"""What somebody should do next: each kind of step, in its order, and nothing that is not theirs to do."""

from datetime import date, timedelta

import pytest

from mentormatch.base import mail
from mentormatch.base.db import transaction
from mentormatch.base.mail import Letter
from mentormatch.enrolments.models import DRAFT, MENTOR, PAUSED, WITHDRAWN, EnrolmentTopic
from mentormatch.home import facts, next_steps
from mentormatch.pairs.models import ACTIVE
from mentormatch.pairs.models import PAUSED as ON_A_BREAK
from mentormatch.programmes.models import CLOSED
from mentormatch.programmes.models import DRAFT as NOT_OPEN
from mentormatch.rounds import services as rounds
from mentormatch.rounds import tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from tests.support import make

TODAY = make.NOW.date()
STARTED = make.NOW - timedelta(days=60)


@pytest.fixture(autouse=True)
def request_context(app):
    """Steps name addresses, which are built for a request."""
    with app.test_request_context():
        yield


@pytest.fixture
def programme(app):
    return make.programme(make.person("Cora Lindt"))


def steps(person, day=TODAY):
    return next_steps.todo_list(facts.about(person, day))


def titles(person, day=TODAY):
    return [step.title for step in steps(person, day)]


def two(programme, **values):
    """A mentor and a mentee with a pair between them; the mentee's person and the pair."""
    mentor = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR, places=5)
    mentee = make.enrolment(make.person("Ines Okafor"), programme)
    return mentee.person, make.pair(mentor, mentee, **values)


def test_a_newcomer_is_invited_to_take_part_until_the_last_day(programme):
    emil = make.person("Emil Kaur")

    [step] = steps(emil)

    assert (step.title, step.eyebrow) == ("Join Open Doors", "Programmes")
    assert step.text == "Sign up by 30 June."
    assert titles(emil, programme.enrol_until) == ["Join Open Doors"]
    assert titles(emil, programme.enrol_until + timedelta(days=1)) == []


def test_an_invitation_says_what_the_programme_is(app):
    make.programme(make.person("Cora Lindt"), summary="Sponsors for women on their way up. " * 9)

    [step] = steps(make.person("Emil Kaur"))

    assert step.text.startswith("Sponsors for women on their way up. Sponsors")
    assert step.text.endswith(" … Sign up by 30 June.")
    assert len(step.text) < 200


def test_whoever_is_ready_is_told_what_happens_next_until_there_is_a_pair(programme):
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR, places=5)
    ines = make.enrolment(make.person("Ines Okafor"), programme, steps_done=["about", "meeting"])
    assert titles(ines.person) == ["Please add to your profile"]

    make.saved(EnrolmentTopic(enrolment_id=ines.id, topic_id=programme.topics[0].id, level=3))
    [step] = steps(ines.person)
    assert (step.title, step.eyebrow, step.url) == ("You're in!", "Open Doors", f"/enrolments/{ines.id}")
    assert step.text == "Sign-up closes on 30 June 2026. We'll email you whenever we've found someone for you."
    [later] = steps(ines.person, programme.starts_on)
    assert later.text == "We match people in rounds. We'll email you whenever we've found someone for you."

    make.pair(jonas, ines, mentee_accepted_at=make.NOW)
    assert titles(ines.person) == []


def test_nobody_is_invited_to_a_programme_that_is_not_open(programme):
    with transaction():
        programme.state = CLOSED

    assert titles(make.person("Emil Kaur")) == []


@pytest.mark.parametrize("state", [PAUSED, WITHDRAWN])
def test_whoever_paused_or_withdrew_is_not_asked_again(programme, state):
    emil = make.person("Emil Kaur")
    make.enrolment(emil, programme, state=state)

    assert titles(emil) == []


def test_an_unfinished_profile_says_how_much_is_left(programme):
    emil = make.person("Emil Kaur")
    make.enrolment(emil, programme, state=DRAFT)

    [step] = steps(emil)

    assert step.title == "Finish your profile"
    assert "left" in step.text


def test_a_proposal_comes_first_and_says_by_when(programme):
    ines, pair = two(programme)
    with transaction():
        pair.programme.coordinators.append(ines)

    first = steps(ines)[0]

    assert first.title == "Meet Jonas Feld?"
    assert "by 18 May" in first.text
    assert first.url == f"/pairs/{pair.id}"


def test_whoever_has_answered_is_not_asked_again(programme):
    ines, _pair = two(programme, mentee_accepted_at=make.NOW)

    assert titles(ines) == []


@pytest.mark.parametrize(("values", "title", "text"), [
    ({"last_met_on": TODAY - timedelta(35)}, "Did you and Jonas Feld meet?",
     "You were due to meet 7 days ago. Log it, or pick a new date."),
    ({"last_met_on": TODAY - timedelta(29)}, "Did you and Jonas Feld meet?",
     "You were due to meet yesterday. Log it, or pick a new date."),
    ({"last_met_on": TODAY - timedelta(28)}, "Time to catch up with Jonas Feld", "You're due to meet today. Suggest a "
                                                                              "date."),
    ({"last_met_on": TODAY - timedelta(25)}, "Time to catch up with Jonas Feld",
     "Aim to meet by Thursday, 7 May. Suggest a date."),
    ({"last_met_on": TODAY - timedelta(5), "next_on": TODAY + timedelta(2)}, "Your next meeting with Jonas Feld",
     "It's planned for Wednesday, 6 May."),
    ({"last_met_on": TODAY - timedelta(5), "next_on": TODAY}, "Your next meeting with Jonas Feld",
     "It's planned for today."),
    ({"started_at": make.NOW - timedelta(10)}, "Meet Jonas Feld for the first time",
     "Try to meet by Friday, 8 May. Suggest two dates."),
])
def test_a_meeting_that_is_near_or_overdue(programme, values, title, text):
    ines, _pair = two(programme, **({"state": ACTIVE, "started_at": STARTED} | values))

    [step] = steps(ines)

    assert (step.title, step.text) == (title, text)


@pytest.mark.parametrize("values", [
    {"last_met_on": TODAY - timedelta(5)}, {"last_met_on": TODAY - timedelta(60), "state": ON_A_BREAK}])
def test_a_meeting_that_is_far_off_and_a_pair_on_a_break_ask_for_nothing(programme, values):
    ines, _pair = two(programme, **({"state": ACTIVE, "started_at": STARTED} | values))

    assert titles(ines) == []


def test_the_most_overdue_meeting_comes_first_and_six_things_are_enough(programme):
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR, places=5)
    for number in range(8):
        mentee = make.enrolment(make.person(f"Mentee {number}"), programme)
        make.pair(jonas, mentee, state=ACTIVE, started_at=STARTED, last_met_on=TODAY - timedelta(30 + number))

    shown = titles(jonas.person)

    assert shown == [f"Did you and Mentee {number} meet?" for number in (7, 6, 5, 4, 3, 2)]


def test_a_coordinator_is_sent_to_the_programme_that_is_not_open(programme):
    with transaction():
        programme.state = NOT_OPEN

    [step] = steps(programme.coordinators[0])

    assert (step.title, step.url) == ("Open it for sign-up", "/programmes/open-doors/check")


def test_a_coordinator_hears_of_a_pool_that_is_ready_and_of_none_that_is_not(programme):
    coordinator = programme.coordinators[0]
    make.charter(make.enrolment(make.person("Jonas Feld"), programme, MENTOR, places=3))
    assert titles(coordinator) == []
    make.enrolment(make.person("Ines Okafor"), programme)

    [step] = steps(coordinator)

    assert (step.title, step.text) == ("Ready for a matching round", "One person is waiting, and 3 spaces are free.")


@pytest.mark.parametrize(("days", "state", "is_reminded"), [(0, "open", []), (1, "open", ["The last day has passed"]),
                                                      (1, "closed", [])])
def test_a_coordinator_hears_that_the_last_day_has_passed_until_it_is_closed(programme, days, state, is_reminded):
    with transaction():
        programme.state, programme.ends_on = state, TODAY - timedelta(days)
        programme.starts_on = programme.enrol_until = programme.ends_on - timedelta(90)

    assert titles(programme.coordinators[0]) == is_reminded


def test_a_coordinator_goes_on_with_the_open_round_wherever_it_stands(programme):
    coordinator = programme.coordinators[0]
    make.charter(make.enrolment(make.person("Jonas Feld"), programme, MENTOR))
    make.enrolment(make.person("Ines Okafor"), programme)
    sentences = []
    with transaction():
        opened = rounds.open_round(programme, by=coordinator, now=make.NOW)
    sentences += steps(coordinator)
    with transaction():
        draft = drafts.request_draft(opened, DraftSettings.of_programme(programme), by=coordinator, now=make.NOW)
    sentences += steps(coordinator)
    tasks.compute(draft.id)
    sentences += steps(coordinator)

    assert {step.title for step in sentences} == {"Continue with round 1"}
    assert [step.text.split(".")[0] for step in sentences] == [
        "Create a draft and review its pairs", "We're calculating a draft", "A draft is ready to review"]


def test_a_coordinator_is_not_sent_to_review_a_draft_that_is_sealed(programme):
    coordinator = programme.coordinators[0]
    make.charter(make.enrolment(make.person("Jonas Feld"), programme, MENTOR))
    make.enrolment(make.person("Ines Okafor"), programme)
    with transaction():
        programme.look_days = 3
        opened = rounds.open_round(programme, by=coordinator, now=make.NOW)
        draft = drafts.request_draft(opened, DraftSettings.of_programme(programme), by=coordinator, now=make.NOW)
    tasks.compute(draft.id)

    assert [step.text for step in steps(coordinator)] == [
        "A draft is ready. You can see who's matched once people have had their first look at it."]


def test_an_administrator_of_an_empty_company_imports_it_then_creates_a_programme(app):
    ada = make.administrator()
    assert titles(ada) == ["Add your colleagues"]
    make.person("Emil Kaur")

    assert titles(ada) == ["Create the first programme"]


def test_who_was_given_the_right_to_create_programmes_is_told_until_there_is_one(app):
    ines = make.person(may_create_programmes=True)
    assert titles(ines) == ["Create a programme"]

    make.programme(ines, state=NOT_OPEN)

    assert titles(ines) == ["Open it for sign-up"]


def test_an_administrator_hears_of_mails_that_failed_and_nobody_else_does(programme):
    ada = make.administrator()
    with transaction():
        for name in ("Emil", "Ines"):
            row = mail.enqueue(Letter("Subject", ("Words.",)), to_email=f"{name.lower()}@company.example",
                               to_name=name, kind="test", now=make.NOW)
            row.state = mail.FAILED

    assert titles(ada) == ["2 emails couldn't be sent", "Join Open Doors"]
    assert "couldn't be sent" not in " ".join(titles(programme.coordinators[0]))


def test_a_date_is_a_day_of_the_reader(programme):
    """The last day to enrol is over where the date is a day later."""
    assert programme.enrol_until == date(2026, 6, 30)
    assert titles(make.person("Emil Kaur"), date(2026, 7, 1)) == []
