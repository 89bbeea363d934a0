"""The pages of auditors: appointing asks for the password, and an auditor sees figures and checks, nobody of a pair."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.programmes.models import Auditor
from mentormatch.rounds.matcher import files
from mentormatch.rounds.reading import queries
from tests.support import make


@pytest.fixture
def admin(ada, signed_in):
    return signed_in(ada)


def test_an_administrator_appoints_and_removes_with_their_password(company, admin):
    make.person("Aud Itor")
    page = admin.open_page("/programmes/open-doors").click("Auditors")
    assert "No one checks this programme yet" in page.text
    page = page.submit("Search", words="aud itor").click("Appoint")
    assert page.reader.h1 == "Appoint Aud Itor as an auditor of Open Doors?"

    assert page.submit("Appoint as auditor", your_password="no").status == 400
    assert make.count(Auditor) == 0
    page = page.submit("Appoint as auditor", your_password=make.PASSWORD)
    assert "Aud Itor now audits this programme." in page.text
    assert "Aud Itor" in admin.open_page("/programmes/open-doors").text
    page = page.click("Remove")
    assert page.submit("Remove as auditor", your_password="").status == 400
    page = page.submit("Remove as auditor", your_password=make.PASSWORD)

    assert make.count(Auditor) == 0
    assert "appoint the same person again" in page.text


def test_whoever_cannot_be_appointed_is_told_why_on_the_page(company, admin, ada):
    address = "/programmes/open-doors/auditors/{}/appoint"
    for person, words in ((company.coordinator, "runs this programme"), (company.mentees[0].person, "has signed up"),
                          (ada, "can't appoint yourself")):
        page = admin.open_page(address.format(person.id)).submit(having="your_password", your_password=make.PASSWORD)
        assert page.status == 400
        assert words in page.text
    assert admin.open_page(address.format("a" * 16)).submit(
        having="your_password", your_password=make.PASSWORD).status == 400


def test_coordinators_and_strangers_neither_appoint_nor_audit(company, carla, signed_in, aud):
    draft = company.draft()
    stranger = signed_in(make.person("Emil Employee"))
    for browser in (carla, stranger):
        for address in ("/auditor", f"/auditor/drafts/{draft.id}", "/programmes/open-doors/auditors",
                        f"/programmes/open-doors/auditors/{aud.id}/dismiss"):
            assert browser.get(address).status_code == 404, address
        assert browser.post(f"/auditor/drafts/{draft.id}/proof").status_code in (400, 404)
    assert "Aud Itor" in carla.open_page("/programmes/open-doors").text


def test_an_auditor_of_another_programme_reaches_nothing(company, desk, ada):
    draft = company.draft()
    with transaction():
        db.session.delete(db.session.scalar(db.select(Auditor)))
    assert desk.get(f"/auditor/drafts/{draft.id}").status_code == 404
    assert desk.get("/auditor").status_code == 404
    assert desk.get("/programmes/open-doors/audit").status_code == 404


def test_the_auditor_sees_rounds_figures_checks_and_trail_but_nobody_of_a_pair(company, desk):
    draft = company.draft()
    pair, left = queries.all_pairs(draft)[0], queries.left_out(draft)[0]

    first = desk.open_page("/").click("Audits")
    page = first.click("Draft 1")
    trail = desk.open_page("/auditor").click("Audit trail")

    assert "Round 1" in first.text
    assert "Every check passed" in page.text
    assert "Influence where" in page.text
    assert "python -m matching verify open-doors-round-1-draft-1-input.json" in page.text
    assert draft.result["certificate"]["fingerprint"] in page.html
    assert "Draft computed" in trail.text
    for person in (pair.mentee.person, pair.mentor.person, left.mentee.person):
        for shown in (first, page, trail):
            assert person.name not in shown.text
    for address in (f"/drafts/{draft.id}", f"/drafts/{draft.id}/certificate", "/programmes/open-doors/rounds/1",
                    "/programmes/open-doors/enrolments", "/programmes/open-doors/pool"):
        assert desk.get(address).status_code == 404, address


def test_an_auditor_reads_of_a_programme_that_is_no_draft_any_more_and_of_one_that_is(company, desk):
    with transaction():
        company.programme.state = "draft"

    assert desk.open_page("/programmes/open-doors").status == 200
    assert "No round has been opened yet." in desk.open_page("/auditor").text


def test_a_draft_without_a_result_or_too_large_says_so(company, desk, monkeypatch):
    waiting = company.ask()
    page = desk.open_page(f"/auditor/drafts/{waiting.id}")
    assert "hasn't been calculated" in page.text
    assert "Round 1" in desk.open_page("/auditor").text

    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    large = company.draft(waiting.round)
    page = desk.open_page(f"/auditor/drafts/{large.id}")
    assert "Every check passed." in page.text
    assert "Download the files" not in page.text


def test_an_auditor_who_would_join_is_told_beside_the_choice(company, desk):
    page = desk.open_page("/programmes/open-doors/enrol").submit(having="role", role="mentee")

    assert page.status == 400
    assert "You check the rounds of Open Doors as its auditor" in page.text
