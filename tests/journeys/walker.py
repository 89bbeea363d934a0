"""A person with a browser: opens pages, fills in what she is asked, presses what is there; axe looks at each page."""

import email
import email.policy
import re
from pathlib import Path
from typing import Any

from tests.support.installation import wait_for

PASSWORD = "harbour lantern willow"
LINK = re.compile(r"https?://\S+")


class Walker:
    """One person in one window; every page she comes to is checked for accessibility in light and dark."""

    def __init__(self, desk: Any, mailbox: Path, address: str) -> None:
        self.page, self.mailbox, self.address = desk.window(), mailbox, address
        self.inspector = desk.inspector
        self.read: set[str] = set()

    def open(self, path: str) -> "Walker":
        """Open a page by its address."""
        self.page.goto(path)
        return self.look()

    def look(self) -> "Walker":
        """Look at the page as it is now."""
        self.page.wait_for_load_state()
        self.inspector.assert_accessible(self.page)
        assert self.too_wide() <= 0, f"{self.page.url} has to be scrolled sideways: {self.too_wide()} px too wide."
        return self

    def too_wide(self) -> int:
        """By how many pixels the page is wider than its window; 0 or less when it fits."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def follow(self, words: str) -> "Walker":
        """Follow a link of the page's main part."""
        self.page.locator("#main").get_by_role("link", name=words).first.click()
        return self.look()

    def press(self, words: str) -> "Walker":
        """Press a button of the page's main part."""
        self.page.locator("#main").get_by_role("button", name=words).first.click()
        return self.look()

    def fill(self, **fields: str) -> "Walker":
        """Fill in fields by their names."""
        for name, value in fields.items():
            self.page.fill(f"[name={name}]", value)
        return self

    def choose(self, words: str) -> "Walker":
        """Tick or choose the box with these words, as a finger would: by its label."""
        self.page.locator("#main").get_by_label(words).first.check(force=True)
        return self

    def pick_topic(self, words: str, level: int) -> "Walker":
        """Pick a topic and say how much, 1 to 3."""
        topic = self.page.locator(".topic", has_text=words)
        topic.get_by_role("checkbox").check(force=True)
        topic.get_by_role("radio").nth(level - 1).check(force=True)
        return self

    def sees(self, words: str) -> "Walker":
        """Fail unless the words are on the page."""
        self.page.locator("#main").get_by_text(words).first.wait_for()
        return self

    def does_not_see(self, words: str) -> "Walker":
        """Fail if the words are on the page."""
        assert words not in self.page.inner_text("#main")
        return self

    def heading(self) -> str:
        """The h1 of the page."""
        return str(self.page.inner_text("h1"))

    def open_mail(self, subject: str) -> "Walker":
        """Wait for a mail with these words in its subject that was not opened yet, and follow its link."""
        links: list[str] = []
        wait_for(lambda: bool(links.extend(self._links(subject)) or links), f"a mail “{subject}” to {self.address}")
        self.page.goto(links[0])
        return self.look()

    def _links(self, subject: str) -> list[str]:
        for path in sorted(self.mailbox.glob("*.eml"), key=lambda file: file.stat().st_mtime):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if path.name in self.read or self.address not in message["To"] or subject not in message["Subject"]:
                continue
            self.read.add(path.name)
            body = message.get_body(("plain",))
            return LINK.findall(body.get_content() if body else "")[:1]
        return []

    def register(self, name: str) -> "Walker":
        """Register with the address, verify it by mail, choose a password."""
        self.open("/register").fill(email=self.address).press("Send me the link")
        self.open_mail("registering").fill(name=name, password=PASSWORD).press("Create my account")
        return self

    def sign_in(self) -> "Walker":
        """Sign in with the address and the password of all journeys."""
        return self.open("/sign-in").fill(email=self.address, password=PASSWORD).press("Sign in")
