"""Rules about every page as it is shown: to every role, with real things on it, and in the error state."""

import pytest

from tests.support import page_rules
from tests.support.client import Client, Form, Page, Reader
from tests.support.side_by_side import torn_sentences
from tests.support.walk import Walk
from tests.support.world import NOBODY, ROLES, Place


@pytest.mark.parametrize("walk", ROLES, indirect=True)
def test_every_page_keeps_the_rules(walk: Walk):
    problems = [f"{page.address}: {line}" for page in walk.pages for line in page_rules.problems(page.text)]

    assert not problems, "\n".join(problems)
    assert len(walk.pages) >= 5, "hardly a page was reached, so hardly a rule was checked"


@pytest.mark.parametrize("walk", [NOBODY, "mentee", "mentor", "coordinator", "administrator"], indirect=True)
def test_every_page_keeps_the_rules_when_a_form_comes_back_with_errors(walk: Walk, place: Place):
    browser, problems = walk.goes_on(place), []

    for shown in walk.pages:
        for form in Reader(shown.text).forms:
            if form.method != "post" or not form.names - {"csrf_token", "idempotency_key"}:
                continue
            answer = post_empty(browser, shown.address, form)
            if answer is not None and answer.status == 400:
                problems += [f"{shown.address}: {line}" for line in page_rules.problems(answer.html)]
                problems += [f"{shown.address}: {line}" for line in error_state_problems(answer)]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", ["/no-such-page", "/pairs/aaaaaaaaaaaaaaaa", "/sign-out"])
def test_an_error_page_keeps_the_rules_and_shows_a_way_on(place: Place, path):
    for role in (NOBODY, "mentee"):
        page = Page(place.browser(role), place.browser(role).get(path))

        assert page.status in (303, 404, 405)
        if page.status != 303:
            assert page_rules.problems(page.html) == []
            assert any(href.startswith("/") for _, href in page.reader.links)


def post_empty(browser: Client, path: str, form: Form) -> Page | None:
    """Send a form of a page with nothing but its token filled in; None where that broke."""
    data = {name: value for name, value in form.fields if name in ("csrf_token", "idempotency_key")}
    try:
        return browser.post_page(form.action or path, data=data, follow=False)
    except Exception:  # test_access.py tells of it
        return None


def error_state_problems(page: Page) -> list[str]:
    """What a page with errors lacks of the rules for such pages."""
    problems = [] if page.reader.title.strip().startswith("Error: ") else ["the title does not begin with “Error: ”"]
    if "There is a problem" not in page.text:
        problems.append("no summary says “There is a problem”")
    if 'role="alert"' not in page.html and "autofocus" not in page.html and "data-error-summary" not in page.html:
        problems.append("the summary is not announced")
    text = page.text.lower()
    return problems + [f"it says “{word}”" for word in ("invalid", "is required", "not a valid") if word in text]


@pytest.mark.parametrize("walk", ROLES, indirect=True)
def test_no_sentence_comes_apart_around_a_name(walk: Walk):
    torn = {words for page in walk.pages for words in torn_sentences(page.text)}

    assert not torn, "put a <span> around the words, since the box lays out its parts one by one"
