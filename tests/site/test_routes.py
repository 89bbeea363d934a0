"""Rules about every route: its address, its access rule, what a GET leaves behind, what a POST asks for."""

import re

import pytest

from mentormatch import web
from mentormatch.base import access
from tests.support import routes
from tests.support.walk import Walk
from tests.support.world import NOBODY, ROLES, Place

WORDS = re.compile(r"^/(?:\.well-known/)?"
                   r"(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:/|\.json|\.csv|\.ics|\.txt|$)|<[^>]+>(?:/|\.json|\.csv|$))*$")
VERBS_OF_FRAMEWORKS = {"get", "list", "view", "show", "create", "update", "delete", "do", "save", "index", "add-new"}


def test_every_route_says_who_may_use_it(place):
    bare = [rule.rule for rule in routes.all_of(place.app) if access.rule_of(place.app, rule.endpoint) is None]

    assert bare == [], "Put @requires(Permission.…) or @public on these views."


def test_every_parameter_of_an_address_has_a_type(place):
    untyped = [rule.rule for rule in routes.all_of(place.app) for is_converter, name in _parameters(rule.rule)
               if not is_converter]

    assert untyped == [], "Write <id:…>, <slug:…>, <int:…> or <token:…>, so that a malformed address is a 404."


def test_addresses_are_lower_case_words_joined_by_hyphens(place):
    odd = [rule.rule for rule in routes.all_of(place.app) if not WORDS.match(rule.rule)
           or (rule.rule != "/" and rule.rule.endswith("/"))]

    assert odd == [], "Addresses are kebab-case, without a slash at the end."


def test_pages_are_named_by_nouns(place):
    verbs = [rule.rule for rule in routes.reading(place.app) if VERBS_OF_FRAMEWORKS & set(rule.rule.split("/"))]

    assert verbs == [], "Name the thing (check-ins/new, enrolment), not what a framework does to it."


@pytest.mark.parametrize("walk", ROLES, indirect=True)
def test_a_get_changes_nothing_and_breaks_nothing(walk: Walk):
    problems = [f"{answer.address} {answer.broke}" for answer in walk.answers if answer.broke]
    problems += [f"{answer.address} wrote into {answer.wrote}" for answer in walk.answers if answer.wrote]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("role", [NOBODY, "mentee", "coordinator", "administrator"])
def test_a_form_without_its_token_changes_nothing(place: Place, role):
    # Who is not signed in may be asked to sign in (401 keeps what was typed), or to load the page again.
    expected = (400, 401, 303) if role == NOBODY else (400,)

    for rule, method in routes.writing(place.app):
        answer = place.browser(role).open(place.address(rule), method=method, data={"email": "a@company.example"})

        assert answer.status_code in expected, f"{method} {rule} as {role} answered {answer.status_code}"
        assert not place.was_written(), f"{method} {rule} as {role} wrote something without a CSRF token."


def test_a_change_of_one_row_is_noticed_and_put_back(place: Place):
    before = place.rows()
    place.browser("mentee").open_page("/account").submit("Save", name="Ines Maria Okafor")

    assert place.was_written()
    assert place.rows() != before

    place.put_back()

    assert not place.was_written()
    assert place.rows() == before


def test_only_posts_change_anything(place):
    others = [f"{method} {rule}" for rule, method in routes.writing(place.app) if method != "POST"]

    assert others == [], "A form can only POST."


@pytest.mark.parametrize("walk", [NOBODY, "mentee", "coordinator", "administrator"], indirect=True)
def test_every_answer_carries_the_security_headers_and_is_kept_by_nobody(walk: Walk, place: Place):
    answers = {answer.address: answer.headers for answer in walk.answers if answer.headers is not None}
    for path in ("/no-such-page", "/pairs/not-an-id"):
        answers[path] = place.browser(walk.role).get(path).headers

    for path, headers in answers.items():
        for name, value in web.HEADERS.items():
            assert headers.get(name) == value, f"{path}: {name}"
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Request-ID"], path


def test_static_files_carry_the_security_headers_too_and_may_be_kept(place):
    headers = place.browser(NOBODY).get("/static/css/theme.css").headers

    assert {name: headers.get(name) for name in web.HEADERS} == web.HEADERS
    assert "no-store" not in headers["Cache-Control"]


def test_who_is_not_signed_in_is_asked_to_and_comes_back(place):
    browser = place.browser(NOBODY)

    for rule in routes.reading(place.app):
        if access.rule_of(place.app, rule.endpoint) is access.PUBLIC:
            continue
        path = place.address(rule)
        answer = browser.get(path)

        assert answer.status_code in (302, 303), rule.rule
        assert answer.location == f"/sign-in?next={path}", rule.rule


def _parameters(address: str) -> list[tuple[bool, str]]:
    return [(":" in inside, inside) for inside in re.findall(r"<([^>]+)>", address)]
