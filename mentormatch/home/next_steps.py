"""What somebody should do next: one thing first, then whatever else waits. Reads features, decides nothing for them."""

from collections.abc import Iterator
from textwrap import shorten

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from mentormatch.base import clock, mail
from mentormatch.base.access import Permission, may
from mentormatch.enrolments.models import DRAFT, Enrolment
from mentormatch.enrolments.models import READY as IN_LINE
from mentormatch.enrolments.steps import missing, next_of
from mentormatch.home import pending
from mentormatch.home.facts import Meeting, Standing
from mentormatch.home.todo import NextStep
from mentormatch.pairs import services as pairing
from mentormatch.pairs.cadence import Due
from mentormatch.pairs.letters import first_name
from mentormatch.people import queries as people
from mentormatch.programmes.models import DRAFT as NOT_OPEN
from mentormatch.programmes.models import OPEN, Programme
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import COMPUTING, READY, Round
from mentormatch.rounds.reading import queries as rounds

SOON_DAYS = 7
MOST_SHOWN = 6
MOST_OF_SUMMARY = 160


def of(standing: Standing) -> list[NextStep]:
    """What waits for a person, the most pressing first; at most MOST_SHOWN."""
    found = [*_proposals(standing), *pending.for_an_answer(standing, clock.now()), *_meetings(standing),
             *_unfinished(standing), *_to_run(standing), *_to_administer(standing), *_in_line(standing),
             *_to_join(standing), *_to_create(standing)]
    return found[:MOST_SHOWN]


def _proposals(standing: Standing) -> Iterator[NextStep]:
    for pair in standing.proposals:
        other = pair.other_of(standing.person.id).person
        yield NextStep(
            _("Meet %(name)s?", name=other.name),
            _("You've been matched with %(name)s. See why, then accept or decline by %(day)s. Either is fine.",
              name=first_name(other), day=format_date(pairing.answer_by(pair), "d MMMM")),
            url_for("pairs.show", pair_id=pair.id), _("See your match"), "heart-handshake", pair.programme.name)


def _meetings(standing: Standing) -> Iterator[NextStep]:
    """Whose meeting is overdue comes first, then whose is near."""
    near = [one for one in standing.meetings if one.due and one.due.days <= SOON_DAYS]
    for meeting in sorted(near, key=_days_left):
        assert meeting.due is not None
        title, text = _meeting_in_words(meeting.other.name, meeting.due)
        yield NextStep(title, text, url_for("pairs.show", pair_id=meeting.pair.id), _("Open your mentoring page"),
                       "calendar-clock" if meeting.due.is_overdue else "calendar-check", meeting.pair.programme.name)


def _days_left(meeting: Meeting) -> int:
    return meeting.due.days if meeting.due else SOON_DAYS


def _meeting_in_words(name: str, due: Due) -> tuple[str, str]:
    """Title and text of a meeting that is near or overdue."""
    if due.is_overdue:
        return _("Did you and %(name)s meet?", name=name), ngettext(
            "You were due to meet yesterday. Log it, or pick a new date.",
            "You were due to meet %(num)d days ago. Log it, or pick a new date.", due.days_over)
    day = format_date(due.on, "EEEE, d MMMM")
    if due.is_first and due.state != "planned":
        return (_("Meet %(name)s for the first time", name=name),
                _("Try to meet by %(day)s. Suggest two dates.", day=day))
    if due.state == "planned":
        text = _("It's planned for today.") if due.days == 0 else _("It's planned for %(day)s.", day=day)
        return _("Your next meeting with %(name)s", name=name), text
    text = _("Aim to meet by %(day)s. Suggest a date.", day=day)
    if due.days == 0:
        text = _("You're due to meet today. Suggest a date.")
    return _("Time to catch up with %(name)s", name=name), text


def _unfinished(standing: Standing) -> Iterator[NextStep]:
    for enrolment in standing.enrolments:
        if enrolment.state == DRAFT and enrolment.programme.state == OPEN:
            yield _finish(enrolment)


def _finish(enrolment: Enrolment) -> NextStep:
    left = len(missing(enrolment))
    text = _("You've answered everything. Check your answers and tell us you're ready.")
    if left:
        text = ngettext("One step left.", "%(num)d steps left. They take about five minutes in all.", left)
    return NextStep(_("Finish your profile"), text, url_for("enrolments.show", enrolment_id=enrolment.id),
                    _("Continue"), "clipboard-list", enrolment.programme.name)


def _to_run(standing: Standing) -> Iterator[NextStep]:
    for programme in standing.run:
        if programme.state == NOT_OPEN:
            yield NextStep(_("Open it for sign-up"),
                           _("The programme is ready to open. Check it, then let people sign up."),
                           url_for("programmes.check", slug=programme.slug), _("Check the programme"), "door-open",
                           programme.name)
            continue
        yield from pending.for_help(standing, programme, clock.now())
        if programme.is_overrun_on(standing.today):
            yield NextStep(
                _("The last day has passed"),
                _("It was %(day)s. Close the programme, or choose a later date.",
                  day=format_date(programme.ends_on, "d MMMM yyyy")),
                url_for("programmes.show", slug=programme.slug, _anchor="running"), _("Open the programme"),
                "calendar-clock", programme.name)
        elif programme.state == OPEN:
            yield from _next_round(programme)


def _next_round(programme: Programme) -> Iterator[NextStep]:
    opened = rounds.open_round(programme)
    if opened is not None:
        yield NextStep(_("Continue with round %(number)d", number=opened.number), _round_in_words(opened),
                       url_for("rounds.show", slug=programme.slug, number=opened.number), _("Open the round"),
                       "waypoints", programme.name)
        return
    now = pool.counts(programme)
    if now.is_ready:
        waiting = ngettext("One person is waiting", "%(num)d people are waiting", now.mentees)
        places = ngettext("one space is free", "%(num)d spaces are free", now.places)
        yield NextStep(
            _("Ready for a matching round"), _("%(waiting)s, and %(places)s.", waiting=waiting, places=places),
            url_for("rounds.index", slug=programme.slug), _("See the rounds"), "waypoints", programme.name)


def _round_in_words(opened: Round) -> str:
    states = {draft.state for draft in opened.drafts}
    if READY in states:
        return _("A draft is ready to review. Look through its pairs, and publish it when you're happy with it.")
    if COMPUTING in states:
        return _("We're calculating a draft. It'll be ready in a moment.")
    return _("Create a draft and review its pairs. No one hears anything until you publish.")


def _to_administer(standing: Standing) -> Iterator[NextStep]:
    if not may(Permission.ADMINISTER, person=standing.person):
        return
    failed = mail.state_counts().get(mail.FAILED, 0)
    if failed:
        yield NextStep(ngettext("An email couldn't be sent", "%(num)d emails couldn't be sent", failed),
                       _("See what the mail server said, and try again."),
                       url_for("admin.mail", state=mail.FAILED), _("Open the outbox"), "mail", _("Administration"))
    if (people.search(size=1).total or 0) <= 1:
        yield NextStep(_("Add your colleagues"), _("Import your company's staff list as a CSV file."),
                       url_for("admin.import_people"), _("Import people"), "upload", _("Administration"))
    elif not standing.programmes:
        yield NextStep(_("Create the first programme"), _("Pick a type; we've filled in sensible defaults."),
                       url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Administration"))


def _in_line(standing: Standing) -> Iterator[NextStep]:
    """For who is ready and has no pair there yet: what happens next, or what the programme has come to ask for."""
    for enrolment in standing.enrolments:
        if enrolment.state == IN_LINE and enrolment.programme_id not in standing.paired_in \
                and enrolment.programme.state == OPEN:
            following = next_of(enrolment, standing.today)
            title = _("Please add to your profile") if missing(enrolment) else _("You're in!")
            yield NextStep(title, following.text, url_for(following.endpoint, enrolment_id=enrolment.id),
                           following.label, "check", enrolment.programme.name)


def _to_join(standing: Standing) -> Iterator[NextStep]:
    for programme in standing.joinable:
        yield NextStep(
            _("Join %(programme)s", programme=programme.name), _in_short(programme),
            url_for("programmes.show", slug=programme.slug), _("See what's involved"), "sprout", _("Programmes"))


def _in_short(programme: Programme) -> str:
    """What a programme is, and until when people join."""
    until = _("Sign up by %(day)s.", day=format_date(programme.enrol_until, "d MMMM"))
    return " ".join(filter(None, (shorten(programme.summary, MOST_OF_SUMMARY, placeholder=" …"), until)))


def _to_create(standing: Standing) -> Iterator[NextStep]:
    """For who was given the right to create programmes and has not used it; administrators are asked above."""
    person = standing.person
    if not standing.run and may(Permission.CREATE_PROGRAMME, person=person) \
            and not may(Permission.ADMINISTER, person=person):
        yield NextStep(
            _("Create a programme"), _("You can create a programme. Pick a type; we've filled in sensible defaults."),
            url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Programmes"))
