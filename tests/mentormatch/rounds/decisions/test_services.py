"""Decisions: locked pairs stay, forbidden ones go, rules are set aside only where they may be; all can be undone."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import MENTOR, Boundary
from mentormatch.rounds import tasks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.decisions import waivers
from mentormatch.rounds.decisions.services import FORBID, LOCK, MOVE, PLACE, SWAP, DecisionRequest
from mentormatch.rounds.drafts import computing, result_files, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.models import CANCELLED, COMPUTING, READY
from mentormatch.rounds.reading import comparison, queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make


def pairs(draft):
    db.session.expire_all()
    return {pair.mentee_id: pair.mentor_id for pair in queries.all_pairs(draft)}


def look(draft, wanted):
    return deciding.preview(draft, wanted, what_if.snapshot(draft.programme, now=make.NOW, zone=ZONE, fresh=True),
                            by=draft.programme.coordinators[0])


def decide(company, draft, wanted, reason="It was agreed", version=None):
    seen = look(draft, wanted)
    with transaction():
        made = deciding.record(draft, seen, reason=reason, version=version or draft.version, by=company.coordinator,
                             now=make.NOW)
    tasks.compute(draft.id)
    db.session.expire_all()
    assert draft.state == READY, draft.problem
    assert all(check.holds for check in result_files.recheck(draft))
    return made


def back(company, draft, verb, which=None, at=make.NOW):
    with transaction():
        verb(draft, which, version=draft.version, by=company.coordinator, now=at)
    tasks.compute(draft.id)


@pytest.fixture
def draft(company):
    return company.draft()


def test_what_forbidding_costs_is_counted_from_the_pair_there_is(company, draft):
    scores = {mentee: score for mentee, (_mentor, score) in comparison.pairs_of(draft).items()}
    mentee, mentor = max(pairs(draft).items(), key=lambda pair: (scores[pair[0]], pair))

    found = look(draft, DecisionRequest(FORBID, mentee, mentor)).what_if.difference

    assert found.before == comparison.Totals.from_scores(comparison.pairs_of(draft))
    [hers] = [change for change in found.changes if change.mentee_id == mentee]
    assert hers.before == (mentor, scores[mentee])
    assert not hers.is_no_longer_possible


def test_a_locked_pair_is_kept_by_everything_that_comes_after(company, draft):
    mentee, mentor = next(iter(pairs(draft).items()))
    decide(company, draft, DecisionRequest(LOCK, mentee, mentor))

    for other in [one for one in pairs(draft) if one != mentee]:
        if held := pairs(draft).get(other):
            decide(company, draft, DecisionRequest(FORBID, other, held))

    assert pairs(draft)[mentee] == mentor


def test_a_forbidden_pair_goes_and_undoing_it_brings_the_first_result_back(company, draft):
    first = pairs(draft)
    mentee, mentor = next(iter(first.items()))
    seen = look(draft, DecisionRequest(FORBID, mentee, mentor))
    told = {change.mentee_id: change.after and change.after[0] for change in seen.what_if.difference.changes}

    decide(company, draft, DecisionRequest(FORBID, mentee, mentor), reason="They asked for it")

    second = pairs(draft)
    assert second.get(mentee) != mentor
    assert {one: second.get(one) for one in told} == told, "it happens what was shown before"
    back(company, draft, deciding.undo)
    assert pairs(draft) == first
    back(company, draft, deciding.redo)
    assert pairs(draft) == second


def test_everything_decided_is_undone_in_turn_and_redone_in_turn(company, draft):
    start = pairs(draft)
    out = next(one.mentee_id for one in queries.left_out(draft))
    mentor = company.mentors[1].id
    results = [start]
    decide(company, draft, DecisionRequest(PLACE, out, mentor))
    results.append(pairs(draft))
    first, second = sorted(results[-1])[:2]
    if results[-1][first] != results[-1][second]:
        decide(company, draft, DecisionRequest(SWAP, first, other=second))
    else:
        decide(company, draft, DecisionRequest(LOCK, first, results[-1][first]))
    results.append(pairs(draft))

    for step, expected in enumerate(reversed(results[:-1])):
        back(company, draft, deciding.undo, at=make.NOW + timedelta(minutes=step))
        assert pairs(draft) == expected
    with pytest.raises(deciding.NothingToUndo):
        back(company, draft, deciding.undo)
    for expected in results[1:]:
        back(company, draft, deciding.redo)
        assert pairs(draft) == expected
    deeds = [row.verb for row in db.session.scalars(db.select(AuditRow).where(AuditRow.verb.like("decision.%"))
                                                    .order_by(AuditRow.id))]
    assert deeds == ["decision.taken"] * 2 + ["decision.undone"] * 2 + ["decision.redone"] * 2


def test_somebody_placed_by_hand_has_the_place_and_the_page_said_whose_it_was(company, draft):
    out = next(one.mentee_id for one in queries.left_out(draft))
    seen = look(draft, DecisionRequest(PLACE, out, company.mentors[1].id))

    decide(company, draft, DecisionRequest(PLACE, out, company.mentors[1].id))

    assert pairs(draft)[out] == company.mentors[1].id
    assert seen.what_if.difference.counts["placed"] == seen.what_if.difference.counts["left-out"] == 1


def test_a_broken_rule_is_refused_unless_the_programme_lets_it_be_set_aside_with_a_reason(company, draft):
    with transaction():
        company.mentees[0].person.manager_id = company.mentors[0].person_id
    wanted = DecisionRequest(PLACE if company.mentees[0].id not in pairs(draft) else MOVE, company.mentees[0].id,
                    company.mentors[0].id)
    if pairs(draft).get(wanted.mentee) == wanted.mentor:
        tasks.compute(again(company, draft))
    with pytest.raises(deciding.PairNotPossible, match="in the same reporting line"):
        decide(company, draft, wanted)

    with transaction():
        waivers.allow(company.programme, ["own_manager", "reporting_line"], by=company.coordinator, now=make.NOW)
    with pytest.raises(deciding.ReasonMissing):
        decide(company, draft, wanted, reason="")
    decide(company, draft, wanted, reason="Both asked for it")

    assert pairs(draft)[wanted.mentee] == wanted.mentor
    waived = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "decision.taken")).one().facts
    assert {rule for *_couple, rule in waived["waives"]} == {"own_manager", "reporting_line"}
    assert "asked" not in str(waived), "the reason stays with the decision"


def again(company, draft):
    with transaction():
        drafts.recompute(draft, by=company.coordinator, now=make.NOW, seen_version=draft.version)
    return draft.id


def refused(draft, mentee, mentor):
    return look(draft, DecisionRequest(PLACE, mentee, mentor)).refusal


def test_two_who_are_set_aside_are_placed_like_any_other_without_a_reason(company, draft):
    """By lot or by a limit, to the letter: tests/mentormatch/rounds/test_secrecy_toggling.py."""
    refusing = company.enrol("Sara Silent", MENTOR, 8, {company.strategy: 3}, places=2)
    with transaction():
        db.session.add(Boundary(enrolment_id=company.mentees[0].id, person_id=refusing.person_id, created_at=make.NOW))
    second, wanted = company.draft(draft.round, "stable"), DecisionRequest(PLACE, company.mentees[0].id, refusing.id)

    preview = look(second, wanted)
    assert (preview.refusal, preview.needs_reason, preview.ruled_out) == ("", False, {})
    assert preview.broken == {(company.mentees[0].id, refusing.id): ("set_aside",)}
    decide(company, second, wanted)

    assert pairs(second)[company.mentees[0].id] == refusing.id


def test_two_people_cannot_both_be_locked_to_one_place(company, draft):
    nora = company.mentors[1].id
    first, second = [mentee for mentee in [one.id for one in company.mentees] if pairs(draft).get(mentee) != nora][:2]
    decide(company, draft, DecisionRequest(PLACE, first, nora))

    with pytest.raises(deciding.PairNotPossible, match="Nora Senior can take on one person and is locked"):
        decide(company, draft, DecisionRequest(PLACE, second, nora))


def test_a_pair_that_was_forbidden_is_not_placed_by_hand(company, draft):
    mentee, mentor = next(iter(pairs(draft).items()))
    decide(company, draft, DecisionRequest(FORBID, mentee, mentor))

    with pytest.raises(deciding.PairNotPossible, match="kept apart in this draft"):
        decide(company, draft, DecisionRequest(PLACE, mentee, mentor))


def test_a_lock_that_is_not_possible_any_more_is_dropped_and_said_to_be(company, draft):
    mentee, mentor = next(iter(pairs(draft).items()))
    decision = decide(company, draft, DecisionRequest(LOCK, mentee, mentor))
    person = next(one.person_id for one in company.mentors if one.id == mentor)
    with transaction():
        db.session.add(Boundary(enrolment_id=mentee, person_id=person, created_at=make.NOW))

    tasks.compute(again(company, draft))

    assert pairs(draft).get(mentee) != mentor
    assert draft.state == READY
    assert deciding.states(draft, queries.decisions(draft)) == {decision.id: "lost"}


def test_who_looked_at_an_older_version_is_told_who_changed_it_and_changes_nothing(company, draft):
    other = make.person("Otto Other")
    version = draft.version
    couples = list(pairs(draft).items())
    seen = look(draft, DecisionRequest(LOCK, *couples[0]))
    with transaction():
        drafts.rename(draft, "The better one", by=other, now=make.NOW)

    with pytest.raises(drafts.DraftChanged, match="Otto Other changed this draft"), transaction():
        deciding.record(draft, seen, reason="", version=version, by=company.coordinator, now=make.NOW)

    assert queries.decisions(draft) == []


def test_a_copy_has_the_decisions_and_another_life(company, draft):
    mentee, mentor = next(iter(pairs(draft).items()))
    decide(company, draft, DecisionRequest(FORBID, mentee, mentor))

    with transaction():
        copied = drafts.copy(draft, by=company.coordinator, now=make.NOW)
    tasks.compute(copied.id)
    back(company, draft, deciding.undo)

    assert copied.name == "Copy of Draft 1"
    assert pairs(copied).get(mentee) != mentor
    assert pairs(draft)[mentee] == mentor


def test_a_discarded_draft_comes_back_as_it_was(company, draft):
    before = pairs(draft)
    with transaction():
        drafts.discard(draft, by=company.coordinator, now=make.NOW)
    assert not draft.is_publishable
    with pytest.raises(drafts.DraftIsDiscarded), transaction():
        drafts.recompute(draft, by=company.coordinator, now=make.NOW, seen_version=draft.version)

    with transaction():
        drafts.take_back(draft, by=company.coordinator, now=make.NOW)

    assert draft.is_publishable
    assert pairs(draft) == before


def test_a_computation_is_cancelled_and_begun_again(company):
    draft = company.ask()
    with transaction():
        run = computing.claim(draft.id, now=make.NOW)
    with tasks.Heartbeat(draft.id, run) as heartbeat:
        heartbeat.tell("scoring all pairs", 0.1)
        with transaction():
            drafts.cancel(draft, by=company.coordinator, now=make.NOW)
    assert draft.state == CANCELLED
    assert not computing.is_wanted(draft.id, run)

    tasks.compute(again(company, draft))

    assert draft.state == READY


def test_a_worker_notices_that_it_was_cancelled_and_tells_how_far_it_is(company, monkeypatch):
    monkeypatch.setattr(tasks, "BEAT_SECONDS", 0.01)
    draft = company.ask()
    with transaction():
        run = computing.claim(draft.id, now=make.NOW)
    with pytest.raises(tasks.NoLongerWanted), tasks.Heartbeat(draft.id, run) as heartbeat:
        for _turn in range(3_000):
            heartbeat.tell("raising the worst score", 0.42)
            tasks.time.sleep(0.005)
            db.session.rollback()
            if draft.share and draft.state == COMPUTING:
                assert (draft.phase, draft.share) == ("raising the worst score", 42)
                with transaction():
                    drafts.cancel(draft, by=company.coordinator, now=make.NOW)
        pytest.fail("it went on")


def test_a_result_that_comes_after_the_draft_was_asked_something_else_is_not_stored(company):
    draft = company.ask()
    with transaction():
        run = computing.claim(draft.id, now=make.NOW)
    with transaction():
        drafts.cancel(draft, by=company.coordinator, now=make.NOW)
    again(company, draft)

    with transaction():
        computing.fail(draft.id, "late", now=make.NOW, run=run)

    assert draft.state == COMPUTING
