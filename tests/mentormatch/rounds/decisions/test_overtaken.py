"""Decisions that no longer fit together, or no longer fit the people: the draft is computed, and says what went."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import PAUSED, READY, WITHDRAWN
from mentormatch.rounds import matcher, tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.decisions.services import FORBID, LOCK, PLACE, DecisionRequest
from mentormatch.rounds.drafts import computing, result_files, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make


def held(draft):
    db.session.expire_all()
    return {pair.mentee_id: pair.mentor_id for pair in queries.all_pairs(draft)}


def look(draft, wanted):
    return deciding.preview(draft, wanted, what_if.snapshot(draft.programme, now=make.NOW, zone=ZONE, fresh=True),
                            by=draft.programme.coordinators[0])


def decide(company, draft, wanted):
    seen = look(draft, wanted)
    with transaction():
        made = deciding.record(draft, seen, reason="It was agreed", version=draft.version, by=company.coordinator,
                             now=make.NOW)
    tasks.compute(draft.id)
    db.session.expire_all()
    return made


def both_places_locked(company, draft):
    """Lock two people to the mentor with two places; the decisions by the mentee's enrolment id, in their order."""
    milo, made = company.mentors[0], {}
    for one in company.mentees[:2]:
        is_his = held(draft).get(one.id) == milo.id
        made[one.id] = decide(company, draft, DecisionRequest(LOCK if is_his else PLACE, one.id, milo.id))
    return milo, made


def again(company, draft, verb, which=None):
    with transaction():
        verb(draft, which, version=draft.version, by=company.coordinator, now=make.NOW)
    tasks.compute(draft.id)
    db.session.expire_all()


def computed_again(company, draft):
    with transaction():
        drafts.recompute(draft, by=company.coordinator, now=make.NOW, seen_version=draft.version)
    tasks.compute(draft.id)
    db.session.expire_all()


def became(draft):
    return deciding.states(draft, queries.decisions(draft))


@pytest.fixture
def draft(company):
    return company.draft()


def test_a_mentor_who_offers_fewer_places_keeps_the_pairs_that_were_locked_first(company, draft):
    milo, made = both_places_locked(company, draft)
    (mentee, first), (_other, second) = made.items()
    with transaction():
        milo.places = 1

    computed_again(company, draft)

    assert (draft.state, draft.problem) == (READY, None)
    assert held(draft)[mentee] == milo.id
    assert became(draft) == {first.id: "kept", second.id: "lost"}
    assert all(check.holds for check in result_files.recheck(draft))


def test_what_would_change_is_told_of_a_draft_with_more_locks_than_places(company, draft):
    milo, _made = both_places_locked(company, draft)
    with transaction():
        milo.places = 1

    asked = computing.matching_input(draft, now=make.NOW, zone=ZONE)

    assert len(matcher.contrast(asked, held(draft)).after) == 2


def test_a_lock_that_is_redone_after_its_place_was_given_to_another_is_settled_and_said(company, draft):
    nora = company.mentors[1]
    hers = next(mentee for mentee, mentor in held(draft).items() if mentor == nora.id)
    other = next(one.id for one in company.mentees if one.id not in held(draft))
    first = decide(company, draft, DecisionRequest(LOCK, hers, nora.id))
    again(company, draft, deciding.undo)
    second = decide(company, draft, DecisionRequest(PLACE, other, nora.id))

    again(company, draft, deciding.redo, first.id)

    assert (draft.state, draft.problem) == (READY, None)
    assert held(draft)[hers] == nora.id
    assert became(draft) == {first.id: "kept", second.id: "lost"}


def test_the_place_of_somebody_who_left_the_programme_can_be_locked_for_another(company, draft):
    nora = company.mentors[1]
    hers = next(mentee for mentee, mentor in held(draft).items() if mentor == nora.id)
    other = next(one.id for one in company.mentees if one.id not in held(draft))
    decide(company, draft, DecisionRequest(LOCK, hers, nora.id))
    gone = next(one for one in company.mentees if one.id == hers)
    with transaction():
        gone.state = WITHDRAWN

    seen = look(draft, DecisionRequest(PLACE, other, nora.id))

    assert seen.refusal == ""


def test_a_forbidden_pair_that_was_locked_since_is_not_said_to_be_kept_apart(company, draft):
    mentee, mentor = next(iter(held(draft).items()))
    forbidden = decide(company, draft, DecisionRequest(FORBID, mentee, mentor))
    again(company, draft, deciding.undo)
    locked = decide(company, draft, DecisionRequest(LOCK, mentee, mentor))

    again(company, draft, deciding.redo, forbidden.id)

    assert held(draft)[mentee] == mentor
    assert became(draft) == {forbidden.id: "replaced", locked.id: "kept"}


def test_a_draft_whose_people_have_all_gone_is_computed_and_leaves_nobody_out(company, draft):
    for one in [*company.mentees, *company.mentors]:
        with transaction():
            one.state = PAUSED

    computed_again(company, draft)

    assert (draft.state, held(draft), queries.left_out(draft)) == (READY, {}, [])


def test_a_second_copy_has_what_was_decided_since_the_first(company, draft):
    with transaction():
        first = drafts.copy(draft, by=company.coordinator, now=make.NOW)
    mentee, mentor = next(iter(held(draft).items()))
    decide(company, draft, DecisionRequest(LOCK, mentee, mentor))

    with transaction():
        second = drafts.copy(draft, by=company.coordinator, now=make.NOW)

    assert second.id != first.id
    assert [one.locks for one in queries.decisions(second)] == [[[mentee, mentor]]]
    with transaction():
        assert drafts.copy(draft, by=company.coordinator, now=make.NOW).id == second.id
    assert make.count(Draft) == 3
