"""The columns of a roster: what they are called in files, and which column of a file is which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentormatch.base.errors import DomainError

NEEDED = ("email", "name")
LABELS = {
    "email": _l("email"), "name": _l("name"), "job_title": _l("job title"), "department": _l("department"),
    "site": _l("site"), "grade": _l("grade"), "manager_email": _l("manager"), "languages": _l("languages"),
    "time_zone": _l("time zone"), "status": _l("status"),
}
"""Field of a row -> its name for people, in the order in which files have them."""

_NAMES = {
    "email": "email emailaddress mail mailaddress workemail workmail businessemail emailwork",
    "name": "name fullname displayname employeename employee preferredname",
    "job_title": "jobtitle title job position role",
    "department": "department dept division unit businessunit orgunit organisation organization team",
    "site": "site location office worklocation workplace city place",
    "grade": "grade level joblevel jobgrade careerlevel band",
    "manager_email": "manageremail manager manageremailaddress managermail managersemail emailofmanager "
                     "linemanageremail linemanager supervisor supervisoremail reportsto bossemail",
    "languages": "languages language languagesspoken spokenlanguages",
    "time_zone": "timezone tz zone timezoneiana ianatimezone",
    "status": "status employmentstatus employeestatus state",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
MAX_NAMED = 20


class UnreadableRoster(DomainError):
    """A file that cannot be read as a roster; the sentence says what to do about it, and where."""

    def __init__(self, message: object) -> None:
        super().__init__(message, "file")


@dataclass(frozen=True)
class Columns:
    """The columns of one file: `fields` by position (None: not read), and the headings of those not read."""

    fields: tuple[str | None, ...]
    unknown: tuple[str, ...]

    @property
    def absent(self) -> list[str]:
        """Names of known columns the file does not have."""
        return [str(label) for field, label in LABELS.items() if field not in self.fields]


def field_of(heading: str) -> str | None:
    """The field a heading means, whatever its case, spaces, underscores and hyphens; None for one we do not know."""
    return _FIELD_OF.get(_letters(heading))


def columns_of(headings: Sequence[str]) -> Columns:
    """Say which column of a file is which.

    Where two columns mean the same, the one with exactly our name is read. Raises UnreadableRoster when none of
    the two has it, and when a column is missing that every person needs.
    """
    fields = [field_of(heading) for heading in headings]
    for field in LABELS:
        positions = [position for position, name in enumerate(fields) if name == field]
        if len(positions) > 1:
            exact = _exact(field, positions, headings)
            fields = [None if position in positions and position != exact else name
                      for position, name in enumerate(fields)]
    missing = [str(LABELS[field]) for field in NEEDED if field not in fields]
    if missing:
        raise UnreadableRoster(_(
            "The first row must contain the column names. These are missing: %(missing)s. It contains: %(found)s.",
            missing=", ".join(missing), found=quoted(headings) or _("nothing")))
    unknown = tuple(heading for heading, field in zip(headings, fields, strict=True) if field is None and heading)
    return Columns(tuple(fields), unknown)


def quoted(headings: Sequence[str]) -> str:
    """Headings in quotes, the first few of them."""
    shown = [f"“{heading[:40]}”" for heading in headings if heading]
    return ", ".join(shown[:MAX_NAMED]) + (" …" if len(shown) > MAX_NAMED else "")


def _exact(field: str, positions: list[int], headings: Sequence[str]) -> int:
    exact = [position for position in positions if _letters(headings[position]) == field.replace("_", "")]
    if len(exact) != 1:
        raise UnreadableRoster(_(
            "Several columns could be the %(field)s: %(found)s. Rename or delete all but one of them.",
            field=LABELS[field], found=quoted([headings[position] for position in positions])))
    return exact[0]


def _letters(heading: str) -> str:
    """“Language(s)”, “E-Mail” and “time_zone” as languages, email and timezone."""
    return re.sub(r"[^a-z]", "", heading.casefold())
