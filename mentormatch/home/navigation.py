"""The main navigation: which entries a person sees."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mentormatch.base.access import Permission, may


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    is_current: bool


def items(person: Any) -> list[Entry]:
    """The entries for a person; nobody signed in has none."""
    if not may(Permission.USE_OWN_ACCOUNT, person=person):
        return []
    found = [(_("Home"), "home.index", "house"), (_("Programmes"), "programmes.index", "compass")]
    if may(Permission.ADMINISTER, person=person):
        found.append((_("Administration"), "admin.index", "settings"))
    area = (request.endpoint or "").partition(".")[0]
    return [Entry(label, url_for(endpoint), icon, endpoint.partition(".")[0] == area)
            for label, endpoint, icon in found]
