"""Next steps on the form of a check-in: one's own are ticked off, the other one's are shown, a new one is noted."""

from mentormatch.base.db import db, transaction
from mentormatch.goals import services as goals
from mentormatch.goals.models import NextStep
from mentormatch.goals.services import StepWording
from tests.support import make


def step(pair, side, text):
    with transaction():
        return goals.add_step(pair, StepWording(text, side.person_id), by=side.person, now=make.NOW)


def steps():
    db.session.rollback()
    return list(db.session.scalars(db.select(NextStep).order_by(NextStep.text)))


def test_one_s_own_steps_are_ticked_off_and_a_new_one_goes_to_either(pair, signed_in):
    mine, _theirs = step(pair, pair.mentee, "Ask Petra"), step(pair, pair.mentor, "Call the board")
    her = signed_in(pair.mentee.person)
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")
    assert "Still open for Jonas: Call the board" in page.text

    page.submit("Log meeting", minutes="30", format="video", steps_done=[mine.id], step="Write the draft",
                step_owner=pair.mentor.person_id)

    assert [(step.text, step.done_at is not None, step.owner.name) for step in steps()] == [
        ("Ask Petra", True, "Ines Okafor"), ("Call the board", False, "Jonas Feld"),
        ("Write the draft", False, "Jonas Feld")]


def test_nobody_ticks_off_the_other_one_s_whatever_is_posted(pair, signed_in):
    theirs = step(pair, pair.mentor, "Call the board")
    step(pair, pair.mentee, "Ask Petra")
    page = signed_in(pair.mentee.person).open_page(f"/pairs/{pair.id}/check-ins/new")

    page.submit("Log meeting", minutes="30", format="video", steps_done=[theirs.id])

    assert all(step.done_at is None for step in steps())


def test_a_new_step_says_who_takes_it(pair, signed_in):
    page = signed_in(pair.mentee.person).open_page(f"/pairs/{pair.id}/check-ins/new")

    page = page.submit("Log meeting", minutes="30", format="video", step="Write the draft")
    assert (page.status, "Choose who'll do it." in page.text) == (400, True)

    page = page.submit("Log meeting", step_owner=make.person("Sam Stranger").id)
    assert (page.status, steps()) == (400, [])


def test_the_same_form_posted_twice_notes_one_step(pair, signed_in):
    page = signed_in(pair.mentee.person).open_page(f"/pairs/{pair.id}/check-ins/new")
    for _time in range(2):
        page.submit("Log meeting", minutes="30", format="video", step="Write the draft",
                    step_owner=pair.mentee.person_id)

    assert len(steps()) == 1
