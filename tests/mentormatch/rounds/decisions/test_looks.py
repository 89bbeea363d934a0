"""Looking at very many placements by hand is written down, once a day."""

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db
from mentormatch.rounds.decisions import looks


def rows():
    db.session.rollback()
    return db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "draft.placements_looked_at")).all()


def test_the_hundredth_look_of_a_day_is_an_audit_row_and_no_other(company):
    draft = company.draft()
    look = f"{draft.id} {company.coordinator.id}"

    for _time in range(looks.MANY - 1):
        looks.count(look)
    assert rows() == []
    for _time in range(3):
        looks.count(look)

    assert [(row.by_id, row.facts) for row in rows()] == [(company.coordinator.id, {"draft": draft.id, "count": 100})]


def test_a_page_of_a_placement_is_a_look_and_writes_nothing_itself(company, carla, monkeypatch):
    draft, counted = company.draft(), []
    monkeypatch.setitem(carla.application.extensions["works"], looks.WORK, counted.append)
    mentee, mentor = company.mentees[3], company.mentors[0]

    page = carla.open_page(f"/drafts/{draft.id}/decide/place?mentee={mentee.id}&mentor={mentor.id}")

    assert page.status in (200, 409)
    assert rows() == []


def test_a_look_at_a_draft_that_is_gone_is_passed_over(company):
    looks.count(f"aaaaaaaaaaaaaaaa {company.coordinator.id}")

    assert rows() == []
