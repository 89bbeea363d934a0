"""Taking a proposal back: a coordinator's deed, told to both in the same words, and never after the two have met."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs import breaks, queries, services
from mentormatch.pairs.models import ACTIVE, ENDED, WITHDRAWN
from tests.support import make


def propose(two):
    with transaction():
        return services.propose(two.mentor, two.mentee, score=700, why={}, round_number=1, by=None, now=make.NOW,
                                send_mail=False)


@pytest.fixture
def coordinator(app):
    return make.person("Carla Coordinator")


def taken_back(pair, by, **values):
    with transaction():
        services.withdraw(pair, by=by, now=make.NOW, **values)


def test_both_read_the_same_words_and_the_place_is_free_again(two, coordinator):
    pair = propose(two)

    taken_back(pair, coordinator)
    taken_back(pair, coordinator)

    assert pair.state == WITHDRAWN
    mails = list(db.session.scalars(db.select(OutboxMail)))
    assert sorted(mail.to_name for mail in mails) == sorted((two.mentor.person.name, two.mentee.person.name))
    assert {mail.kind for mail in mails} == {"pairs.withdrawn"}
    assert all("nothing to do with either of you" in mail.text for mail in mails)
    assert queries.live_counts(two.programme.id) == {}
    row = db.session.scalar(db.select(AuditRow).where(AuditRow.verb == "pair.withdrawn"))
    assert row.by_id == coordinator.id


def test_a_single_yes_is_forgotten(two, coordinator):
    pair = propose(two)
    with transaction():
        services.accept(pair, by=two.mentee.person, now=make.NOW)

    taken_back(pair, coordinator)

    assert (pair.mentor_accepted_at, pair.mentee_accepted_at) == (None, None)


def test_two_who_were_taken_back_are_not_proposed_again_unless_the_whole_round_was(two, coordinator):
    taken_back(propose(two), coordinator, may_return=True)
    again = propose(two)

    taken_back(again, coordinator)

    with pytest.raises(services.WasPairedBefore):
        propose(two)
    assert len(queries.past_couples(two.programme.id)) == 1


def test_a_pair_that_has_begun_is_taken_back_only_before_it_has_met(two, coordinator):
    pair = propose(two)
    with transaction():
        pair.state, pair.started_at, pair.last_met_on = ACTIVE, make.NOW, make.NOW.date()
    with pytest.raises(services.HasMet):
        taken_back(pair, coordinator)
    with transaction():
        pair.last_met_on = None

    taken_back(pair, coordinator)

    assert pair.state == WITHDRAWN


def test_an_ended_pair_is_not_taken_back(two, coordinator):
    pair = propose(two)
    with transaction():
        pair.state, pair.closed_at = ENDED, make.NOW + timedelta(days=1)

    with pytest.raises(services.HasMet, match="already over"):
        taken_back(pair, coordinator)


def test_a_break_that_the_programme_held_ends_with_the_pair_and_brings_nothing_back(two, coordinator, mails):
    pair = propose(two)
    with transaction():
        pair.state, pair.started_at = ACTIVE, make.NOW
        breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)
    taken_back(pair, coordinator)
    before = len(mails())

    with transaction():
        assert not breaks.release(pair, breaks.COORDINATORS, now=make.NOW)

    assert (pair.state, pair.is_held) == (WITHDRAWN, False)
    assert len(mails()) == before
