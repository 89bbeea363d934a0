"""Making rows for tests: each function writes one complete, believable row in a transaction of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.models import MENTEE, MENTOR, READY, CharterAcceptance, Enrolment
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from mentormatch.programmes import advocacy
from mentormatch.programmes.models import LOTS_NONE, OPEN, SPONSORSHIP, Programme, Topic

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
# PASSWORD hashed at the lowest cost, so that tests do not spend their time on argon2
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$/ujNYjwfqJ7zcXdCAhvv9A$gpq0Og5m0HKJ+nGNWcHeYXuoAgOMzdBuyiDohEvV4jY"


_is_together: ContextVar[bool] = ContextVar("is_together", default=False)


def saved(row: Any) -> Any:
    """Write a row in a transaction of its own, or in the one of `together`."""
    if _is_together.get():
        db.session.add(row)
        db.session.flush()
    else:
        with transaction():
            db.session.add(row)
    return row


@contextmanager
def together() -> Iterator[None]:
    """Write all rows inside in one transaction: many times quicker than one each, for a fixture of many."""
    if _is_together.get():
        yield
        return
    token = _is_together.set(True)
    try:
        with transaction():
            yield
    finally:
        _is_together.reset(token)


def person(name: str = "Ines Okafor", **values: Any) -> Person:
    """An employee with an account; her address is made from her name."""
    email = values.pop("email", name.lower().replace(" ", ".") + "@company.example")
    defaults = {"department": "Finance", "site": "Lisbon", "grade": 5, "languages": ["en"],
                "time_zone": "Europe/Lisbon", "password_hash": PASSWORD_HASH, "registered_at": NOW,
                "created_at": NOW}
    return saved(Person(name=name, email=email, **(defaults | values)))


def administrator(name: str = "Ada Admin", **values: Any) -> Person:
    """A person who runs the installation."""
    return person(name, is_administrator=True, **values)


def programme(*coordinators: Person, name: str = "Open Doors", **values: Any) -> Programme:
    """An open sponsorship programme that is enrolling, with three topics and the shipped action kinds."""
    defaults = {"slug": name.lower().replace(" ", "-"), "kind": SPONSORSHIP, "state": OPEN,
                "enrol_until": date(2026, 6, 30), "starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30),
                "created_at": NOW, "lots": LOTS_NONE}
    row = Programme(name=name, **(defaults | values))
    row.coordinators = list(coordinators)
    row.topics = [Topic(name=topic, group="Work", position=place)
                  for place, topic in enumerate(("Negotiation", "Strategy", "Visibility"))]
    row.action_kinds = advocacy.shipped() if row.kind == SPONSORSHIP else []
    return saved(row)


def enrolment(who: Person, where: Programme, role: str = MENTEE, **values: Any) -> Enrolment:
    """A ready enrolment with everything a round needs but topics."""
    defaults = {"state": READY, "ready_at": NOW, "created_at": NOW, "formats": ["video"], "languages": ["en"],
                "about": "I lead a small team."}
    return saved(Enrolment(person_id=who.id, programme_id=where.id, role=role, **(defaults | values)))


def charter(mentor: Enrolment) -> CharterAcceptance:
    """That a mentor accepted the charter as it is now."""
    return saved(CharterAcceptance(enrolment_id=mentor.id, version=CHARTER.version, accepted_at=NOW))


def pair(mentor: Enrolment, mentee: Enrolment, **values: Any) -> Pair:
    """A proposed pair of two enrolments."""
    assert (mentor.role, mentee.role) == (MENTOR, MENTEE)
    defaults = {"score": 700, "proposed_at": NOW, "round_number": 1}
    return saved(Pair(programme_id=mentor.programme_id, mentor_id=mentor.id, mentee_id=mentee.id,
                      **(defaults | values)))


def working_pair(
    where: Programme | None = None, *, days: int, zone: str = "Europe/Lisbon", his_formats: Sequence[str] = ("video",),
    her_formats: Sequence[str] = ("video",), **values: Any,
) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for so many days, he in `zone`; Cora Lindt runs the programme."""
    with together():
        where = where or programme(person("Cora Lindt"))
        mentor_side = enrolment(person("Jonas Feld", grade=8, time_zone=zone), where, MENTOR, formats=list(his_formats))
        mentee_side = enrolment(person("Ines Okafor"), where, formats=list(her_formats))
        return pair(mentor_side, mentee_side, state=ACTIVE, started_at=NOW - timedelta(days=days), **values)


def count(model: Any) -> int:
    """How many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0
