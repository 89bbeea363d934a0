"""The pages of reminders: signed in, and by the link of a mail, where looking changes nothing."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.reminders import kinds, links, queries, services
from mentormatch.reminders.models import MailPreference
from tests.support import make


@pytest.fixture
def person(app):
    """Somebody who gets reminders."""
    return make.person("Ines Okafor")


def path(person, kind=None):
    return links.off_url(person.id, kind).removeprefix("http://localhost")


def off(person):
    db.session.rollback()
    return queries.preference_of(person.id).off


def test_the_link_stops_one_kind_without_signing_in_and_brings_it_back(person, browser):
    page = browser.open_page(path(person, "log"))
    assert (page.status, make.count(MailPreference)) == (200, 0)
    assert "How was your meeting?" in page.text

    page = page.submit("Turn these off")
    assert "Done. It takes effect now." in page.text
    assert off(person) == {"log"}

    page.submit("Turn these back on")
    assert off(person) == frozenset()


def test_the_link_stops_all_at_once(person, browser):
    browser.open_page(path(person)).submit("Turn off all reminders")

    assert off(person) == set(kinds.SLUGS)


def test_a_link_opens_nobody_else_s_reminders(person, browser):
    other = make.person("Jonas Feld")

    page = browser.open_page(path(person).replace(person.id, other.id))

    assert page.status == 410
    assert "This link is incomplete" in page.text
    assert any("/account/reminders" in href for _, href in page.reader.links)


def test_a_kind_nobody_knows_changes_nothing(person, browser):
    page = browser.open_page(path(person, "log"))

    browser.post_page(page.path, data={"csrf_token": dict(page.form("Turn these off").fields)["csrf_token"],
                                       "kind": "invitations", "on": ""})

    assert off(person) == frozenset()


def test_the_link_uses_nothing_of_its_address_but_the_kind(person, browser):
    page = browser.open_page(f"{path(person, 'log')}&message=Hello&person_id=x").submit("Turn these off")

    assert (page.status, "Hello" in page.text, "Done. It takes effect now." in page.text) == (200, False, True)
    assert off(person) == {"log"}


def test_the_link_signs_nobody_in(person, browser):
    browser.open_page(path(person))

    assert browser.open_page("/account").path == "/sign-in"


def test_reminders_are_chosen_in_the_account_and_come_back_as_chosen(person, signed_in):
    page = signed_in(person).open_page("/account").click("Reminders")
    assert page.path == "/account/reminders"
    assert sorted(value for name, value in page.form("Save").fields if name == "kinds") == sorted(kinds.SLUGS)

    page = page.submit("Save", kinds=["log", "answer"], manner="weekly", digest_weekday="4", most_per_week="1",
                       quiet_from="18", quiet_to="9")

    assert "Saved." in page.text
    chosen = queries.preference_of(person.id)
    assert (chosen.weekly, chosen.digest_weekday, chosen.most_per_week) == (True, 4, 1)
    assert (chosen.quiet_from, chosen.quiet_to) == (18, 9)
    assert chosen.off == set(kinds.SLUGS) - {"log", "answer"}
    assert sorted(value for name, value in page.form("Save").fields if name == "kinds") == ["answer", "log"]


@pytest.mark.parametrize("entered", [{"manner": "by-pigeon"}, {"digest_weekday": "8"}, {"quiet_from": "24"},
                                     {"most_per_week": "1000"}, {"kinds": ["everything"]}])
def test_what_cannot_be_is_refused_and_nothing_is_kept(person, signed_in, entered):
    page = signed_in(person).open_page("/account/reminders")

    page = page.submit("Save", **({"manner": "weekly"} | entered))

    assert page.status == 400
    assert "There is a problem" in page.text
    assert make.count(MailPreference) == 0


def test_choosing_leaves_a_trail_without_what_was_chosen(person):
    with transaction():
        services.switch(person, "pulse", on=False, now=make.NOW)

    from_db = db.session.execute(db.text("select verb, facts from audit_row")).all()
    assert [(verb, "pulse" in str(facts)) for verb, facts in from_db] == [("reminders.chosen", False)]
