"""What the pages of an enrolment show of it: rows of answers, groups of topics, words of levels."""

from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.enrolments import steps
from mentormatch.enrolments.models import Enrolment
from mentormatch.people import languages
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.formats import MEETING_FORMATS, names_of
from mentormatch.programmes.models import Topic


def degrees(enrolment: Enrolment) -> list[tuple[int, str]]:
    """The three levels of a topic in the words of the role."""
    if enrolment.is_mentor:
        return [(1, _("A little")), (2, _("Well")), (3, _("Very well"))]
    return [(1, _("Helpful")), (2, _("Important")), (3, _("Essential"))]


def picker_groups(listed: list[Topic], enrolment: Enrolment) -> list[dict[str, Any]]:
    """Topics as the picker takes them; chosen ones that are no longer offered stay in sight."""
    known = {topic.id for topic in listed}
    withdrawn = [topic.topic for topic in enrolment.topics if topic.topic_id not in known]
    return [{"label": group.name, "topics": [{"id": topic.id, "label": topic.name} for topic in group.topics]}
            for group in programmes.grouped([*listed, *withdrawn])]


def format_notes() -> dict[str, str]:
    """Meeting format -> what it means."""
    return {meeting_format.slug: str(meeting_format.description) for meeting_format in MEETING_FORMATS}


def language_names(codes: list[str]) -> list[str]:
    """The names of languages, in the reader's own."""
    return [languages.name(code) for code in codes]


def boundary_candidates(enrolment: Enrolment, listed: list[Person], words: str) -> list[Person]:
    """Colleagues that could be put on the list."""
    return programmes.colleagues(words, but=frozenset({enrolment.person_id, *(person.id for person in listed)}))


def profile_rows(enrolment: Enrolment) -> list[dict[str, Any]]:
    """The answers of an enrolment, each with the page that changes it. Boundaries are named on their page alone."""
    answers = {
        steps.ABOUT: enrolment.about,
        steps.TOPICS: _topic_lines(enrolment),
        steps.MEETING: _meeting_lines(enrolment) if steps.is_done(steps.MEETING, enrolment) else [],
        steps.REACH: _reach_line(enrolment),
        steps.PLACES: str(enrolment.places) if steps.is_done(steps.PLACES, enrolment) else "",
        steps.BOUNDARIES: _("Private. Only you can see this list, on its own page."),
        steps.CHARTER_STEP: _charter_line(enrolment),
    }
    return [{"label": step.title, "value": answers[step.slug] or None,
             "url": url_for(f"enrolments.{step.slug}", enrolment_id=enrolment.id)}
            for step in steps.all_steps(enrolment)]


def _topic_lines(enrolment: Enrolment) -> list[str]:
    levels = dict(degrees(enrolment))
    return [f"{choice.topic.name} ({levels[choice.level]}){': ' if choice.sentence else ''}{choice.sentence}"
            for choice in enrolment.topics]


def _meeting_lines(enrolment: Enrolment) -> list[str]:
    places = {"same": _("At my site, ideally"), "other": _("At another site, ideally"), "": _("Any site")}
    return [", ".join(names_of(enrolment.formats)), ", ".join(language_names(enrolment.languages)),
            _("Between %(start)02d:00 and %(end)02d:00 my time", start=enrolment.hours_from, end=enrolment.hours_to),
            places[enrolment.site_preference]]


def _reach_line(enrolment: Enrolment) -> str:
    if not steps.is_done(steps.REACH, enrolment):
        return ""
    if enrolment.is_mentor:
        return ", ".join(enrolment.reach) or _("In my own department")
    return enrolment.target_area or _("I'm open")


def _charter_line(enrolment: Enrolment) -> str:
    if enrolment.charter is None:
        return ""
    return _("Accepted on %(day)s, version %(version)s", version=enrolment.charter.version,
             day=format_date(enrolment.charter.accepted_at, "d MMMM yyyy"))
