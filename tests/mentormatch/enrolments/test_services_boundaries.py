"""The private list of whom never to be paired with, and what an enrolment leaves in the audit trail."""


import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.enrolments import membership, queries, services, steps
from mentormatch.enrolments.models import READY, Boundary, Enrolment
from mentormatch.people.models import LEFT
from tests.support import make
from tests.support.enrolling import done, ready, started, verbs


@pytest.fixture
def programme(app):
    return make.programme(make.administrator())


@pytest.fixture
def ines(programme):
    return make.person()


def test_a_boundary_is_added_once_and_removed_at_any_time(programme, ines):
    other, enrolment = make.person("Rui Teles"), ready(ines, programme)

    with transaction():
        services.add_boundary(enrolment, other.id, now=make.NOW)
        services.add_boundary(enrolment, other.id, now=make.NOW)
    assert [person.id for person in queries.boundary_people(enrolment.id)] == [other.id]
    assert enrolment.state == READY
    with transaction():
        services.remove_boundary(enrolment, other.id)
        services.remove_boundary(enrolment, other.id)

    assert make.count(Boundary) == 0


def test_boundaries_leave_no_audit_row(programme, ines):
    enrolment, other = started(ines, programme), make.person("Rui Teles")
    before = verbs()

    with transaction():
        services.add_boundary(enrolment, other.id, now=make.NOW)

    assert verbs() == before
    assert steps.BOUNDARIES not in enrolment.steps_done


def test_whom_nobody_can_be_paired_with_needs_no_boundary(programme, ines):
    enrolment, gone = started(ines, programme), make.person("Gone Away", status=LEFT)

    for person_id in (ines.id, gone.id, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(services.CannotBeRefused), transaction():
            services.add_boundary(enrolment, person_id, now=make.NOW)


def test_a_list_of_boundaries_has_an_end(programme, ines, monkeypatch):
    monkeypatch.setattr(services, "MAX_BOUNDARIES", 1)
    enrolment, rui, lan = started(ines, programme), make.person("Rui Teles"), make.person("Lan Truong")
    with transaction():
        services.add_boundary(enrolment, rui.id, now=make.NOW)

    with pytest.raises(services.TooManyBoundaries), transaction():
        services.add_boundary(enrolment, lan.id, now=make.NOW)


def test_an_audit_row_holds_nothing_private(programme, ines):
    enrolment = ready(ines, programme)
    for deed in (membership.pause, membership.resume, membership.withdraw):
        done(deed, enrolment)

    facts = " ".join(str(row.facts) for row in db.session.scalars(db.select(audit.AuditRow)))

    assert "Lisbon accounts" not in facts
    assert make.count(Enrolment) == 1
