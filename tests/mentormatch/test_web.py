"""Around every request: hosts, proxies, sizes, https, and error pages that tell a way on."""

import pytest
from flask import request

from mentormatch.app import create_app
from mentormatch.base.db import db
from tests.support import databases, make
from tests.support.client import client_of


@pytest.fixture
def app_with(database, tmp_path):
    """A function that gives the app with some settings."""
    apps = []

    def make_app(**settings):
        app = create_app(databases.settings_for(tmp_path, DATABASE_URL=database, **settings), QUEUE_IS_OFF=True)
        apps.append(app)
        return app

    yield make_app
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_a_host_that_is_not_ours_is_not_answered(app_with):
    client = client_of(app_with(BASE_URL="https://mentoring.company.example"))

    assert client.get("/welcome", base_url="https://mentoring.company.example").status_code == 200
    answer = client.get("/welcome", base_url="https://evil.example")
    assert (answer.status_code, answer.text) == (400, "This is not an address of mentormatch.\n")
    assert answer.headers["Content-Security-Policy"]


def test_over_https_the_cookie_is_secure_and_browsers_stay_there(app_with):
    client = client_of(app_with(BASE_URL="https://mentoring.company.example"))

    answer = client.get("/welcome", base_url="https://mentoring.company.example")

    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-mentormatch=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_without_https_browsers_are_not_told_to_stay_there(app_with):
    assert "Strict-Transport-Security" not in client_of(app_with()).get("/welcome").headers


@pytest.mark.parametrize(("proxies", "address"), [("0", "127.0.0.1"), ("1", "203.0.113.9")])
def test_forwarded_addresses_are_believed_from_a_stated_number_of_proxies(app_with, proxies, address):
    app = app_with(PROXIES=proxies)
    addresses = []
    app.before_request_funcs.setdefault(None, []).append(
        lambda: addresses.append(request.remote_addr))

    client_of(app).get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"})

    assert addresses == [address]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(app_with):
    client = client_of(app_with(UPLOAD_MEGABYTES="1"))

    answer = client.post("/sign-in", data=b"email=" + b"x" * 2_000_000,
                         content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert "csrf" not in answer.get_data(as_text=True).lower()


def test_a_crash_tells_the_user_nothing_but_a_number(app_with, monkeypatch):
    app = app_with()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def crash(**_):
        raise RuntimeError("the secret of the house")

    monkeypatch.setitem(app.view_functions, "people.sign_in", crash)
    crash.access_rule = "public"

    answer = client_of(app).get("/sign-in")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "secret of the house" not in page
    assert "Traceback" not in page
    assert answer.headers["X-Request-ID"] in page


def test_a_page_that_is_not_there_says_so_and_leads_home(app_with):
    answer = client_of(app_with()).get("/no-such-page")

    assert answer.status_code == 404
    assert 'href="/"' in answer.get_data(as_text=True)


def test_the_reader_sees_moments_in_her_own_zone(app, signed_in):
    filters = app.jinja_env.filters
    assert "10:30" in filters["moment"](make.NOW) or "11:30" in filters["moment"](make.NOW)
    assert filters["day"](None) == filters["moment"](None) == ""


def test_nothing_is_served_but_pages_and_static_files(browser):
    for path in ("/.git/config", "/.env", "/static/", "/static/vendor/", "/static/../config.py", "/instance/secret-key",
                 "/static/%2e%2e/config.py", "/console"):
        assert browser.get(path).status_code == 404, path
    assert browser.open("/", method="TRACE").status_code == 405


def test_text_says_in_which_letters_it_is_written(browser):
    for path in ("/sign-in", "/static/css/theme.css"):
        assert "charset=utf-8" in browser.get(path).headers["Content-Type"], path
