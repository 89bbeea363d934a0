"""The account page: profile, password, sessions."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.people import queries
from mentormatch.people.accounts import passwords, sessions
from mentormatch.people.models import SignIn
from tests.support import make
from tests.support.client import client_of
from tests.support.make import NOW, PASSWORD

NEW = "seven quiet lamps at noon"


@pytest.fixture
def ines(app):
    return make.person(password_hash=passwords.hash_password(PASSWORD), job_title="Controller")


def is_signed_in(browser):
    return browser.get("/account").status_code == 200


def test_the_account_shows_what_the_company_says_and_who_changes_it(ines, signed_in):
    head = make.person("Head Of")
    with transaction():
        ines.manager_id = head.id

    page = signed_in(ines).open_page("/account")

    for fact in ("Finance", "Lisbon", "Controller", "5", "Head Of", ines.email, "tell your HR team"):
        assert fact in page.text
    assert not {"department", "site", "grade", "email"} & page.form("Save").names


def test_a_person_changes_her_name_languages_and_zone(ines, signed_in):
    page = signed_in(ines).open_page("/account")
    form = page.form("Save")
    assert {("languages", "en"), ("time_zone", "Europe/Lisbon"), ("name", "Ines Okafor")} <= set(form.fields)

    page = page.submit("Save", name=" Inês  Okafor ", languages=["en", "pt"], more_languages=["sv"],
                       time_zone="America/Sao_Paulo")

    assert "Saved." in page.text
    assert (ines.name, ines.languages, ines.time_zone) == ("Inês Okafor", ["en", "pt", "sv"], "America/Sao_Paulo")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_people_choose_between_light_and_dark_on_every_page(ines, signed_in, theme):
    page = signed_in(ines).open_page("/account")
    assert "data-theme" not in page.html
    assert ("colour_theme", "device") in page.form("Save").fields

    page = page.submit("Save", colour_theme=theme)

    assert ines.colour_theme == theme
    for path in ("/account", "/", "/no-such-page"):
        html = page.client.open_page(path).html
        assert f'data-theme="{theme}"' in html
        assert f'<meta name="color-scheme" content="{theme}">' in html
    assert "data-theme" not in page.submit("Save", colour_theme="device").html


def test_choices_of_hers_that_we_do_not_know_stay_hers(ines, signed_in):
    with transaction():
        ines.languages, ines.time_zone = ["x1"], "CET"

    signed_in(ines).open_page("/account").submit("Save")

    assert (ines.languages, ines.time_zone) == (["x1"], "CET")


@pytest.mark.parametrize("values", [
    {"name": ""}, {"name": "x" * 201}, {"time_zone": "Mars/Base"}, {"languages": ["xx"]}, {"colour_theme": "pink"},
])
def test_what_cannot_be_saved_is_shown_again_with_what_was_typed(ines, signed_in, values):
    page = signed_in(ines).open_page("/account").submit("Save", **({"name": "Ines O."} | values))

    assert page.status == 400
    assert page.reader.title.startswith("Error:")
    if "name" not in values:
        assert 'value="Ines O."' in page.html
    assert queries.by_id(ines.id).name == "Ines Okafor"


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(app, ines, signed_in, mails):
    current, elsewhere = signed_in(ines), signed_in(ines)
    copied = client_of(app)
    copied.set_cookie("mentormatch", current.get_cookie("mentormatch").value)

    page = current.open_page("/account").click("Password").submit("Change password", current=PASSWORD, password=NEW)

    assert page.path == "/account"
    assert "Your new password is set." in page.text
    assert is_signed_in(current)
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(copied)
    assert passwords.is_right(ines.password_hash, NEW)
    assert [mail.subject for mail in mails(ines.email)] == ["Your password was changed"]


@pytest.mark.parametrize(("typed", "words", "field"), [
    ({"current": "not it at all", "password": NEW}, "That isn't your current password.", "current"),
    ({"current": "", "password": NEW}, "Enter your current password.", "current"),
    ({"current": PASSWORD, "password": "short"}, "Use at least 10 characters.", "password"),
    ({"current": PASSWORD, "password": ""}, "Choose a new password.", "password"),
])
def test_a_refused_new_password_says_why_beside_its_field(ines, signed_in, typed, words, field):
    other = signed_in(ines)
    page = signed_in(ines).open_page("/account/password").submit("Change password", **typed)

    assert page.status == 400
    assert words in page.text
    assert f'href="#{field}"' in page.html
    assert is_signed_in(other)
    assert passwords.is_right(ines.password_hash, PASSWORD)


def test_the_sessions_are_listed_and_ended_one_by_one(app, ines, signed_in):
    current, elsewhere = signed_in(ines), signed_in(ines)
    with transaction():
        sessions.begin(ines, browser="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", address="10.1.2.3", now=NOW)

    page = current.open_page("/account/sessions")
    assert page.text.count("This browser") == 1
    assert "Firefox on Windows" in page.text
    assert "10.1.2.3" in page.text

    page = page.submit("Sign out Firefox on Windows")
    assert "Firefox on Windows" not in page.text
    page = page.submit("Sign out everywhere else")
    assert "You're signed out everywhere else." in page.text
    assert is_signed_in(current)
    assert not is_signed_in(elsewhere)


def test_nobody_ends_the_session_of_another(ines, signed_in):
    other = make.person("Mara Quist")
    theirs = signed_in(other)
    (row,) = sessions.of_person(other, NOW)
    current = signed_in(ines)
    token = dict(current.open_page("/account").form("Save").fields)["csrf_token"]

    current.post(f"/account/sessions/{row.id}/end", data={"csrf_token": token})

    assert is_signed_in(theirs)
    assert make.count(SignIn) == 2


@pytest.mark.parametrize("path", ["/account", "/account/password", "/account/sessions"])
def test_the_account_is_for_who_is_signed_in(ines, browser, path):
    page = browser.open_page(path)

    assert page.path == "/sign-in"
    assert page.response.request.args["next"] == path


def test_fields_that_the_form_has_not_change_nothing(signed_in):
    ines = make.person()
    browser = signed_in(ines)
    token = dict(browser.open_page("/account").form("Save").fields)

    browser.post("/account", data=token | {"is_administrator": "y", "grade": "10", "email": "boss@company.example",
                                           "status": "left", "roster_name": "The HR Department"})

    db.session.expire_all()
    assert (ines.is_administrator, ines.grade, ines.email, ines.status, ines.roster_name) == (
        False, 5, "ines.okafor@company.example", "active", "")
