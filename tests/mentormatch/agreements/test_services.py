"""Proposing, answering and changing an agreement; what is hers alone to say."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from mentormatch.agreements import queries, services
from mentormatch.agreements.models import ACCEPTED, PROPOSED, REPLACED, TAKEN_BACK, Agreement
from mentormatch.agreements.services import MenteeTerms, Terms
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import ChangedMeanwhile
from mentormatch.pairs import services as pairs
from tests.support import make

TERMS = Terms(cadence_weeks=2, formats=("video", "walking"), place="By the river", confidentiality="all-but",
              confidentiality_words="MARKER our own words")
HERS = MenteeTerms("MARKER to be seen", ("introduced",), ("told-manager",))


def propose(two, by, terms=TERMS, seen_version=0, mentee_terms=None, idempotency_key=None):
    with transaction():
        return services.propose(two.pair, terms, by=by, seen_version=seen_version, now=make.NOW,
                                mentee_terms=mentee_terms, idempotency_key=idempotency_key)


def accept(agreement, by, mentee_terms=None):
    with transaction():
        services.accept(agreement, by=by, now=make.NOW + timedelta(hours=1), mentee_terms=mentee_terms)


def states(two):
    db.session.rollback()
    return [version.state for version in reversed(queries.versions(two.pair.id))]


def test_one_proposes_the_other_accepts_and_the_rhythm_holds(two, mails):
    first = propose(two, two.her, mentee_terms=HERS)
    assert queries.current(two.pair.id) is None

    accept(first, two.him)
    accept(first, two.him)

    assert queries.current(two.pair.id).id == first.id
    assert two.pair.cadence_weeks == 2
    with transaction():
        pairs.note_meetings(two.pair, last_met_on=date(2026, 5, 4), next_on=None)
    assert pairs.next_due(two.pair, date(2026, 5, 4)).on == date(2026, 5, 18)
    assert mails() == [("agreements.proposed", two.him.email), ("agreements.accepted", two.her.email)]


def test_a_change_takes_the_place_of_what_held_and_earlier_versions_stay(two):
    accept(propose(two, two.her), two.him)
    accept(propose(two, two.him, Terms(4, ("video",)), seen_version=1), two.her)

    assert states(two) == [REPLACED, ACCEPTED]
    assert queries.versions(two.pair.id)[1].place == "By the river"
    assert two.pair.cadence_weeks == 4


def test_the_other_one_may_answer_with_another_version(two):
    first = propose(two, two.her)

    propose(two, two.him, Terms(3, ("office",)), seen_version=1)

    assert states(two) == [REPLACED, PROPOSED]
    with pytest.raises(services.NotWaiting):
        accept(first, two.him)


def test_who_proposed_cannot_accept_and_who_did_not_cannot_take_back(two):
    first = propose(two, two.him)

    with pytest.raises(services.OwnProposal):
        accept(first, two.him)
    with pytest.raises(services.OwnProposal), transaction():
        services.take_back(first, by=two.her, now=make.NOW)

    assert states(two) == [PROPOSED]


def test_a_proposal_is_taken_back_once_and_can_then_not_be_accepted(two):
    first = propose(two, two.him)
    for _time in range(2):
        with transaction():
            services.take_back(first, by=two.him, now=make.NOW)

    assert states(two) == [TAKEN_BACK]
    with pytest.raises(services.NotWaiting):
        accept(first, two.her)


def test_who_was_slower_is_told_so_and_nothing_is_lost(two):
    propose(two, two.her)

    with pytest.raises(ChangedMeanwhile, match="Ines was quicker"):
        propose(two, two.him, seen_version=0)

    assert states(two) == [PROPOSED]


def test_who_proposed_in_another_tab_is_not_told_that_the_other_one_was_quicker(two):
    propose(two, two.her)

    with pytest.raises(ChangedMeanwhile, match="You've written a newer version"):
        propose(two, two.her, seen_version=0)

    assert states(two) == [PROPOSED]


def test_the_database_keeps_one_waiting_version_whatever_the_code_does(two):
    first = propose(two, two.her)

    with pytest.raises(IntegrityError), transaction():
        db.session.add(Agreement(pair_id=two.pair.id, version=2, state=PROPOSED, proposed_by_id=first.proposed_by_id,
                                 proposed_at=make.NOW, cadence_weeks=2))


def test_the_same_form_posted_twice_proposes_once(two, mails):
    first = propose(two, two.her, idempotency_key="k")

    assert propose(two, two.her, idempotency_key="k").id == first.id
    assert len(mails()) == 1


def test_what_she_welcomes_is_not_his_to_set_and_his_version_carries_it_on(two):
    accept(propose(two, two.her, mentee_terms=HERS), two.him)

    proposal = propose(two, two.him, seen_version=1,
                       mentee_terms=MenteeTerms("Mine now", ("told-manager", "introduced"), ()))

    assert (proposal.wants, proposal.welcome, proposal.ask_first) == (HERS.wants, ["introduced"], ["told-manager"])


def test_she_adds_her_part_with_her_yes(two):
    first = propose(two, two.him, mentee_terms=HERS)
    assert (first.wants, first.welcome) == ("", [])

    accept(first, two.her, mentee_terms=HERS)

    assert queries.current(two.pair.id).ask_first == ["told-manager"]


def test_she_changes_her_part_alone_and_it_holds_at_once(two, mails):
    accept(propose(two, two.her, mentee_terms=HERS), two.him)
    waiting = propose(two, two.him, Terms(6, ("office",)), seen_version=1)

    with transaction():
        services.set_mentee_terms(two.pair, MenteeTerms("Less", (), ("introduced", "told-manager")), by=two.her,
                                  now=make.NOW)
        services.set_mentee_terms(two.pair, MenteeTerms("Less", (), ("introduced", "told-manager")), by=two.her,
                                  now=make.NOW)

    current = queries.current(two.pair.id)
    assert current.ask_first == ["introduced", "told-manager"]
    assert (current.cadence_weeks, current.place) == (2, "By the river")
    assert waiting.wants == "Less"
    assert [kind for kind, _to in mails()].count("agreements.hers_changed") == 1
    accept(waiting, two.her)
    assert queries.current(two.pair.id).wants == "Less"


def test_nobody_but_her_says_her_part(two):
    accept(propose(two, two.her), two.him)

    with pytest.raises(LookupError), transaction():
        services.set_mentee_terms(two.pair, HERS, by=two.him, now=make.NOW)


@pytest.mark.parametrize(("terms", "mentee_terms", "refusal"), [
    (Terms(2, ()), MenteeTerms(), services.NoWayOfMeeting),
    (Terms(2, ("teleport",)), MenteeTerms(), services.NoWayOfMeeting),
    (TERMS, MenteeTerms("", ("told-manager",), ("told-manager",)), services.OfBothKinds),
    (TERMS, MenteeTerms("", ("unknown",), ()), services.OfBothKinds),
])
def test_what_makes_no_sense_is_answered_with_a_sentence(two, terms, mentee_terms, refusal):
    with pytest.raises(refusal):
        propose(two, two.her, terms, mentee_terms=mentee_terms)


def test_after_the_end_nothing_is_proposed_or_accepted(two):
    first = propose(two, two.her)
    with transaction():
        pairs.end(two.pair, by=two.him, now=make.NOW)

    with pytest.raises(pairs.NotMeeting):
        accept(first, two.him)
    with pytest.raises(pairs.NotMeeting):
        propose(two, two.him, seen_version=1)


def test_no_word_of_an_agreement_is_in_a_mail_or_in_the_audit_trail(two):
    accept(propose(two, two.her, mentee_terms=HERS), two.him)

    db.session.rollback()
    assert make.count(AuditRow) == 2
    for table in ("outbox_mail", "audit_row"):
        assert not any("MARKER" in str(row) for row in db.session.execute(db.text(f"select * from {table}")))
