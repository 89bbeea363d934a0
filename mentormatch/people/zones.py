"""Time zones: a person's own, and those to choose from, as IANA names grouped by the part of the world."""

from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from flask import current_app

from mentormatch.people.models import Person

AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_of(person: Person) -> tzinfo:
    """The time zone a person reads times in: their own, else the installation's."""
    return ZoneInfo(person.time_zone or current_app.config["SETTINGS"].time_zone)


@cache
def grouped() -> dict[str, list[tuple[str, str]]]:
    """Area -> its zones as (IANA name, name of the place), both in order; UTC comes last."""
    areas: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for zone in sorted(available_timezones()):
        area, _, place = zone.partition("/")
        if place and area in areas:
            areas[area].append((zone, place.replace("_", " ").replace("/", ", ")))
    return areas | {"UTC": [("UTC", "UTC")]}


def is_known(zone: str) -> bool:
    """Whether a zone is one of the choices."""
    return any(zone == name for places in grouped().values() for name, _ in places)
