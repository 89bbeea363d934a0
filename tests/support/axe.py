"""axe-core on a page: what WCAG 2.0 to 2.2, levels A and AA, would say against it."""

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

_known: set[tuple[Any, ...]] = set()


def violations(page: Any, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """One line for each element that breaks a rule, on the page as it is shown now."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{rule['id']}: {node['failureSummary']}: {node['html'][:200]}"
            for rule in result["violations"] for node in rule["nodes"]]


def assert_accessible(page: Any) -> None:
    """Fail with every broken rule, in light, and of the rules about colours in dark.

    A page that is made like one that passed, of the same elements in the same states at the same width, is not looked
    at again.
    """
    page.evaluate(SETTLED)  # nothing may be half way when axe looks
    made_like = (page.viewport_size["width"], page.evaluate(SKELETON))
    if made_like in _known:
        return
    problems = [f"light: {line}" for line in violations(page)]
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    problems += [f"dark: {line}" for line in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    assert not problems, f"{page.url} at {page.viewport_size}:\n" + "\n".join(problems)
    _known.add(made_like)
