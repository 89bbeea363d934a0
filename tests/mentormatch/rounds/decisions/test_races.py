"""Two coordinators at one draft at the same moment, and a worker killed while it computes a decision."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.people.models import Person
from mentormatch.rounds import tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.decisions.services import FORBID, LOCK, DecisionRequest
from mentormatch.rounds.drafts import computing, result_files, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.models import CANCELLED, COMPUTING, READY, Decision
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.mentormatch.rounds.drafts.test_bad_days import kill, sweep
from tests.support import make, race

pytestmark = pytest.mark.race


def decide(draft_id, kind, version, email):
    """Take a decision about the first pair, as somebody who looked at a version of the draft."""
    draft, by = queries.draft(draft_id), db.session.scalars(db.select(Person).where(Person.email == email)).one()
    pair = queries.all_pairs(draft)[0]
    kept = what_if.snapshot(draft.programme, now=make.NOW, zone=ZONE)
    seen = deciding.preview(draft, DecisionRequest(kind, pair.mentee_id, pair.mentor_id), kept,
                            by=draft.programme.coordinators[0])
    with transaction():
        deciding.record(draft, seen, reason="They run one project", version=version, by=by, now=make.NOW)
    tasks.compute(draft_id)
    return kind


def cancel(draft_id):
    draft = queries.draft(draft_id)
    with transaction():
        drafts.cancel(draft, by=draft.programme.coordinators[0], now=make.NOW)
    return "cancelled"


def compute(draft_id):
    tasks.compute(draft_id)
    return "computed"


def do(verb, draft_id):
    return {"compute": compute, "cancel": cancel}[verb](draft_id)


def test_two_coordinators_decide_about_one_pair_and_one_is_told(app, company):
    draft, other = company.draft(), make.person("Otto Other")
    version = draft.version

    found = race.run(app, decide, [(draft.id, LOCK, version, company.coordinator.email),
                                   (draft.id, FORBID, version, other.email)])

    db.session.rollback()
    assert sorted(found) in (["DraftChanged", FORBID], ["DraftChanged", LOCK])
    assert make.count(Decision) == 1
    assert (draft.state, draft.version) == (READY, version + 1)
    assert all(check.holds for check in result_files.recheck(draft))


def test_a_draft_is_cancelled_while_it_is_computed_and_is_one_of_the_two_whole(app, company):
    draft = company.ask()

    found = race.run(app, do, [("compute", draft.id), ("cancel", draft.id)])

    db.session.rollback()
    assert found[0] == "computed"
    if found[1] == "cancelled":
        assert (draft.state, queries.all_pairs(draft)) == (CANCELLED, [])
    else:
        assert found[1] == "NothingToCancel"
        assert (draft.state, len(queries.all_pairs(draft))) == (READY, 3)


@pytest.mark.parametrize("at", ["from enrolment_topic", "insert into audit_row"])
def test_a_decision_survives_the_death_of_the_worker_that_computes_it(app, company, at):
    draft = company.draft()
    pair = queries.all_pairs(draft)[0]
    ids = pair.mentee_id, pair.mentor_id
    seen = deciding.preview(draft, DecisionRequest(FORBID, *ids),
                            what_if.snapshot(draft.programme, now=make.NOW, zone=ZONE), by=company.coordinator)
    with transaction():
        deciding.record(draft, seen, reason="They run one project", version=draft.version, by=company.coordinator,
                      now=make.NOW)

    kill(app, compute, draft.id, at=at)

    assert draft.state == COMPUTING
    assert len(queries.all_pairs(draft)) == 3, "the result before it stays until there is another"
    sweep(computing.LEASE)
    assert draft.state == READY
    assert ids not in {(one.mentee_id, one.mentor_id) for one in queries.all_pairs(draft)}
