"""A session that ends in the middle of a form: the text is back after sign-in. Tried on forms of a made-up feature."""

import json
from datetime import timedelta

import pytest
from flask import Blueprint, Flask, render_template_string
from flask_login import current_user
from wtforms import PasswordField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from mentormatch.base import clock, seals
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import DomainError
from mentormatch.base.forms import Filled, Form, LineField, TextField
from mentormatch.base.pages import go
from mentormatch.people import tasks
from mentormatch.people.accounts import unsent_forms
from mentormatch.people.models import Person, SignIn, UnsentForm
from tests.support import make
from tests.support.client import Client, client_of
from tests.support.make import NOW, PASSWORD

TEXT = "Dear diary,\n\tsecond line – ünïcødé 🦔 <b>&amp;</b> \"quotes\"\n\nlast line"
PAGE = """<title>t</title><h1>Note</h1>{% from "components/notice.html" import flashes %}{{ flashes() }}
{% for f in forms %}<form method="post" action="{{ targets[loop.index0] }}">{{ f.hidden_tag() }}
{% for it in f if it.widget.input_type != "hidden" %}{{ it() }}{% for e in it.errors %}{{ e }}{% endfor %}{% endfor %}
<button>Send {{ loop.index }}</button></form>{% endfor %}"""


class NoteForm(Form):
    title = LineField(validators=[Filled("Enter a title.")])
    body = TextField(most=20_000)
    topics = SelectMultipleField(choices=[SelectChoice("a"), SelectChoice("b"), SelectChoice("c")])
    secret_password = PasswordField()


class RemarkForm(Form):
    body = TextField()


bp = Blueprint("notes", __name__)
OWN, OTHER = "/notes/new?from=mail", "/remarks/add"


def shown(*forms: Form) -> str:
    return render_template_string(PAGE, forms=forms, targets=[OWN, OTHER])


@bp.route("/notes/new", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def new():
    form = NoteForm(topics=["c"])
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                if form.title.data == "refuse me":
                    raise DomainError("Not this title.", "title")
                db.session.get(Person, current_user.id).job_title = form.title.data
            return go("home.index")
    return shown(form, RemarkForm())


@bp.post("/remarks/add")
@requires(Permission.USE_OWN_ACCOUNT)
def add():
    form = RemarkForm()
    if form.validate_on_submit():
        with transaction():
            db.session.get(Person, current_user.id).job_title = form.body.data
    return go("notes.new")


@pytest.fixture
def made_up() -> tuple[Blueprint, ...]:
    return (bp,)


@pytest.fixture
def ines(app: Flask) -> Person:
    return make.person()


@pytest.fixture
def browser(app: Flask, ines: Person) -> Client:
    """A browser in which Ines signed in as people do."""
    client = client_of(app)
    sign_in(client.open_page("/sign-in"))
    return client


def sign_in(page, email="ines.okafor@company.example", password=PASSWORD):
    return page.submit("Sign in", having="password", email=email, password=password)


def end_all_sessions() -> None:
    with transaction():
        db.session.execute(db.delete(SignIn))


def typed_and_lost(browser, end=end_all_sessions, **values):
    page = browser.open_page(OWN)
    end()
    return page.submit("Send 1", title="Monday", body=TEXT, topics=["a", "b"], secret_password="hush", **values)


def fields_of(page, button="Send 1"):
    return [(name, value) for name, value in page.form(button).fields if name not in ("csrf_token", "idempotency_key")]


def test_what_was_typed_is_back_after_sign_in(ines, browser):
    page = typed_and_lost(browser)

    assert (page.status, page.reader.h1) == (401, "Sign in")
    assert "What you typed is safe" in page.text
    assert ines.job_title == ""
    page = sign_in(page)

    assert page.path == "/notes/new"
    assert page.response.request.query_string == b"from=mail"
    assert "We've kept what you typed." in page.text
    assert fields_of(page) == [("title", "Monday"), ("body", TEXT), ("topics", "a"), ("topics", "b"),
                               ("secret_password", "")]
    assert fields_of(page, "Send 2") == [("body", "")]


def test_it_is_there_until_it_was_sent_and_gone_then(ines, browser):
    sign_in(typed_and_lost(browser))
    for _ in range(2):
        page = browser.open_page("/notes/new")
        assert ("title", "Monday") in fields_of(page)

    page.submit("Send 1")

    assert ines.job_title == "Monday"
    assert make.count(UnsentForm) == 0
    page = browser.open_page("/notes/new")
    assert fields_of(page) == [("title", ""), ("body", ""), ("topics", "c"), ("secret_password", "")]
    assert "We've kept" not in page.text


@pytest.mark.parametrize("title", ["", "refuse me"])
def test_a_refused_post_does_not_forget_it(ines, browser, title):
    page = sign_in(typed_and_lost(browser)).submit("Send 1", title=title)

    assert make.count(UnsentForm) == 1
    assert ("body", TEXT) in fields_of(page)


def test_a_form_that_posts_elsewhere_comes_back_on_its_page(ines, browser):
    page = browser.open_page(OWN)
    end_all_sessions()
    page = browser.post_page(OTHER, data={**dict(page.form("Send 2").fields), "body": "A remark"},
                             headers={"Referer": "http://localhost" + OWN})
    page = sign_in(page)

    assert page.path == "/notes/new"
    assert fields_of(page, "Send 2") == [("body", "A remark")]
    assert ("title", "") in fields_of(page)
    page.submit("Send 2")
    assert make.count(UnsentForm) == 0


def test_a_wrong_password_on_the_way_loses_nothing(ines, browser):
    page = sign_in(typed_and_lost(browser), password="not it at all")
    assert page.status == 400

    page = sign_in(page)

    assert ("body", TEXT) in fields_of(page)


@pytest.mark.parametrize("how", ["idle", "other browser", "signed out in another tab"])
def test_however_the_session_ended(app, ines, browser, how):
    page = browser.open_page(OWN)
    if how == "signed out in another tab":
        browser.open_page("/account").submit("Sign out")
    elif how == "other browser":
        other = client_of(app)
        sign_in(other.open_page("/sign-in"))
        other.open_page("/account/sessions").submit("Sign out everywhere else")
    later = NOW + (timedelta(hours=3) if how == "idle" else timedelta(0))
    with clock.stopped(later):
        page = page.client.post_page(OWN, data={**dict(page.form("Send 1").fields), "title": "Monday"},
                                     headers={"Sec-Fetch-Site": "same-origin"})
        assert page.status == 401
        page = sign_in(page)

        assert ("title", "Monday") in fields_of(page)


def test_somebody_else_at_the_same_browser_does_not_get_it(ines, browser):
    make.person("Mara Quist")

    page = sign_in(typed_and_lost(browser), email="mara.quist@company.example")

    assert page.path == "/notes/new"
    assert ("title", "") in fields_of(page)
    assert make.count(UnsentForm) == 0


def test_a_seal_of_another_browser_does_not_open(app, ines, browser):
    seal = dict(typed_and_lost(browser).form(having="password").fields)["unsent"]
    other = client_of(app)

    page = other.open_page("/sign-in?next=/notes/new")
    page = page.submit("Sign in", having="password", email=ines.email, password=PASSWORD, unsent=seal)

    assert make.count(UnsentForm) == 0


def test_a_seal_that_was_changed_does_not_open(ines, browser):
    page = typed_and_lost(browser)
    seal = dict(page.form(having="password").fields)["unsent"]

    page.submit("Sign in", having="password", email=ines.email, password=PASSWORD, unsent="x" + seal)

    assert make.count(UnsentForm) == 0


@pytest.mark.parametrize(("headers", "is_kept"), [
    ({"Sec-Fetch-Site": "same-origin"}, True), ({"Origin": "http://localhost"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False), ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Origin": "http://evil.example"}, False), ({"Origin": "null"}, False), ({}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
])
def test_without_its_token_a_post_is_kept_only_from_our_own_pages(app, ines, headers, is_kept):
    stranger = client_of(app)
    page = stranger.post_page(OWN, data={"idempotency_key": "abc.NoteForm", "title": "Monday"}, headers=headers)

    assert page.status == 401
    assert bool(dict(page.form(having="password").fields)["unsent"]) is is_kept


def test_passwords_and_tokens_are_never_kept(ines, browser):
    sign_in(typed_and_lost(browser))

    row = db.session.scalar(db.select(UnsentForm))
    assert "Monday" not in row.fields
    fields = json.loads(seals.unseal(row.fields, unsent_forms.PURPOSE))
    assert {name for name, _ in fields} == {"idempotency_key", "title", "body", "topics"}
    assert (row.path, row.form) == ("/notes/new", "NoteForm")


def test_what_is_too_long_to_carry_is_told_to_be_lost(ines, browser, monkeypatch):
    monkeypatch.setattr(unsent_forms, "LONGEST_SEAL", 100)

    page = typed_and_lost(browser)

    assert "nothing was sent" in page.text
    assert "What you typed is safe" not in page.text
    assert sign_in(page).path == "/notes/new"


def test_the_longest_forms_fit(ines, browser):
    page = browser.open_page(OWN)
    end_all_sessions()
    text = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(20_000))
    page = sign_in(page.submit("Send 1", title="Monday", body=text))

    assert ("body", text) in fields_of(page)


def test_it_is_forgotten_after_a_day(ines, browser):
    sign_in(typed_and_lost(browser))

    with clock.stopped(NOW + timedelta(hours=24)):
        tasks.forget(clock.now())

    assert make.count(UnsentForm) == 0


def test_the_account_page_keeps_what_was_typed_too(ines, browser):
    page = browser.open_page("/account")
    end_all_sessions()

    page = sign_in(page.submit("Save", name="Ines O.", time_zone="Asia/Tokyo"))

    assert ("name", "Ines O.") in page.form("Save").fields
    assert ("time_zone", "Asia/Tokyo") in page.form("Save").fields


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(ines, browser):
    end_all_sessions()
    answer = browser.get("/account", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/notes/new?a=1"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/notes/new?a%3D1"
