"""A year of a programme, lived through the services with a clock that moves a fortnight at a time.

About a hundred pairs accept, refuse, agree, meet, miss, differ, act, confirm, doubt, break and end; people leave; the
worker runs, crashes before and after a commit, and is down for fortnights. Beside it, `Life` keeps what an onlooker who
knows nothing of the tables would write down, so that the end can be compared with it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mentormatch.actions import services as actions
from mentormatch.actions import tasks as actions_tasks
from mentormatch.actions.services import Deed
from mentormatch.agreements import queries as agreement_queries
from mentormatch.agreements import services as agreements
from mentormatch.agreements.services import Terms
from mentormatch.base import audit_daily, clock
from mentormatch.base.db import db, transaction
from mentormatch.checkins import private_notes
from mentormatch.checkins import services as checkins
from mentormatch.checkins import tasks as checkins_tasks
from mentormatch.checkins.services import MeetingAccount
from mentormatch.enrolments.models import MENTEE, MENTOR, READY, Enrolment
from mentormatch.pairs import breaks, proposing
from mentormatch.pairs import queries as pair_queries
from mentormatch.pairs import services as pairs
from mentormatch.pairs import tasks as pairs_tasks
from mentormatch.pairs.models import Pair
from mentormatch.people.models import ACTIVE, LEAVE, LEFT, Person
from mentormatch.programmes.models import Programme
from mentormatch.pulses import queries as pulse_queries
from mentormatch.pulses import services as pulses
from mentormatch.pulses import tasks as pulses_tasks
from mentormatch.pulses.models import Pulse
from mentormatch.pulses.scale import ITEMS
from mentormatch.reminders import tasks as reminders_tasks
from tests.support import make
from tests.support.crashes import crashing

START = datetime(2026, 1, 6, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Lisbon")
MARKER = "FOR-MY-EYES"
FORTNIGHTS, PAIRS = 26, 100
REMINDED_EVERY = 13  # reminders read everything, and have tests of their own
SWEEPS = (
    audit_daily.write_due, pairs_tasks.lapse_due, pairs_tasks.remind_due, pairs_tasks.resume_due,
    pairs_tasks.part_those_gone,
    checkins_tasks.drop_meetings, actions_tasks.lapse_due, pulses_tasks.ask_due,
)


@dataclass
class Told:
    """An action as an onlooker knows it."""

    id: str
    on: datetime
    state: str


@dataclass
class Life:
    """What an onlooker wrote down about one pair."""

    pair_id: str
    answer: str
    state: str = "proposed"
    since: date | None = None
    closed: datetime | None = None
    left: bool = False
    until: date | None = None
    is_agreed: bool = False
    next_meeting: int = 0
    meetings: list[tuple[date, int, bool]] = field(default_factory=list)
    actions: list[Told] = field(default_factory=list)
    not_good: set[str] = field(default_factory=set)
    pulses: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)


class Year:
    """The year; `live` lets it pass."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.cora = make.person("Cora Lindt")
        self.programme: Programme = make.programme(self.cora)
        self.kinds = [kind.slug for kind in self.programme.action_kinds]
        self.lives: list[Life] = []
        self.away: dict[str, list[tuple[datetime, datetime]]] = {}
        self.expected_mails: Counter[str] = Counter()
        self.refused_cheats = self.crashes = 0
        self.now = self.worked = START
        self.pairs: dict[str, Pair] = {}
        self.asked: dict[tuple[str, str], Pulse] = {}

    def live(self) -> None:
        """Let the year pass; the worker is down now and then, and always up in the last fortnight."""
        with transaction():
            self._propose()
        for turn in range(1, FORTNIGHTS + 1):
            self.now = START + timedelta(weeks=2 * turn)
            with clock.stopped(self.now):
                with transaction():
                    self.pairs = {pair.id: pair for pair in pair_queries.of_programme(self.programme.id)}
                    self.asked = {(one.pair_id, one.person_id): one for one in pulse_queries.awaiting(self.now)}
                    self._people_come_and_go(turn)
                    for life in self.lives:
                        self._a_fortnight_of(life, turn)
                if turn == FORTNIGHTS or self.rng.random() > 0.12:
                    self._work(turn)
            self._note_what_time_did()

    def _propose(self) -> None:
        sides: dict[str, list[Enrolment]] = {MENTOR: [], MENTEE: []}
        for role, found in sides.items():
            for number in range(PAIRS):
                person = Person(name=f"{role.title()} {number:03}", email=f"{role}{number:03}@company.example", grade=5,
                                department="Finance", site="Lisbon", languages=["en"], time_zone="Europe/Lisbon",
                                created_at=START)
                found.append(Enrolment(person=person, programme=self.programme, role=role, state=READY, ready_at=START,
                                       created_at=START, formats=["video"], languages=["en"], about=""))
        db.session.add_all([*sides[MENTOR], *sides[MENTEE]])
        db.session.flush()
        answers = ["yes"] * (PAIRS - 9) + ["no"] * 5 + ["silence"] * 4
        self.rng.shuffle(answers)
        for mentor, mentee, said in zip(sides[MENTOR], sides[MENTEE], answers, strict=True):
            pair = proposing.propose(mentor, mentee, score=700, why={}, round_number=1, by=self.cora, now=START)
            self.lives.append(Life(pair.id, said, next_meeting=self.rng.randrange(2, 4)))
            self.expected_mails["pairs.proposed"] += 2

    def _people_come_and_go(self, turn: int) -> None:
        """Four leave in the course of the year, two are on leave for six weeks; none of them tells anybody here."""
        gone = {5: 0, 9: 7, 14: 14, 23: 21}
        if turn in gone:
            self._status(self.lives[gone[turn]], LEFT, self.now, START + timedelta(weeks=100))
        if turn == 10:
            for number in (3, 5):
                self._status(self.lives[number], LEAVE, self.now, self.now + timedelta(weeks=6))
        if turn == 13:
            for number in (3, 5):
                self._pair(self.lives[number]).mentee.person.status = ACTIVE

    def _status(self, life: Life, status: str, since: datetime, until: datetime) -> None:
        person = self._pair(life).mentee.person
        person.status = status
        self.away.setdefault(person.email, []).append((since, until))
        life.left = life.left or status == LEFT

    def _a_fortnight_of(self, life: Life, turn: int) -> None:
        pair = self._pair(life)
        if any(side.person.status != ACTIVE for side in (pair.mentor, pair.mentee)):
            return
        if life.state == "proposed" and turn == 1:
            self._answer_proposal(life, pair)
        if life.state != "active":
            return
        deeds = [self._agree, self._meet, self._act, self._answer_action, self._pulse, self._part]
        for deed in deeds:
            if life.state == "active":
                deed(life, pair, turn)

    def _answer_proposal(self, life: Life, pair: Pair) -> None:
        if life.answer == "yes":
            pairs.accept(pair, by=pair.mentor.person, now=self.now)
            pairs.accept(pair, by=pair.mentee.person, now=self.now)
            life.state, life.since = "active", self.now.date()
            self.expected_mails["pairs.begun"] += 2
        elif life.answer == "no":
            pairs.decline(pair, by=self.rng.choice([pair.mentor, pair.mentee]).person, now=self.now)
            life.state, life.closed = "declined", self.now
            self.expected_mails["pairs.not_going_ahead"] += 2

    def _agree(self, life: Life, pair: Pair, turn: int) -> None:
        if life.is_agreed or self.rng.random() > 0.4:
            return
        seen = len(agreement_queries.versions(pair.id))
        row = agreements.propose(pair, Terms(4, ("video",)), by=pair.mentor.person, seen_version=seen, now=self.now)
        agreements.accept(row, by=pair.mentee.person, now=self.now)
        life.is_agreed = True

    def _meet(self, life: Life, pair: Pair, turn: int) -> None:
        if turn < life.next_meeting:
            return
        life.next_meeting = turn + (2 if self.rng.random() < 0.9 else 6)
        by, other = self.rng.sample([pair.mentor.person, pair.mentee.person], 2)
        minutes = 0 if self.rng.random() < 0.2 else 45
        missed_by = None if minutes else "neither"
        account = MeetingAccount(self.now.date(), minutes, "video", "The plan.", missed_by=missed_by)
        row = checkins.log(pair, account, by=by, zone=ZONE, now=self.now,
                           private=private_notes.PrivateEntry(f"{MARKER} note"))
        said = self.rng.random()
        differs = bool(minutes) and said < 0.06
        if differs:
            own = MeetingAccount(self.now.date(), 15, "video", missed_by=None)
            checkins.correct(row, own, by=other, version=1, zone=ZONE, now=self.now)
        elif said < 0.7:
            checkins.confirm(row, by=other, version=1, now=self.now)
        life.meetings.append((self.now.date(), minutes, differs))
        if minutes and self.rng.random() < 0.1:
            is_told = self.rng.random() < 0.5
            pulses.say_fit(pair, "not-good", by=other, now=self.now, may_tell=is_told)
            (life.not_good.add if is_told else life.not_good.discard)(other.name)

    def _act(self, life: Life, pair: Pair, turn: int) -> None:
        if self.rng.random() > 0.2:
            return
        is_hers = self.rng.random() < 0.15
        by = (pair.mentee if is_hers else pair.mentor).person
        deed = Deed(self.rng.choice(self.kinds), self.now.date(), "Spoke.", "")
        row = actions.log(pair, deed, by=by, zone=ZONE, now=self.now, asked_her=True)
        life.actions.append(Told(row.id, self.now, "confirmed" if is_hers else "reported"))
        if not is_hers:
            self.expected_mails["actions.reported"] += 1
            self._cheat(row, by)

    def _cheat(self, action: object, by: Person) -> None:
        try:
            actions.answer(action, "confirmed", by=by, version=1, now=self.now)  # type: ignore[arg-type]
        except actions.NotTheMentee:
            self.refused_cheats += 1

    def _answer_action(self, life: Life, pair: Pair, turn: int) -> None:
        for told in life.actions:
            if told.state not in ("reported", "unsure") or self.rng.random() > 0.4:
                continue
            said = self.rng.choices(["confirmed", "not-confirmed", "unsure"], [70, 15, 15])[0]
            row = db.session.get_one(actions.Action, told.id)
            actions.answer(row, said, by=pair.mentee.person, version=1, now=self.now, text=f"{MARKER} said",
                           may_tell=False)
            told.state = said
            self.expected_mails["actions.confirmed"] += said == "confirmed"

    def _pulse(self, life: Life, pair: Pair, turn: int) -> None:
        for person in (pair.mentor.person, pair.mentee.person):
            row = self.asked.get((pair.id, person.id))
            if row is None or self.rng.random() > 0.6:
                continue
            step, may_tell = self.rng.randrange(1, 6), self.rng.random() < 0.5
            pulses.answer(row, {item.slug: step for item in ITEMS}, by=person, now=self.now, may_tell=may_tell)
            life.pulses.setdefault(person.name, []).append((step, may_tell))

    def _part(self, life: Life, pair: Pair, turn: int) -> None:
        drawn = self.rng.random()
        if drawn < 0.006:
            pairs.end(pair, by=self.rng.choice([pair.mentor, pair.mentee]).person, now=self.now)
            life.state, life.closed = "ended", self.now
            self.expected_mails["pairs.ended"] += 2
        elif drawn < 0.018:
            life.state, life.until = "paused", (self.now + timedelta(weeks=5)).date()
            breaks.pause(pair, by=pair.mentee.person, now=self.now, until=life.until)

    def _work(self, turn: int) -> None:
        """The worker, or two after each other; now and then one crashes before, and another takes its place."""
        if turn % REMINDED_EVERY == 0 or self.rng.random() < 0.3:
            latest = 60 if turn % REMINDED_EVERY == 0 else 8
            with crashing(self.rng, self.rng.choice(["before_commit", "after_begin"]), latest) as struck:
                self._sweep(turn)
            self.crashes += len(struck)
        for _worker in range(2 if turn % REMINDED_EVERY == 0 else 1):
            self._sweep(turn)
        self.worked = self.now

    def _sweep(self, turn: int) -> None:
        reminding = (reminders_tasks.remind_due,) if turn % REMINDED_EVERY == 0 else ()
        for sweep in (*SWEEPS, *reminding):
            sweep(self.now)
            db.session.rollback()

    def _note_what_time_did(self) -> None:
        """What an onlooker expects of the worker, if it ran."""
        if self.worked != self.now:
            return
        for life in self.lives:
            for told in life.actions:
                if told.state in ("reported", "unsure") and self.now - told.on >= timedelta(days=60):
                    told.state = "lapsed"
            if life.state == "proposed" and (life.left or self.now - START >= timedelta(days=14)):
                life.state, life.closed = "lapsed", self.now
                self.expected_mails["pairs.not_going_ahead"] += 2
            elif life.state == "paused" and life.until is not None and life.until <= self.now.date():
                life.state, life.since, life.until = "active", self.now.date(), None
            if life.left and life.state in ("active", "paused"):
                life.state, life.closed = "ended", self.now
                self.expected_mails["pairs.ended"] += 1

    def _pair(self, life: Life) -> Pair:
        return self.pairs[life.pair_id]
