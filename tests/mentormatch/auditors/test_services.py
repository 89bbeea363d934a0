"""Who may audit a programme: nobody who runs it, takes part in it or would appoint themselves, whatever comes first."""

from dataclasses import replace

import pytest

from mentormatch.auditors import proofs, services
from mentormatch.auditors.services import CannotAudit
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import membership
from mentormatch.enrolments import services as enrolling
from mentormatch.enrolments.services import IsAuditor
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import services as running
from mentormatch.programmes.models import Auditor
from mentormatch.programmes.services import CannotCoordinate
from tests.mentormatch.rounds.company import Company
from tests.support import make, race


def appoint(company, person, by):
    with transaction():
        services.appoint(company.programme, person.id, by=by, now=make.NOW)


def heard():
    return sorted((mail.to_email.partition("@")[0], mail.subject) for mail in db.session.scalars(
        db.select(OutboxMail).where(OutboxMail.kind == "people.power")))


def test_appointing_and_removing_are_recorded_and_everyone_concerned_hears(company, ada):
    make.administrator("Bo Admin", status="leave")
    person = make.person("Aud Itor")

    appoint(company, person, ada)
    appoint(company, person, ada)
    with transaction():
        services.dismiss(company.programme, person.id, by=ada, now=make.NOW)
        services.dismiss(company.programme, person.id, by=ada, now=make.NOW)

    names = ("ada.admin", "aud.itor", "bo.admin", "carla.coordinator")
    assert heard() == sorted((name, f"Aud Itor {words} Open Doors") for name in names
                             for words in ("now audits", "no longer audits"))
    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb.like("programme.auditor%"))).all()
    assert [(row.verb, row.by_id, row.facts) for row in rows] == [
        (f"programme.auditor_{deed}", ada.id, {"person_id": person.id}) for deed in ("appointed", "dismissed")]
    assert make.count(Auditor) == 0


def test_whoever_runs_it_takes_part_left_has_no_account_or_appoints_cannot_audit(company, ada):
    refused = {
        company.coordinator: "runs this programme", company.mentees[0].person: "has signed up",
        make.person("Gil Gone", status="left"): "can't sign in", make.person("Nia New", password_hash=None): "can't",
        ada: "can't appoint yourself",
    }

    for person, words in refused.items():
        with pytest.raises(CannotAudit, match=words):
            appoint(company, person, ada)

    assert heard() == []


@pytest.mark.parametrize("state", ["draft", "ready", "paused"])
def test_an_unfinished_or_paused_sign_up_counts_and_a_withdrawn_one_does_not(company, ada, state):
    person = make.person("Ulla Undecided")
    enrolment = make.enrolment(person, company.programme, state=state)
    with pytest.raises(CannotAudit):
        appoint(company, person, ada)

    with transaction():
        membership.withdraw(enrolment, now=make.NOW)
    appoint(company, person, ada)

    assert [auditor.name for auditor in company.programme.auditors] == ["Ulla Undecided"]
    for come_back in (lambda: enrolling.start(person, company.programme, role="mentee", now=make.NOW),
                      lambda: enrolling.finish(enrolment, now=make.NOW)):
        with pytest.raises(IsAuditor, match="as its auditor"), transaction():
            come_back()


def test_an_auditor_neither_runs_nor_joins_the_programme_but_may_another(company, ada, aud):
    with pytest.raises(CannotCoordinate, match="checks this programme's rounds"), transaction():
        running.appoint(company.programme, aud.id, by=ada, now=make.NOW)
    with pytest.raises(IsAuditor, match="can't take part in it as well"), transaction():
        enrolling.start(aud, company.programme, role="mentor", now=make.NOW)

    other = make.programme(aud, name="Elsewhere")
    with transaction():
        assert enrolling.start(aud, other, role="mentor", now=make.NOW).person_id == aud.id


def test_whoever_ran_it_never_audits_it_and_whoever_holds_its_files_never_runs_it(company, ada, aud):
    """Who knows what pairs score can put names to the rows of a file, whichever of the two comes first."""
    second = make.person("Sec Coordinator")
    with transaction():
        running.appoint(company.programme, second.id, by=ada, now=make.NOW)
        running.dismiss(company.programme, second.id, by=ada, now=make.NOW)
    with pytest.raises(CannotAudit, match="has run this programme"):
        appoint(company, second, ada)
    draft = company.draft()
    with transaction():
        services.dismiss(company.programme, aud.id, by=ada, now=make.NOW)
        running.appoint(company.programme, aud.id, by=ada, now=make.NOW)
        running.dismiss(company.programme, aud.id, by=ada, now=make.NOW)

    with transaction():
        proofs.record_download(draft, by=aud, now=make.NOW)
    with pytest.raises(CannotCoordinate, match="has downloaded files"), transaction():
        running.appoint(company.programme, aud.id, by=ada, now=make.NOW)


def test_whoever_created_a_programme_never_audits_it(company, ada):
    with transaction():
        created = running.create("mentorship", replace(running.defaults("mentorship", make.NOW.date()), name="New"),
                                 by=ada, now=make.NOW)
        running.appoint(created, company.coordinator.id, by=ada, now=make.NOW)
        running.dismiss(created, ada.id, by=ada, now=make.NOW)

    other = make.administrator("Bo Admin")
    with pytest.raises(CannotAudit, match="has run this programme"), transaction():
        services.appoint(created, ada.id, by=other, now=make.NOW)


def do(deed, person_id, by_id):
    """One of the three steps that exclude each other, as a request does it: read first, then locked."""
    person, by = db.session.get_one(Person, person_id), db.session.get_one(Person, by_id)
    programme = programmes.by_slug("open-doors")
    assert programme.auditor_ids is not None
    with transaction():
        if deed == "audit":
            services.appoint(programme, person.id, by=by, now=make.NOW)
        elif deed == "run":
            running.appoint(programme, person.id, by=by, now=make.NOW)
        else:
            enrolling.start(person, programme, role="mentee", now=make.NOW)
    return deed


@pytest.mark.race
@pytest.mark.parametrize(("other", "refusal"), [("run", "CannotCoordinate"), ("join", "IsAuditor")])
def test_of_two_steps_that_exclude_each_other_at_the_same_moment_one_is_refused(app, other, refusal):
    Company()
    person, by = make.person("Aud Itor"), make.administrator()

    results = race.run(app, do, [("audit", person.id, by.id), (other, person.id, by.id)])

    assert sorted(results) in (sorted(["audit", refusal]), sorted([other, "CannotAudit"]))
