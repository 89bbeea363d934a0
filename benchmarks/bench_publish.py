"""How long publishing holds the write lock, with every letter: ``python -m benchmarks.bench_publish [--pairs 400]``.

Each run publishes a round of that many made-up pairs in a fresh SQLite database: two mails a pair, all in one
transaction, which is the time in which no one else can write. Median of three runs, in processor time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mentormatch.app import create_app
from mentormatch.base.db import db, migrating, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.config import load
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.models import MENTEE, MENTOR, READY, CharterAcceptance, Enrolment, EnrolmentTopic
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN, SPONSORSHIP, Programme, Topic
from mentormatch.rounds import services, tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.reading import queries

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def main() -> None:
    """Measure, print a line, and write JSON where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--json", type=Path)
    parsed = parser.parse_args()
    runs = [_one_round(parsed.pairs) for _ in range(3)]
    report = {"pairs": parsed.pairs, "mails": 2 * parsed.pairs, "runs": runs,
              "seconds": round(statistics.median(runs), 2)}
    print(f"{parsed.pairs} pairs, {2 * parsed.pairs} mails: the write lock is held for {report['seconds']} s "
          f"(runs: {', '.join(f'{run:.2f}' for run in runs)})")
    if parsed.json:
        parsed.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _one_round(pairs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        settings = load({"MENTORMATCH_INSTANCE_PATH": folder, "MENTORMATCH_SECRET_KEY": "benchmark-" * 4})
        app = create_app(settings, QUEUE_IS_OFF=True)
        with app.app_context():
            with migrating() as connection:
                db.metadata.create_all(connection)
            draft_id, coordinator_id = _computed(pairs)
            draft = queries.draft(draft_id)
            assert draft is not None
            by = db.session.get_one(Person, coordinator_id)
            return _published(draft, by, pairs)


def _published(draft: Draft, by: Person, pairs: int) -> float:
    with transaction():
        began = time.process_time()
        publishing.publish(draft, by=by, now=NOW, zone="Europe/Berlin")
        db.session.flush()
    taken = time.process_time() - began
    mails = db.session.scalar(db.select(db.func.count(OutboxMail.id)))
    assert mails == 2 * pairs, f"{mails} mails for {pairs} pairs"
    db.session.remove()
    return taken


def _computed(pairs: int) -> tuple[str, str]:
    """A programme with a computed draft in which everyone has a pair; ids of the draft and of its coordinator."""
    with transaction():
        coordinator = _person("Cora Lindt", 9)
        programme = _programme(coordinator)
        for place in range(pairs):
            mentee = _enrolled(programme, _person(f"Mentee {place:04}", 5), MENTEE, place)
            mentor = _enrolled(programme, _person(f"Mentor {place:04}", 8), MENTOR, place)
            db.session.add(CharterAcceptance(enrolment=mentor, version=CHARTER.version, accepted_at=NOW))
            assert mentee.role == MENTEE
        opened = services.open_round(programme, by=coordinator, now=NOW)
        draft = drafts.request_draft(opened, DraftSettings.of_programme(programme), by=coordinator, now=NOW)
        ids = draft.id, coordinator.id
    tasks.compute(ids[0])
    return ids


def _programme(coordinator: Person) -> Programme:
    programme = Programme(
        slug="open-doors", name="Open Doors", kind=SPONSORSHIP, state=OPEN, enrol_until=date(2026, 6, 30),
        starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 1) + timedelta(days=365), created_at=NOW)
    programme.coordinators = [coordinator]
    programme.topics = [Topic(name=f"Topic {place}", group="Work", position=place) for place in range(12)]
    db.session.add(programme)
    db.session.flush()
    return programme


def _person(name: str, grade: int) -> Person:
    person = Person(name=name, email=f"{name.replace(' ', '.').lower()}@company.example", grade=grade, created_at=NOW,
                    job_title="Head of a team", department="Finance", site="Lisbon", languages=["en"],
                    time_zone="Europe/Lisbon", registered_at=NOW)
    db.session.add(person)
    return person


def _enrolled(programme: Programme, person: Person, role: str, place: int) -> Enrolment:
    row = Enrolment(programme=programme, person=person, role=role, state=READY, created_at=NOW, ready_at=NOW,
                    formats=["video"], languages=["en"])
    row.topics = [EnrolmentTopic(topic=programme.topics[(place + step) % 12], level=1 + step % 3)
                  for step in range(3)]
    db.session.add(row)
    return row


if __name__ == "__main__":
    main()
