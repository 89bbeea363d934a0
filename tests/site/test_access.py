"""Who reaches what: every route, tried by every role, compared with access_matrix.txt beside this file.

A new route, or a changed rule, fails here until the matrix says so too: write it anew with
`pytest tests/site/test_access.py --write-access-matrix`, read what changed, and commit it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from mentormatch.base import access
from tests.support import routes
from tests.support.walk import Walk
from tests.support.world import NOBODY, ROLES, Place

MATRIX = Path(__file__).with_name("access_matrix.txt")
HOW_TO = ("Is this meant? Then write the matrix anew with `.venv/bin/pytest tests/site/test_access.py "
          "--write-access-matrix`, read the difference line by line, and commit it with the route.")
YES, NO, SIGN_IN = "yes", "no", "sign in"
NAME = "method and address"


@pytest.mark.parametrize("walk", ROLES, indirect=True)
def test_a_role_reaches_what_the_matrix_says_and_no_empty_post_breaks(walk: Walk, open_place: Place, request):
    problems: list[str] = []

    cells = dict(reached(walk, open_place, problems))

    if request.config.getoption("--write-access-matrix"):
        write(walk.role, cells)
    expected = {line[NAME]: line[walk.role] for line in matrix()}
    assert list(cells.items()) == list(expected.items()), HOW_TO
    assert not problems, "\n".join(problems)


def reached(walk: Walk, place: Place, problems: list[str]) -> Iterator[tuple[str, str]]:
    """Method and address of every route, and whether the walk's role reaches it; what broke is noted.

    Nothing is filled in for a POST; the company is put back after each.
    """
    answers = {answer.rule: answer for answer in walk.answers if answer.is_first}
    for rule in routes.all_of(place.app):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            line, is_public = f"{method} {rule.rule}", access.rule_of(place.app, rule.endpoint) is access.PUBLIC
            if method == "GET":
                answer = answers[rule.rule]
                cell = YES if answer.status == 0 else _cell(answer.status, answer.location)
            else:
                cell = _posted(place, walk.role, place.address(rule), method, line, problems)
            yield line, ("public" if walk.role == NOBODY else "") if is_public else cell


def matrix() -> list[dict[str, str]]:
    """The lines of the file: column -> cell."""
    head, *lines = [re.split(r" {2,}", line) for line in MATRIX.read_text().splitlines()]
    return [dict(zip(head, [*line, *[""] * len(head)], strict=False)) for line in lines]


def write(role: str, cells: dict[str, str]) -> None:
    """Write the file anew, with what a role reaches now in its column."""
    earlier = {line[NAME]: line for line in matrix()}
    rows = [(NAME, *ROLES)]
    for name, cell in cells.items():
        line = earlier.get(name, {}) | {role: cell}
        rows.append((name, *(line.get(role_name, "") for role_name in ROLES)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    MATRIX.write_text("".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows))


def _posted(place: Place, role: str, address: str, method: str, line: str, problems: list[str]) -> str:
    try:
        answer: TestResponse = place.browser(role).open(address, method=method)
    except Exception as problem:  # past the gate, then broken; the other routes are tried too
        problems.append(f"{line} raised {type(problem).__name__}: {problem}")
        return YES
    finally:
        place.put_back()
    if answer.status_code >= 500:
        problems.append(f"{line} answered {answer.status_code}")
    return _cell(answer.status_code, answer.location or "")


def _cell(status: int, location: str) -> str:
    if status in (302, 303) and location.startswith("/sign-in"):
        return SIGN_IN
    return {404: NO, 401: SIGN_IN}.get(status, YES)
