"""The company that tests of rounds work with: a sponsorship programme, small enough to see through."""

from contextlib import contextmanager

from sqlalchemy import event

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import MENTEE, MENTOR, READY, Enrolment, EnrolmentTopic
from mentormatch.people.models import Person
from mentormatch.rounds import services, tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.publishing import services as publishing
from tests.support import make

ZONE = "Europe/Berlin"
ROUNDS = "/programmes/open-doors/rounds"


class Company:
    """A sponsorship programme with two sponsors (three places) and four protégés; Carla runs it."""

    def __init__(self):
        with make.together():
            self._begin()

    def _begin(self):
        self.coordinator = make.person("Carla Coordinator", grade=7)
        self.programme = make.programme(self.coordinator)
        self.strategy, self.negotiation, self.visibility = sorted(topic.id for topic in self.programme.topics)
        offered = {self.strategy: 3, self.negotiation: 2}
        self.mentors = [self.enrol(name, MENTOR, 8, offered, places=places)
                        for name, places in (("Milo Senior", 2), ("Nora Senior", 1))]
        self.mentees = [self.enrol(name, MENTEE, 5, {self.strategy: priority})
                        for name, priority in (("Ana One", 3), ("Bea Two", 2), ("Cleo Three", 1), ("Dora Four", 3))]

    def enrol(self, name, role, grade, topics, *, person=None, **values):
        with make.together():
            who = make.person(name, grade=grade, **(person or {}))
            row = make.enrolment(who, self.programme, role, **values)
            for topic_id, level in topics.items():
                make.saved(EnrolmentTopic(enrolment_id=row.id, topic_id=topic_id, level=level))
            if role == MENTOR:
                make.charter(row)
            return row

    def open(self):
        with transaction():
            return services.open_round(self.programme, by=self.coordinator, now=make.NOW)

    def ask(self, of=None, objective="fair", idempotency_key=None):
        """Ask for a draft that nobody computes yet."""
        of = of or self.open()
        with transaction():
            settings = DraftSettings.of_programme(self.programme, objective=objective)
            return drafts.request_draft(of, settings, by=self.coordinator, now=make.NOW,
                                          idempotency_key=idempotency_key)

    def draft(self, of=None, objective="fair"):
        draft = self.ask(of, objective)
        tasks.compute(draft.id)
        db.session.expire_all()
        return draft

    def publish(self, draft):
        with transaction():
            return publishing.publish(draft, by=self.coordinator, now=make.NOW, zone=ZONE)


def newest_draft():
    """The draft that was asked for last."""
    db.session.rollback()
    return db.session.scalars(db.select(Draft).order_by(Draft.name.desc())).first()


def computed(browser):
    """Open a round on the pages, ask for a draft, compute it; its page."""
    page = browser.open_page(ROUNDS).submit("Open a round").submit("Create a draft")
    tasks.compute(newest_draft().id)
    return browser.open_page(page.path)


def many(company, draft, pairs, left_out=0, called=""):
    """Fill a draft with that many made-up pairs and people left out, without computing them."""
    with transaction():
        for number in range(pairs + left_out):
            hers = _enrolled(company.programme, f"{called}Mentee {number:03}", MENTEE)
            if number >= pairs:
                db.session.add(DraftLeftOut(draft_id=draft.id, mentee_id=hers.id,
                                            reason={"code": "level", "allowed": 2, "points_short": number}))
                continue
            his = _enrolled(company.programme, f"{called}Mentor {number:03}", MENTOR)
            db.session.add(DraftPair(draft_id=draft.id, mentor_id=his.id, mentee_id=hers.id, score=900 - number,
                                     parts={"topics": [], "parts": []}))
        db.session.get_one(Draft, draft.id).state = "ready"


def _enrolled(programme, name, role):
    person = Person(name=name, email=f"{name.replace(' ', '.').lower()}@company.example", created_at=make.NOW,
                    department="Finance", grade=5)
    db.session.add(person)
    db.session.flush()
    row = Enrolment(person_id=person.id, programme_id=programme.id, role=role, state=READY, created_at=make.NOW)
    db.session.add(row)
    db.session.flush()
    return row


@contextmanager
def counted():
    """The SELECT statements sent inside the block, as they are sent."""
    said = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT"):
            said.append(statement)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
