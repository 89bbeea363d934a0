"""What has changed since a draft was computed: who and why it matters, and never a boundary."""

from datetime import timedelta

import pytest

from mentormatch.base.db import transaction
from mentormatch.enrolments import membership
from mentormatch.enrolments.models import MENTEE, MENTOR, Boundary, EnrolmentTopic
from mentormatch.pairs import services as pairs
from mentormatch.people.models import LEAVE, LEFT
from mentormatch.rounds.drafts import staleness
from mentormatch.rounds.publishing import eligibility
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ZONE
from tests.support import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def draft(company):
    return company.draft()


def changes(draft):
    return staleness.changes(draft, now=LATER, zone=ZONE)


def first_pair(draft):
    return queries.all_pairs(draft)[0]


def left_company(company, pair):
    pair.mentee.person.status = LEFT


def on_leave(company, pair):
    pair.mentor.person.status = LEAVE


def withdrew(company, pair):
    membership.withdraw(pair.mentee, now=LATER)


def paused(company, pair):
    membership.pause(pair.mentor, now=LATER)


def became_manager(company, pair):
    pair.mentee.person.manager_id = pair.mentor.person_id


def another_language(company, pair):
    pair.mentee.languages = ["fi"]


def fewer_places(company, pair):
    company.mentors[0].places = 1


CAUSES = [
    (left_company, "has left the company"), (on_leave, "is on leave"), (withdrew, "has left the programme"),
    (paused, "has paused"), (became_manager, "manager"), (another_language, "no shared language"),
    (fewer_places, "can no longer take on as many"),
]


def test_nothing_has_changed_at_first(company, draft):
    found = changes(draft)

    assert (found.count, found.something_else) == (0, False)


@pytest.mark.parametrize(("cause", "words"), CAUSES)
def test_each_cause_is_told_with_who_and_why_it_matters_and_stops_the_publishing(company, draft, cause, words):
    pair = first_pair(draft)
    with transaction():
        cause(company, pair)

    found = changes(draft)

    assert any(words in change.what for change in found.broken), found
    assert all(change.matters == "This pair can no longer be proposed." for change in found.broken)
    assert not found.something_else
    with pytest.raises(eligibility.DraftOutdated):
        company.publish(draft)


def test_somebody_who_was_paired_meanwhile_is_named(company, draft):
    pair = first_pair(draft)
    other = company.enrol("Olga New", MENTOR, 8, {company.strategy: 3})
    with transaction():
        pairs.propose(other, pair.mentee, score=500, why={}, round_number=None, by=None, now=LATER)

    found = changes(draft)

    assert [change.what for change in found.broken] == [f"{pair.mentee.person.name} has been paired since then."]
    with pytest.raises(eligibility.DraftOutdated):
        company.publish(draft)


def test_a_changed_profile_is_told_by_what_it_does_to_the_score_and_stops_nothing(company, draft):
    pair = first_pair(draft)
    with transaction():
        pair.mentee.topics.append(EnrolmentTopic(topic_id=company.visibility, level=3))

    found = changes(draft)

    assert found.broken == []
    [change] = found.others
    assert change.who == "Pairs of this draft"
    assert "changed by up to" in change.matters
    company.publish(draft)


def test_somebody_whom_the_draft_has_is_no_newcomer_after_finishing_again(company, draft):
    pair, left = first_pair(draft), queries.left_out(draft)[0]
    for one in (pair.mentee, pair.mentor, left.mentee):
        with transaction():
            one.ready_at = LATER

    assert changes(draft).count == 0


def test_newcomers_are_counted(company, draft):
    company.enrol("Nele New", MENTEE, 5, {company.strategy: 2}, ready_at=LATER)

    found = changes(draft)

    assert [(change.who, change.what) for change in found.others] == [
        ("One more protégé", "Became ready after this draft was calculated.")]


def refuse_in_a_pair(company, draft):
    pair = first_pair(draft)
    make.saved(Boundary(enrolment_id=pair.mentee_id, person_id=pair.mentor.person_id, created_at=LATER))


def refuse_elsewhere(company, draft):
    left = queries.left_out(draft)[0]
    make.saved(Boundary(enrolment_id=left.mentee_id, person_id=company.mentors[0].person_id, created_at=LATER))


def meets_otherwise(company, draft):
    with transaction():
        queries.left_out(draft)[0].mentee.formats = ["walk"]


def wants_more(company, draft):
    with transaction():
        queries.left_out(draft)[0].mentee.topics.append(EnrolmentTopic(topic_id=company.negotiation, level=3))


def told_after(company, draft, *deeds):
    told = []
    for deed in deeds:
        deed(company, draft)
        told.append(changes(draft))
    return told


def test_a_boundary_gives_the_very_same_answer_as_a_harmless_change(company, draft):
    first, *others = told_after(company, draft, meets_otherwise, refuse_elsewhere, refuse_in_a_pair)

    assert others == [first, first]
    assert (first.count, first.something_else) == (0, True)
    company.publish(draft)  # and nothing stands in its way: a limit answers once the two are proposed
    assert draft.published_at


def test_where_scores_have_moved_a_boundary_takes_nothing_out_of_what_is_told(company, draft):
    first, *others = told_after(company, draft, wants_more, refuse_elsewhere, refuse_in_a_pair)

    assert others == [first, first]
    assert [change.who for change in first.others] == ["Pairs of this draft"]


def test_a_boundary_beside_a_change_that_may_be_named_adds_nothing(company, draft):
    pair, *others = queries.all_pairs(draft)
    with transaction():
        membership.withdraw(pair.mentee, now=LATER)
    before = changes(draft)

    make.saved(Boundary(enrolment_id=others[0].mentee_id, person_id=others[0].mentor.person_id, created_at=LATER))

    assert changes(draft) == before
