"""Trying settings out: what is kept between two moves of a slider, and when it is read anew."""

from datetime import timedelta

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.rounds import tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.decisions.services import FORBID, DecisionRequest
from mentormatch.rounds.drafts import what_if
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.reading import comparison
from tests.mentormatch.rounds.company import ZONE, counted
from tests.support import make


@pytest.fixture
def draft(company):
    return company.draft()


def forbid_one(company, draft, kept):
    """Forbid a pair of a draft, and leave it to be computed."""
    mentee, (mentor, _score) = next(iter(comparison.pairs_of(draft).items()))
    seen = deciding.preview(draft, DecisionRequest(FORBID, mentee, mentor), kept, by=draft.programme.coordinators[0])
    with transaction():
        deciding.record(draft, seen, reason="It was agreed", version=draft.version, by=company.coordinator,
                        now=make.NOW)
    return mentee, mentor


def test_a_moved_slider_reads_who_asks_whether_they_may_and_the_draft_alone(draft, carla):
    fields = dict(carla.open_page(f"/drafts/{draft.id}/try").reader.forms[-1].fields)

    with counted() as said:
        answer = carla.post(f"/drafts/{draft.id}/try", data=fields | {"goals_weight": "3"},
                            headers={"HX-Request": "true"})

    assert "Weakest pair" in answer.text
    heads = [statement.split("WHERE")[0] for statement in said]
    read = {table for table in db.metadata.tables for head in heads if f"FROM {table}" in head}
    assert read <= {"auditor", "draft", "enrolment", "first_look", "person", "sign_in"}


def test_a_draft_that_was_changed_is_set_against_as_it_is_now(company, draft):
    kept, settings = what_if.snapshot(company.programme, now=make.NOW,
                                      zone=ZONE), DraftSettings.from_json(draft.settings)
    assert not what_if.compare(draft, kept, settings).difference.changes
    mentee, mentor = forbid_one(company, draft, kept)

    meanwhile = what_if.compare(draft, kept, settings).difference
    tasks.compute(draft.id)
    db.session.expire_all()
    then = what_if.compare(draft, kept, settings).difference

    assert mentee in {change.mentee_id for change in meanwhile.changes}, "it is not computed yet without that pair"
    assert comparison.pairs_of(draft).get(mentee, (None, 0))[0] != mentor
    assert not then.changes


def test_people_are_read_again_after_a_few_minutes_and_where_it_matters(company, draft):
    first = what_if.snapshot(company.programme, now=make.NOW, zone=ZONE)

    assert what_if.snapshot(company.programme, now=make.NOW + timedelta(minutes=2), zone=ZONE) is first
    later = what_if.snapshot(company.programme, now=make.NOW + timedelta(minutes=4), zone=ZONE)
    assert later is not first
    assert what_if.snapshot(company.programme, now=make.NOW + timedelta(minutes=4), zone=ZONE, fresh=True) is not later
