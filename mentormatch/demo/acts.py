"""What sponsors of the demo company did, how mentees answered, and how the two get on: planned for one pair.

Every day lies between the start of the pair and the last thing known about it, so the services accept each of them.
"""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mentormatch.actions import queries as action_queries
from mentormatch.actions import services as actions
from mentormatch.actions.models import CONFIRMED, NOT_CONFIRMED, UNSURE, Action
from mentormatch.demo.deeds import DEEDS, FOLLOW_UPS, OUTCOMES, REFUSALS
from mentormatch.demo.picks import between, chance, pick, stream, weighted
from mentormatch.demo.schedule import Schedule
from mentormatch.demo.specs import HistorySpec
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import Pair
from mentormatch.pulses import queries as pulse_queries
from mentormatch.pulses import services as pulses
from mentormatch.pulses.models import GOOD, NOT_GOOD
from mentormatch.pulses.models import UNSURE as CANNOT_SAY
from mentormatch.pulses.scale import ITEMS

ZONE = ZoneInfo("Europe/Berlin")
SILENCE = "silence"
_ANSWERS = ((CONFIRMED, 70.0), (SILENCE, 14.0), (NOT_CONFIRMED, 8.0), (UNSURE, 8.0))
_FITS = ((GOOD, 80.0), (CANNOT_SAY, 15.0), (NOT_GOOD, 5.0))


def plan(schedule: Schedule, pair: Pair, history: HistorySpec, *, seed: int, today: date) -> None:
    """Plan what a pair that began does besides meeting."""
    if history.started_on is None or not history.check_ins:
        return
    rng = stream(seed, "acts", pair.mentee.person.email, pair.mentor.person.email)
    until = min(today, history.closed_on or today, *([_last(history)] if history.state != "active" else []))
    _Acts(schedule, pair, rng, today).fill(history.started_on, until, history.check_ins[0].logged_on)


def _last(history: HistorySpec) -> date:
    return max(check_in.logged_on for check_in in history.check_ins)


class _Acts:
    """The deeds, the fit and the pulses of one pair."""

    def __init__(self, schedule: Schedule, pair: Pair, rng: Random, today: date) -> None:
        self.schedule, self.pair, self.rng, self.today = schedule, pair, rng, today
        self.names = {"mentee": pair.mentee.person.name.split()[0], "mentor": pair.mentor.person.name.split()[0]}

    def fill(self, started: date, until: date, first_met: date) -> None:
        """Everything from the start to the last day known."""
        for side in (self.pair.mentee, self.pair.mentor):
            if first_met + timedelta(1) < until and chance(self.rng, 80):
                self._fit(side, first_met + timedelta(1))
        day = started + timedelta(between(self.rng, 14, 40))
        while day < until:
            self._act(day, until)
            day += timedelta(between(self.rng, 30, 60))
        moods = {side.id: pick(self.rng, (3, 4, 4, 5)) for side in (self.pair.mentee, self.pair.mentor)}
        for wave in (31, 91, 151):
            if started + timedelta(wave + 3) < until:
                self._pulse(started + timedelta(wave), moods)

    def _act(self, day: date, until: date) -> None:
        kind = pick(self.rng, tuple(DEEDS))
        what = pick(self.rng, DEEDS[kind]).format(**self.names)
        deed = actions.Deed(kind, day, what, pick(self.rng, FOLLOW_UPS) if chance(self.rng, 40) else "")
        is_own, answer = chance(self.rng, 12), weighted(self.rng, _ANSWERS)
        side = self.pair.mentee if is_own else self.pair.mentor
        answered_on = day + timedelta(between(self.rng, 2, 6))
        text, may_tell = pick(self.rng, REFUSALS), chance(self.rng, 50)
        outcome, later = pick(self.rng, OUTCOMES), timedelta(between(self.rng, 1, 25))

        def tell(now: datetime) -> None:
            action = actions.log(self.pair, deed, by=side.person, zone=ZONE, now=now, asked_her=True)
            if not is_own and answer != SILENCE and answered_on < until:
                self.schedule(answered_on, 12, lambda moment: self._answer(action, answer, text, may_tell, moment))
            if not is_own and day + action_queries.LAPSES_AFTER + timedelta(2) < self.today:
                lapsed_on = day + action_queries.LAPSES_AFTER + timedelta(2)
                self.schedule(lapsed_on, 3, lambda moment: actions.lapse(action, now=moment))
            if is_own or (answer == CONFIRMED and answered_on + later < until):
                self._outcome(action, answered_on + later, outcome, until)

        self.schedule(day + timedelta(1) if day + timedelta(1) < until else day, 18, tell, minute=10)

    def _answer(self, action: Action, answer: str, text: str, may_tell: bool, now: datetime) -> None:
        is_no = answer == NOT_CONFIRMED
        actions.answer(action, answer, by=self.pair.mentee.person, version=1, now=now, text=text if is_no else "",
                       may_tell=is_no and may_tell)

    def _outcome(self, action: Action, day: date, outcome: tuple[str, str], until: date) -> None:
        if day < until:
            self.schedule(day, 15, lambda moment: actions.add_outcome(
                action, outcome[0], outcome[1].format(**self.names), by=self.pair.mentee.person, now=moment))

    def _fit(self, side: Enrolment, day: date) -> None:
        answer, may_tell = weighted(self.rng, _FITS), chance(self.rng, 60)
        self.schedule(day, 19, lambda moment: pulses.say_fit(
            self.pair, answer, by=side.person, now=moment, may_tell=may_tell), minute=side.is_mentor)

    def _pulse(self, day: date, moods: dict[str, int]) -> None:
        self.schedule(day, 6, lambda moment: pulses.ask(self.pair, now=moment))
        for side in (self.pair.mentee, self.pair.mentor):
            if chance(self.rng, 12):
                moods[side.id] = max(1, moods[side.id] - 2)
            steps = {item.slug: max(1, min(5, moods[side.id] + between(self.rng, -1, 1))) for item in ITEMS}
            may_tell = chance(self.rng, 60)
            if chance(self.rng, 70):
                self._answer_pulse(side, day + timedelta(2), steps, may_tell)

    def _answer_pulse(self, side: Enrolment, day: date, steps: dict[str, int], may_tell: bool) -> None:
        def say(now: datetime) -> None:
            pulse = pulse_queries.open_in_pair(self.pair.id, side.person_id, now)
            if pulse is not None:
                pulses.answer(pulse, steps, by=side.person, now=now, may_tell=may_tell)

        self.schedule(day, 20, say, minute=side.is_mentor)
