"""Makes the pictures in README.md from the demo company: `.venv/bin/python scripts/make_screenshots.py`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from mentormatch.demo.load import PASSWORD  # noqa: E402  (found once the root is on the path)
from tests.support import browser as browsers  # noqa: E402
from tests.support.installation import Installation, wait_for  # noqa: E402

IMAGES = PROJECT / "docs" / "images"


def main() -> None:
    """Start the demo company, look at it, stop it."""
    missing = browsers.missing()
    if missing:
        sys.exit(f"No screenshots: {missing}. `make test` prepares the browser.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        company = Installation(Path(folder) / "instance")
        company.start("serve", "--demo")
        try:
            company.wait_until_healthy()
            wait_for(lambda: "coordinator" in _faces(company.logs()), "the names to sign in with", company.logs)
            faces = _faces(company.logs())
            chromium = playwright.chromium.launch(**browsers.launch_options())
            desk = chromium.new_page(base_url=company.url, viewport={"width": 1280, "height": 860})
            _sign_in(desk, faces["coordinator"])
            _workbench(desk)
            phone = chromium.new_page(base_url=company.url, viewport={"width": 390, "height": 844})
            _sign_in(phone, faces["mentee"])
            _pair(phone)
            chromium.close()
        finally:
            company.stop()


def _faces(log: str) -> dict[str, str]:
    """Role -> address, as the start of the demo company prints them."""
    lines = (line.split() for line in log.splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 2 and "@" in words[1]}


def _sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def _workbench(page: Page) -> None:
    page.goto("/programmes/tailwind/rounds/1")
    page.locator("a[href^='/drafts/']").first.click()
    page.wait_for_load_state("networkidle")
    page.locator(".stats").evaluate("figures => window.scrollTo(0, figures.offsetTop - 16)")  # down to the pairs
    page.screenshot(path=IMAGES / "workbench.png")


def _pair(page: Page) -> None:
    page.goto("/pairs")
    page.locator("main .panel-title a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "pair.png")


if __name__ == "__main__":
    main()
