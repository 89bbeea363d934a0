"""axe-core on a page: what WCAG 2.0 to 2.2, levels A and AA, would say against it."""

import hashlib
from pathlib import Path
from typing import Any

from tests.support.browser import AXE

SETTLED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => done(true)))))"""
SKELETON = """() => [...document.querySelectorAll('*')].map(one => [one.tagName, one.className.baseVal ?? one.className,
  ...['role', 'type', 'hidden', 'disabled', 'open', 'aria-hidden', 'aria-invalid', 'aria-expanded', 'aria-current',
      'data-bs-theme'].map(name => one.getAttribute(name) ?? ''), one.textContent.trim() ? 'words' : '']).join('|')"""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"type": "tag", "values": TAGS}


def bring(context: Any) -> None:
    """Have every page of a browser context know axe, to be unpacked by the first look: sending it takes longer."""
    context.add_init_script(f"window.unpackAxe = () => {{{AXE.read_text('utf-8')}}};")


def violations(page: Any, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """One line for each element that breaks a rule, on the page as it is shown now."""
    page.evaluate("typeof window.axe === 'object' || window.unpackAxe()")
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{rule['id']}: {node['failureSummary']}: {node['html'][:200]}"
            for rule in result["violations"] for node in rule["nodes"]]


class Inspector:
    """Looks at each kind of page once in a run: what passed is noted in a folder that all processes share.

    A page that is made like one that passed, of the same elements in the same states at the same width, is not looked
    at again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def assert_accessible(self, page: Any) -> None:
        """Fail with every broken rule, in light, and of the rules about colours in dark."""
        if self._note(page).exists():
            return
        page.evaluate(SETTLED)  # nothing may be half way when axe looks
        note = self._note(page)
        if note.exists():
            return
        problems = [f"light: {line}" for line in violations(page)]
        page.emulate_media(color_scheme="dark")
        page.evaluate(SETTLED)
        problems += [f"dark: {line}" for line in violations(page, COLOURS)]
        page.emulate_media(color_scheme="light")
        assert not problems, f"{page.url} at {page.viewport_size}:\n" + "\n".join(problems)
        note.touch()

    def _note(self, page: Any) -> Path:
        """The file that says that a page made like this one passed."""
        made_like = f"{page.viewport_size['width']} {page.evaluate(SKELETON)}"
        return self._folder / hashlib.sha256(made_like.encode()).hexdigest()
