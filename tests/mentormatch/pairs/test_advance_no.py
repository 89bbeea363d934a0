"""A private limit answers a proposal for its owner: to everyone else it is a no like any other."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTEE, MENTOR, Enrolment
from mentormatch.pairs import advance_no, proposing, queries, services, tasks
from mentormatch.pairs.models import BOTH, DECLINED, PROPOSED
from mentormatch.people.zones import zone_of
from tests.mentormatch.pairs.conftest import without_names
from tests.support import make


def propose(two, side=None):
    with transaction():
        proposal = proposing.Proposal(two.mentor, two.mentee, 700, {}, side)
        return proposing.propose_all([proposal], round_number=1, by=two.coordinator, now=make.NOW)[0]


def rows():
    """What the outbox shows of each email, beside what its seal holds: whether it reaches anyone."""
    db.session.rollback()
    emails = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)).all()
    return [(email.kind, email.to_email, email.state, email.created_at) for email in emails], [
        email.content.hushed for email in emails]


def trail():
    return [(row.verb, row.by_id, row.at) for row in db.session.scalars(db.select(AuditRow).order_by(AuditRow.id))]


def test_whose_limit_it_is():
    mentor, mentee = Enrolment(id="m", person_id="p"), Enrolment(id="n", person_id="q")

    assert advance_no.sides(mentor, mentee, {}) is None
    assert advance_no.sides(mentor, mentee, {"m": frozenset({"q"})}) == MENTOR
    assert advance_no.sides(mentor, mentee, {"n": frozenset({"p"})}) == MENTEE
    assert advance_no.sides(mentor, mentee, {"m": frozenset({"q"}), "n": frozenset({"p"})}) == BOTH


@pytest.mark.parametrize("side", [MENTOR, MENTEE, BOTH])
def test_it_closes_at_its_time_and_its_owner_never_gets_a_letter(two, side):
    pair = propose(two, side)
    owners = {MENTOR: {two.mentor}, MENTEE: {two.mentee}, BOTH: {two.mentor, two.mentee}}[side]
    due = pair.no_due_at

    tasks.decline_in_advance(due - timedelta(seconds=1))
    assert pair.state == PROPOSED
    tasks.decline_in_advance(due)

    assert (pair.state, pair.closed_at, pair.no_in_advance, pair.no_due_at) == (DECLINED, due, None, None)
    shown, hushed = rows()
    reached = {email for (_kind, email, *_rest), is_hushed in zip(shown, hushed, strict=True) if not is_hushed}
    assert reached == {side.person.email for side in (two.mentor, two.mentee) if side not in owners}


def test_in_the_outbox_and_the_trail_it_is_a_no_like_any_other(two):
    pair = propose(two, MENTEE)
    due = pair.no_due_at
    tasks.remind_due(min(due, make.NOW + timedelta(days=3)))
    tasks.decline_in_advance(due)
    private = rows()[0], trail(), pair.state
    with transaction():
        for table in reversed(db.metadata.sorted_tables):
            if table.name in ("outbox_mail", "pair"):
                db.session.execute(table.delete())
    before = len(trail())

    other = propose(two)
    tasks.remind_due(min(due, make.NOW + timedelta(days=3)))
    with transaction():
        services.decline(other, by=two.mentee.person, now=due)

    assert (rows()[0], trail()[before:], other.state) == private


def test_the_other_side_sees_an_ordinary_proposal_and_may_accept(two, signed_in):
    pair = propose(two, MENTEE)
    mentor = signed_in(two.mentor.person)

    page = mentor.open_page(f"/pairs/{pair.id}")
    assert "Accept" in page.text
    page.submit("Accept")
    db.session.rollback()

    assert pair.state == PROPOSED
    assert pair.mentor_accepted_at
    assert "private list" not in mentor.open_page("/pairs").text


def test_its_owner_sees_a_line_of_their_own_and_nothing_to_answer(two, signed_in):
    pair = propose(two, MENTEE)
    owner = signed_in(two.mentee.person)

    page = owner.open_page("/pairs")
    assert "No match with Jonas Feld" in page.text
    assert "we've said no for you" in page.text.replace("’", "'")
    assert "Needs your reply" not in page.text
    assert queries.waiting_for(two.mentee.person) == []
    assert queries.of_person(two.mentee.person_id) == []
    assert "Jonas Feld" not in owner.open_page("/").text
    with transaction(), pytest.raises(services.NoLongerOpen):
        services.accept(pair, by=two.mentee.person, now=make.NOW)

    tasks.decline_in_advance(pair.no_due_at)
    assert "No match with" not in owner.open_page("/pairs").text


def test_the_time_is_one_at_which_people_answer(two):
    dues = set()
    for _proposal in range(60):
        pair = propose(two, MENTOR)
        local = pair.no_due_at.astimezone(zone_of(two.mentor.person))
        assert local.weekday() < 5
        assert advance_no.FIRST_HOUR <= local.hour < advance_no.LAST_HOUR
        assert timedelta(minutes=50) <= pair.no_due_at - make.NOW < queries.LAPSES_AFTER
        dues.add(pair.no_due_at)
        with transaction():
            services.withdraw(pair, by=two.coordinator, now=make.NOW, may_return=True, send_mail=False)
    assert len(dues) > 50


def test_a_withdrawal_first_tells_its_owner_nothing(two):
    pair = propose(two, MENTEE)
    with transaction():
        services.withdraw(pair, by=two.coordinator, now=make.NOW + timedelta(minutes=1))

    shown, hushed = rows()
    assert all(is_hushed for (_kind, email, *_rest), is_hushed in zip(shown, hushed, strict=True)
               if email == two.mentee.person.email)
    assert pair.no_in_advance is None


def test_the_letter_that_closes_it_says_what_every_other_one_says(two):
    private = propose(two, MENTEE)
    tasks.decline_in_advance(private.no_due_at)
    letters = [without_names(email.text) for email in db.session.scalars(
        db.select(OutboxMail).where(OutboxMail.kind == "pairs.not_going_ahead"))]

    assert letters[0] == letters[1]
