"""Two people who could become a pair, and the mails they get."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR, Enrolment
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from tests.support import make


@dataclass(frozen=True)
class Two:
    """A programme with its coordinator, a ready mentor with one place and a ready mentee."""

    coordinator: Person
    programme: Programme
    mentor: Enrolment
    mentee: Enrolment


@pytest.fixture
def two(app) -> Two:
    """Jonas Feld, who could be the sponsor of Ines Okafor."""
    coordinator = make.person("Cora Lindt")
    programme = make.programme(coordinator)
    jonas = make.person("Jonas Feld", grade=8, job_title="Head of Treasury", time_zone="Europe/Berlin")
    return Two(coordinator, programme, make.enrolment(jonas, programme, MENTOR),
               make.enrolment(make.person("Ines Okafor"), programme))


@pytest.fixture
def mails(app) -> Callable[..., list[OutboxMail]]:
    """A function that gives the mails in the outbox, oldest first, of one kind if it is named."""
    def read(kind: str = "") -> list[OutboxMail]:
        db.session.rollback()
        rows = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id))
        return [row for row in rows if not kind or row.kind == kind]
    return read
