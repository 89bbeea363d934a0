"""Addresses no one would type: whatever is in a query or in place of an id, no page breaks and nothing is written."""

import ast
import re
from functools import cache
from urllib.parse import urlencode

import pytest
from werkzeug.routing import Rule

from mentormatch.base import access
from tests.site.test_modules import calls, modules
from tests.support import routes
from tests.support.world import NOBODY, Place

VALUES = (b"x", b"", b"\x00", b"-1", b"9" * 20, b"\xed\xa0\x80\xff", "é\u202e".encode(), b"//evil.example", b"x" * 5000)
OF_FRAMEWORKS = ("endpoint", "values", "token", "_external", "_scheme", "_anchor", "_method", "form", "template")
PIECES = ("x", "%00", "%2e%2e%2f", "%f0%9f%98%80", "%ff", "9" * 40, "A" * 43, "A" * 5_000)


@cache
def read_names() -> frozenset[str]:
    """Every name that a view reads from a query."""
    return frozenset(
        argument.value for path in modules("mentormatch") for call in calls(path)
        if ast.unparse(call.func) in ("request.args.get", "request.args.getlist") and call.args
        for argument in call.args[:1] if isinstance(argument, ast.Constant))


@pytest.mark.parametrize("role", [NOBODY, "mentee", "coordinator", "administrator"])
def test_no_query_breaks_a_page(place: Place, role: str):
    assert {"next", "page", "words"} <= read_names()
    browser = place.browser(role)
    for number, rule in enumerate(routes.reading(place.app)):
        names = sorted(read_names() | rule.arguments | set(OF_FRAMEWORKS))
        query = {name: (VALUES[(number + position) % len(VALUES)], b"x") for position, name in enumerate(names)}
        answer = browser.get(place.address(rule), query_string=urlencode(query, doseq=True))

        assert answer.status_code < 500, f"{rule.rule} with {query}"
        assert not place.was_written(), f"{rule.rule} with {query}"


def test_no_odd_piece_of_an_address_breaks_a_page(place: Place):
    browser = place.browser("administrator")
    for rule in routes.all_of(place.app):
        for name in rule.arguments:
            for piece in PIECES:
                address = _with_piece(place, rule, name, piece)
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    status = browser.open(address, method=method).status_code

                    assert status < 500, f"{method} {address[:200]}"


def test_no_odd_query_breaks_what_a_mailed_link_sends(open_place: Place):
    rules = [rule for rule in routes.all_of(open_place.app) if "token" in rule.arguments]
    assert len(rules) >= 5
    for rule in rules:
        assert access.rule_of(open_place.app, rule.endpoint) is access.PUBLIC
        for value in VALUES:
            query = urlencode(dict.fromkeys((*rule.arguments, *OF_FRAMEWORKS), value))
            answer = open_place.browser(NOBODY).post(f"{open_place.address(rule)}?{query}", data={"token": "x"})

            assert answer.status_code < 500, f"{rule.rule} with {value[:20]!r}"


def _with_piece(place: Place, rule: Rule, name: str, piece: str) -> str:
    values = {key: str(value) for key, value in place.world.values_for(rule).items()} | {name: piece}
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda match: values[match[1]], rule.rule)
