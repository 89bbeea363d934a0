"""What one account may send in an hour, on the pages: a sentence beside the form, what was typed is kept, no email."""

from datetime import timedelta
from typing import Any

import pytest

from mentormatch.base import hourly
from mentormatch.base.mail import OutboxMail
from tests.support import make, routes
from tests.support.world import Place

TEXT = "What I typed for minutes & <more>"
SENTENCE = "You've sent a lot of these within an hour."
DAY = (make.NOW + timedelta(days=20)).date().isoformat()
FORMS: dict[str, tuple[str, str, dict[str, Any]]] = {  # page -> who opens it, the button, what is typed
    "concerns.new": ("mentee", "Send", {"what": TEXT}),
    "concerns.mine": ("mentee", "Add", {"text": TEXT}),
    "checkins.plan": ("mentee", "Plan meeting", {"bring": TEXT, "day": DAY, "time": "10:00", "minutes": "45",
                                                 "format": "video"}),
    "checkins.move": ("mentor", "Save changes", {"bring": TEXT, "day": DAY}),
    "checkins.new": ("mentor", "Log meeting", {"shared": TEXT, "happened_on": "2026-05-02", "minutes": "45",
                                               "format": "video"}),
    "checkins.answer": ("mentee", "Add my version", {"shared": TEXT, "minutes": "60"}),
    "actions.new": ("mentor", "Report action", {"kind": "put-forward", "what": TEXT, "happened_on": "2026-05-02"}),
    "agreements.propose": ("mentee", "Send", {"confidentiality": "all-but", "confidentiality_words": TEXT}),
    "pairs.pause": ("mentee", "Take a break", {"until": DAY}),
}


def path_of(place: Place, endpoint: str) -> str:
    """Where a page is."""
    (rule,) = (rule for rule in routes.all_of(place.app) if rule.endpoint == endpoint)
    return place.address(rule)


@pytest.fixture
def stopped(monkeypatch):
    """Every account has sent what it may."""
    for kind in hourly.LIMITS:
        monkeypatch.setitem(hourly.LIMITS, kind, 0)


@pytest.mark.parametrize("endpoint", FORMS)
def test_the_form_says_so_and_keeps_what_was_typed(place: Place, stopped, endpoint: str):
    role, button, typed = FORMS[endpoint]
    emails = make.count(OutboxMail)

    page = place.browser(role).open_page(path_of(place, endpoint)).submit(button, **typed)

    assert SENTENCE in page.text
    assert page.status == 400
    fields = dict(page.form(button).fields)
    assert {name: fields.get(name) for name in typed} == typed
    assert make.count(OutboxMail) == emails


def test_moving_one_meeting_to_and_fro_is_no_way_around(place: Place, monkeypatch):
    monkeypatch.setitem(hourly.LIMITS, hourly.MEETING, 2)
    path, statuses = path_of(place, "checkins.move"), []
    tabs = [place.browser("mentee"), place.browser("mentee")]
    for number in range(4):
        page = tabs[number % 2].open_page(path)
        statuses.append(page.submit("Save changes", time=f"1{number}:15", follow=False).status)

    assert statuses == [303, 303, 400, 400]
    assert place.browser("mentor").open_page(path).submit("Save changes", time="16:15", follow=False).status == 303


def test_breaks_to_and_fro_are_no_way_around(place: Place, monkeypatch):
    monkeypatch.setitem(hourly.LIMITS, hourly.BREAK, 2)
    browser, page = place.browser("mentee"), path_of(place, "pairs.pause")
    pair = path_of(place, "pairs.pause").removesuffix("/pause")
    assert browser.open_page(page).submit("Take a break", until="", follow=False).status == 303
    assert browser.open_page(pair).submit("End the break", follow=False).status == 303

    emails = make.count(OutboxMail)
    assert SENTENCE in browser.open_page(page).submit("Take a break", until="").text
    assert make.count(OutboxMail) == emails


def test_invitations_from_the_list_and_from_a_page_are_counted_together(place: Place, monkeypatch):
    monkeypatch.setitem(hourly.LIMITS, hourly.INVITATION, 1)
    browser = place.browser("administrator")
    first, second = (make.person(name, password_hash=None, registered_at=None) for name in ("Una New", "Vera New"))
    people = browser.open_page("/admin/people")
    assert "One person has been invited." in people.submit("Invite selected", person=[first.id]).text

    page = browser.open_page(f"/admin/people/{second.id}").submit("Invite")
    assert SENTENCE in page.text
    assert SENTENCE in people.submit("Invite all").text
    assert second.invited_at is None
