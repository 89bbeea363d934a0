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
from mentormatch.home import waiting
from mentormatch.home.standing import Meeting, Standing
from mentormatch.home.steps import NextStep
from mentormatch.pairs import services as pairing
from mentormatch.pairs.cadence import Due
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
    found = [*_proposals(standing), *waiting.for_an_answer(standing, clock.now()), *_meetings(standing),
             *_unfinished(standing), *_to_run(standing), *_to_administer(standing), *_in_line(standing),
             *_to_join(standing), *_to_create(standing)]
    return found[:MOST_SHOWN]


def _proposals(standing: Standing) -> Iterator[NextStep]:
    for pair in standing.proposals:
        other = pair.other_of(standing.person.id).person
        yield NextStep(
            _("Meet %(name)s?", name=other.name),
            _("You are proposed as a pair. See why, then accept or decline by %(day)s. Either is fine.",
              day=format_date(pairing.answer_by(pair), "d MMMM")),
            url_for("pairs.show", pair_id=pair.id), _("See the proposal"), "heart-handshake", pair.programme.name)


def _meetings(standing: Standing) -> Iterator[NextStep]:
    """Whose meeting is overdue comes first, then whose is near."""
    near = [one for one in standing.meetings if one.due and one.due.days <= SOON_DAYS]
    for meeting in sorted(near, key=_days_left):
        assert meeting.due is not None
        title, text = _meeting_in_words(meeting.other.name, meeting.due)
        yield NextStep(title, text, url_for("pairs.show", pair_id=meeting.pair.id), _("Open your pair"),
                       "calendar-clock" if meeting.due.is_overdue else "calendar-check", meeting.pair.programme.name)


def _days_left(meeting: Meeting) -> int:
    return meeting.due.days if meeting.due else SOON_DAYS


def _meeting_in_words(name: str, due: Due) -> tuple[str, str]:
    """Title and text of a meeting that is near or overdue."""
    if due.is_overdue:
        return _("Have you met %(name)s?", name=name), ngettext(
            "A meeting was due yesterday. Log it in half a minute, or agree on a new date.",
            "A meeting was due %(num)d days ago. Log it in half a minute, or agree on a new date.", due.days_over)
    day = format_date(due.on, "EEEE, d MMMM")
    if due.is_first and due.state != "planned":
        return (_("Meet %(name)s for the first time", name=name),
                _("Suggest two dates; the first meeting is best before %(day)s.", day=day))
    if due.state == "planned":
        text = _("You planned it for today.") if due.days == 0 else _("You planned it for %(day)s.", day=day)
        return _("Your next meeting with %(name)s", name=name), text
    text = _("It is due by %(day)s. Suggest a date.", day=day)
    if due.days == 0:
        text = _("It is due today. Suggest a date.")
    return _("Time to meet %(name)s again", name=name), text


def _unfinished(standing: Standing) -> Iterator[NextStep]:
    for enrolment in standing.enrolments:
        if enrolment.state == DRAFT and enrolment.programme.state == OPEN:
            yield _finish(enrolment)


def _finish(enrolment: Enrolment) -> NextStep:
    left = len(missing(enrolment))
    text = _("All your answers are there. Check them and say that you are ready.")
    if left:
        text = ngettext("One step is left.", "%(num)d steps are left; together they take about five minutes.", left)
    return NextStep(_("Finish your profile"), text, url_for("enrolments.show", enrolment_id=enrolment.id),
                    _("Go on"), "clipboard-list", enrolment.programme.name)


def _to_run(standing: Standing) -> Iterator[NextStep]:
    for programme in standing.run:
        if programme.state == NOT_OPEN:
            yield NextStep(_("Open it for enrolment"), _("The programme is prepared. Check it, then let people enrol."),
                           url_for("programmes.check", slug=programme.slug), _("Check the programme"), "door-open",
                           programme.name)
            continue
        yield from waiting.for_help(standing, programme, clock.now())
        if programme.is_overrun_on(standing.today):
            yield NextStep(
                _("The last day has passed"),
                _("It was %(day)s. Close the programme, or give it a later one.",
                  day=format_date(programme.ends_on, "d MMMM yyyy")),
                url_for("programmes.show", slug=programme.slug, _anchor="running"), _("Open the programme"),
                "calendar-clock", programme.name)
        elif programme.state == OPEN:
            yield from _next_round(programme)


def _next_round(programme: Programme) -> Iterator[NextStep]:
    opened = rounds.open_round(programme)
    if opened is not None:
        yield NextStep(_("Go on with round %(number)d", number=opened.number), _round_in_words(opened),
                       url_for("rounds.show", slug=programme.slug, number=opened.number), _("Open the round"),
                       "waypoints", programme.name)
        return
    now = pool.counts(programme)
    if now.is_ready:
        waiting = ngettext("One person waits for a pair", "%(num)d people wait for a pair", now.mentees)
        places = ngettext("one place is free", "%(num)d places are free", now.places)
        yield NextStep(
            _("Ready for a round"), _("%(waiting)s, and %(places)s.", waiting=waiting, places=places),
            url_for("rounds.index", slug=programme.slug), _("See the rounds"), "waypoints", programme.name)


def _round_in_words(opened: Round) -> str:
    states = {draft.state for draft in opened.drafts}
    if READY in states:
        return _("A draft is ready. Look at its pairs, and publish it when you are content.")
    if COMPUTING in states:
        return _("A draft is being computed. It will be there in a moment.")
    return _("Compute a draft and look at its pairs. Nobody is told anything before you publish.")


def _to_administer(standing: Standing) -> Iterator[NextStep]:
    if not may(Permission.ADMINISTER, person=standing.person):
        return
    failed = mail.state_counts().get(mail.FAILED, 0)
    if failed:
        yield NextStep(ngettext("A mail could not be sent", "%(num)d mails could not be sent", failed),
                       _("See what the mail server said, and send again."),
                       url_for("admin.mail", state=mail.FAILED), _("Open the outbox"), "mail", _("Administration"))
    if (people.search(size=1).total or 0) <= 1:
        yield NextStep(_("Bring in your colleagues"), _("Import the roster of your company as a CSV file."),
                       url_for("admin.import_people"), _("Import people"), "upload", _("Administration"))
    elif not standing.programmes:
        yield NextStep(_("Create the first programme"), _("Choose a kind; everything else has a good default."),
                       url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Administration"))


def _in_line(standing: Standing) -> Iterator[NextStep]:
    """For who is ready and has no pair there yet: what happens next, or what the programme has come to ask for."""
    for enrolment in standing.enrolments:
        if enrolment.state == IN_LINE and enrolment.programme_id not in standing.paired_in \
                and enrolment.programme.state == OPEN:
            following = next_of(enrolment, standing.today)
            title = _("Please add to your enrolment") if missing(enrolment) else _("You are in")
            yield NextStep(title, following.text, url_for(following.endpoint, enrolment_id=enrolment.id),
                           following.label, "check", enrolment.programme.name)


def _to_join(standing: Standing) -> Iterator[NextStep]:
    for programme in standing.joinable:
        yield NextStep(
            _("Take part"), _in_short(programme),
            url_for("programmes.show", slug=programme.slug), _("See what it asks"), "sprout", programme.name)


def _in_short(programme: Programme) -> str:
    """What a programme is, and until when people join."""
    until = _("Enrolling is open until %(day)s.", day=format_date(programme.enrol_until, "d MMMM"))
    return " ".join(filter(None, (shorten(programme.summary, MOST_OF_SUMMARY, placeholder=" …"), until)))


def _to_create(standing: Standing) -> Iterator[NextStep]:
    """For who was given the right to create programmes and has not used it; administrators are asked above."""
    person = standing.person
    if not standing.run and may(Permission.CREATE_PROGRAMME, person=person) \
            and not may(Permission.ADMINISTER, person=person):
        yield NextStep(
            _("Create a programme"), _("You may. Choose a kind; everything else has a good default."),
            url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Programmes"))
