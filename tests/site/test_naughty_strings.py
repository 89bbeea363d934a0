"""485 naughty strings: typed into every text field, kept as they were typed, shown unharmed on pages and in mails."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import String

from mentormatch.base import access, clock, mail, postman
from mentormatch.base.access import Permission
from mentormatch.base.db import db, transaction
from mentormatch.base.forms import LINE, TEXT, tidy, tidy_line
from mentormatch.base.mail import Letter
from mentormatch.checkins.models import CheckIn, PrivateNote
from mentormatch.enrolments.models import Enrolment, EnrolmentTopic
from mentormatch.people.models import Person, SignIn
from mentormatch.programmes.models import Programme, Topic
from mentormatch.rounds.models import Draft
from tests.support import naughty, page_rules, routes
from tests.support.browser import AXE
from tests.support.client import Client
from tests.support.walk import Walk
from tests.support.world import NOBODY, Place

SHOWN = {
    Person: ("name", "job_title", "department", "site"),
    Programme: ("name", "summary", "audience_who", "audience_basis"),
    Topic: ("name", "group", "description"),
    Enrolment: ("about",),
    EnrolmentTopic: ("sentence",),
    CheckIn: ("shared",),
    PrivateNote: ("text",),
    Draft: ("name",),
    SignIn: ("browser",),
}
ALWAYS_SEEN = ((Person, "name"), (Programme, "name"), (Topic, "name"), (CheckIn, "shared"), (PrivateNote, "text"))


@pytest.mark.skipif(not AXE.exists(), reason="the full list comes with the tests' Node packages")
def test_the_list_is_the_full_one():
    assert len(naughty.strings()) == 485


@pytest.mark.parametrize("role", [NOBODY, "mentee", "mentor", "coordinator", "administrator"])
def test_every_text_field_takes_every_naughty_string_or_says_why_not(place: Place, role):
    browser, problems, count = place.browser(role), [], 0

    for path, form in forms_with_text(place, browser, role):
        for typed in fillings(form, is_taken=takes(place, browser, path, form)):
            problems += [f"{path}: {line}" for line in outcome(place, browser, path, form, typed)]
            count += 1
            if len(problems) > 10:
                break

    assert not problems, "\n".join(problems)
    assert count, "no form was found, so nothing was tried"


def test_tidying_is_done_once_and_for_all():
    for string in naughty.strings():
        for tidied in (tidy, tidy_line):
            clean = tidied(string)

            assert tidied(clean) == clean, repr(string)
            assert clean.encode("utf-8").decode("utf-8") == clean
            assert "\0" not in clean


def test_naughty_strings_are_shown_unharmed_on_every_page(every_walk: list[Walk], place: Place):
    stored = fill_every_column()
    problems, texts = [], ""

    for walk in every_walk:
        browser = place.browser(walk.role)
        for answer in walk.distinct:
            response = browser.get(answer.address)
            if response.mimetype != "text/html" or response.location:
                continue
            html = response.get_data(as_text=True)
            problems += [f"{answer.address} as {walk.role}: {line}" for line in page_rules.problems(html)]
            texts += " " + " ".join(words_of(html).split())

    assert not problems, "\n".join(problems[:40])
    unseen = [text for text in stored if " ".join(text.split()) not in texts]
    assert not unseen, f"{len(unseen)} of {len(stored)} texts are shown nowhere, or changed: {unseen[:3]}"


def test_naughty_strings_reach_a_mailbox_unharmed(place: Place, tmp_path):
    lines = naughty.chunks(150)
    with transaction():
        for line in lines:
            mail.enqueue(Letter(subject=line, paragraphs=(line,), reason="You take part."), kind="naughty",
                         to_email="ines.okafor@company.example", to_name=line, now=clock.now())

    postman.sweep(clock.now())

    written = {}
    for file in (tmp_path / "mail").glob("*.eml"):
        message: Any = message_from_bytes(file.read_bytes(), policy=default)
        written[" ".join(message.get_body(("plain",)).get_content().split())] = message
    for line in lines:
        words = " ".join(line.split())
        message = next((message for text, message in written.items() if words in text), None)
        assert message is not None, f"{line!r} is not in any mail"
        assert words in " ".join(words_of(message.get_body(("html",)).get_content()).split())
        assert "\n" not in message["Subject"]


def forms_with_text(place: Place, browser: Client, role: str) -> Iterator[tuple[str, naughty.FilledForm]]:
    """Each form with a text field that a role reaches, once for each route; what all reach, one of them tries."""
    known, tried_by = set(), {access.PUBLIC: NOBODY, Permission.USE_OWN_ACCOUNT: "mentee"}
    for rule in routes.reading(place.app):
        if tried_by.get(access.rule_of(place.app, rule.endpoint), role) != role:
            continue
        response = browser.get(place.address(rule))
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        for form in naughty.forms(response.get_data(as_text=True)):
            if form.typed and (key := (form.action or rule.rule, *form.typed)) not in known:
                known.add(key)
                yield form.action or place.address(rule), form


def takes(place: Place, browser: Client, path: str, form: naughty.FilledForm) -> bool:
    """Whether a form takes what is as long as a line, or a text, may be; some refuse whatever is that long."""
    status = browser.post(path, data=form.data(**next(fillings(form, is_taken=True)))).status_code
    place.put_back()
    return status != 400


def fillings(form: naughty.FilledForm, *, is_taken: bool) -> Iterator[dict[str, str]]:
    """What to type into a form, one sending after another, until each of its fields has had every string.

    A form that refuses what fills a line is not sent one line after another: whatever comes back may be long. One with
    nothing but texts is sent few long ones, if it takes those.
    """
    areas = {name: form.fields[name].kind == "textarea" for name in form.typed}
    texts, lines = naughty.chunks(900, "\n"), naughty.chunks(LINE - 20 if is_taken else 900)
    if all(areas.values()):
        texts, lines = naughty.chunks(TEXT - 100 if is_taken else 900, "\n"), ("",)
    for number in range(max(len(texts), len(lines))):
        text, line = texts[number % len(texts)], lines[number % len(lines)]
        yield {name: text if is_area else line for name, is_area in areas.items()}


def outcome(place: Place, browser: Client, path: str, form: naughty.FilledForm, typed: dict[str, str]) -> list[str]:
    """Send a form; what went wrong: a crash, text that came back changed, text that was kept changed."""
    answer = browser.post(path, data=form.data(**typed))
    html = answer.get_data(as_text=True)
    if answer.status_code >= 500:
        return [f"answered {answer.status_code} to {typed}"]
    if answer.status_code in (400, 200) and answer.mimetype == "text/html":
        return page_rules.problems(html) + changed_on_the_way_back(html, typed)
    if answer.status_code == 303:
        texts = place.texts()
        lost = [name for name, text in typed.items()
                if text not in texts and tidy_line(text) not in texts and form.fields[name].kind != "email"]
        place.put_back()
        return [f"{name} was not kept as typed: {typed[name]!r}" for name in lost]
    return []


def changed_on_the_way_back(html: str, typed: dict[str, str]) -> list[str]:
    """Fields of a form that came back with errors and do not show what was typed into them."""
    shown = {name: field.shown for form in naughty.forms(html) for name, field in form.fields.items()}
    return [f"{name} came back as {shown[name]} instead of {text!r}" for name, text in typed.items()
            if name in shown and [" ".join(line.split()) for line in shown[name]] != [" ".join(text.split())]]


def fill_every_column() -> list[str]:
    """Put naughty strings into every text that pages show; those that some page must show."""
    lines, texts, must = cycle(naughty.chunks(150)), cycle(naughty.chunks(700, "\n")), []
    with transaction():
        for model, names in SHOWN.items():
            for row in db.session.scalars(db.select(model).order_by(*model.__table__.primary_key.columns)):
                for name in names:
                    is_text = name in ("summary", "about", "shared", "text", "audience_basis", "description")
                    text = next(texts) if is_text else next(lines)
                    assert isinstance(model.__table__.columns[name].type, String)
                    setattr(row, name, text)
                    if (model, name) in ALWAYS_SEEN:
                        must.append(text)
    return must


def words_of(html: str) -> str:
    """What a page says, as a browser understands it."""
    return page_rules.text_of(html)
