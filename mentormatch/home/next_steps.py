"""What somebody should do next: one thing first, then whatever else waits. Reads features, decides nothing for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from mentormatch.base import mail
from mentormatch.base.access import Permission, may
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import DRAFT, Enrolment
from mentormatch.enrolments.steps import missing
from mentormatch.pairs import queries as pairs
from mentormatch.pairs import services as pairing
from mentormatch.pairs.models import Pair
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import DRAFT as NOT_OPEN
from mentormatch.programmes.models import OPEN, Programme
from mentormatch.rounds import queries as rounds
from mentormatch.rounds.models import READY

SOON_DAYS = 7
MOST_SHOWN = 6


@dataclass(frozen=True)
class NextStep:
    """One thing to do: what, why or by when, and where."""

    title: str
    text: str
    url: str
    label: str
    icon: str
    eyebrow: str


def of(person: Person, today: date) -> list[NextStep]:
    """What waits for a person, the most pressing first; at most MOST_SHOWN."""
    found = [
        *_proposals(person), *_meetings(person, today), *_unfinished(person), *_to_run(person, today),
        *_to_administer(person), *_to_join(person, today),
    ]
    return found[:MOST_SHOWN]


def _proposals(person: Person) -> Iterator[NextStep]:
    for pair in pairs.waiting_for(person):
        other = pair.other_of(person.id).person
        yield NextStep(
            _("Meet %(name)s?", name=other.name),
            _("You are proposed as a pair. See why, then accept or decline by %(day)s. Either is fine.",
              day=format_date(pairing.answer_by(pair), "d MMMM")),
            url_for("pairs.show", pair_id=pair.id), _("See the proposal"), "heart-handshake", pair.programme.name)


def _meetings(person: Person, today: date) -> Iterator[NextStep]:
    for pair in pairs.meeting_of(person.id):
        due = pairing.next_due(pair, today)
        if due is None or due.days > SOON_DAYS:
            continue
        name = pair.other_of(person.id).person.name
        if due.is_overdue:
            title = _("Have you met %(name)s?", name=name)
            text = ngettext("A meeting was due yesterday. Log it in half a minute, or agree on a new date.",
                            "A meeting was due %(num)d days ago. Log it in half a minute, or agree on a new date.",
                            due.days_over)
        else:
            title = _("Your next meeting with %(name)s", name=name)
            text = _("It is on %(day)s.", day=format_date(due.on, "EEEE, d MMMM"))
        yield NextStep(title, text, url_for("pairs.show", pair_id=pair.id), _("Open your pair"), "calendar-check",
                       pair.programme.name)


def _unfinished(person: Person) -> Iterator[NextStep]:
    for enrolment in enrolments.of_person(person.id):
        if enrolment.state == DRAFT and enrolment.programme.state == OPEN:
            yield _finish(enrolment)


def _finish(enrolment: Enrolment) -> NextStep:
    left = len(missing(enrolment))
    text = _("All your answers are there. Check them and say that you are ready.")
    if left:
        text = ngettext("One step is left.", "%(num)d steps are left; together they take about five minutes.", left)
    return NextStep(_("Finish your profile"), text, url_for("enrolments.show", enrolment_id=enrolment.id),
                    _("Go on"), "clipboard-list", enrolment.programme.name)


def _to_run(person: Person, today: date) -> Iterator[NextStep]:
    for programme in programmes.run_by(person.id):
        if programme.state == NOT_OPEN:
            yield NextStep(_("Open it for enrolment"), _("The programme is prepared. Check it, then let people enrol."),
                           url_for("programmes.check", slug=programme.slug), _("Check the programme"), "door-open",
                           programme.name)
        elif programme.state == OPEN:
            yield from _round_of(programme, today)


def _round_of(programme: Programme, today: date) -> Iterator[NextStep]:
    opened = rounds.open_round(programme)
    pool = rounds.pool_counts(programme)
    if opened is not None:
        is_ready = any(draft.state == READY for draft in opened.drafts)
        text = _("A draft is ready. Look at it and publish it.") if is_ready else _("Compute a draft and look at it.")
        yield NextStep(_("Go on with round %(number)d", number=opened.number), text,
                       url_for("rounds.show", slug=programme.slug, number=opened.number), _("Open the round"),
                       "waypoints", programme.name)
    elif pool.mentees and pool.places:
        yield NextStep(
            _("Ready for a round"),
            _("%(mentees)d people wait for a pair, and %(places)d places are free.",
              mentees=pool.mentees, places=pool.places),
            url_for("rounds.index", slug=programme.slug), _("See the rounds"), "waypoints", programme.name)


def _to_administer(person: Person) -> Iterator[NextStep]:
    if not may(Permission.ADMINISTER, person=person):
        return
    if (people.search().total or 0) <= 1:
        yield NextStep(_("Bring in your colleagues"), _("Import the roster of your company as a CSV file."),
                       url_for("admin.import_people"), _("Import people"), "upload", _("Administration"))
    elif not programmes.all_of_them():
        yield NextStep(_("Create the first programme"), _("Choose a kind; everything else has a good default."),
                       url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Administration"))
    failed = mail.state_counts().get(mail.FAILED, 0)
    if failed:
        yield NextStep(ngettext("A mail could not be sent", "%(num)d mails could not be sent", failed),
                       _("See what the mail server said, and send them again."),
                       url_for("admin.mail", state=mail.FAILED), _("Open the outbox"), "mail", _("Administration"))


def _to_join(person: Person, today: date) -> Iterator[NextStep]:
    mine = {enrolment.programme_id for enrolment in enrolments.of_person(person.id)}
    for programme in programmes.all_of_them():
        if programme.enrols_on(today) and programme.id not in mine and person.id not in programme.coordinator_ids:
            yield NextStep(
                _("Take part"), _("Enrolling is open until %(day)s.", day=format_date(programme.enrol_until, "d MMMM")),
                url_for("programmes.show", slug=programme.slug), _("See what it asks"), "sprout", programme.name)


def pairs_of(person: Person, today: date) -> list[tuple[Pair, object]]:
    """A person's pairs that meet, each with what is due next (or None)."""
    return [(pair, pairing.next_due(pair, today)) for pair in pairs.meeting_of(person.id)]
