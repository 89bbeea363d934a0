"""Proposing two people to each other: who may be, and what they hear of it."""

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import DRAFT, MENTOR, PAUSED, WITHDRAWN
from mentormatch.pairs import models as pair_states
from mentormatch.pairs import queries, services
from mentormatch.pairs.models import Pair
from mentormatch.people.models import LEAVE, LEFT
from tests.support import make

WHY = {"topics": [{"name": "Negotiation", "priority": 3, "level": 3}]}


def propose(two, **changes):
    given = {"mentor": two.mentor, "mentee": two.mentee, "by": two.coordinator, "score": 742, "why": WHY,
             "round_number": 1, "now": make.NOW} | changes
    with transaction():
        return services.propose(given.pop("mentor"), given.pop("mentee"), **given)


def test_both_get_a_mail_that_says_who_and_what_and_until_when(two, mails):
    pair = propose(two)

    to_mentee, to_mentor = mails("pairs.proposed")
    assert (to_mentee.to_email, to_mentor.to_email) == (two.mentee.person.email, two.mentor.person.email)
    assert "Jonas Feld (Head of Treasury, Finance, Lisbon) as your sponsor" in to_mentee.text
    assert "Ines Okafor (Finance, Lisbon) as your protégé" in to_mentor.text
    for letter in (to_mentee, to_mentor):
        assert "What brings you together: Negotiation." in letter.text
        assert "18 May 2026" in letter.text
        assert f"http://localhost/pairs/{pair.id}" in letter.text
        assert "You don't need a reason to say no" in letter.text


def test_a_proposal_holds_a_place_and_leaves_an_audit_row(two):
    pair = propose(two)

    assert (pair.state, pair.score, pair.round_number) == (pair_states.PROPOSED, 742, 1)
    assert queries.live_counts(two.programme.id) == {two.mentor.id: 1}
    assert queries.live_mentee_ids(two.programme.id) == {two.mentee.id}
    row = db.session.scalars(db.select(AuditRow)).one()
    assert (row.verb, row.by_id, row.thing_id) == ("pair.proposed", two.coordinator.id, pair.id)


def test_a_proposal_can_be_made_without_mails(two, mails):
    propose(two, send_mail=False)

    assert mails() == []


def test_nobody_on_leave_gets_a_proposal(two):
    with transaction():
        two.mentee.person.status = LEAVE

    with pytest.raises(services.NotInProgramme, match="Ines Okafor isn't at work"):
        propose(two)


def test_a_full_mentor_is_not_proposed_again(two):
    propose(two)
    other = make.enrolment(make.person("Mara Lund"), two.programme)

    with pytest.raises(services.MentorIsFull, match="Jonas Feld can't take on anyone else"):
        propose(two, mentee=other)

    assert make.count(Pair) == 1


def test_a_mentor_with_two_places_takes_two(two):
    with transaction():
        two.mentor.places = 2
    propose(two)

    propose(two, mentee=make.enrolment(make.person("Mara Lund"), two.programme))

    assert queries.live_counts(two.programme.id) == {two.mentor.id: 2}


def test_a_mentee_with_a_proposal_gets_no_second_one(two):
    propose(two)
    other = make.enrolment(make.person("Lars Berg"), two.programme, MENTOR)

    with pytest.raises(services.MenteeIsTaken, match="Ines Okafor already has"):
        propose(two, mentor=other)


@pytest.mark.parametrize("state", [DRAFT, PAUSED, WITHDRAWN])
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_both_must_be_ready(two, side, state):
    with transaction():
        getattr(two, side).state = state

    with pytest.raises(services.NotInProgramme, match="isn't ready"):
        propose(two)


def test_somebody_who_left_is_not_proposed(two):
    with transaction():
        two.mentor.person.status = LEFT

    with pytest.raises(services.NotInProgramme):
        propose(two)


def test_two_of_different_programmes_are_not_proposed(two):
    elsewhere = make.enrolment(make.person("Mara Lund"), make.programme(name="Second Steps"))

    with pytest.raises(services.NotInProgramme, match="same programme"):
        propose(two, mentee=elsewhere)


def test_two_mentors_are_not_proposed(two):
    with pytest.raises(services.NotInProgramme):
        propose(two, mentee=make.enrolment(make.person("Lars Berg"), two.programme, MENTOR))


def test_nobody_is_paired_with_herself(two):
    twice = make.enrolment(two.mentor.person, two.programme)

    with pytest.raises(services.SamePerson):
        propose(two, mentee=twice)


@pytest.mark.parametrize("state", [pair_states.DECLINED, pair_states.LAPSED, pair_states.ENDED])
def test_the_same_two_are_never_proposed_again(two, state):
    make.pair(two.mentor, two.mentee, state=state)

    with pytest.raises(services.WasPairedBefore, match="have been proposed to each other before"):
        propose(two)

    assert queries.past_couples(two.programme.id) == {(two.mentor.person_id, two.mentee.person_id)}
    assert queries.live_counts(two.programme.id) == {}


def test_a_failed_publish_proposes_and_mails_nothing(two, mails):
    with pytest.raises(services.MentorIsFull), transaction():
        services.propose(two.mentor, two.mentee, score=1, why={}, round_number=1, by=None, now=make.NOW)
        services.propose(two.mentor, make_unsaved(two), score=1, why={}, round_number=1, by=None, now=make.NOW)

    assert make.count(Pair) == 0
    assert mails() == []


def make_unsaved(two):
    """A second mentee, written in the transaction that is open."""
    person = type(two.mentee.person)(name="Mara Lund", email="mara@company.example", created_at=make.NOW)
    mentee = type(two.mentee)(programme=two.programme, person=person, role="mentee", state="ready",
                              created_at=make.NOW)
    db.session.add(mentee)
    db.session.flush()
    return mentee
