"""The rules about pages can fail: each is shown a page that breaks it."""

import pytest

from tests.support import page_rules

GOOD = """<!doctype html><html lang="en"><head><title>Your pairs – mentormatch</title>
<link rel="stylesheet" href="/static/a.css"><script type="module" src="/static/a.js"></script></head>
<body><h1>Your pairs</h1><svg><path d="M0 0"/><circle r="1"></circle></svg><p>Text<br>more</p>
<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t">
<label for="n">Name</label><input id="n" name="n" aria-describedby="h"><p id="h">Hint</p>
<label><input type="checkbox" name="c"> Yes</label><button>Save</button></form></body></html>"""


def test_a_good_page_has_no_problem():
    assert page_rules.problems(GOOD) == []


def test_a_piece_of_a_page_needs_no_heading():
    assert page_rules.problems("<p>Half done</p>") == []
    assert page_rules.problems("<p>Half done") == ["<p> is never closed"]


@pytest.mark.parametrize(("good", "bad", "problem"), [
    ("<title>Your pairs", "<title>Pairs", "does not begin with the heading"),
    ("<h1>Your pairs</h1>", "<h1>Your pairs</h1><h1>Two</h1>", "2 h1 headings"),
    ("<h1>Your pairs</h1>", "<h2>Your pairs</h2>", "0 h1 headings"),
    ('<label for="n">Name</label>', "", "has no label"),
    ('id="h"', 'id="n"', "is there 2 times"),
    ('id="h"', 'id="g"', "which is not there"),
    ("<p>Text", '<p style="color:red">Text', "inline style"),
    ("<p>Text", '<p onclick="x()">Text', "inline onclick"),
    ("<p>Text", "<script>x()</script><p>Text", "an inline <script>"),
    ("<p>Text", "<style>p{}</style><p>Text", "an inline <style>"),
    ("<p>Text", '<a href=" javascript:x()">go</a><p>Text', "has href="),
    ("<p>Text", '<a href="/x"><svg></svg></a><p>Text', "a <a> says nothing"),
    ("<p>Text", '<img src="/x.png"><p>Text', "has no alt"),
    ("<p>Text", "<p><div>Text", "closes"),
    ("</form>", "", "closes"),
    ('<input type="hidden" name="csrf_token" value="t">', "", "has no CSRF token"),
])
def test_a_page_that_breaks_a_rule_is_told_so(good, bad, problem):
    problems = page_rules.problems(GOOD.replace(good, bad, 1))

    assert any(problem in line for line in problems), problems
