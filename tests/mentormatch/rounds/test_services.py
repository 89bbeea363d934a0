"""Rounds: opening, computing in a worker, publishing all or nothing, discarding."""

from datetime import timedelta

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import PAUSED, Boundary
from mentormatch.pairs.models import PROPOSED, Pair
from mentormatch.programmes.models import CLOSED
from mentormatch.rounds import matcher, services, tasks
from mentormatch.rounds.drafts import computing, result_files
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import COMPUTING, DISCARDED, FAILED, PUBLISHED, READY, Draft, Round
from mentormatch.rounds.publishing import eligibility
from mentormatch.rounds.reading import queries
from tests.support import make


def verbs():
    return list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))


def test_a_programme_has_one_open_round(company):
    company.open()

    with pytest.raises(services.RoundIsOpen), transaction():
        services.open_round(company.programme, by=company.coordinator, now=make.NOW)


def test_a_draft_fills_every_place_and_says_why(company):
    draft = company.draft()

    assert draft.state == READY
    pairs = queries.all_pairs(draft)
    assert len(pairs) == 3
    assert len(queries.left_out(draft)) == 1
    assert all(pair.parts["score"] == pair.score for pair in pairs)
    assert all(pair.parts["topics"] for pair in pairs), "they all share a topic"
    assert {part["name"] for part in pairs[0].parts["parts"]} >= {"goals", "grade"}


def test_every_check_of_the_certificate_holds_and_a_changed_result_is_refused(company):
    draft = company.draft()

    assert all(check.holds for check in result_files.recheck(draft))

    changed = dict(draft.result, total=draft.result["total"] + 1)
    assert not all(check.holds for check in matcher.recheck(draft.input, changed))


def test_the_same_people_get_the_same_pairs_again(company):
    first = company.draft()
    second = company.draft(first.round)

    assert {(p.mentor_id, p.mentee_id) for p in queries.all_pairs(first)} \
        == {(p.mentor_id, p.mentee_id) for p in queries.all_pairs(second)}
    assert first.result == second.result


@pytest.mark.parametrize("objective", ["fair", "coverage", "leximin", "total", "stable"])
def test_every_objective_gives_a_proven_draft(company, objective):
    draft = company.draft(objective=objective)

    assert draft.state == READY
    assert all(check.holds for check in result_files.recheck(draft))


def test_a_boundary_is_kept(company):
    ana, milo = company.mentees[0], company.mentors[0]
    make.saved(Boundary(enrolment_id=ana.id, person_id=milo.person_id, created_at=make.NOW))

    draft = company.draft()

    assert (milo.id, ana.id) not in {(pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(draft)}


def test_publishing_proposes_every_pair_and_mails_both_sides(company):
    draft = company.draft()

    published = company.publish(draft)

    assert published.state == PUBLISHED
    assert make.count(Pair) == 3
    assert {pair.state for pair in db.session.scalars(db.select(Pair))} == {PROPOSED}
    assert make.count(OutboxMail) == 6
    assert verbs()[-1] == "round.published"


def test_a_round_is_published_once(company):
    draft = company.draft()
    company.publish(draft)

    with pytest.raises(services.RoundAlreadyPublished):
        company.publish(draft)

    assert make.count(Pair) == 3


def test_somebody_who_paused_meanwhile_stops_the_publishing_and_nothing_is_sent(company):
    draft = company.draft()
    gone = queries.all_pairs(draft)[0].mentee
    with transaction():
        gone.state = PAUSED

    with pytest.raises(eligibility.DraftOutdated, match="Create a new draft"):
        company.publish(draft)

    assert make.count(Pair) == 0
    assert make.count(OutboxMail) == 0
    assert db.session.get(Round, draft.round_id).state == "open"


def test_a_limit_stated_meanwhile_stops_no_publishing_and_answers_by_itself(company):
    draft = company.draft()
    first = queries.all_pairs(draft)[0]
    make.saved(Boundary(enrolment_id=first.mentee_id, person_id=first.mentor.person_id, created_at=make.NOW))

    company.publish(draft)

    proposed = {pair.mentee_id: pair for pair in db.session.scalars(db.select(Pair))}
    assert len(proposed) == 3
    assert {mentee_id: pair.no_in_advance for mentee_id, pair in proposed.items() if pair.no_in_advance} == {
        first.mentee_id: "mentee"}
    assert make.count(OutboxMail) == 6, "the letter that reaches no one is counted like any other"


def test_beside_somebody_who_paused_a_boundary_is_neither_named_nor_counted(company):
    draft = company.draft()
    first, second, *_rest = queries.all_pairs(draft)
    make.saved(Boundary(enrolment_id=first.mentee_id, person_id=first.mentor.person_id, created_at=make.NOW))
    with transaction():
        second.mentee.state = PAUSED

    with pytest.raises(eligibility.DraftOutdated) as refused:
        company.publish(draft)

    assert second.mentee.person.name in str(refused.value)
    assert first.mentee.person.name not in str(refused.value)
    assert not any(letter.isdigit() for letter in str(refused.value))


def test_a_draft_without_pairs_is_not_published(company):
    for mentor in company.mentors:
        with transaction():
            mentor.state = PAUSED
    draft = company.draft()

    with pytest.raises(eligibility.NothingToPublish):
        company.publish(draft)

    assert draft.round.state == "open"


def test_a_draft_that_is_still_computed_is_not_published(company):
    with pytest.raises(result_files.DraftNotReady):
        company.publish(company.ask())


def test_nothing_is_matched_in_a_programme_that_is_not_open(company):
    draft = company.draft()
    with transaction():
        company.programme.state = CLOSED

    for deed in (company.open, lambda: company.ask(draft.round), lambda: company.publish(draft)):
        with pytest.raises(services.ProgrammeIsNotOpen):
            deed()


def test_whoever_asks_for_what_is_being_computed_gets_that_draft(company):
    first = company.ask()

    again = company.ask(first.round)
    other = company.ask(first.round, objective="stable")

    assert again.id == first.id
    assert other.id != first.id
    assert [draft.name for draft in first.round.drafts] == ["Draft 1", "Draft 2"]


def test_a_computation_that_breaks_fails_at_once_with_a_sentence_that_tells_no_details(company):
    draft = company.ask()
    with transaction():
        draft.settings = draft.settings | {"kind": "the boundary of somebody"}

    tasks.compute(draft.id)

    db.session.expire_all()
    assert draft.state == FAILED
    assert "trying again may help" in draft.problem
    assert "boundary" not in draft.problem


def test_the_next_round_takes_those_who_were_left_out_and_not_those_who_are_paired(company):
    company.publish(company.draft())
    with transaction():
        company.mentors[1].places = 2

    second = company.draft()

    assert second.round.number == 2
    assert len(queries.all_pairs(second)) == 1


def test_a_discarded_round_publishes_nothing(company):
    draft = company.draft()
    with transaction():
        services.discard(draft.round, by=company.coordinator, now=make.NOW)

    with pytest.raises(services.RoundAlreadyPublished, match="discarded"):
        company.publish(draft)

    assert draft.round.state == DISCARDED


def test_a_draft_being_computed_is_not_taken_twice_but_is_taken_again_after_its_worker_died(company):
    draft = company.ask()

    with transaction():
        assert computing.claim(draft.id, now=make.NOW)
        assert not computing.claim(draft.id, now=make.NOW + timedelta(minutes=1))
        assert computing.claim(draft.id, now=make.NOW + computing.LEASE)


def test_a_draft_that_kills_its_worker_again_and_again_has_failed(company):
    draft = company.ask()
    with transaction():
        for tries in range(computing.MAX_ATTEMPTS):
            assert computing.claim(draft.id, now=make.NOW + tries * computing.LEASE)

    with transaction():
        assert not computing.claim(draft.id, now=make.NOW + timedelta(days=1))

    assert db.session.get(Draft, draft.id).state == FAILED


def test_the_sweep_computes_what_a_lost_wake_up_left_behind(company):
    draft = company.ask()
    assert draft.state == COMPUTING

    tasks.sweep_drafts(make.NOW)

    db.session.expire_all()
    assert draft.state == READY


def test_a_form_posted_twice_asks_for_one_draft(company):
    first = company.ask(idempotency_key="key")
    tasks.compute(first.id)

    again = company.ask(first.round, idempotency_key="key")

    assert again.id == first.id
    assert make.count(Draft) == 1


def test_a_programme_without_anybody_gives_an_empty_draft(app):
    coordinator = make.person("Carla Coordinator")
    programme = make.programme(coordinator)
    with transaction():
        of = services.open_round(programme, by=coordinator, now=make.NOW)
        draft = drafts.request_draft(of, DraftSettings.of_programme(programme), by=coordinator, now=make.NOW)

    tasks.compute(draft.id)

    db.session.expire_all()
    assert draft.state == READY
    assert queries.all_pairs(draft) == []
