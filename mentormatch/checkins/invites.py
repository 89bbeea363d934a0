"""Invitations: a planned meeting as calendars read it (RFC 5545, RFC 5546); why so: docs/decisions/calendar-invites.md.

What the two will speak about, and what they bring, is not in it: calendars are read by assistants and shared by teams.
"""

from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from mentormatch.base.links import external
from mentormatch.checkins.models import CANCELLED, Meeting
from mentormatch.people.models import Person

PRODUCT = "-//mentormatch//Meetings of pairs//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def written(meeting: Meeting, method: str, *, now: datetime) -> str:
    """A meeting as an iCalendar object: REQUEST invites or moves, CANCEL takes back, PUBLISH is for a download.

    Times are in UTC: one meeting that does not repeat needs no rules about summer time, and each calendar shows it in
    the zone of its reader.
    """
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(name, value)
    calendar.add_component(_event(meeting, method, now))
    return calendar.to_ical().decode()


def uid_of(meeting: Meeting) -> str:
    """What calendars know the meeting by; it never changes."""
    return f"{meeting.id}@{urlsplit(current_app.config['SETTINGS'].base_url).hostname}"


def _event(meeting: Meeting, method: str, now: datetime) -> Event:
    url = external("pairs.show", pair_id=meeting.pair_id)
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", title(meeting))
    event.add("location", meeting.place or meeting.format_name)
    event.add("description", _("What to bring, and everything about your match: %(url)s", url=url))
    event.add("url", url)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("status", "CANCELLED" if meeting.state == CANCELLED else "CONFIRMED")
    event.add("organizer", _organizer())
    if method != PUBLISH:  # RFC 5546, 3.2.1: what is published has no attendees
        for side in (meeting.pair.mentee, meeting.pair.mentor):
            event.add("attendee", _attendee(side.person), encode=False)
    return event


def title(meeting: Meeting) -> str:
    """What the meeting is called in calendars: the two, and nothing of what brings them together."""
    return _("%(mentee)s and %(mentor)s", mentee=meeting.pair.mentee.person.formal_name,
             mentor=meeting.pair.mentor.person.formal_name)


def _organizer() -> vCalAddress:
    """The installation's own sender, because it sends the invitation: mail servers reject what another one signs."""
    name, address = parseaddr(current_app.config["SETTINGS"].mail_from)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(name or "mentormatch")
    return organizer


def _attendee(person: Person) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["cn"] = vText(person.name)
    for name, value in (("cutype", "INDIVIDUAL"), ("role", "REQ-PARTICIPANT"), ("partstat", "NEEDS-ACTION"),
                        ("rsvp", "TRUE")):
        attendee.params[name] = vText(value)
    return attendee
