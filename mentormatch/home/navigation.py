"""The main navigation: which entries a person sees."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mentormatch.base.access import Permission, may

AREAS = {"checkins": "pairs", "rounds": "programmes", "enrolments": "programmes",
         "admin.programme_audit": "programmes", "auditors.auditors": "programmes", "auditors.appoint": "programmes",
         "auditors.dismiss": "programmes"}
"""Features, or single pages, that have no entry of their own -> the entry under which people look for them."""


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    is_current: bool


def frame(person: Any) -> dict[str, Any]:
    """What the frame of every page shows: the navigation, and the way in for who is not signed in."""
    is_on_the_way = request.endpoint in ("people.sign_in", "people.welcome")
    return {"navigation": items(person), "sign_in_url": "" if is_on_the_way else url_for("people.sign_in")}


def items(person: Any) -> list[NavigationEntry]:
    """The entries for a person; nobody signed in has none."""
    if not may(Permission.USE_OWN_ACCOUNT, person=person):
        return []
    entries = [(_("Home"), "home.index", "house"), (_("My mentoring"), "pairs.index", "heart-handshake"),
             (_("Programmes"), "programmes.index", "compass")]
    if may(Permission.AUDIT, person=person):
        entries.append((_("Audits"), "auditors.index", "badge-check"))
    if may(Permission.ADMINISTER, person=person):
        entries.append((_("Administration"), "admin.index", "settings"))
    endpoint_asked = request.endpoint or ""
    feature = endpoint_asked.partition(".")[0]
    area = AREAS.get(endpoint_asked) or AREAS.get(feature, feature)
    return [NavigationEntry(label, url_for(endpoint), icon, endpoint.partition(".")[0] == area)
            for label, endpoint, icon in entries]
