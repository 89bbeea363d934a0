"""The steps of an enrolment: which a person has to go through, and which of them are done.

Pure reading of one enrolment; saving a step is in services. The step about boundaries is never said to be done, so
that nobody can tell from an enrolment whether there are any.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.models import PAUSED, READY, WITHDRAWN, Enrolment
from mentormatch.programmes import criteria

ABOUT, TOPICS, MEETING, REACH, PLACES, BOUNDARIES, CHARTER_STEP = (
    "about", "topics", "meeting", "reach", "places", "boundaries", "charter")
OPTIONAL = frozenset({REACH, BOUNDARIES})
MIN_TOPICS, MAX_TOPICS = 1, 8


@dataclass(frozen=True)
class ProfileStep:
    """One step of an enrolment: its name in addresses, its title, how long it takes, and how far it is."""

    slug: str
    title: str
    hint: str
    is_done: bool
    is_optional: bool


@dataclass(frozen=True)
class EnrolmentPrompt:
    """What an enrolment waits for, in words, and the page to go to (an endpoint that takes `enrolment_id`)."""

    title: str
    text: str
    label: str
    endpoint: str


def all_steps(enrolment: Enrolment) -> list[ProfileStep]:
    """The steps of an enrolment in the order they are best taken."""
    return [ProfileStep(slug, _title(slug, enrolment), _hint(slug), is_done(slug, enrolment), slug in OPTIONAL)
            for slug in slugs(enrolment)]


def slugs(enrolment: Enrolment) -> list[str]:
    """The names of an enrolment's steps: what is asked depends on the role and on the programme."""
    programme = enrolment.programme
    conditions = {
        REACH: criteria.asks_for_reach(programme),
        PLACES: enrolment.is_mentor,
        CHARTER_STEP: enrolment.is_mentor and programme.needs_charter,
    }
    order = (ABOUT, TOPICS, MEETING, REACH, PLACES, BOUNDARIES, CHARTER_STEP)
    return [slug for slug in order if conditions.get(slug, True)]


def is_done(slug: str, enrolment: Enrolment) -> bool:
    """Whether a step holds what it asks for. Topics count as given while they are offered or once were."""
    if slug == BOUNDARIES:
        return False
    if slug == TOPICS:
        return MIN_TOPICS <= len(enrolment.topics) <= MAX_TOPICS
    if slug == CHARTER_STEP:
        return enrolment.charter is not None and enrolment.charter.version == CHARTER.version
    return slug in enrolment.steps_done


def missing(enrolment: Enrolment) -> list[ProfileStep]:
    """The steps that stand between an enrolment and being ready."""
    return [step for step in all_steps(enrolment) if not step.is_done and not step.is_optional]


def next_of(enrolment: Enrolment, today: date) -> EnrolmentPrompt:
    """What an enrolment waits for on a day."""
    name = enrolment.programme.name
    rest = missing(enrolment)
    if enrolment.state == PAUSED:
        return EnrolmentPrompt(_("You've paused in %(name)s", name=name),
                        _("We won't match you until you resume. No questions asked."),
                        _("See my profile"), "enrolments.show")
    if enrolment.state == WITHDRAWN:
        return EnrolmentPrompt(_("You've left %(name)s", name=name),
                        _("We've kept your answers in case you come back while sign-up is open."),
                        _("See my profile"), "enrolments.show")
    if rest:
        return EnrolmentPrompt(_("Finish signing up to %(name)s", name=name),
                        _("Still to do: %(titles)s.", titles=", ".join(f"“{step.title}”" for step in rest)),
                        _("Continue"), "enrolments.show")
    if enrolment.state == READY:
        return EnrolmentPrompt(_("You're in: %(name)s", name=name), _what_happens_next(enrolment, today),
                        _("See my profile"), "enrolments.show")
    return EnrolmentPrompt(_("Check your answers for %(name)s", name=name),
                    _("Everything's filled in. Tell us you're ready."), _("Check my answers"), "enrolments.check")


def _what_happens_next(enrolment: Enrolment, today: date) -> str:
    """For who is ready; true as well for who has a pair already, once the programme has begun."""
    programme = enrolment.programme
    if programme.enrols_on(today) and today < programme.starts_on:
        return _("Sign-up closes on %(day)s. We'll email you whenever we've found someone for you.",
                 day=format_date(programme.enrol_until, "d MMMM yyyy"))
    return _("We match people in rounds. We'll email you whenever we've found someone for you.")


def after(slug: str, enrolment: Enrolment) -> str | None:
    """The step to go to once one is saved: the next in order; None when the answers can be checked."""
    order = slugs(enrolment)
    rest = order[order.index(slug) + 1:] if slug in order else []
    return rest[0] if rest else None


def _title(slug: str, enrolment: Enrolment) -> str:
    if slug == TOPICS:
        return _("What I offer") if enrolment.is_mentor else _("My goals")
    if slug == REACH:
        return _("Where I have influence") if enrolment.is_mentor else _("Where I want to go")
    return {
        ABOUT: _("About me"), MEETING: _("How I like to meet"), PLACES: _("How many people?"),
        BOUNDARIES: _("People I'd rather not be matched with"), CHARTER_STEP: _("The ally charter"),
    }[slug]


def _hint(slug: str) -> str:
    return {
        ABOUT: _("One or two sentences"), TOPICS: _("Up to eight topics"),
        MEETING: _("Ways, languages, hours"), REACH: _("Parts of the company"), PLACES: _("One tap"),
        BOUNDARIES: _("Private, and only if there's anyone"), CHARTER_STEP: _("Six commitments to read"),
    }[slug]
