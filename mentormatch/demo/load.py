"""Tells the demo company's story through the services of the app: what happened, in the order it happened.

Each event is a moment and a deed; they are sorted by time and done one after the other in one transaction, so the
audit trail reads like that of a real company, and a load that fails leaves nothing behind.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

from flask_babel import gettext as _
from sqlalchemy import String, cast, select, update

from mentormatch.base import ids
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.mail import ACCOUNT_KINDS, SENT, OutboxMail
from mentormatch.checkins import private_notes
from mentormatch.checkins import services as checkins
from mentormatch.demo import acts, agreements, descriptions, meetings, powers, trusted
from mentormatch.demo.acts import ZONE
from mentormatch.demo.checkins import histories
from mentormatch.demo.demo import SEED, demo
from mentormatch.demo.specs import (
    CheckInSpec,
    DemoSpec,
    EnrolmentSpec,
    FacesSpec,
    HistorySpec,
    PersonSpec,
    ProgrammeSpec,
)
from mentormatch.enrolments import membership
from mentormatch.enrolments import services as enrolments
from mentormatch.enrolments.models import AboutMe, Enrolment
from mentormatch.pairs import breaks
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from mentormatch.programmes import services as programmes
from mentormatch.programmes.models import Programme
from mentormatch.programmes.vocabulary import TOPICS
from mentormatch.rounds import matcher
from mentormatch.rounds import services as rounds
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input import pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.publishing import services as publishing

PASSWORD = "harbour lantern willow"
FOUNDED_DAYS = 260


class NotEmpty(DomainError):
    """The database has people; the demo company is made in an empty one only."""


class Story:
    """The demo company on its way into the database. `tell` does everything; the rest are its chapters."""

    def __init__(self, spec: DemoSpec, today: date, password_hash: str) -> None:
        self.spec, self.today, self.password_hash = spec, today, password_hash
        self.people: dict[str, Person] = {}
        self.enrolled: dict[str, Enrolment] = {}
        self.events: list[tuple[datetime, int, Callable[[datetime], object]]] = []
        self.planned = count()

    def tell(self) -> None:
        """Do everything that happened, in order."""
        self._employ()
        for programme in (self.spec.sponsorship, self.spec.mentorship):
            self._prepare(programme)
        descriptions.describe((*self.spec.sponsorship.enrolments, *self.spec.mentorship.enrolments), self.people, SEED)
        while self.events:  # publishing adds what came after it
            moment, _number, deed = heappop(self.events)
            deed(moment)
        db.session.flush()
        self._deliver()

    def schedule(self, day: date, hour: int, deed: Callable[[datetime], object], *, minute: int = 0) -> None:
        """Plan a deed for a day, at an hour of the company's head office.

        What happened today happened in the first seconds of the day, so that nothing lies ahead of the clock.
        """
        moment = datetime.combine(day, time(hour, minute), ZONE)
        if day >= self.today:
            moment = datetime.combine(self.today, time(second=hour, microsecond=minute), ZONE)
        heappush(self.events, (moment.astimezone(UTC), next(self.planned), deed))

    def _deliver(self) -> None:
        """Leave every email as one that was sent when it was written; name each by its number."""
        number = cast(OutboxMail.id, String)
        db.session.execute(update(OutboxMail).values(
            state=SENT, sent_at=OutboxMail.created_at, message_id="<" + number + f"@{self.spec.domain}>", sealed=None))
        db.session.execute(update(OutboxMail).where(~OutboxMail.kind.startswith(ACCOUNT_KINDS))
                           .values(to_email="", to_name=""))

    def _employ(self) -> None:
        founded = datetime.combine(self.today - timedelta(FOUNDED_DAYS), time(8), UTC)
        with_account = _account_holders(self.spec)
        for spec in self.spec.people:
            person = _person(spec, founded)
            if spec.email in with_account:
                person.password_hash, person.registered_at, person.invited_at = self.password_hash, founded, founded
            person.is_administrator = spec.email == self.spec.faces.administrator
            self.people[spec.email] = person
        db.session.add_all(self.people.values())
        db.session.flush()
        for spec in self.spec.people:
            if spec.manager_email:
                self.people[spec.email].manager_id = self.people[spec.manager_email].id
        db.session.flush()

    def _prepare(self, spec: ProgrammeSpec) -> None:
        self.schedule(spec.created_on, 8, partial(self._create, spec))
        for number, enrolment in enumerate(spec.enrolments):
            self.schedule(enrolment.enrolled_on, 9, partial(self._enrol, spec, enrolment), minute=number % 60)

    def _create(self, spec: ProgrammeSpec, now: datetime) -> None:
        coordinators = [self.people[email] for email in spec.coordinators]
        usual = programmes.defaults(spec.kind, spec.created_on)
        details = programmes.Details(
            name=spec.name, summary=spec.summary, audience=spec.audience, audience_who=spec.audience_who,
            audience_basis=spec.audience_basis, audience_review_on=spec.audience_review_on,
            enrol_until=spec.enrol_until, starts_on=spec.starts_on, ends_on=spec.ends_on,
            cadence_weeks=usual.cadence_weeks, default_places=usual.default_places,
            allows_both_roles=usual.allows_both_roles, needs_charter=usual.needs_charter)
        programme = programmes.create(spec.kind, details, by=coordinators[0], now=now)
        faces = {role: self.people[email] for role, email in vars(self.spec.faces).items()}
        powers.appoint(programme, coordinators, faces["auditor"], by=faces["administrator"], now=now)
        programmes.open_enrolment(programme, by=coordinators[0], now=now)
        trusted.name_contacts(programme, self.people.values(), self.spec, now)
        if spec.published_on:
            self.schedule(_working_day_before(spec.published_on), 11, partial(self._open_round, spec, programme))

    def _enrol(self, spec: ProgrammeSpec, profile: EnrolmentSpec, now: datetime) -> None:
        programme = _programme(spec)
        enrolment = enrolments.start(self.people[profile.email], programme, role=profile.role, now=now)
        self.enrolled[spec.slug + profile.role + profile.email] = enrolment
        self._fill_in(enrolment, profile, now)
        if profile.ready_on:
            self.schedule(profile.ready_on, 17, lambda moment: enrolments.finish(enrolment, now=moment))
        if profile.paused_on:
            self.schedule(profile.paused_on, 18, lambda moment: membership.pause(enrolment, now=moment))

    def _fill_in(self, enrolment: Enrolment, profile: EnrolmentSpec, now: datetime) -> None:
        if profile.about:
            enrolments.save_about(enrolment, AboutMe(profile.about))
        if profile.topics:
            by_slug = _topic_ids(enrolment.programme)
            enrolments.save_goals(enrolment, {by_slug[topic.slug]: topic.level for topic in profile.topics})
            enrolments.save_sentences(enrolment, {by_slug[topic.slug]: topic.sentence for topic in profile.topics})
        if profile.formats:
            enrolments.save_meeting(enrolment, enrolments.MeetingWishes(
                formats=profile.formats, languages=profile.languages, hours_from=profile.hours_from,
                hours_to=profile.hours_to, site_preference=profile.site_preference))
        if profile.reach or profile.target_area:
            enrolments.save_reach(enrolment, profile.reach or (profile.target_area,))
        if profile.role == "mentor" and profile.formats:
            enrolments.save_places(enrolment, profile.places)
        for email in profile.boundaries:
            enrolments.add_boundary(enrolment, self.people[email].id, now=now)
        if profile.charter_accepted:
            enrolments.accept_charter(enrolment, now=now)

    def _open_round(self, spec: ProgrammeSpec, programme: Programme, now: datetime) -> None:
        """Open the round, and compute its draft as a worker would; it is published on the next working day."""
        assert spec.published_on is not None
        by = self.people[spec.coordinators[0]]
        opened = rounds.open_round(programme, by=by, now=now)
        self.schedule(spec.published_on, 11, partial(self._publish, spec, self._draft(opened, now, by)))

    def _draft(self, opened: Round, now: datetime, by: Person) -> Draft:
        programme, settings = opened.programme, DraftSettings.of_programme(opened.programme)
        draft = drafts.request_draft(opened, settings, by=by, now=now)
        computing.claim(draft.id, now=now)
        members = pool.for_programme(programme, now)
        solution = matcher.solve(matcher.matching_input(members, settings, now.date(), str(ZONE)))
        computing.store(draft.id, solution, now=now)
        return draft

    def _publish(self, spec: ProgrammeSpec, draft: Draft, now: datetime) -> None:
        publishing.publish(draft, by=self.people[spec.coordinators[0]], now=now, zone=str(ZONE))
        self._follow(spec, draft.programme)

    def _follow(self, spec: ProgrammeSpec, programme: Programme) -> None:
        """Plan what became of every pair of the round."""
        assert spec.published_on is not None
        started = list(db.session.scalars(select(Pair).where(Pair.programme_id == programme.id).order_by(Pair.id)))
        specs = {enrolled.role + enrolled.email: enrolled for enrolled in spec.enrolments}
        couples = [(specs["mentee" + pair.mentee.person.email], specs["mentor" + pair.mentor.person.email])
                   for pair in started]
        past = histories(couples, seed=SEED, start=spec.published_on, today=self.today,
                         cadence_weeks=programme.cadence_weeks)
        for pair, history in zip(started, past, strict=True):
            self._live(pair, history)

    def _live(self, pair: Pair, history: HistorySpec) -> None:
        mentee, mentor = pair.mentee.person, pair.mentor.person
        if history.mentee_accepted_on:
            self.schedule(history.mentee_accepted_on, 12,
                          lambda moment: pairs.accept(pair, by=mentee, now=moment), minute=5)
        if history.mentor_accepted_on:
            self.schedule(history.mentor_accepted_on, 13, lambda moment: pairs.accept(pair, by=mentor, now=moment))
        for meeting in history.check_ins:
            self.schedule(meeting.logged_on, 16, partial(self._log, pair, meeting))
        agreements.plan(self.schedule, pair, history, seed=SEED, today=self.today)
        acts.plan(self.schedule, pair, history, seed=SEED, today=self.today)
        meetings.plan(self.schedule, pair, history, seed=SEED, today=self.today)
        if history.closed_on and history.state == "lapsed":
            self.schedule(history.closed_on, 11, lambda moment: pairs.lapse(pair, now=moment), minute=30)
        elif history.closed_on and history.state == "declined":
            by = mentee if history.declined_by == "mentee" else mentor
            self.schedule(history.closed_on, 14, lambda moment: pairs.decline(pair, by=by, now=moment))
        elif history.closed_on:
            self.schedule(history.closed_on, 18, lambda moment: pairs.end(pair, by=mentee, now=moment))
        elif history.state == "paused":
            last = max((check_in.logged_on for check_in in history.check_ins), default=history.started_on or self.today)
            self.schedule(last, 18, lambda moment: breaks.pause(pair, by=mentee, now=moment), minute=30)

    def _log(self, pair: Pair, meeting: CheckInSpec, now: datetime) -> None:
        mentee, mentor = pair.mentee.person, pair.mentor.person
        by, other = (mentee, mentor) if meeting.author == "mentee" else (mentor, mentee)
        notes = {mentee.id: meeting.note_of_mentee, mentor.id: meeting.note_of_mentor}
        account = checkins.MeetingAccount(meeting.happened_on, meeting.minutes, meeting.format, meeting.shared)
        entry = checkins.log(pair, account, by=by, zone=ZONE, now=now, next_on=meeting.next_on,
                             private=private_notes.PrivateEntry(notes[by.id]))
        if notes[other.id]:
            private_notes.save_note(entry, by=other, text=notes[other.id])
        answer = meeting.answer
        if answer is None:
            return
        if answer.happened_on is None or answer.minutes is None:
            self.schedule(answer.answered_on, 17, lambda now: checkins.confirm(entry, by=other, version=1, now=now))
            return
        how, words = answer.format or meeting.format, answer.shared
        own = checkins.MeetingAccount(answer.happened_on, answer.minutes, how, words)
        self.schedule(answer.answered_on, 17,
                      lambda moment: checkins.correct(entry, own, by=other, version=1, zone=ZONE, now=moment))


def load(today: date, *, password_hash: str) -> FacesSpec:
    """Make the demo company as it stands on a day, in the current transaction; who to sign in as.

    Everyone with an account has the password PASSWORD, handed in hashed. Raises NotEmpty.
    """
    if db.session.scalar(select(Person.id).limit(1)) is not None:
        raise NotEmpty(_("There are already people in this database. The demo company needs an empty one."))
    spec = demo(today)
    with ids.seeded(SEED):
        Story(spec, today, password_hash).tell()
    return spec.faces


def sign_in_words() -> str:
    """Who can sign in to the demo company, one line for each side of it; empty when this is another company."""
    faces = vars(demo(date(2026, 1, 1)).faces)
    present = set(db.session.scalars(select(Person.email).where(Person.email.in_(faces.values()))))
    if present != set(faces.values()):
        return ""
    faces |= _a_pair()
    lines = [f"  {role:<14} {email}" for role, email in faces.items()]
    return "\n".join(["Sign in as", *lines, f"all with the password “{PASSWORD}”."])


def _a_pair() -> dict[str, str]:
    """A mentor and a mentee who meet, so that both sides of one pair can be seen."""
    pair = db.session.scalar(select(Pair).where(Pair.state == ACTIVE, Pair.last_met_on.is_not(None))
                             .order_by(Pair.last_met_on.desc(), Pair.id).limit(1))
    return {"mentor": pair.mentor.person.email, "mentee": pair.mentee.person.email} if pair else {}


def _account_holders(spec: DemoSpec) -> set[str]:
    running, enrolling = spec.sponsorship, spec.mentorship
    enrolled = {spec.email for spec in (*running.enrolments, *enrolling.enrolments)}
    return enrolled | {*running.coordinators, *enrolling.coordinators} | set(vars(spec.faces).values())


def _person(spec: PersonSpec, founded: datetime) -> Person:
    return Person(email=spec.email, name=spec.name, job_title=spec.job_title, department=spec.department,
                  site=spec.site, grade=spec.grade, languages=list(spec.languages), time_zone=spec.time_zone,
                  status=spec.status, created_at=founded)


def _working_day_before(day: date) -> date:
    return day - timedelta({0: 3, 6: 2}.get(day.weekday(), 1))


def _programme(spec: ProgrammeSpec) -> Programme:
    return db.session.scalars(select(Programme).where(Programme.name == spec.name)).one()


def _topic_ids(programme: Programme) -> dict[str, str]:
    """Slug of the shipped vocabulary -> id of the programme's topic."""
    ids_by_name = {topic.name: topic.id for topic in programme.topics}
    return {topic.slug: ids_by_name[str(topic.name)] for topic in TOPICS}
