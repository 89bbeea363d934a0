"""Writes the history of a pair of the demo company: who accepted, when they met, what they noted, how it went on.

The pairs themselves come from a round; nothing in this module knows about the matching.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from mentormatch.demo import notes
from mentormatch.demo.picks import Deck, between, chance, pick, shuffled, stream, weighted
from mentormatch.demo.specs import AnswerSpec, CheckInSpec, EnrolmentSpec, HistorySpec

RUNNING, DIFFERING, SILENT, PAUSED, ENDED, DECLINED, LAPSED = (
    "running",
    "differing",
    "silent",
    "paused",
    "ended",
    "declined",
    "lapsed",
)
LAPSES_AFTER_DAYS = 14
_MINUTES: tuple[tuple[int, float], ...] = ((15, 1), (30, 5), (45, 3), (60, 2))
_FAR_APART = ("video", "small-group")
_TRAVELS_PERCENT = 18


def courses(count: int, rng: Random) -> tuple[str, ...]:
    """How that many pairs fare: one declined, one ended, one paused, a sixth silent, most of them running."""
    special = [DECLINED, ENDED, PAUSED, *[SILENT] * round(count / 6), *[DIFFERING] * round(count / 8)]
    special += [LAPSED] if count >= 16 else []
    few = special[: count // 2]
    return tuple(shuffled(rng, few + [RUNNING] * (count - len(few))))


def histories(
    pairs: Sequence[tuple[EnrolmentSpec, EnrolmentSpec]],
    *,
    seed: int,
    start: date,
    today: date,
    cadence_weeks: int = 4,
) -> tuple[HistorySpec, ...]:
    """The history of each (mentee, mentor), in the order given; that order changes no one's fate."""
    by_name = sorted(range(len(pairs)), key=lambda place: (pairs[place][0].email, pairs[place][1].email))
    fates = dict(zip(by_name, courses(len(pairs), stream(seed, "courses")), strict=True))
    past = []
    for place, (mentee, mentor) in enumerate(pairs):
        rng = stream(seed, "history", mentee.email, mentor.email)
        course = fates[place]
        past.append(history(mentee, mentor, rng, start, today, course=course, cadence_weeks=cadence_weeks))
    return tuple(past)


def history(
    mentee: EnrolmentSpec,
    mentor: EnrolmentSpec,
    rng: Random,
    start: date,
    today: date,
    *,
    course: str = RUNNING,
    cadence_weeks: int = 4,
) -> HistorySpec:
    """What became of a pair proposed on `start`, at least a month before `today`.

    Nothing in it lies after `today` but the next meeting planned. The same arguments, with `rng` in the same
    state, give the same history.
    """
    by_mentee = workday(start + timedelta(between(rng, 0, 4)))
    by_mentor = workday(start + timedelta(between(rng, 0, 6)))
    if course == LAPSED:
        return HistorySpec(LAPSED, by_mentee, None, None, start + timedelta(LAPSES_AFTER_DAYS), "", ())
    if course == DECLINED:
        return HistorySpec(DECLINED, None, by_mentor, None, workday(by_mentor + timedelta(2)), "mentee", ())
    started = max(by_mentee, by_mentor)
    until = _last_day(course, started, today, rng)
    met = _Diary(mentee, mentor, rng, cadence_weeks).fill(started, until, today, course)
    closed = workday(until + timedelta(5)) if course == ENDED else None
    state = {PAUSED: "paused", ENDED: "ended"}.get(course, "active")
    return HistorySpec(state, by_mentee, by_mentor, started, closed, "", met)


def workday(day: date) -> date:
    """The day itself, or the Monday after where it falls on a weekend."""
    return day + timedelta((0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _last_day(course: str, started: date, today: date, rng: Random) -> date:
    """The day after which a pair of this course stopped meeting."""
    whole = (today - started).days
    percent = {SILENT: between(rng, 20, 45), PAUSED: between(rng, 55, 75), ENDED: between(rng, 50, 65)}
    return started + timedelta(whole * percent.get(course, 100) // 100)


class _Diary:
    """Fills in the meetings of one pair, without saying the same thing twice."""

    def __init__(self, mentee: EnrolmentSpec, mentor: EnrolmentSpec, rng: Random, cadence_weeks: int) -> None:
        self._rng = rng
        self._cadence = timedelta(weeks=cadence_weeks)
        self._names = {"mentee": mentee.person.given, "mentor": mentor.person.given}
        self._formats, self._formats_on_travel = _shared_formats(mentee, mentor)
        goals = [line for topic in mentee.topics for line in notes.ABOUT_GOALS.get(topic.slug, ())]
        self._goals = shuffled(rng, goals)
        self._general, self._short = Deck(rng, notes.IN_GENERAL), Deck(rng, notes.IN_SHORT)
        self._deeds, self._steps = Deck(rng, notes.DEEDS), Deck(rng, notes.NEXT_STEPS)
        self._corrections = shuffled(rng, notes.CORRECTIONS)
        self._private = {"mentee": Deck(rng, notes.OF_MENTEE), "mentor": Deck(rng, notes.OF_MENTOR)}
        self._acts = bool(mentor.reach)

    def fill(self, started: date, until: date, today: date, course: str) -> tuple[CheckInSpec, ...]:
        """All check-ins from the first meeting to `until`, oldest first; a silent pair has at least one."""
        days = self._days(started, until)
        return tuple(
            self._check_in(number, day, self._planned(days, number, course, today), today, course)
            for number, day in enumerate(days)
        )

    def _days(self, started: date, until: date) -> list[date]:
        days = [workday(started + timedelta(between(self._rng, 5, 12)))]
        while True:
            day = workday(days[-1] + self._cadence + timedelta(between(self._rng, -5, 6)))
            if day > until:
                return days
            days.append(day)

    def _planned(self, days: list[date], number: int, course: str, today: date) -> date | None:
        """The next date as it was planned: mostly kept, sometimes moved; passed or none where the two stopped."""
        if number + 1 < len(days):
            moved = between(self._rng, 2, self._cadence.days // 4) if chance(self._rng, 20) else 0
            return workday(days[number + 1] - timedelta(moved))
        if course not in (RUNNING, DIFFERING):
            return workday(days[number] + self._cadence) if chance(self._rng, 50) else None
        if chance(self._rng, 12):
            return None
        return workday(max(days[number] + self._cadence, today + timedelta(between(self._rng, 1, 12))))

    def _check_in(self, number: int, day: date, planned: date | None, today: date, course: str) -> CheckInSpec:
        minutes = pick(self._rng, (45, 60)) if number == 0 else weighted(self._rng, _MINUTES)
        author = "mentee" if chance(self._rng, 58) else "mentor"
        logged = min(day + timedelta(between(self._rng, 0, 2)), today)
        travels = chance(self._rng, _TRAVELS_PERCENT)
        differs = course == DIFFERING and number in (1, 3)
        minutes = 60 if differs else minutes
        check_in = CheckInSpec(
            author="mentor" if differs else author,
            happened_on=day,
            logged_on=logged,
            minutes=minutes,
            format=pick(self._rng, self._formats_on_travel if travels else self._formats),
            shared=self._shared(number, minutes),
            next_on=planned,
            note_of_mentee=self._private["mentee"].deal() if chance(self._rng, 30) else "",
            note_of_mentor=self._private["mentor"].deal() if chance(self._rng, 24) else "",
            answer=None,
        )
        return self._differing(check_in, today) if differs else replace(check_in, answer=self._answer(check_in, today))

    def _shared(self, number: int, minutes: int) -> str:
        if number == 0:
            lines = [pick(self._rng, notes.FIRST_MEETING)]
        elif minutes == 15:
            lines = [self._short.deal()]
        elif self._goals and chance(self._rng, 65):
            lines = [self._goals.pop()]
        else:
            lines = [self._general.deal()]
        if number and self._acts and chance(self._rng, 30):
            lines.append(self._deeds.deal())
        if chance(self._rng, 65):
            lines.append(self._steps.deal())
        return " ".join(lines).format(**self._names)

    def _answer(self, check_in: CheckInSpec, today: date) -> AnswerSpec | None:
        answered = check_in.logged_on + timedelta(between(self._rng, 0, 4))
        return AnswerSpec("confirmed", answered) if answered <= today and chance(self._rng, 78) else None

    def _differing(self, check_in: CheckInSpec, today: date) -> CheckInSpec:
        """The mentor makes more of a meeting than the mentee does; both accounts stay."""
        claim, minutes, account = self._corrections.pop()
        answered = min(check_in.logged_on + timedelta(between(self._rng, 0, 4)), today)
        answer = AnswerSpec("corrected", answered, check_in.happened_on, minutes, check_in.format, account)
        return replace(check_in, shared=claim.format(**self._names), answer=answer)


def _shared_formats(mentee: EnrolmentSpec, mentor: EnrolmentSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ways of meeting both like: those the distance allows, and all when one of them travels; else a call."""
    both = tuple(entry for entry in mentee.formats if entry in mentor.formats) or ("video",)
    if mentee.person.site == mentor.person.site:
        return both, both
    return tuple(entry for entry in both if entry in _FAR_APART) or ("video",), both
