"""What people are to be reminded of: one function a kind, each from `now` to what is due; nothing here sends or writes.

A key names the thing and the occasion, so that nobody is reminded twice of the same. No sentence holds what people
wrote. To add a kind: a function here, its name in PROVIDERS, its words in kinds.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from mentormatch.actions import queries as actions
from mentormatch.base.links import external
from mentormatch.checkins import agenda, log_links
from mentormatch.checkins.models import Meeting
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of
from mentormatch.pulses import queries as pulses
from mentormatch.reminders import kinds, queries

SOON_DAYS, WEEK_AHEAD_DAYS = 3, 8
ANSWER_AFTER, ANSWER_UNTIL = timedelta(days=3), timedelta(days=30)
AGREEMENT_DAYS = (7, 14)
AGREEMENT_UNTIL_DAYS = 45
FIT_AFTER, FIT_UNTIL = timedelta(days=7), timedelta(days=45)
PLANNED_LATELY = timedelta(hours=24)

Link = Callable[[datetime], str]


@dataclass(frozen=True)
class DueReminder:
    """One thing one person is to be reminded of.

    `url` makes the address when the mail is written, in its transaction: some links are made for one mail.
    `for_digest`: too early for a mail of its own, right for a weekly letter.
    """

    person: Person
    pair: Pair
    kind: str
    key: str
    subject: str
    sentence: str
    label: str
    url: Link
    for_digest: bool = False


def due(now: datetime) -> list[DueReminder]:
    """Everything that is due, of all kinds."""
    return [reminder for provider in PROVIDERS for reminder in provider(now)]


def to_log(now: datetime) -> Iterator[DueReminder]:
    """Planned meetings that are over: each of the two gets a link of his own."""
    for meeting in agenda.to_be_logged(now):
        for side in (meeting.pair.mentee, meeting.pair.mentor):
            name = meeting.pair.other_of(side.person_id).person.formal_name
            day = format_date(meeting.starts_at.astimezone(zone_of(side.person)).date(), "EEEE, d MMMM")
            yield DueReminder(side.person, meeting.pair, kinds.LOG, f"log:{meeting.id}:{meeting.starts_at:%Y%m%d%H%M}",
                      _("How was your meeting with %(name)s?", name=name),
                      _("You planned to meet %(name)s on %(day)s. Log it in seconds, no sign-in needed, even if it "
                        "didn't happen.", name=name, day=day),
                      _("Log meeting"), _log_link(meeting, side.person))


def meetings_near(now: datetime) -> Iterator[DueReminder]:
    """Meetings due within three days, planned or by the rhythm; not what was put into calendars just now.

    Nor a pair that is asked how its last one was.
    """
    lately, asked_about = _planned_lately(now), {meeting.pair_id for meeting in agenda.to_be_logged(now)}
    for pair, person, today in _sides(now):
        next_meeting = pairs.next_due(pair, today)
        if next_meeting is None or pair.id in asked_about or (pair.id, next_meeting.on) in lately:
            continue
        if not 0 <= next_meeting.days <= WEEK_AHEAD_DAYS:
            continue
        name, day = pair.other_of(person.id).person.formal_name, format_date(next_meeting.on, "EEEE, d MMMM")
        sentence = (_("You're meeting %(name)s on %(day)s. See what to bring on your page.", name=name, day=day)
                    if next_meeting.state == "planned" else
                    _("It's time to meet %(name)s, by %(day)s if you can. Plan a date, and we'll send you both an "
                      "invitation.",
                      name=name, day=day))
        yield DueReminder(person, pair, kinds.SOON, f"soon:{pair.id}:{next_meeting.on}",
                  _("You and %(name)s, %(day)s", name=name, day=day), sentence, _("Open your "
                                                                                  "mentoring page"), _page_of(pair),
                  for_digest=next_meeting.days > SOON_DAYS)


def steps_near(now: datetime) -> Iterator[DueReminder]:
    """Next steps due within three days, for whoever wanted to take them."""
    first = (now - timedelta(days=1)).date()
    for step in queries.open_steps(first + timedelta(days=WEEK_AHEAD_DAYS + 2), first):
        assert step.due_on is not None
        days = (step.due_on - _today(step.owner, now)).days
        if 0 <= days <= WEEK_AHEAD_DAYS:
            day = format_date(step.due_on, "EEEE, d MMMM")
            yield DueReminder(step.owner, step.pair, kinds.STEP, f"step:{step.id}:{step.due_on}",
                      _("A next step is due on %(day)s", day=day),
                      _("Something you wanted to do is due on %(day)s. Tick it off on your mentoring page, or pick a "
                        "new date.", day=day),
                      _("See your next steps"), _page_of(step.pair), for_digest=days > SOON_DAYS)


def overdue(now: datetime) -> Iterator[DueReminder]:
    """Pairs that have not met for one and a half times as long as they meant to; once for each such gap."""
    for pair, person, today in _sides(now):
        next_meeting, since = pairs.next_due(pair, today), _since(pair)
        weeks_days = pairs.cadence_of(pair) * 7
        if next_meeting is None or not next_meeting.is_overdue or (today - since).days * 2 < weeks_days * 3:
            continue
        name = pair.other_of(person.id).person.formal_name
        yield DueReminder(person, pair, kinds.OVERDUE, f"overdue:{pair.id}:{since}",
                  _("It's been a while since you met %(name)s", name=name),
                  ngettext("You haven't logged a meeting for a "
                           "day.", "You haven't logged a meeting for %(num)s days. If "
                                                            "you've met, it takes 30 seconds to log it. If not, plan "
                                                            "a date. A short call counts too.",
                           (today - since).days),
                  _("Open your mentoring page"), _page_of(pair))


def to_answer(now: datetime) -> Iterator[DueReminder]:
    """Check-ins that the other one logged days ago and that nobody has confirmed."""
    for check_in in queries.unanswered(now - ANSWER_AFTER, now - ANSWER_UNTIL):
        person = check_in.pair.other_of(check_in.author_id).person
        day = format_date(check_in.happened_on, "d MMMM")
        yield DueReminder(person, check_in.pair, kinds.ANSWER, f"answer:{check_in.id}",
                  _("Your meeting on %(day)s: is this right?", day=day),
                  _("%(name)s logged your meeting on %(day)s. Confirm it in one tap, or add how you remember it.",
                    name=check_in.author.formal_name, day=day),
                  _("See the meeting"), _fixed(external("checkins.answer", check_in_id=check_in.id)))


def agreements_missing(now: datetime) -> Iterator[DueReminder]:
    """Pairs that began one or two weeks ago and have not agreed on how they meet."""
    agreed = queries.agreed_pair_ids()
    for pair, person, today in _sides(now):
        assert pair.started_at is not None
        days = (today - pair.started_at.date()).days
        reached = [day for day in AGREEMENT_DAYS if day <= days < AGREEMENT_UNTIL_DAYS]
        if pair.id in agreed or not reached:
            continue
        name = pair.other_of(person.id).person.formal_name
        yield DueReminder(person, pair, kinds.AGREEMENT, f"agreement:{pair.id}:{reached[-1]}",
                  _("How do you and %(name)s want to meet?", name=name),
                  _("Ten minutes now will save you time later: how often, where, and what stays between you. One of "
                    "you suggests, the other accepts."),
                  _("Open your agreement"), _fixed(external("agreements.show", pair_id=pair.id)))


def fits_open(now: datetime) -> Iterator[DueReminder]:
    """Pairs that have met and of whom somebody has not said whether they fit; once for each pair.

    Its subject is that of a pulse, so that the outbox does not tell who has not said it.
    """
    for pair, person in queries.fits_unsaid(now - FIT_AFTER, now - FIT_UNTIL):
        name = pair.other_of(person.id).person.formal_name
        yield DueReminder(person, pair, kinds.FIT, f"fit:{pair.id}",
                  _("How's it going with %(name)s?", name=name),
                  _("You've met. Is it a good fit, too early to say, or not working? It takes one tap, and only you "
                    "will see your answer unless you choose to share it."),
                  _("Say how it's going"), _fixed(external("pulses.fit_check", pair_id=pair.id)))


def pulses_open(now: datetime) -> Iterator[DueReminder]:
    """Short questions that wait for an answer, or for being skipped."""
    for pulse in pulses.awaiting(now):
        name = pulse.pair.other_of(pulse.person_id).person.formal_name
        yield DueReminder(pulse.person, pulse.pair, kinds.PULSE, f"pulse:{pulse.id}",
                  _("How's it going with %(name)s?", name=name),
                  _("A few quick questions, just for you. They take two minutes and you can skip them."),
                  _("Answer"), _fixed(external("pulses.pulse", pulse_id=pulse.id)))


def actions_open(now: datetime) -> Iterator[DueReminder]:
    """Actions reported a week ago and more that she has said nothing about."""
    for action in actions.awaiting(now):
        person = action.pair.mentee.person
        name = action.reported_by.formal_name
        yield DueReminder(person, action.pair, kinds.ACTION, f"action:{action.id}:{action.version}",
                  _("Did this happen for you?"),
                  _("%(name)s reported something they did for you. It only counts if you confirm it. “Not sure yet” "
                    "is a fine answer too.", name=name),
                  _("See what it is"), _fixed(external("actions.answer", action_id=action.id)))


PROVIDERS: tuple[Callable[[datetime], Iterator[DueReminder]], ...] = (
    to_log, meetings_near, steps_near, overdue, to_answer, agreements_missing, fits_open, pulses_open, actions_open)


def _sides(now: datetime) -> Iterator[tuple[Pair, Person, date]]:
    """Each person of each active pair, with the date it is there."""
    for pair in queries.meeting_pairs():
        for side in (pair.mentee, pair.mentor):
            yield pair, side.person, _today(side.person, now)


def _planned_lately(now: datetime) -> set[tuple[str, date]]:
    return {(meeting.pair_id, meeting.starts_at.astimezone(zone_of(meeting.by)).date())
            for meeting in agenda.planned_since(now - PLANNED_LATELY)}


def _since(pair: Pair) -> date:
    began = pair.resumed_at or pair.started_at
    assert began is not None, "an active pair has begun"
    return max(began.date(), pair.last_met_on or began.date())


def _today(person: Person, now: datetime) -> date:
    return now.astimezone(zone_of(person)).date()


def _log_link(meeting: Meeting, person: Person) -> Link:
    return lambda now: log_links.mint(meeting, person, now)


def _page_of(pair: Pair) -> Link:
    return _fixed(external("pairs.show", pair_id=pair.id))


def _fixed(url: str) -> Link:
    return lambda _now: url
