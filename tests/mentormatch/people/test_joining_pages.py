"""The pages of joining: register, the mailed link, invitations, the first administrator."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.people import queries, services
from mentormatch.people.models import MailedLink, Person, SignIn
from tests.support import make
from tests.support.client import client_of
from tests.support.make import NOW, PASSWORD

MARA = "mara.quist@company.example"


def register(browser, email=MARA):
    return browser.open_page("/register").submit("Send me the link", email=email)


def test_registering_from_the_first_page_to_the_home_page(company, browser, mailed_path):
    page = register(browser)
    assert page.reader.h1 == "Check your email"
    assert MARA in page.text

    page = browser.open_page(mailed_path(MARA))
    assert page.reader.h1 == "Finish registering"
    assert MARA in page.html
    page = page.submit("Create my account", name="Mara Quist", password=PASSWORD)

    assert page.path == "/"
    assert "Welcome, Mara Quist." in page.text
    assert browser.open_page("/account").status == 200


def test_every_address_of_the_company_gets_the_same_answer(company, app):
    make.person()
    make.person("Olu Berg", status="left")
    answers = []
    for email in ("ines.okafor@company.example", "olu.berg@company.example", "zoe.none@company.example"):
        page = register(client_of(app), email)
        answers.append((page.status, page.path, page.text.replace(email, "…")))

    assert len(set(answers)) == 1


def test_an_address_of_elsewhere_is_told_what_to_enter_and_kept(company, browser):
    page = register(browser, "mara@elsewhere.example")

    assert page.status == 400
    assert page.reader.title.startswith("Error: Register")
    assert "Use your work email: it ends in @company.example." in page.text
    assert 'value="mara@elsewhere.example"' in page.html


@pytest.mark.parametrize("email", ["", "   ", "mara", "mara@", "a b@company.example"])
def test_what_is_no_address_is_told_so(company, browser, email):
    page = register(browser, email)

    assert page.status == 400
    assert "Enter" in page.text


def test_without_domains_the_page_says_who_can_register(app, browser):
    make.administrator()

    page = browser.open_page("/register")

    assert "if you're on your company's list" in page.text
    assert "ask your HR team to invite you" in page.text


def test_opening_a_mailed_link_changes_nothing(company, browser, mailed_path):
    register(browser)
    path = mailed_path(MARA)
    before = [(row.id, row.used_at, row.expires_at) for row in db.session.scalars(db.select(MailedLink))]
    db.session.rollback()

    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200

    after = [(row.id, row.used_at, row.expires_at) for row in db.session.scalars(db.select(MailedLink))]
    assert before == after
    assert make.count(Person) == 1


def test_a_weak_password_keeps_the_name(company, browser, mailed_path):
    register(browser)
    page = browser.open_page(mailed_path(MARA)).submit("Create my account", name="Mara Quist", password="mara.quist1")

    assert page.status == 400
    assert "too easy to guess" in page.text
    assert 'value="Mara Quist"' in page.html
    assert "mara.quist1" not in page.html
    assert make.count(Person) == 1


def test_a_used_link_says_so_and_leads_to_the_sign_in(company, app, browser, mailed_path):
    register(browser)
    path = mailed_path(MARA)
    browser.open_page(path).submit("Create my account", name="Mara Quist", password=PASSWORD)

    page = client_of(app).open_page(path)

    assert (page.status, page.reader.h1) == (410, "This link has already been used")
    assert page.click("Sign in").path == "/sign-in"


def test_an_expired_link_leads_to_a_new_one(company, browser, mailed_path):
    register(browser)
    path = mailed_path(MARA)
    with clock.stopped(NOW + timedelta(hours=25)):
        page = browser.open_page(path)

        assert (page.status, page.reader.h1) == (410, "This link no longer works")
        assert page.click("Send me a new link").path == "/register"


@pytest.mark.parametrize("path", ["/register/", "/invitations/", "/reset-password/"])
def test_a_made_up_link_is_answered_like_a_dead_one(company, browser, path):
    assert browser.get(path + "a" * 43).status_code == 410
    assert browser.get(path + "../etc").status_code == 404
    assert browser.get(path + "a" * 42).status_code == 404


def test_an_invitation_is_accepted_with_the_name_of_the_roster(company, app, browser, mailed_path):
    listed = make.person("Mara Quist", password_hash=None)
    with transaction():
        services.invite([listed], by=company, now=NOW)

    page = browser.open_page(mailed_path(listed.email))
    assert page.path.startswith("/invitations/")
    assert ("name", "Mara Quist") in page.form("Create my account").fields
    page = page.submit("Create my account", password=PASSWORD)

    assert "Welcome, Mara Quist." in page.text
    assert make.count(Person) == 2


def test_an_empty_installation_begins_with_its_administrator(app, browser):
    for path in ("/", "/sign-in", "/register", "/account"):
        assert browser.open_page(path).path == "/welcome"

    page = browser.open_page("/welcome").submit(
        "Create account", name="Ada Admin", email="Ada@company.example", password=PASSWORD)

    assert page.path == "/"
    assert "Welcome, Ada Admin." in page.text
    assert queries.by_email("ada@company.example").is_administrator
    assert browser.get("/welcome").status_code == 404
    assert client_of(app).get("/welcome").status_code == 404


def test_people_of_a_roster_without_accounts_do_not_end_the_welcome(app, browser):
    make.person("Mara Quist", password_hash=None)

    assert browser.open_page("/").path == "/welcome"


def test_who_comes_second_to_the_welcome_gets_a_sentence(app, browser):
    second = client_of(app)
    pages = [client.open_page("/welcome") for client in (browser, second)]
    answers = [page.submit("Create account", name="Ada", email=f"{number}@company.example", password=PASSWORD)
               for number, page in enumerate(pages)]

    assert [answer.status for answer in answers] == [200, 409]
    assert "already has an administrator" in answers[1].text
    assert make.count(Person) == make.count(SignIn) == 1


@pytest.mark.race
def test_two_welcomes_at_the_same_moment_make_one_administrator(app: Flask):
    barrier, statuses = threading.Barrier(2), []

    def create(number: int) -> None:
        page = client_of(app).open_page("/welcome")
        barrier.wait()
        statuses.append(page.submit("Create account", name="Ada", email=f"{number}@company.example",
                                    password=PASSWORD, follow=False).status)

    threads = [threading.Thread(target=create, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [303, 409]
    assert make.count(Person) == 1
