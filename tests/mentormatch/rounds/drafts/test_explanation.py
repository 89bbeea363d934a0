"""A stored draft answers: what else the two could have, whom somebody competes with, what would place her."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Boundary
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import computing, explanation
from mentormatch.rounds.input.overrides import Overrides
from mentormatch.rounds.models import DraftPair
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make


def pair_of(draft, mentee):
    row = next(one for one in queries.all_pairs(draft) if one.mentee_id == mentee.id)
    return queries.draft_pair(draft.id, row.id)


def left_of(draft, mentee):
    found = queries.draft_left_out(draft.id, mentee.id)
    assert found is not None
    return found


def changes(left):
    return explanation.changes_for(left, now=make.NOW, zone=ZONE)


def test_another_pair_is_priced_as_the_whole_would_change_and_says_who_moves(company):
    draft = company.draft()
    her = left_free(draft, company)
    answers = explanation.of_pair(pair_of(draft, her))

    assert answers.has_prices
    assert len(answers.for_mentee) == 1
    other = answers.for_mentee[0]
    assert other.other.name in {"Milo Senior", "Nora Senior"}
    assert other.steps[0].who.enrolment_id == her.id
    assert other.effect.placed == 0
    assert {one.other.enrolment_id for one in answers.for_mentor} <= {mentee.id
                                                                      for mentee in company.mentees} - {her.id}


def test_an_alternative_costs_what_the_draft_costs_when_it_is_locked(company):
    with transaction():
        company.programme.criteria = {"goals": {"weight": 50, "mode": "nice"}, "grade": {"weight": 50, "mode": "nice"}}
        company.mentors[0].person.grade = 7
    draft = company.draft()
    pair = pair_of(draft, left_free(draft, company))
    one = explanation.of_pair(pair).for_mentee[0]

    asked = computing.matching_input(draft, now=make.NOW, zone=ZONE)
    held = Overrides(locks=((pair.mentee_id, one.other.enrolment_id),))
    again = matcher.solve(asked.changed(asked.settings, held))
    total = sum(row.score for row in queries.all_pairs(draft))
    assert sum(row.score for row in again.pairs) - total == one.effect.total


def test_a_stable_draft_has_no_prices(company):
    answers = explanation.of_pair(pair_of(draft := company.draft(objective="stable"), left_free(draft, company)))

    assert (answers.has_prices, answers.for_mentee, answers.for_mentor) == (False, [], [])


def left_free(draft, company):
    placed = {one.mentee_id for one in queries.all_pairs(draft)}
    return next(mentee for mentee in company.mentees if mentee.id in placed)


def test_who_is_left_out_competes_with_the_others_for_the_places_there_are(company):
    draft = company.draft()
    left = left_of(draft, queries.left_out(draft)[0].mentee)
    found = explanation.competition(left)

    assert found.places == 3
    assert sorted(one.name for one in found.mentors) == ["Milo Senior", "Nora Senior"]
    assert len(found.mentees) == 3


def test_the_smallest_change_does_place_her_when_it_is_made(company):
    draft = company.draft()
    left = left_of(draft, queries.left_out(draft)[0].mentee)
    place = next(one for one in changes(left) if one.kind == "place")
    assert place.left_out == []

    with transaction():
        next(mentor for mentor in company.mentors if mentor.id == place.mentor.enrolment_id).places += 1
    again = company.draft(draft.round)
    assert left.mentee_id in {one.mentee_id for one in queries.all_pairs(again)}


def alone_at(company, *, waivable):
    """Ana, whom only the rule about sites keeps from both mentors."""
    with transaction():
        company.programme.rules = {"site": {"on": True, "which": "same"}}
        company.programme.waivable_rules = waivable
        company.mentees[0].person.site = "Oslo"
        company.mentors[0].places += 1
    draft = company.draft()
    return left_of(draft, company.mentees[0])


def test_setting_a_rule_aside_is_offered_where_the_programme_allows_it_and_only_there(company):
    kinds = {one.kind: one for one in changes(alone_at(company, waivable=["site"]))}
    assert kinds["waive"].rules == ("site",)

    with transaction():
        company.programme.waivable_rules = ["department"]
    left = left_of(queries.draft(queries.open_round(company.programme).drafts[0].id), company.mentees[0])
    assert "waive" not in {one.kind for one in changes(left)}


def test_a_boundary_is_never_offered_to_be_set_aside_not_even_one_set_after_the_draft(company):
    left = alone_at(company, waivable=["site"])
    offered = next(one for one in changes(left) if one.kind == "waive").mentor
    mentor = next(one for one in company.mentors if one.id == offered.enrolment_id)
    other = next(one for one in company.mentors if one is not mentor)
    with transaction():
        db.session.add(Boundary(enrolment_id=left.mentee_id, person_id=mentor.person_id, created_at=make.NOW))

    assert {one.mentor.enrolment_id for one in changes(left) if one.kind == "waive"} == {other.id}
    with transaction():
        db.session.add(Boundary(enrolment_id=other.id, person_id=left.mentee.person_id, created_at=make.NOW))
    assert [one for one in changes(left) if one.kind == "waive"] == []


def test_nothing_is_said_of_rules_when_the_people_are_no_longer_those_of_the_draft(company):
    left = alone_at(company, waivable=["site"])
    company.enrol("Edda Five", "mentee", 5, {company.strategy: 2})

    assert "waive" not in {one.kind for one in changes(left)}


def test_a_draft_without_a_result_answers_nothing(company):
    draft = company.ask()
    row = make.saved(DraftPair(draft_id=draft.id, mentor_id=company.mentors[0].id, mentee_id=company.mentees[0].id,
                               score=500, parts={"topics": [], "parts": []}))

    assert explanation.of_pair(queries.draft_pair(draft.id, row.id)) is None
    assert explanation.places_of(draft) is None


@pytest.mark.parametrize("objective", ["fair", "leximin", "coverage", "total"])
def test_every_objective_that_has_prices_is_explained(company, objective):
    draft = company.draft(objective=objective)
    answers = explanation.of_pair(pair_of(draft, left_free(draft, company)))

    assert answers.has_prices


def test_a_draft_too_large_to_be_opened_while_somebody_waits_answers_nothing(company, monkeypatch):
    draft = company.draft()
    monkeypatch.setattr("mentormatch.rounds.matcher.MAX_BYTES", 10)

    assert explanation.of_pair(pair_of(draft, left_free(draft, company))) is None
    assert changes(left_of(draft, queries.left_out(draft)[0].mentee)) is None
