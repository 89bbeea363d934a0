"""A walk of one role through everything that answers GET; read once, and looked at by many tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentormatch.base import access
from tests.support import routes
from tests.support.client import Client
from tests.support.world import Place

CHANGING = re.compile(r'name="(csrf_token|idempotency_key)"[^>]*|quote this number: [^<]*')


@dataclass(frozen=True)
class Answer:
    """What came back from an address, or how it broke; `is_first` is true of one address for each route."""

    rule: str
    address: str
    is_first: bool
    is_public: bool
    status: int = 0
    headers: Any = None
    mimetype: str = ""
    text: str = ""
    location: str = ""
    broke: str = ""
    wrote: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is something a browser shows, reached without a detour."""
        return self.status == 200 and self.mimetype == "text/html"


@dataclass(frozen=True)
class Walk:
    """Every answer somebody of a role got, in the order of the addresses, and the cookies of the browser after it."""

    role: str
    answers: tuple[Answer, ...]
    cookies: dict[Any, Any]

    @property
    def pages(self) -> list[Answer]:
        """The pages among the answers."""
        return [answer for answer in self.answers if answer.is_page]

    @property
    def distinct(self) -> list[Answer]:
        """The answers but those refusals that are, to the letter, the page of another one."""
        texts = {CHANGING.sub("", answer.text) if answer.status == 404 else answer.address: answer
                 for answer in reversed(self.answers)}
        return list(reversed(texts.values()))

    def goes_on(self, place: Place) -> Client:
        """The browser of the walk, at another copy of the same company: the forms it was shown can be sent."""
        browser = place.browser("nobody")
        browser._cookies = dict(self.cookies)
        return browser


def through(place: Place, role: str) -> Walk:
    """Open every address as somebody of a role; what a GET wrote is put back."""
    browser = place.browser(role)
    return Walk(role, tuple(_answers(place, browser)), dict(browser._cookies or {}))


def _answers(place: Place, browser: Client) -> Iterator[Answer]:
    for rule in routes.reading(place.app):
        is_public = access.rule_of(place.app, rule.endpoint) is access.PUBLIC
        for number, address in enumerate(place.addresses(rule)):
            yield Answer(rule.rule, address, number == 0, is_public, **_answer(browser, address), wrote=_written(place))


def _answer(browser: Client, address: str) -> dict[str, Any]:
    try:
        response = browser.get(address)
    except Exception as problem:  # whatever it is, the other addresses are opened too
        return {"broke": f"raised {type(problem).__name__}: {problem}"}
    return {"status": response.status_code, "headers": response.headers, "mimetype": response.mimetype,
            "text": response.get_data().decode("utf-8", "replace"), "location": response.location or "",
            "broke": f"answered {response.status_code}" if response.status_code >= 500 else ""}


def _written(place: Place) -> tuple[str, ...]:
    """The tables that are not as they were; the company is put back."""
    if not place.was_written():
        return ()
    after = place.rows()
    place.put_back()
    before = place.rows()
    return tuple(name for name in after if after[name] != before[name]) or ("nothing that a row shows",)
