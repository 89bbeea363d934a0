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
from mentormatch.home.facts import HomeFacts, UpcomingMeeting
from mentormatch.home.todo import TodoItem
from mentormatch.pairs import services as pairing
from mentormatch.pairs.cadence import DueMeeting
from mentormatch.pairs.letters import first_name
from mentormatch.people import queries as people
from mentormatch.programmes.models import DRAFT as NOT_OPEN
from mentormatch.programmes.models import OPEN, Programme
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import COMPUTING, READY, Round
from mentormatch.rounds.reading import queries as rounds

SOON_DAYS = 7
MAX_SHOWN = 6
MAX_SUMMARY_LENGTH = 160


def todo_list(facts: HomeFacts) -> list[TodoItem]:
    """What waits for a person, the most pressing first; at most MOST_SHOWN."""
    items = [*_proposals(facts), *pending.replies(facts, clock.now()), *_meetings(facts),
             *_unfinished(facts), *_to_run(facts), *_to_administer(facts), *_in_line(facts),
             *_to_join(facts), *_to_create(facts)]
    return items[:MAX_SHOWN]


def _proposals(facts: HomeFacts) -> Iterator[TodoItem]:
    for pair in facts.proposals:
        other = pair.other_of(facts.person.id).person
        yield TodoItem(
            _("Meet %(name)s?", name=other.name),
            _("You've been matched with %(name)s. See why, then accept or decline by %(day)s. Either is fine.",
              name=first_name(other), day=format_date(pairing.answer_by(pair), "d MMMM")),
            url_for("pairs.show", pair_id=pair.id), _("See your match"), "heart-handshake", pair.programme.name)


def _meetings(facts: HomeFacts) -> Iterator[TodoItem]:
    """Whose meeting is overdue comes first, then whose is near."""
    near = [meeting for meeting in facts.meetings if meeting.due and meeting.due.days <= SOON_DAYS]
    for meeting in sorted(near, key=_days_left):
        assert meeting.due is not None
        title, text = _meeting_in_words(meeting.other.name, meeting.due)
        yield TodoItem(title, text, url_for("pairs.show", pair_id=meeting.pair.id), _("Open your mentoring page"),
                       "calendar-clock" if meeting.due.is_overdue else "calendar-check", meeting.pair.programme.name)


def _days_left(meeting: UpcomingMeeting) -> int:
    return meeting.due.days if meeting.due else SOON_DAYS


def _meeting_in_words(name: str, due: DueMeeting) -> tuple[str, str]:
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


def _unfinished(facts: HomeFacts) -> Iterator[TodoItem]:
    for enrolment in facts.enrolments:
        if enrolment.state == DRAFT and enrolment.programme.state == OPEN:
            yield _finish(enrolment)


def _finish(enrolment: Enrolment) -> TodoItem:
    left = len(missing(enrolment))
    text = _("You've answered everything. Check your answers and tell us you're ready.")
    if left:
        text = ngettext("One step left.", "%(num)d steps left. They take about five minutes in all.", left)
    return TodoItem(_("Finish your profile"), text, url_for("enrolments.show", enrolment_id=enrolment.id),
                    _("Continue"), "clipboard-list", enrolment.programme.name)


def _to_run(facts: HomeFacts) -> Iterator[TodoItem]:
    for programme in facts.run:
        if programme.state == NOT_OPEN:
            yield TodoItem(_("Open it for sign-up"),
                           _("The programme is ready to open. Check it, then let people sign up."),
                           url_for("programmes.check", slug=programme.slug), _("Check the programme"), "door-open",
                           programme.name)
            continue
        yield from pending.pairs_in_need(facts, programme, clock.now())
        if programme.is_overrun_on(facts.today):
            yield TodoItem(
                _("The last day has passed"),
                _("It was %(day)s. Close the programme, or choose a later date.",
                  day=format_date(programme.ends_on, "d MMMM yyyy")),
                url_for("programmes.show", slug=programme.slug, _anchor="running"), _("Open the programme"),
                "calendar-clock", programme.name)
        elif programme.state == OPEN:
            yield from _next_round(programme)


def _next_round(programme: Programme) -> Iterator[TodoItem]:
    opened = rounds.open_round(programme)
    if opened is not None:
        yield TodoItem(_("Continue with round %(number)d", number=opened.number), _round_in_words(opened),
                       url_for("rounds.show", slug=programme.slug, number=opened.number), _("Open the round"),
                       "waypoints", programme.name)
        return
    now = pool.counts(programme)
    if now.is_ready:
        waiting = ngettext("One person is waiting", "%(num)d people are waiting", now.mentees)
        places = ngettext("one space is free", "%(num)d spaces are free", now.places)
        yield TodoItem(
            _("Ready for a matching round"), _("%(waiting)s, and %(places)s.", waiting=waiting, places=places),
            url_for("rounds.index", slug=programme.slug), _("See the rounds"), "waypoints", programme.name)


def _round_in_words(opened: Round) -> str:
    states = {draft.state for draft in opened.drafts}
    if opened.newest_ready and opened.newest_ready.is_sealed:
        return _("A draft is ready. You can see who's matched once people have had their first look at it.")
    if READY in states:
        return _("A draft is ready to review. Look through its pairs, and publish it when you're happy with it.")
    if COMPUTING in states:
        return _("We're calculating a draft. It'll be ready in a moment.")
    return _("Create a draft and review its pairs. No one hears anything until you publish.")


def _to_administer(facts: HomeFacts) -> Iterator[TodoItem]:
    if not may(Permission.ADMINISTER, person=facts.person):
        return
    failed = mail.state_counts().get(mail.FAILED, 0)
    if failed:
        yield TodoItem(ngettext("An email couldn't be sent", "%(num)d emails couldn't be sent", failed),
                       _("See what the mail server said, and try again."),
                       url_for("admin.mail", state=mail.FAILED), _("Open the outbox"), "mail", _("Administration"))
    if (people.search(size=1).total or 0) <= 1:
        yield TodoItem(_("Add your colleagues"), _("Import your company's staff list as a CSV file."),
                       url_for("admin.import_people"), _("Import people"), "upload", _("Administration"))
    elif not facts.programmes:
        yield TodoItem(_("Create the first programme"), _("Pick a type; we've filled in sensible defaults."),
                       url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Administration"))


def _in_line(facts: HomeFacts) -> Iterator[TodoItem]:
    """For who is ready and has no pair there yet: what happens next, or what the programme has come to ask for."""
    for enrolment in facts.enrolments:
        if enrolment.state == IN_LINE and enrolment.programme_id not in facts.paired_in \
                and enrolment.programme.state == OPEN:
            following = next_of(enrolment, facts.today)
            title = _("Please add to your profile") if missing(enrolment) else _("You're in!")
            yield TodoItem(title, following.text, url_for(following.endpoint, enrolment_id=enrolment.id),
                           following.label, "check", enrolment.programme.name)


def _to_join(facts: HomeFacts) -> Iterator[TodoItem]:
    for programme in facts.joinable:
        yield TodoItem(
            _("Join %(programme)s", programme=programme.name), _in_short(programme),
            url_for("programmes.show", slug=programme.slug), _("See what's involved"), "sprout", _("Programmes"))


def _in_short(programme: Programme) -> str:
    """What a programme is, and until when people join."""
    until = _("Sign up by %(day)s.", day=format_date(programme.enrol_until, "d MMMM"))
    return " ".join(filter(None, (shorten(programme.summary, MAX_SUMMARY_LENGTH, placeholder=" …"), until)))


def _to_create(facts: HomeFacts) -> Iterator[TodoItem]:
    """For who was given the right to create programmes and has not used it; administrators are asked above."""
    person = facts.person
    if not facts.run and may(Permission.CREATE_PROGRAMME, person=person) \
            and not may(Permission.ADMINISTER, person=person):
        yield TodoItem(
            _("Create a programme"), _("You can create a programme. Pick a type; we've filled in sensible defaults."),
            url_for("programmes.choose_kind"), _("Create a programme"), "sprout", _("Programmes"))
