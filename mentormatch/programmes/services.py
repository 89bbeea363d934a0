"""What is done to a programme: created, changed, opened, closed, its coordinators, its criteria and hard rules.

What is done to its topics stands in topics.py.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit, slugs
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people import powers
from mentormatch.people import queries as people
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes import advocacy, criteria, letters, queries, rules
from mentormatch.programmes.criteria import Criteria
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import (
    AIMED,
    CLOSED,
    DRAFT,
    LOTS_NONE,
    LOTS_NORMAL,
    LOTS_STRONG,
    OPEN,
    TO_ALL,
    Programme,
    Topic,
)
from mentormatch.programmes.rules import HardRules
from mentormatch.programmes.vocabulary import TOPICS

RESERVED_SLUGS = frozenset({"new"})
LONGEST_SLUG = 60
ENROL_DAYS, PAIRING_DAYS = 28, 14
LOTS = (LOTS_NONE, LOTS_NORMAL, LOTS_STRONG)


class DatesOutOfOrder(DomainError):
    """Enrolling, starting and ending do not follow each other."""


class AudienceNotRecorded(DomainError):
    """A programme is aimed at some people, and who, why or until when is not written down."""


class NotADraft(DomainError):
    """Somebody tried to open a programme that is open or closed already."""


class ProgrammeNotOpen(DomainError):
    """Somebody tried to close a programme that is not open."""


class LastCoordinator(DomainError):
    """The only coordinator cannot be taken away."""


class CannotCoordinate(DomainError):
    """Somebody who left cannot be appointed, nor can an auditor."""


class LotsCannotBeLowered(DomainError):
    """Fewer couples set aside by lot would show which of them are set aside because somebody asked for it."""


class GapOutOfOrder(DomainError):
    """The least distance in grades is above the most."""


@dataclass(frozen=True)
class Details:
    """What a coordinator says about a programme; only the `audience` "aimed" has who, basis and review."""

    name: str
    summary: str
    audience: str
    audience_who: str
    audience_basis: str
    audience_review_on: date | None
    enrol_until: date
    starts_on: date
    ends_on: date
    cadence_weeks: int
    default_places: int
    allows_both_roles: bool
    needs_charter: bool


def defaults(kind: str, today: date) -> Details:
    """A good start for a programme of a kind: four weeks to enrol, two to pair, then the usual duration."""
    usual = KINDS[kind]
    starts_on = today + timedelta(days=ENROL_DAYS + PAIRING_DAYS)
    return Details(
        name="", summary=str(usual.summary), audience=TO_ALL, audience_who="", audience_basis="",
        audience_review_on=None, enrol_until=today + timedelta(days=ENROL_DAYS), starts_on=starts_on,
        ends_on=_months_later(starts_on, usual.duration_months), cadence_weeks=usual.cadence_weeks,
        default_places=usual.default_places, allows_both_roles=usual.allows_both_roles,
        needs_charter=usual.needs_charter,
    )


def create(kind: str, details: Details, *, by: Person, now: datetime) -> Programme:
    """Make a programme of a kind as a draft, with the shipped topics, and action kinds if people act for others in it.

    Its creator runs it.

    Raises DatesOutOfOrder, AudienceNotRecorded.
    """
    _check(details)
    programme = Programme(
        kind=kind, slug=_free_slug(details.name, kind), state=DRAFT, created_at=now,
        criteria=criteria.defaults(kind).to_json(), rules=rules.defaults(kind).to_json())
    _write(programme, details)
    programme.coordinators = [db.session.get_one(Person, by.id)]
    programme.topics = [
        Topic(name=str(topic.name), group=str(topic.group.name), description=str(topic.description), position=position)
        for position, topic in enumerate(TOPICS)]
    programme.action_kinds = advocacy.shipped() if KINDS[kind].has_sponsor_actions else []
    db.session.add(programme)
    db.session.flush()
    audit.record("programme.created", by=by, on=programme, now=now, kind=kind)
    return programme


def change(programme: Programme, details: Details, *, by: Person, now: datetime) -> None:
    """Change what a programme says about itself; its address stays.

    Raises DatesOutOfOrder, AudienceNotRecorded.
    """
    _check(details)
    changed = sorted(name for name, value in vars(details).items() if getattr(programme, name) != value)
    _write(programme, details)
    audit.record("programme.changed", by=by, on=programme, now=now, changed=changed)


def open_enrolment(programme: Programme, *, by: Person, now: datetime) -> None:
    """Show a draft to everybody and let them enrol. Raises NotADraft."""
    if programme.state != DRAFT:
        raise NotADraft(_("%(name)s has already been opened.", name=programme.name))
    programme.state = OPEN
    audit.record("programme.opened", by=by, on=programme, now=now)


def close(programme: Programme, *, by: Person, now: datetime) -> None:
    """End enrolling and matching; what is written stays readable. `reopen` takes it back. Raises NotOpen."""
    if programme.state != OPEN:
        raise ProgrammeNotOpen(_("%(name)s isn't open, so there's nothing to close.", name=programme.name))
    programme.state = CLOSED
    audit.record("programme.closed", by=by, on=programme, now=now)


def reopen(programme: Programme, *, by: Person, now: datetime) -> None:
    """Take a closing back; reopening an open programme changes nothing."""
    if programme.state == CLOSED:
        programme.state = OPEN
        audit.record("programme.reopened", by=by, on=programme, now=now)


def appoint(programme: Programme, person_id: str, *, by: Person, now: datetime) -> Person:
    """Let someone run a programme; who does already stays. Appointing oneself is an act of power.

    Raises CannotCoordinate.
    """
    person = people.by_id(person_id)
    if person is None or person.status == LEFT:
        raise CannotCoordinate(_("This person is no longer with the company. Please choose someone else."))
    _check_no_auditor(programme, person)
    if person.id not in programme.coordinator_ids:
        programme.coordinators.append(person)
        audit.record("programme.coordinator_appointed", by=by, on=programme, now=now, person_id=person.id)
        if person.id == by.id:
            powers.announce(letters.appointed_themselves(programme, by), concerned=programme.coordinators, now=now)
    return person


def dismiss(programme: Programme, person_id: str, *, by: Person, now: datetime) -> None:
    """Take a coordinator away; appointing again undoes it. Raises LastCoordinator."""
    person = next((coordinator for coordinator in programme.coordinators if coordinator.id == person_id), None)
    if person is None:
        return
    if not any(coordinator.status != LEFT for coordinator in programme.coordinators if coordinator is not person):
        raise LastCoordinator(
            _("%(name)s is the only coordinator still with the company. Appoint someone else first.", name=person.name)
            if len(programme.coordinators) > 1 else
            _("%(name)s is the only coordinator. Appoint someone else first.", name=person.name))
    programme.coordinators.remove(person)
    audit.record("programme.coordinator_dismissed", by=by, on=programme, now=now, person_id=person.id)


def set_criteria(programme: Programme, chosen: Criteria, *, by: Person, now: datetime) -> None:
    """Say what makes a good pair here; drafts computed before keep what they were computed with."""
    programme.criteria = chosen.to_json()
    audit.record("programme.criteria_changed", by=by, on=programme, now=now, criteria=programme.criteria)


def set_rules(programme: Programme, chosen: HardRules, *, by: Person, now: datetime) -> None:
    """Say what forbids a pair here. Raises GapOutOfOrder."""
    if chosen.gap.is_on and chosen.gap.least > chosen.gap.most:
        raise GapOutOfOrder(_("Make the smallest gap in grades no larger than the largest."), "gap_least")
    programme.rules = chosen.to_json()
    audit.record("programme.rules_changed", by=by, on=programme, now=now, rules=programme.rules)


def set_lots(programme: Programme, lots: str, *, by: Person, now: datetime) -> None:
    """Say how many couples are set aside by lot, one of LOTS; once people can sign up, only more than before.

    Raises LotsCannotBeLowered.
    """
    if LOTS.index(lots) < LOTS.index(programme.lots) and programme.state != DRAFT:
        raise LotsCannotBeLowered(
            _("People can already sign up, so you can only set more pairs aside from now on. With fewer, a pair that "
              "stays set aside would show that someone asked for it."), "lots")
    if lots != programme.lots:
        programme.lots = lots
        audit.record("programme.lots_changed", by=by, on=programme, now=now, lots=lots)


def _check_no_auditor(programme: Programme, person: Person) -> None:
    """Refuse who checks the rounds, or holds files in which names could now be put to private limits."""
    if person.id in programme.auditor_ids:
        raise CannotCoordinate(_("%(name)s checks this programme's rounds as its auditor, so can't run it as well. "
                                 "Remove them as an auditor first.", name=person.name))
    if queries.has_proofs(programme, person.id):
        raise CannotCoordinate(_("%(name)s has downloaded files that prove this programme's drafts, so can't run it. "
                                 "Please choose someone else.", name=person.name))


def _check(details: Details) -> None:
    if details.ends_on <= details.starts_on:
        raise DatesOutOfOrder(_("Choose a last day after the first day."), "ends_on")
    if details.enrol_until > details.ends_on:
        raise DatesOutOfOrder(_("Choose a last day to sign up that's before the programme ends."), "enrol_until")
    if details.audience != AIMED:
        return
    missing = {
        "audience_who": (details.audience_who, _("Say who this programme is aimed at.")),
        "audience_basis": (details.audience_basis,
                           _("Give the law or policy that allows a programme for one group only.")),
        "audience_review_on": (details.audience_review_on,
                               _("Choose the date when you'll check whether it's still needed.")),
    }
    for field, (value, sentence) in missing.items():
        if not value:
            raise AudienceNotRecorded(sentence, field)


def _write(programme: Programme, details: Details) -> None:
    for name, value in vars(details).items():
        setattr(programme, name, value)
    if details.audience == TO_ALL:
        programme.audience_who = programme.audience_basis = ""
        programme.audience_review_on = None


def _free_slug(name: str, kind: str) -> str:
    return slugs.free(name, longest=LONGEST_SLUG, otherwise=kind,
                      is_taken=lambda slug: slug in RESERVED_SLUGS or queries.slug_is_taken(slug))


def _months_later(day: date, months: int) -> date:
    """The day before the same day of a later month: a term of whole months."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    return min(first + timedelta(days=day.day - 2), _last_of(first)) if day.day > 1 else first - timedelta(days=1)


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
