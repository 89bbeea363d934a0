"""A made-up company in a database of the app, for the benchmarks of the round workbench."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade

from benchmarks.company import TOPICS, company
from matching.score.people import Mentor
from mentormatch import config
from mentormatch.app import create_app
from mentormatch.base.db import db, transaction
from mentormatch.enrolments import models as enrolments
from mentormatch.enrolments.models import MENTEE, MENTOR, Enrolment, EnrolmentTopic
from mentormatch.people.accounts import sessions
from mentormatch.people.models import Person
from mentormatch.programmes.models import MENTORSHIP, OPEN, Programme, Topic
from mentormatch.rounds import services, tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import READY, Draft

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
FORMATS = {"video": "video", "office": "office", "walk": "walking", "public place": "public", "small group": "group",
           "lunch": "lunch"}


@contextmanager
def workbench(mentees: int, mentors: int) -> Iterator[tuple[Flask, Draft]]:
    """An app with one programme of so many people and a computed draft, in a folder that goes away after."""
    with tempfile.TemporaryDirectory() as folder:
        draft_id = made_in(Path(folder), mentees, mentors)
        with opened(Path(folder)) as app:
            tasks.compute(draft_id)
            draft = db.session.get_one(Draft, draft_id)
            if draft.state != READY:
                raise SystemExit(f"The draft could not be computed: {draft.problem}")
            yield app, draft


def made_in(folder: Path, mentees: int, mentors: int) -> str:
    """Make a database with such a programme in a folder; the id of a draft that was asked for and not computed."""
    with opened(folder):
        upgrade(str(Path(__file__).parents[1] / "mentormatch" / "migrations"))
        programme = _programme()
        _enrol(programme, mentees, mentors)
        with transaction():
            by = programme.coordinators[0]
            draft = drafts.request_draft(services.open_round(programme, by=by, now=NOW),
                                           DraftSettings.of_programme(programme), by=by, now=NOW)
            return draft.id


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """An app whose database is in a folder."""
    app = create_app(config.load({"MENTORMATCH_BASE_URL": "http://localhost"}, folder), TESTING=True,
                     QUEUE_IS_OFF=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


class _Browser(FlaskClient):
    """A client for use inside an app context, in which requests must not find the person of the one before."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        g.pop("_login_user", None)
        return super().open(*args, **kwargs)


def browser(app: Flask, draft: Draft) -> FlaskClient:
    """A browser in which the coordinator is signed in."""
    app.test_client_class = _Browser
    client = app.test_client()
    with transaction():
        token = sessions.begin(draft.programme.coordinators[0], browser="bench", address="127.0.0.1",
                               now=datetime.now(UTC))
    with client.session_transaction() as cookie:
        cookie[sessions.TOKEN], cookie[sessions.SEEN] = token, int(datetime.now(UTC).timestamp())
    return client


def _programme() -> Programme:
    carla = Person(name="Carla Coordinator", email="carla@company.example", created_at=NOW, password_hash="none",
                   registered_at=NOW)
    row = Programme(name="Bench", slug="bench", kind=MENTORSHIP, state=OPEN, enrol_until=date(2026, 6, 30),
                    starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30), created_at=NOW, needs_charter=False)
    row.coordinators = [carla]
    row.topics = [Topic(name=name, group="Work", position=position) for position, name in enumerate(TOPICS)]
    with transaction():
        db.session.add(row)
    return row


def _enrol(programme: Programme, mentees: int, mentors: int) -> None:
    seekers, offering, org = company(mentees, mentors)
    topics = {topic.name: topic.id for topic in programme.topics}
    everyone: list[Any] = [*offering, *seekers]
    with transaction():
        db.session.execute(db.insert(Person), [
            {"id": person.person_id, "name": f"Person {person.person_id}",
             "email": f"{person.person_id}@company.example",
             "grade": person.grade, "department": person.department, "site": person.site, "created_at": NOW,
             "manager_id": org.manager_of(person.person_id, None)} for person in everyone])
        db.session.execute(db.insert(Enrolment), [
            {"id": person.id, "person_id": person.person_id, "programme_id": programme.id, "created_at": NOW,
             "state": enrolments.READY,
             "role": MENTOR if isinstance(person, Mentor) else MENTEE, "languages": sorted(person.languages),
             "formats": sorted(FORMATS[name] for name in person.formats),
             "site_preference": person.site_preference or "",
             "reach": sorted(getattr(person, "reach", ())), "target_area": getattr(person, "target_area", "") or ""}
            for person in everyone])
        db.session.execute(db.insert(EnrolmentTopic), [
            {"enrolment_id": person.id, "topic_id": topics[topic], "level": level}
            for person in everyone for topic, level in _levels(person)])


def _levels(person: Any) -> list[tuple[str, int]]:
    if isinstance(person, Mentor):
        return [(offer.topic, offer.level) for offer in person.expertise]
    return [(goal.topic, goal.priority) for goal in person.goals]

