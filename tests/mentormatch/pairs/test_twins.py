"""Going back and sending again: what was entered a moment ago is asked about before there are two of it."""

from datetime import timedelta

import pytest

from mentormatch.actions.models import Action
from mentormatch.base import clock
from mentormatch.checkins.models import CheckIn, Meeting
from mentormatch.goals.models import Goal
from tests.support import make

ENTRIES = {
    "check-ins": (CheckIn, "Log meeting", "Log another meeting", {"minutes": "30", "format": "video"},
                  {"happened_on": "2026-05-03"}, {"shared": "We talked about pay."}),
    "meetings": (Meeting, "Plan meeting", "Plan another meeting",
                 {"day": "2026-05-12", "time": "10:00", "minutes": "30", "format": "video"},
                 {"time": "11:00"}, {"place": "Canteen"}),
    "actions": (Action, "Log action", "Log another action", {"kind": "put-forward"},
                {"happened_on": "2026-05-03"}, {"what": "For the pricing project."}),
    "goals": (Goal, "Add goal", "Add another goal", {"title": "Negotiate my pay"},
              {"title": "Speak at the all-hands"}, {"title": "negotiate my PAY"}),
}


@pytest.fixture
def pair(app):
    return make.working_pair(days=60)


@pytest.fixture(params=list(ENTRIES))
def entry(request, pair, her):
    """The address of a form and how it's filled: first, with something else, and as the same in other words."""
    return f"/pairs/{pair.id}/{request.param}/new", *ENTRIES[request.param]


def test_the_same_entered_again_is_asked_about_and_logged_if_there_was_another(her, entry):
    path, model, button, another, filled, _other, reworded = entry
    her.open_page(path).submit(button, **filled)

    question = her.open_page(path).submit(button, **(filled | reworded))

    assert question.status == 400
    assert "already" in question.text
    assert dict(question.form(another).fields).items() >= reworded.items()
    assert make.count(model) == 1
    assert question.submit(another).path.startswith("/pairs/")
    assert make.count(model) == 2


def test_something_else_is_not_asked_about_and_the_same_not_after_a_day(her, entry):
    path, model, button, _another, filled, other, _reworded = entry
    her.open_page(path).submit(button, **filled)

    her.open_page(path).submit(button, **(filled | other))
    assert make.count(model) == 2

    day = {"happened_on": "2026-05-04"} if "happened_on" in dict(her.open_page(path).form(button).fields) else {}
    with clock.stopped(make.NOW + timedelta(hours=25)):
        with her.session_transaction() as cookie:
            cookie["seen"] = int(clock.now().timestamp())
        her.open_page(path).submit(button, **(filled | day))
    assert make.count(model) == 3


def test_the_partner_is_not_asked_about_what_the_author_has_logged(her, him, pair):
    path, filled = f"/pairs/{pair.id}/check-ins/new", ENTRIES["check-ins"][3]
    her.open_page(path).submit("Log meeting", **filled)

    him.open_page(path).submit("Log meeting", **filled)

    assert make.count(CheckIn) == 2


def test_a_page_sent_twice_with_other_words_loses_neither(her, pair):
    page = her.open_page(f"/pairs/{pair.id}/goals/new")

    page.submit("Add goal", title="Negotiate my pay")
    page.submit("Add goal", title="Negotiate my pay")
    page.submit("Add goal", title="Speak at the all-hands")

    assert make.count(Goal) == 2
