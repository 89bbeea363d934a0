"""The pages of signing in, signing out and resetting a password."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import transaction
from mentormatch.people.accounts import sessions
from mentormatch.people.models import SignIn
from tests.support import make
from tests.support.client import client_of
from tests.support.make import NOW, PASSWORD

NEW = "seven quiet lamps at noon"
INES = "ines.okafor@company.example"

TRICKS = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
    "http:evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    " //evil.example", "evil.example", "//evil.example/%2e%2e", "/%09/../\\evil.example", "https:/evil.example",
    "///\\;@evil.example",
)


def sign_in(browser, path="/sign-in", email=INES, password=PASSWORD, **kwargs):
    return browser.open_page(path).submit("Sign in", having="password", email=email, password=password, **kwargs)


def is_signed_in(browser):
    return browser.get("/account").status_code == 200


@pytest.fixture
def ines(app):
    return make.person()


def test_signing_in_leads_home(ines, browser):
    page = sign_in(browser)

    assert (page.status, page.path) == (200, "/")
    assert is_signed_in(browser)


def test_signing_in_leads_back_to_the_page_that_asked(ines, browser):
    page = browser.open_page("/account/sessions?from=mail")
    assert page.path == "/sign-in"

    page = page.submit("Sign in", having="password", email=INES, password=PASSWORD)

    assert page.path == "/account/sessions"
    assert page.response.request.query_string == b"from=mail"


@pytest.mark.parametrize("target", TRICKS)
def test_signing_in_never_leads_elsewhere(ines, browser, target):
    page = browser.open_page("/sign-in", query_string={"next": target})
    answer = page.submit("Sign in", having="password", email=INES, password=PASSWORD, follow=False)

    assert answer.status == 303
    assert answer.response.location == "/"
    again = browser.get("/sign-in", query_string={"next": target})
    assert (again.status_code, again.location) == (303, "/")


def test_a_trick_in_the_posted_form_is_not_followed_either(ines, browser):
    answer = sign_in(browser, next="//evil.example", follow=False)

    assert answer.response.location == "/"


@pytest.mark.parametrize("case", ["unknown", "wrong password", "left", "no account"])
def test_whoever_cannot_sign_in_gets_the_same_page(app, browser, case):
    make.administrator()
    if case != "unknown":
        make.person(status="left" if case == "left" else "active",
                    **({"password_hash": None} if case == "no account" else {}))
    page = sign_in(browser, password="not it at all" if case == "wrong password" else PASSWORD)

    assert page.status == 400
    assert "That email address or password isn't right. Check both, or set a new password." in page.text
    assert page.reader.title.startswith("Error: Sign in")
    assert f'value="{INES}"' in page.html
    assert PASSWORD not in page.html
    assert not is_signed_in(browser)


def test_who_is_signed_in_is_sent_home_from_the_sign_in(ines, signed_in):
    assert signed_in(ines).open_page("/sign-in").path == "/"


def test_empty_fields_say_what_to_enter(ines, browser):
    page = sign_in(browser, email="", password="")

    assert "Enter your email address." in page.text
    assert "Enter your password." in page.text


def test_signing_out_ends_the_session_wherever_its_cookie_was_copied(app, ines, browser):
    sign_in(browser)
    copied = client_of(app)
    copied.set_cookie("mentormatch", browser.get_cookie("mentormatch").value)
    assert is_signed_in(copied)

    page = browser.open_page("/account").submit("Sign out")

    assert page.path == "/sign-in"
    assert "You're signed out." in page.text
    assert not is_signed_in(browser)
    assert not is_signed_in(copied)
    assert make.count(SignIn) == 0


def test_signing_out_works_by_post_only_and_twice(app, ines, browser):
    sign_in(browser)
    assert browser.get("/sign-out").status_code == 405
    assert is_signed_in(browser)

    page = browser.open_page("/account")
    page.submit("Sign out")
    assert page.submit("Sign out").path == "/sign-in"


def test_a_session_planted_before_sign_in_is_worth_nothing_after(app, ines, browser):
    browser.open_page("/sign-in")
    planted = browser.get_cookie("mentormatch").value
    sign_in(browser)

    assert browser.get_cookie("mentormatch").value != planted
    attacker = client_of(app)
    attacker.set_cookie("mentormatch", planted)
    assert not is_signed_in(attacker)


def test_signing_in_again_makes_a_new_secret(app, ines, browser):
    sign_in(browser)
    with browser.session_transaction() as cookie:
        first = cookie[sessions.TOKEN]
    browser.open_page("/account").submit("Sign out")
    sign_in(browser)

    with browser.session_transaction() as cookie:
        assert cookie[sessions.TOKEN] != first


def test_a_session_ends_when_nobody_uses_it(ines, browser):
    sign_in(browser)
    with clock.stopped(NOW + timedelta(minutes=119)):
        assert is_signed_in(browser)
    with clock.stopped(NOW + timedelta(minutes=119 + 119)):
        assert is_signed_in(browser)
    with clock.stopped(NOW + timedelta(minutes=119 + 119 + 121)):
        page = browser.open_page("/account")

        assert page.path == "/sign-in"
        assert "You were signed out." in page.text


def test_a_session_ends_for_good_however_much_it_is_used(app, ines, browser):
    sign_in(browser)
    for minutes in range(110, 14 * 24 * 60, 110):
        with clock.stopped(NOW + timedelta(minutes=minutes)):
            assert is_signed_in(browser), minutes
    with clock.stopped(NOW + timedelta(days=14)):
        assert not is_signed_in(browser)


def test_an_old_copy_of_a_cookie_grows_idle_by_itself(app, ines, browser):
    sign_in(browser)
    copied = client_of(app)
    copied.set_cookie("mentormatch", browser.get_cookie("mentormatch").value)
    for hours in (1, 2):
        with clock.stopped(NOW + timedelta(hours=hours)):
            assert is_signed_in(browser)

    with clock.stopped(NOW + timedelta(hours=2, minutes=1)):
        assert is_signed_in(browser)
        assert not is_signed_in(copied)


def test_a_session_ends_when_its_owner_leaves(ines, browser):
    sign_in(browser)
    with transaction():
        ines.status = "left"

    assert not is_signed_in(browser)


def test_who_is_on_leave_can_still_sign_in(app, browser):
    make.person(status="leave")
    sign_in(browser)

    assert is_signed_in(browser)


def test_a_forgotten_password_is_set_anew_by_mail(app, ines, browser, mails, mailed_path):
    elsewhere = client_of(app)
    sign_in(elsewhere)
    page = browser.open_page("/sign-in").click("Forgotten").submit("Send me the link", email=INES)
    assert page.reader.h1 == "Check your email"
    path = mailed_path(INES)

    page = browser.open_page(path).submit("Set new password", password=NEW)

    assert page.path == "/sign-in"
    assert "Your new password is set" in page.text
    assert not is_signed_in(elsewhere)
    assert browser.get(path).status_code == 410
    assert "changed" in mails(INES)[0].subject
    assert sign_in(browser, password=PASSWORD).status == 400
    assert sign_in(browser, password=NEW).path == "/"


def test_asking_for_a_new_password_answers_the_same_for_every_address(app, ines):
    answers = []
    for email in (INES, "zoe.none@company.example"):
        page = client_of(app).open_page("/reset-password").submit("Send me the link", email=email)
        answers.append((page.status, page.path, page.text.replace(email, "…")))

    assert len(set(answers)) == 1


def test_a_link_to_a_new_password_changes_nothing_when_opened_and_lives_an_hour(app, ines, browser, mailed_path):
    browser.open_page("/reset-password").submit("Send me the link", email=INES)
    path = mailed_path(INES)
    before = ines.password_hash
    assert browser.get(path).status_code == browser.head(path).status_code == 200
    assert ines.password_hash == before

    with clock.stopped(NOW + timedelta(hours=1)):
        page = browser.open_page(path)
        assert page.status == 410
        assert page.click("Send me a new link").path == "/reset-password"


def test_a_weak_new_password_is_refused_and_the_link_still_works(app, ines, browser, mailed_path):
    browser.open_page("/reset-password").submit("Send me the link", email=INES)
    path = mailed_path(INES)
    assert browser.open_page(path).submit("Set new password", password="short").status == 400

    assert browser.open_page(path).submit("Set new password", password=NEW).path == "/sign-in"
