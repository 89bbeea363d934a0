"""Sessions of administrators and auditors end sooner, whatever an open page asks for, and what was typed is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.people.accounts import sessions
from mentormatch.people.models import UnsentForm
from mentormatch.programmes.models import Auditor
from tests.support import make
from tests.support.make import NOW, PASSWORD

PROFILE, POLL = "/account", {"HX-Request": "true", sessions.POLL_HEADER: "yes"}


@pytest.fixture
def auditor(app):
    person, programme = make.person("Aud Itor"), make.programme()
    with transaction():
        db.session.add(Auditor(programme_id=programme.id, person_id=person.id))
    return person


@pytest.mark.parametrize(("minutes", "is_in"), [(29, True), (31, False)])
def test_sessions_of_administrators_and_auditors_end_after_half_an_hour_unused(auditor, signed_in, minutes, is_in):
    browsers = [signed_in(person) for person in (make.administrator(), auditor, make.person())]

    with clock.stopped(NOW + timedelta(minutes=minutes)):
        statuses = [browser.get(PROFILE).status_code for browser in browsers]
        again = [browser.get(PROFILE).status_code for browser in browsers]

    assert statuses == [200 if is_in else 303] * 2 + [200]
    assert again == statuses, "A session that ended must not come back."


def test_their_sessions_end_after_twelve_hours_of_use(auditor, signed_in):
    browsers = [signed_in(person) for person in (make.administrator(), auditor, make.person())]
    for quarter in range(1, 12 * 4 + 1):
        with clock.stopped(NOW + timedelta(minutes=15 * quarter)):
            statuses = [browser.get(PROFILE).status_code for browser in browsers]
            assert statuses == [200 if quarter < 12 * 4 else 303] * 2 + [200]


def test_who_becomes_an_administrator_has_the_short_sessions_at_once(app, signed_in):
    ines = make.person()
    browser = signed_in(ines)
    with transaction():
        ines.is_administrator = True

    with clock.stopped(NOW + timedelta(minutes=31)):
        assert browser.get(PROFILE).status_code == 303


def test_a_page_that_asks_for_news_by_itself_keeps_no_session_alive(app, signed_in):
    ada, ines = signed_in(make.administrator()), signed_in(make.person())
    for minute in range(2, 130, 2):
        with clock.stopped(NOW + timedelta(minutes=minute)):
            statuses = [browser.get(PROFILE, headers=POLL).status_code for browser in (ada, ines)]
            assert statuses == [200 if minute <= limit else 286 for limit in (30, 120)], minute


def test_a_poll_after_the_end_of_a_session_leaves_the_page_as_it_is(app, signed_in):
    browser = signed_in(make.administrator())
    with clock.stopped(NOW + timedelta(minutes=31)):
        answer = browser.get(PROFILE, headers=POLL)

    assert answer.status_code == 286, "htmx stops asking"
    assert answer.headers["HX-Reswap"] == "none"
    assert "HX-Redirect" not in answer.headers, "It would throw away what is typed on the page."


def test_what_an_administrator_typed_is_kept(app, signed_in, database):
    ada = make.administrator()
    browser = signed_in(ada)
    page = browser.open_page(PROFILE)
    with clock.stopped(NOW + timedelta(minutes=31)):
        page = page.submit("Save", name="Ada of Tomorrow")
        assert page.status == 401
        assert "we've kept what you typed" in page.text

        page = page.submit("Sign in", having="password", email=ada.email, password=PASSWORD)

        assert page.path == PROFILE
        assert "Ada of Tomorrow" in page.html
    (row,) = db.session.scalars(db.select(UnsentForm))
    assert "Tomorrow" not in str(row.fields)


def test_the_page_of_sessions_says_when_they_end_and_lists_none_that_has(app, signed_in):
    ada = make.administrator()
    with transaction():
        sessions.begin(ada, browser="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", address="",
                       now=NOW - timedelta(hours=13))

    text = signed_in(ada).open_page("/account/sessions").text

    assert "after 30 minutes without use, and after 12 hours in any case" in text
    assert "For administrators and auditors that's sooner" in text
    assert "Firefox on Windows" not in text
    text = signed_in(make.person()).open_page("/account/sessions").text
    assert "after 2 hours without use, and after 14 days in any case" in text
    assert "administrators" not in text


def test_shorter_settings_hold_for_administrators_too(app):
    ada = make.administrator()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], session_idle_minutes=10)

    assert sessions.limits_of(ada) == sessions.Limits(timedelta(minutes=10), timedelta(hours=12))
