"""The page behind a mailed link: without signing in, in five interactions or fewer, and never by looking alone."""

import re
from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.checkins import log_links, meetings
from mentormatch.checkins.models import CheckIn, Meeting, PrivateAnswer
from mentormatch.reminders import services as reminders
from tests.support import make

MAX_INTERACTIONS = 5


@pytest.fixture
def meeting(pair) -> Meeting:
    """A planned meeting that ended an hour ago."""
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=make.NOW - timedelta(hours=2),
                              minutes=45, format="walking", place="PLACE", bring="BRING",
                              created_at=make.NOW - timedelta(days=5)))


def link(meeting, side):
    with transaction():
        return log_links.mint(meeting, side.person, make.NOW).removeprefix("http://localhost")


def only(model):
    db.session.rollback()
    return db.session.scalars(db.select(model)).one()


def test_from_the_mail_to_logged_in_three_interactions_and_with_every_question_in_five(pair, meeting, browser, mails):
    reminders.run(make.NOW)
    mentee_mail = next(mail for mail in mails() if mail.to_name == "Ines Okafor")
    (address,) = re.findall(r"http://localhost(/log/\S+)", mentee_mail.text)

    interactions = 1
    page = browser.open_page(address)
    must = [name for name in ("minutes",) if name in page.form("Log meeting").names]
    may = [name for name in ("useful", "said_it") if name in page.form("Log meeting").names]
    interactions += len(must) + 1  # a tap each, and the button
    assert interactions == 3
    assert interactions + len(may) <= MAX_INTERACTIONS
    typed = [name for name, _ in page.form("Log meeting").fields if name not in ("csrf_token", "idempotency_key")]
    assert typed == []  # no field to type into, and nothing chosen beforehand

    page = page.submit("Log meeting", minutes="30", useful="5", said_it="yes")

    assert page.reader.h1 == "Thanks, that's logged."
    assert (only(CheckIn).minutes, only(CheckIn).author_id) == (30, pair.mentee.person_id)
    assert (only(PrivateAnswer).useful, only(PrivateAnswer).said_it) == (5, "yes")


def test_a_meeting_that_fell_through_takes_four(meeting, pair, browser):
    page = browser.open_page(link(meeting, pair.mentor))

    page = page.submit("Log meeting", minutes="0", missed_by="both")  # the link, two taps, the button

    assert page.reader.h1 == "Thanks, that's logged."
    assert (only(CheckIn).minutes, only(CheckIn).missed_by) == (0, "both")


def test_looking_changes_nothing_however_often(meeting, pair, browser):
    address = link(meeting, pair.mentee)
    for _ in range(3):
        assert browser.get(address).status_code == 200
        assert browser.head(address).status_code == 200

    assert make.count(CheckIn) == 0
    assert only(Meeting).is_planned


def test_the_page_shows_a_first_name_and_a_day_and_nothing_else_of_them(meeting, pair, browser):
    html = browser.open_page(link(meeting, pair.mentee)).html

    assert "You and Jonas, Monday, 4 May" in html
    for words in ("Feld", "Okafor", "Ines", "Open Doors", "PLACE", "BRING", "company.example", pair.id, meeting.id):
        assert words not in html, words


def test_it_signs_nobody_in(meeting, pair, browser):
    browser.open_page(link(meeting, pair.mentee)).submit("Log meeting", minutes="15")

    assert browser.open_page(f"/pairs/{pair.id}").path == "/sign-in"


def test_what_is_missing_is_said_and_the_link_still_works(meeting, pair, browser):
    page = browser.open_page(link(meeting, pair.mentee))

    page = page.submit("Log meeting", useful="3")
    assert (page.status, "Choose how long you met." in page.text) == (400, True)
    page = page.submit("Log meeting", minutes="0")
    assert (page.status, "Choose what got in the way." in page.text) == (400, True)
    page = page.submit("Log meeting", minutes="60")

    assert (only(CheckIn).minutes, only(PrivateAnswer).useful) == (60, 3)


def test_a_used_link_says_thank_you_and_shows_the_way(meeting, pair, browser):
    address = link(meeting, pair.mentee)
    page = browser.open_page(address)
    page.submit("Log meeting", minutes="15")

    again = page.submit("Log meeting", minutes="60")

    assert (again.status, again.reader.h1) == (410, "This meeting has been logged")
    assert browser.open_page(address).status == 410
    assert any(href == "/pairs" for _, href in again.reader.links)
    assert only(CheckIn).minutes == 15


@pytest.mark.parametrize("death", ["unknown", "expired", "cancelled"])
def test_a_dead_link_says_so_and_shows_the_way(meeting, pair, browser, death):
    address, now = link(meeting, pair.mentee), make.NOW
    if death == "unknown":
        address = "/log/" + "A" * 43
    elif death == "expired":
        now += timedelta(days=14)
    else:
        with transaction():
            meetings.cancel(meeting, by=None, now=now)

    with clock.stopped(now):
        page = browser.open_page(address)

    assert (page.status, page.reader.h1) == (410, "This link no longer works")
    assert any(href == "/pairs" for _, href in page.reader.links)


def test_his_page_does_not_ask_what_is_hers_to_say(meeting, pair, browser):
    assert "said_it" not in browser.open_page(link(meeting, pair.mentor)).form("Log meeting").names


def test_trying_many_links_is_slowed_down(meeting, pair, browser, app):
    app.config["WTF_CSRF_ENABLED"] = False
    codes = [browser.post("/log/" + "A" * 43).status_code for _ in range(62)]
    app.config["WTF_CSRF_ENABLED"] = True

    assert (codes[0], codes[-1]) == (410, 429)
