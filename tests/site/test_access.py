"""Who reaches what: every route, tried by every role, compared with access_matrix.txt beside this file.

A new route, or a changed rule, fails here until the matrix says so too: write it anew with
`pytest tests/site/test_access.py --write-access-matrix`, read what changed, and commit it.
"""

from pathlib import Path

import pytest
from werkzeug.routing import Rule

from mentormatch.base import access
from tests.support import routes
from tests.support.world import ROLES, Place

MATRIX = Path(__file__).with_name("access_matrix.txt")
HOW_TO = ("Is this meant? Then write the matrix anew with `.venv/bin/pytest tests/site/test_access.py "
          "--write-access-matrix`, read the difference line by line, and commit it with the route.")
YES, NO, SIGN_IN = "yes", "no", "sign in"
HEAD = ("method and address", *ROLES)


def test_every_role_reaches_what_the_matrix_says_and_nothing_else(open_place: Place, request):
    found = "\n".join(lines(open_place)) + "\n"
    if request.config.getoption("--write-access-matrix"):
        MATRIX.write_text(found)

    expected = MATRIX.read_text().splitlines()
    assert found.splitlines() == expected, HOW_TO


def lines(place: Place) -> list[str]:
    """The matrix as it is: one line for each route and method."""
    rows = [HEAD]
    for rule in routes.all_of(place.app):
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if access.rule_of(place.app, rule.endpoint) is access.PUBLIC:
            rows += [(f"{method} {rule.rule}", "public", *[""] * (len(ROLES) - 1)) for method in methods]
            continue
        rows += [(f"{method} {rule.rule}", *(reach(place, rule, method, role) for role in ROLES))
                 for method in methods]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def reach(place: Place, rule: Rule, method: str, role: str) -> str:
    """Whether somebody of a role gets past the gate of a route; the company is put back afterwards."""
    browser = place.browser(role)
    try:
        answer = browser.open(place.address(rule), method=method)
    except Exception:  # past the gate, then broken: that is another test's business
        return YES
    finally:
        if method != "GET":
            place.put_back()
    if answer.status_code in (302, 303) and (answer.location or "").startswith("/sign-in"):
        return SIGN_IN
    return {404: NO, 401: SIGN_IN}.get(answer.status_code, YES)


@pytest.mark.parametrize("role", ROLES)
def test_no_post_breaks_when_nothing_was_filled_in(open_place: Place, role):
    problems = []

    for rule, method in routes.writing(open_place.app):
        try:
            answer = open_place.browser(role).open(open_place.address(rule), method=method)
            if answer.status_code >= 500:
                problems.append(f"{method} {rule.rule} answered {answer.status_code}")
        except Exception as problem:  # whatever it is, the other routes are tried too
            problems.append(f"{method} {rule.rule} raised {type(problem).__name__}: {problem}")
        open_place.put_back()

    assert not problems, "\n".join(problems)
