"""A coordinator who takes part sees nothing of what a draft does with them; another coordinator does."""

import json

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import MENTEE, MENTOR, Boundary
from mentormatch.rounds import tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.decisions.services import DecisionRequest
from mentormatch.rounds.drafts import exports, what_if
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make

PARTS = ("", "/left-out", "/fairness", "/picture", "/certificate", "/try", "/decisions", "/publish", "/changes",
         "/decide/place", "/decide/lock")
OWN_NAME = "Carla Coordinator"


@pytest.fixture
def cora(company):
    """Another coordinator, who doesn't take part."""
    person = make.person("Cora Colleague", grade=7)
    with transaction():
        company.programme.coordinators.append(person)
    return person


@pytest.fixture(params=[MENTEE, MENTOR])
def own(request, company, cora):
    """The enrolment of Carla in the programme that she runs."""
    topics = {company.strategy: 3, company.negotiation: 3, company.visibility: 3}
    if request.param == MENTEE:
        company.enrol("Petra Senior", MENTOR, 8, topics, places=2)
    grade = 8 if request.param == MENTOR else 5
    row = company.enrol("Else", request.param, grade, topics)
    with transaction():
        row.person_id = company.coordinator.id
        company.coordinator.grade = grade
    db.session.expire_all()
    return row


def rows_of(draft, own):
    """Pages about the coordinator's own rows of a draft."""
    pages = [f"/pairs/{pair.id}" for pair in queries.all_pairs(draft) if own.id in (pair.mentee_id, pair.mentor_id)]
    return pages + [f"/left-out/{left.mentee_id}{piece}" for left in queries.left_out(draft)
                    if left.mentee_id == own.id for piece in ("", "/changes")]


def exported(draft, form, reader):
    """A draft as a file for a reader."""
    with transaction():
        return exports.export(draft, form, by=reader, now=make.NOW).decode()


def main_of(page):
    """The page without the menu, in which everyone's own name stands."""
    return page.html.split("<main", 1)[1]


def test_own_rows_are_on_no_page_and_in_no_file(company, own, carla, signed_in, cora):
    draft = company.draft()
    assert rows_of(draft, own)

    own_pages = {part: carla.open_page(f"/drafts/{draft.id}{part}") for part in (*PARTS, *rows_of(draft, own))}
    others = {part: signed_in(cora).open_page(f"/drafts/{draft.id}{part}") for part in (*PARTS, *rows_of(draft, own))}
    files = [[exported(draft, form, reader) for reader in (company.coordinator, cora)] for form in ("csv", "json")]

    assert {part: page.status for part, page in own_pages.items()} == (
        dict.fromkeys(PARTS, 200) | dict.fromkeys(rows_of(draft, own), 404))
    assert not [part for part in PARTS if OWN_NAME in main_of(own_pages[part])]
    assert {page.status for page in others.values()} == {200}
    assert any(OWN_NAME in main_of(page) for page in others.values())
    assert all(OWN_NAME not in own_file and OWN_NAME in whole for own_file, whole in files)
    assert "You take part in this programme yourself" in own_pages[""].text
    assert "You take part in this programme yourself" not in others[""].text


def test_nobody_decides_about_themselves(company, own, cora):
    draft = company.draft()
    snapshot = what_if.snapshot(company.programme, now=make.NOW, zone=ZONE, fresh=True)
    wanted = (DecisionRequest("place", own.id, company.mentors[0].id) if own.role == MENTEE
              else DecisionRequest("place", company.mentees[0].id, own.id))
    pairs = {pair.mentee_id: pair.mentor_id for pair in queries.all_pairs(draft)}
    kind = "lock" if pairs.get(wanted.mentee) == wanted.mentor else "place"
    wanted = DecisionRequest(kind, wanted.mentee, wanted.mentor)

    with pytest.raises(deciding.IsAboutOneself):
        deciding.preview(draft, wanted, snapshot, by=company.coordinator)

    assert deciding.preview(draft, wanted, snapshot, by=cora).locks


def test_a_decision_of_another_about_them_is_neither_listed_nor_undone(company, own, cora, carla):
    draft = company.draft()
    mentee, mentor = (own.id, company.mentors[0].id) if own.role == MENTEE else (company.mentees[0].id, own.id)
    held = {(pair.mentee_id, pair.mentor_id) for pair in queries.all_pairs(draft)}
    snapshot = what_if.snapshot(company.programme, now=make.NOW, zone=ZONE, fresh=True)
    with transaction():
        kind = "lock" if (mentee, mentor) in held else "place"
        preview = deciding.preview(draft, DecisionRequest(kind, mentee, mentor), snapshot, by=cora)
        decision = deciding.record(draft, preview, reason="", version=draft.version, by=cora, now=make.NOW)
    tasks.compute(draft.id)
    db.session.expire_all()

    assert deciding.listing(draft, reader=company.coordinator) == []
    assert len(deciding.listing(draft, reader=cora)) == 1
    for wanted in (None, decision.id):
        with pytest.raises(deciding.NothingToUndo):
            deciding.undo(draft, wanted, version=draft.version, by=company.coordinator, now=make.NOW)


def test_who_refused_her_cannot_be_told_from_her_own_pages(company, own, carla):
    """Whoever set her aside: what she can open about her own row is the same, that is nothing."""
    draft = company.draft()
    before = {part: carla.open_page(f"/drafts/{draft.id}{part}").status for part in rows_of(draft, own)}
    with transaction():
        for row in (*company.mentors, *company.mentees):
            db.session.add(Boundary(enrolment_id=row.id, person_id=company.coordinator.id, created_at=make.NOW))

    follower = company.draft(draft.round)
    pool = carla.open_page(f"/programmes/{company.programme.slug}/pool")

    assert set(before.values()) == {404}
    assert {carla.open_page(f"/drafts/{follower.id}{part}").status for part in rows_of(follower, own)} <= {404}
    assert OWN_NAME not in main_of(pool)
    assert OWN_NAME not in main_of(carla.open_page(f"/drafts/{follower.id}/left-out"))


def test_drafts_side_by_side_leave_out_own_rows(company, own, carla):
    first = company.draft()
    company.draft(first.round, objective="total")

    page = carla.open_page(f"/programmes/{company.programme.slug}/rounds/1/compare")

    assert page.status == 200
    assert OWN_NAME not in main_of(page)
    assert json.dumps(OWN_NAME) not in page.html
