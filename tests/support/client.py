"""A test client that behaves like a person: it opens pages, fills in their forms and presses their buttons.

Forms are posted as the page shows them, hidden fields and CSRF token included, so a form that a browser could not
send cannot be sent by a test either.
"""

from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentormatch.base.db import db


class Form:
    """One form of a page: where it goes and what it would send."""

    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.id = attributes.get("id")
        self.fields: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.buttons: list[tuple[str, str, str]] = []


class Reader(HTMLParser):
    """Reads forms, links, headings and text out of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.text, self.title, self.h1 = "", "", ""
        self._open: list[str] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._button: tuple[str, str] | None = None
        self._href: str | None = None
        self._words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        self._open.append(tag)
        if tag == "form":
            self._form = Form(a)
            self.forms.append(self._form)
        elif tag == "a":
            self._href, self._words = a.get("href"), ""
        elif self._form is not None:
            self._form_part(tag, a)

    def _form_part(self, tag: str, a: dict[str, str | None]) -> None:
        assert self._form is not None
        name = a.get("name") or ""
        if tag in ("input", "select", "textarea") and name:
            self._form.names.add(name)
        if tag == "input" and name and "disabled" not in a:
            kind = a.get("type") or "text"
            if kind == "submit":
                self._form.buttons.append((a.get("value") or "", name, a.get("value") or ""))
            elif kind not in ("checkbox", "radio", "file") or ("checked" in a and kind != "file"):
                self._form.fields.append((name, a.get("value") or ("on" if "checked" in a else "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in a:
            self._form.fields.append((self._select, a.get("value") or ""))
        elif tag == "textarea":
            self._area, self._words = name, ""
        elif tag == "button" and (a.get("type") or "submit") == "submit":
            self._button, self._words = (name, a.get("value") or ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None and self._form is not None:
            self._form.fields.append((self._area, self._words.replace("\r\n", "\n").removeprefix("\n")))
            self._area = None
        elif tag == "button" and self._button is not None and self._form is not None:
            self._form.buttons.append((" ".join(self._words.split()), *self._button))
            self._button = None
        elif tag == "a" and self._href is not None:
            self.links.append((" ".join(self._words.split()), self._href))
            self._href = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._words += data
        if "script" in self._open or "style" in self._open:
            return
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        else:
            self.text += data
        if "h1" in self._open:
            self.h1 += data


class Page:
    """An answered request, with what a person sees and can do on it."""

    def __init__(self, client: "Client", response: TestResponse) -> None:
        self.client, self.response = client, response
        self.status = response.status_code
        self.path = urlsplit(response.request.url).path
        self.html = response.get_data(as_text=True)

    @cached_property
    def reader(self) -> Reader:
        """What was read out of the page, once anyone asks."""
        return Reader(self.html if "html" in (self.response.content_type or "") else "")

    @property
    def text(self) -> str:
        """The words on the page, with single spaces."""
        return " ".join(self.reader.text.split())

    def click(self, words: str) -> "Page":
        """Follow the first link whose text has these words."""
        for text, href in self.reader.links:
            if words in text:
                return self.client.open_page(urljoin(self.path, href))
        raise AssertionError(f"No link “{words}” on {self.path}; there are {[t for t, _ in self.reader.links]}")

    def form(self, button: str = "", having: str = "") -> Form:
        """The form with a button of these words, or with a field of this name."""
        for form in self.reader.forms:
            has_button = button and any(button in words for words, _, _ in form.buttons)
            if has_button or (having and having in form.names):
                return form
        buttons = [words for form in self.reader.forms for words, _, _ in form.buttons]
        raise AssertionError(f"No form with “{button or having}” on {self.path}; buttons are {buttons}")

    def submit(self, button: str = "", *, having: str = "", follow: bool = True, **values: Any) -> "Page":
        """Fill in fields by name and press a button; a list fills a field several times, None leaves it out."""
        form = self.form(button, having or ("" if button else next(iter(values), "")))
        unknown = set(values) - form.names
        assert not unknown, f"The form on {self.path} has no field {sorted(unknown)}; it has {sorted(form.names)}"
        sent: dict[str, list[Any]] = {}
        for name, value in form.fields:
            if name not in values:
                sent.setdefault(name, []).append(value)
        for name, value in values.items():
            if value is not None:
                sent[name] = list(value) if isinstance(value, list) else [value]
        for words, name, value in form.buttons:
            if button and button in words and name:
                sent[name] = [value]
                break
        target = urljoin(self.path, form.action or self.path)
        if form.method == "get":
            return self.client.open_page(target, query_string=sent)
        return self.client.post_page(target, data=sent, follow=follow)


class Client(FlaskClient):
    """The client of all tests of pages."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> TestResponse:
        """Answer each request in an app context of its own, as a server does; else `g` would live on.

        Rows the test holds are read anew afterwards.
        """
        if has_app_context():
            db.session.rollback()
        with self.application.app_context():
            return super().open(*args, buffered=buffered, **kwargs)

    def run_wsgi_app(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request; whatever an earlier one left in `g`, its signed-in person above all, is forgotten.

        Flask reuses an app context that is open already, as a test's is, and flask-login keeps the person in it.
        """
        if has_app_context():
            for name in list(g):
                g.pop(name)
        return super().run_wsgi_app(*args, **kwargs)

    def open_page(self, path: str, **kwargs: Any) -> Page:
        """GET a page, following redirects."""
        return Page(self, self.get(path, follow_redirects=True, **kwargs))

    def post_page(self, path: str, *, follow: bool = True, **kwargs: Any) -> Page:
        """POST a form, following the redirect it answers with."""
        return Page(self, self.post(path, follow_redirects=follow, **kwargs))


def client_of(app: Flask) -> Client:
    """A fresh browser for an app."""
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    return client
