"""What is done to an enrolment: started, filled in step by step, finished. Breaks and leaving: membership.py.

Each step is saved on its own, in any order. Nothing here writes private text into an audit row, and a change of
boundaries leaves no row at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import letters, queries, steps
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.models import (
    DRAFT,
    READY,
    WITHDRAWN,
    AboutMe,
    Boundary,
    CharterAcceptance,
    Enrolment,
    EnrolmentTopic,
)
from mentormatch.people import mail
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import OPEN, Programme

MAX_BOUNDARIES = 50


class EnrolmentClosed(DomainError):
    """The programme takes nobody new: a draft, over, or past the last day to enrol."""


class IsAuditor(DomainError):
    """Whoever checks a programme's rounds is in no pool of it."""


class OneRoleOnly(DomainError):
    """The programme lets nobody be mentor and mentee at once."""


class NotComplete(DomainError):
    """Steps are missing before an enrolment can be ready; the sentence names them."""


class WrongNumberOfTopics(DomainError):
    """Fewer than one topic or more than eight."""


class UnknownTopic(DomainError):
    """A topic was chosen that the programme does not offer."""


class CannotBeRefused(DomainError):
    """Somebody tried to keep herself, or nobody, out of her pairs."""


class TooManyBoundaries(DomainError):
    """More people than a list by name can hold."""


class PlacesInUse(DomainError):
    """A mentor would offer fewer places than they meet and were proposed to."""


class NotForThisRole(DomainError):
    """A step of the other role."""


@dataclass(frozen=True)
class MeetingWishes:
    """How somebody likes to meet. Hours of her own zone; site "" means that it does not matter."""

    formats: tuple[str, ...]
    languages: tuple[str, ...]
    hours_from: int
    hours_to: int
    site_preference: str


def start(person: Person, programme: Programme, *, role: str, now: datetime) -> Enrolment:
    """Begin an enrolment, or take a withdrawn one up again with its answers; one that is running is returned.

    Raises EnrolmentClosed, IsAuditor, OneRoleOnly.
    """
    own_enrolments = queries.in_programme(programme.id, person.id)
    present = next((enrolment for enrolment in own_enrolments if enrolment.role == role), None)
    if present is not None and present.state != WITHDRAWN:
        return present
    _check_open(programme, person, now)
    _check_role(programme, own_enrolments, role)
    if present is None:
        present = Enrolment(programme_id=programme.id, person_id=person.id, role=role, created_at=now,
                            languages=list(person.languages), places=programme.default_places)
        db.session.add(present)
    present.state, present.withdrawn_at, present.paused_at, present.state_before = DRAFT, None, None, None
    db.session.flush()
    audit.record("enrolment.started", by=person, on=present, now=now, role=role)
    return present


def save_about(enrolment: Enrolment, answers: AboutMe) -> None:
    """Save what people say about themselves."""
    for name, value in vars(answers).items():
        setattr(enrolment, name, value)
    _saved(enrolment, steps.ABOUT)


def save_goals(enrolment: Enrolment, chosen: Mapping[str, int]) -> None:
    """Keep the chosen topics: topic id -> level 1..3. Sentences of topics that stay are kept.

    Raises WrongNumberOfTopics, UnknownTopic.
    """
    if not steps.MIN_TOPICS <= len(chosen) <= steps.MAX_TOPICS:
        raise WrongNumberOfTopics(
            _("Choose up to eight topics. You've chosen %(count)d.", count=len(chosen)) if chosen else
            _("Choose at least one topic."), "topics")
    before = {choice.topic_id: choice for choice in enrolment.topics}
    offered = {choice.id for choice in programmes.offered_topics(enrolment.programme_id)} | before.keys()
    if not chosen.keys() <= offered:
        raise UnknownTopic(_("One of these topics is no longer offered. Please check your choices again."),
                           "topics")
    for topic_id in before.keys() - chosen.keys():
        enrolment.topics.remove(before[topic_id])
    for topic_id, level in chosen.items():
        if topic_id in before:
            before[topic_id].level = level
        else:
            enrolment.topics.append(EnrolmentTopic(topic_id=topic_id, level=level))
    _saved(enrolment, steps.TOPICS)


def save_sentences(enrolment: Enrolment, sentences: Mapping[str, str]) -> None:
    """Keep a free sentence for chosen topics: topic id -> words; topics not chosen are passed over."""
    for choice in enrolment.topics:
        choice.sentence = sentences.get(choice.topic_id, choice.sentence)


def save_meeting(enrolment: Enrolment, wishes: MeetingWishes) -> None:
    """Keep how she likes to meet."""
    enrolment.formats, enrolment.languages = list(wishes.formats), list(wishes.languages)
    enrolment.hours_from, enrolment.hours_to = wishes.hours_from, wishes.hours_to
    enrolment.site_preference = wishes.site_preference
    _saved(enrolment, steps.MEETING)


def save_reach(enrolment: Enrolment, areas: tuple[str, ...]) -> None:
    """Keep where a mentor has a say, or the one area a mentee wants to reach; none is an answer too."""
    if enrolment.is_mentor:
        enrolment.reach = list(areas)
    else:
        enrolment.target_area = areas[0] if areas else ""
    _saved(enrolment, steps.REACH)


def save_places(enrolment: Enrolment, places: int, *, is_sure: bool = False) -> None:
    """Keep for how many people a mentor has time, 1..5.

    Raises NotForThisRole; PlacesInUse for fewer than they meet and were proposed to, unless they are sure.
    """
    if not enrolment.is_mentor:
        raise NotForThisRole(_("Only people who offer their help say how many they can take on."))
    meeting, proposed = current_app.extensions["places_in_use"](enrolment.id)
    if places < meeting + proposed and not is_sure:
        raise PlacesInUse(_in_use(places, meeting, proposed), "places")
    enrolment.places = places
    _saved(enrolment, steps.PLACES)


def add_boundary(enrolment: Enrolment, person_id: str, *, now: datetime) -> None:
    """Never pair this enrolment with a person; saying it twice is the same. Leaves no audit row.

    Raises CannotBeRefused, TooManyBoundaries.
    """
    other = db.session.get(Person, person_id)
    if other is None or other.status == LEFT:
        raise CannotBeRefused(_("This person has left the company, so there's nothing you need to do."), "words")
    if other.id == enrolment.person_id:
        raise CannotBeRefused(_("You're never matched with yourself, so there's nothing to add."), "words")
    present = {person.id for person in queries.boundary_people(enrolment.id)}
    if other.id in present:
        return
    if len(present) >= MAX_BOUNDARIES:
        raise TooManyBoundaries(_("Your list can have up to %(most)d people. Remove someone first.",
                                  most=MAX_BOUNDARIES), "words")
    db.session.add(Boundary(enrolment_id=enrolment.id, person_id=other.id, created_at=now))
    db.session.flush()


def remove_boundary(enrolment: Enrolment, person_id: str) -> None:
    """Take a person off the list; one who is not on it is no error. Leaves no audit row."""
    db.session.execute(delete(Boundary).where(
        Boundary.enrolment_id == enrolment.id, Boundary.person_id == person_id))


def accept_charter(enrolment: Enrolment, *, now: datetime) -> None:
    """Keep that the current charter was accepted, and when; accepting it again changes nothing.

    Raises NotForThisRole.
    """
    if steps.CHARTER_STEP not in steps.slugs(enrolment):
        raise NotForThisRole(_("You don't need to accept the charter for this."))
    if steps.is_done(steps.CHARTER_STEP, enrolment):
        return
    if enrolment.charter is None:
        enrolment.charter = CharterAcceptance(version=CHARTER.version, accepted_at=now)
    else:
        enrolment.charter.version, enrolment.charter.accepted_at = CHARTER.version, now
    db.session.flush()
    audit.record("enrolment.charter_accepted", by=enrolment.person, on=enrolment, now=now, version=CHARTER.version)


def finish(enrolment: Enrolment, *, now: datetime) -> None:
    """Say that an enrolment is ready; one that is ready already stays. A mail says what happens next.

    Raises NotComplete, EnrolmentClosed, IsAuditor, and OneRoleOnly for one that was withdrawn.
    """
    if enrolment.state == READY:
        return
    if enrolment.ready_at is None or enrolment.state == WITHDRAWN:
        _check_open(enrolment.programme, enrolment.person, now)
    if enrolment.state == WITHDRAWN:
        _check_role(enrolment.programme, queries.in_programme(enrolment.programme_id, enrolment.person_id),
                    enrolment.role)
    _check_complete(enrolment)
    enrolment.state, enrolment.ready_at, enrolment.paused_at, enrolment.withdrawn_at = READY, now, None, None
    enrolment.state_before = None
    mail.post(letters.ready(enrolment), enrolment.person, kind="enrolments.ready", now=now)
    audit.record("enrolment.ready", by=enrolment.person, on=enrolment, now=now, role=enrolment.role)


def _in_use(places: int, meeting: int, proposed: int) -> str:
    words = [ngettext("You're meeting one person.", "You're meeting %(num)d people.", meeting)] if meeting else []
    if proposed:
        late = min(meeting + proposed - places, proposed)
        words += [ngettext("One suggested match is open.", "%(num)d suggested matches are open.", proposed),
                  ngettext("One of them couldn't begin.", "%(num)d of them couldn't begin.", late)]
    return " ".join([*words, _("Matches that have begun go on. Tick the box below if you're sure.")])


def _check_open(programme: Programme, person: Person, now: datetime) -> None:
    if programme.state != OPEN:
        raise EnrolmentClosed(_("%(name)s isn't open for sign-up.", name=programme.name))
    if person.id in programme.auditor_ids:
        raise IsAuditor(_("You check the rounds of %(name)s as its auditor, so you can't take part in it as well. Ask "
                          "an administrator if you'd rather take part.", name=programme.name), "role")
    if _day_of(person, now) > programme.enrol_until:
        raise EnrolmentClosed(_("Sign-up for %(name)s has closed. Its coordinators can help.",
                                name=programme.name))


def _check_role(programme: Programme, own_enrolments: list[Enrolment], role: str) -> None:
    if not programme.allows_both_roles and any(enrolment.state != WITHDRAWN for enrolment in own_enrolments):
        words = programmes.words(programme)
        raise OneRoleOnly(_("You've signed up in the other role. Leave that one first to take part as a %(role)s.",
                            role=words.singular(role)), "role")


def _day_of(person: Person, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.time_zone or current_app.config["SETTINGS"].time_zone)).date()


def _check_complete(enrolment: Enrolment) -> None:
    titles = [f"“{step.title}”" for step in steps.missing(enrolment)]
    if titles:
        raise NotComplete(_("Please complete %(titles)s first.", titles=", ".join(titles)))


def _saved(enrolment: Enrolment, step: str) -> None:
    if step not in enrolment.steps_done:
        enrolment.steps_done = [*enrolment.steps_done, step]
    if enrolment.state == READY and steps.missing(enrolment):
        enrolment.state = DRAFT
    db.session.flush()
