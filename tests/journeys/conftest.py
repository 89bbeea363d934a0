"""Journeys: a real installation (web server and worker), a real browser at two widths, axe on demand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.journeys.walker import PASSWORD, Walker
from tests.support import axe
from tests.support import browser as browsers
from tests.support.axe import Inspector
from tests.support.installation import Installation
from tests.support.shared import SharedResults

WIDTHS = {"phone": (360, 800), "desk": (1280, 900)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey, and skip it, saying why, where there is no browser."""
    missing = browsers.missing()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"journeys did not run: {missing}"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.launch_options())
        yield browser
        browser.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    """Each journey is walked on a phone and at a desk."""
    return str(request.param)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation for all journeys of this process, with web server and worker."""
    installation = Installation(tmp_path_factory.mktemp("journeys") / "instance", ALLOWED_DOMAINS="company.example")
    installation.start("serve")
    try:
        installation.wait_until_healthy()
        yield installation
    finally:
        installation.stop()


@pytest.fixture
def company(running: Installation) -> Installation:
    """The running app of a company that has just begun: no row in the database, no mail sent."""
    running.wipe()
    return running


class Desk:
    """Opens windows for people, each with cookies of its own, and remembers what went wrong in them."""

    def __init__(self, browser: Browser, url: str, width: str, inspector: Inspector) -> None:
        self.browser, self.url, self.width, self.inspector = browser, url, width, inspector
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def window(self) -> Page:
        """A new window with nobody signed in."""
        wide, high = WIDTHS[self.width]
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": wide, "height": high}, locale="en-GB",
            timezone_id="Europe/Lisbon", has_touch=self.width == "phone",
            reduced_motion="reduce")
        context.set_default_timeout(10_000)
        axe.bring(context)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that answers 4xx on purpose (a form with an error) is reported by the browser as well.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(message.text)

    def _answered(self, response: Any) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.problems.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def inspector(shared: SharedResults) -> Inspector:
    """Who looks at the pages; every process of a run adds what passed to the same folder."""
    return Inspector(shared.get_or_create("accessible pages", lambda folder: folder))


@pytest.fixture
def desk(chromium: Browser, company: Installation, width: str, inspector: Inspector) -> Iterator[Desk]:
    """Windows onto the running app; an error in a console or a broken answer fails the journey."""
    desk = Desk(chromium, company.url, width, inspector)
    yield desk
    for context in desk.contexts:
        context.close()
    assert not desk.problems, "\n".join(desk.problems)


@pytest.fixture
def people(desk: Desk, company: Installation) -> Callable[[str], Walker]:
    """A function that gives an address its walker."""
    return lambda address: Walker(desk, company.folder / "mail", address)


@pytest.fixture
def administrator(people: Callable[[str], Walker]) -> Walker:
    """The administrator whom the first page of a new installation made."""
    ada = people("ada@company.example").open("/")
    return ada.fill(name="Ada Brandt", email=ada.address, password=PASSWORD).press("Create account")
