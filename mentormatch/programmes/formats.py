"""Ways and lengths of meeting that people choose from, on profiles, agreements and check-ins.

Data, and how it reads; which formats a pair settles on is written in its agreement.
"""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class MeetingFormat:
    """One way of meeting; two people share a format when both have chosen its slug."""

    slug: str
    name: LazyString
    description: LazyString


MEETING_FORMATS: tuple[MeetingFormat, ...] = (
    MeetingFormat(
        "video", _l("By video"), _l("A call, camera on or off, from wherever you each are.")
    ),
    MeetingFormat(
        "office",
        _l("At the office"),
        _l("A meeting room or an open door during working hours, at a site you can both get to."),
    ),
    MeetingFormat(
        "public-place",
        _l("In a public place"),
        _l("The canteen, a café or anywhere else with people around, during the day."),
    ),
    MeetingFormat(
        "walking", _l("On a walk"), _l("Side by side around the block, at a pace that suits you both.")
    ),
    MeetingFormat(
        "small-group",
        _l("In a small group"),
        _l("With one or two other pairs from the programme, with time for each of you."),
    ),
)

MEETING_MINUTES: tuple[int, ...] = (15, 30, 45, 60)

_NAMES = {meeting_format.slug: meeting_format.name for meeting_format in MEETING_FORMATS}


def name_of(slug: str) -> str:
    """A way of meeting in the reader's words; a slug that we do not know reads as it is."""
    return str(_NAMES.get(slug, slug))


def names_of(slugs: Collection[str]) -> list[str]:
    """Those of our ways of meeting that are among some slugs, in the reader's words and in our order."""
    return [str(name) for slug, name in _NAMES.items() if slug in slugs]
