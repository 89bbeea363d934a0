"""What looks at the pages of journeys: it tells a broken rule, in light and in dark, and passes a page but once."""

import pytest

from tests.support import axe
from tests.support.axe import Inspector

FINE = '<html lang="en"><title>t</title><main><h1>Fine</h1></main>'
NAMELESS = FINE + '<img src="data:,">'
PALE_IN_DARK = FINE + "<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #222 } }</style>"


@pytest.fixture
def page(chromium):
    """A page with nothing on it."""
    context = chromium.new_context()
    axe.bring(context)
    page = context.new_page()
    page.goto("about:blank")
    yield page
    context.close()


@pytest.mark.parametrize(("html", "told"), [(NAMELESS, "light: image-alt"), (PALE_IN_DARK, "dark: color-contrast")])
def test_a_broken_rule_is_told_each_time(page, tmp_path, html, told):
    page.set_content(html)

    for inspector in (Inspector(tmp_path), Inspector(tmp_path)):
        with pytest.raises(AssertionError, match=told):
            inspector.assert_accessible(page)


def test_what_passed_is_known_to_every_process_and_what_is_made_otherwise_is_not(page, tmp_path, monkeypatch):
    page.set_content(FINE)
    Inspector(tmp_path).assert_accessible(page)
    monkeypatch.setattr(axe, "violations", lambda *_: ["looked"])

    Inspector(tmp_path).assert_accessible(page)

    page.set_content(FINE + "<p>More</p>")
    with pytest.raises(AssertionError, match="looked"):
        Inspector(tmp_path).assert_accessible(page)
