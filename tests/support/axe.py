"""axe-core on a page: what WCAG 2.0 to 2.2, levels A and AA, would say against it."""

from typing import Any

from tests.support.browser import AXE

SETTLED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => done(true)))))"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any) -> list[str]:
    """One line for each element that breaks a rule, on the page as it is shown now."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{rule['id']}: {node['failureSummary']}: {node['html'][:200]}"
            for rule in result["violations"] for node in rule["nodes"]]


def assert_accessible(page: Any) -> None:
    """Fail with every broken rule, in light and in dark."""
    problems = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)  # no colour may be half way when axe looks
        problems += [f"{scheme}: {line}" for line in violations(page)]
    page.emulate_media(color_scheme="light")
    assert not problems, f"{page.url} at {page.viewport_size}:\n" + "\n".join(problems)
