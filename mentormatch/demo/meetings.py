"""What pairs of the demo company planned, missed, settled and kept to themselves about their meetings."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from mentormatch.checkins import meetings, private_notes, queries
from mentormatch.checkins import services as checkins
from mentormatch.checkins.services import MeetingAccount
from mentormatch.demo.picks import between, chance, pick, stream
from mentormatch.demo.schedule import Schedule
from mentormatch.demo.specs import CheckInSpec, HistorySpec
from mentormatch.pairs.models import Pair

ZONE = ZoneInfo("Europe/Berlin")
PLACES: dict[str, tuple[str, ...]] = {
    "video": ("", "The link is in your inbox"),
    "office": ("Room Elbe, second floor", "My office"),
    "public-place": ("The canteen, by the window", "The café at the station"),
    "walking": ("At the gate, then along the canal", "Once round the park"),
    "small-group": ("Room Alster", ""),
}
BRING: tuple[str, ...] = (
    "Your draft as it is. It doesn't have to be finished.",
    "Two situations from this month: one that went well, one that didn't.",
    "The names of three people you would like to meet.",
    "The job description, with anything you're unsure about underlined.",
    "Last month's next steps.",
    "",
)
MINUTES = (30, 45, 60)


def plan(schedule: Schedule, pair: Pair, history: HistorySpec, *, seed: int, today: date) -> None:
    """Plan everything that a pair did about its meetings besides logging them."""
    if not history.check_ins:
        return
    rng = stream(seed, "meetings", pair.mentee.person.email, pair.mentor.person.email)
    last = history.check_ins[-1]
    if history.state == "active" and last.next_on is not None:
        if last.next_on > today:
            schedule(last.logged_on, 19, partial(_plan_next, pair, last, rng))
        elif last.next_on < today - timedelta(days=2) and chance(rng, 60):
            schedule(last.next_on + timedelta(days=1), 15, partial(_miss, pair, last.next_on))
    for meeting in history.check_ins:
        if chance(rng, 35):
            rating = private_notes.MeetingRating(between(rng, 3, 5), pick(rng, ("yes", "yes", "partly")))
            schedule(meeting.logged_on, 20, partial(_rate, pair, meeting.happened_on, rating))
    differing = [check_in for check_in in history.check_ins
                 if check_in.answer is not None and check_in.answer.minutes is not None]
    if len(differing) > 1 and differing[0].answer is not None:
        settled_on = differing[0].answer.answered_on + timedelta(days=3)
        if settled_on <= today:
            schedule(settled_on, 12, partial(_settle, pair, differing[0].happened_on))


def _plan_next(pair: Pair, last: CheckInSpec, rng: Random, now: datetime) -> None:
    assert last.next_on is not None
    by = pair.mentee.person if last.author == "mentee" else pair.mentor.person
    starts_at = datetime.combine(last.next_on, time(between(rng, 9, 16), pick(rng, (0, 30))), ZONE).astimezone(UTC)
    meetings.plan(pair, meetings.MeetingPlan(starts_at, pick(rng, MINUTES), last.format, pick(rng, PLACES[last.format]),
                                      pick(rng, BRING)), by=by, now=now)


def _miss(pair: Pair, day: date, now: datetime) -> None:
    account = MeetingAccount(day, 0, "", missed_by="neither")
    checkins.log(pair, account, by=pair.mentee.person, zone=ZONE, now=now)


def _rate(pair: Pair, day: date, rating: private_notes.MeetingRating, now: datetime) -> None:
    mentee = pair.mentee.person
    for entry in queries.story(pair.id, mentee.id):
        if entry.check_in.happened_on == day:
            private_notes.save_rating(entry.check_in, rating, by=mentee, now=now)


def _settle(pair: Pair, day: date, now: datetime) -> None:
    for entry in queries.story(pair.id, pair.mentee.person_id):
        check_in = entry.check_in
        if check_in.happened_on == day and check_in.differs and check_in.answer is not None:
            counted = checkins.fingerprint(check_in.answer)
            checkins.settle(check_in, by=check_in.author, seen_fingerprint=counted, now=now)
