"""What the cells of a roster’s row mean: the values a person has then, or a sentence that says what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from flask_babel import gettext as _

from mentormatch.base.errors import DomainError
from mentormatch.people import addresses, languages, names, zones
from mentormatch.people.models import ACTIVE, LEAVE, LEFT
from mentormatch.people.roster.columns import LABELS
from mentormatch.people.roster.file import Cells

STATUSES = {"active": ACTIVE, "leave": LEAVE, "on leave": LEAVE, "left": LEFT}
OWN = ("name", "languages", "time_zone")
"""What people say about themselves once they have an account; the roster fills it only while it is empty."""


@dataclass(frozen=True)
class Values:
    """What the roster knows of a person; `manager_email` is empty for no manager, `grade` None for none.

    `name` is the person's own to change once they have an account; `roster_name` stays what the roster says.
    """

    name: str = ""
    job_title: str = ""
    department: str = ""
    site: str = ""
    grade: int | None = None
    manager_email: str = ""
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    status: str = ACTIVE
    roster_name: str = ""


@dataclass(frozen=True)
class RowReading:
    """A row understood: the values after it, what is wrong with it, and how many of a person's own it would change."""

    values: Values
    reasons: tuple[str, ...]
    differences: int


def read(cells: Cells, before: Values | None, is_own: bool) -> RowReading:
    """Understand a row for a person who is known (`before`) or new (None).

    An absent column changes nothing. An empty cell empties what the company says (job title, department, site,
    grade, manager), and changes nothing else. `is_own`: they have an account, so what they say themselves stays.
    """
    old = before or Values()
    values: dict[str, Any] = {}
    reasons, differences = [], 0
    for field in LABELS:
        text = getattr(cells, field)
        if field == "email" or text is None:
            continue
        try:
            value = _READERS[field](text)
        except _NotUnderstood as problem:
            reasons.append(str(problem))
            continue
        if field == "name":
            values["roster_name"] = value
        if value is not None and is_own and field in OWN and getattr(old, field):
            differences += value != getattr(old, field)
        elif value is not None or field == "grade":
            values[field] = value
    return RowReading(Values(**{**old.__dict__, **values}), tuple(reasons), differences)


@lru_cache(maxsize=65_536)
def address(text: str) -> str | None:
    """An address as it is stored; None for anything else. Cached, for managers are named many times."""
    try:
        return addresses.checked(text)
    except DomainError:
        return None


class _NotUnderstood(Exception):
    """A cell that says nothing we understand."""


def _name(text: str) -> str:
    if not text:
        raise _NotUnderstood(_("The name is empty. Enter one."))
    try:
        return names.checked(text)
    except DomainError as refusal:
        raise _NotUnderstood(str(refusal)) from refusal


def _words(text: str) -> str:
    return text


def _grade(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"0*([1-9]|10)([.,]0+)?", text, re.ASCII):
        raise _NotUnderstood(_("“%(grade)s” isn't a grade. Enter a whole number from 1 (junior) to 10 (executive).",
                               grade=_short(text)))
    return int(re.split("[.,]", text)[0])


def _manager(text: str) -> str:
    if not text:
        return ""
    manager = address(text)
    if manager is None:
        raise _NotUnderstood(_(
            "“%(manager)s” isn't a manager's email address. Enter one such as name@company.com.",
            manager=_short(text)))
    return manager


@lru_cache(maxsize=1_024)
def _languages(text: str) -> tuple[str, ...] | None:
    codes = []
    for word in filter(None, (part.strip() for part in re.split(r"[;,/|]|\s+and\s+", text))):
        code = languages.code_of(word)
        if code is None:
            raise _NotUnderstood(_("We don't recognise the language “%(word)s”. Enter its English name or its code, "
                                   "such as “en”. Separate several with semicolons.", word=_short(word)))
        codes.append(code)
    return tuple(dict.fromkeys(codes)) or None


def _time_zone(text: str) -> str | None:
    if not text:
        return None
    zone = _zones().get(text.casefold().replace(" ", "_"))
    if zone is None:
        raise _NotUnderstood(_("We don't recognise the time zone “%(zone)s”. Enter one such as “Europe/Berlin”.",
                               zone=_short(text)))
    return zone


def _status(text: str) -> str | None:
    if not text:
        return None
    status = STATUSES.get(text.casefold())
    if status is None:
        raise _NotUnderstood(_("“%(status)s” isn't a status. Enter active, leave or left.", status=_short(text)))
    return status


_READERS: dict[str, Callable[[str], Any]] = {
    "name": _name, "job_title": _words, "department": _words, "site": _words, "grade": _grade,
    "manager_email": _manager, "languages": _languages, "time_zone": _time_zone, "status": _status,
}


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for places in zones.grouped().values() for zone, _place in places}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
