"""Breaks with a day, breaks the programme holds, pairs that somebody left, and reasons without an author."""

from datetime import date, timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import NotAhead
from mentormatch.enrolments import membership
from mentormatch.pairs import breaks, endings, queries, services, tasks
from mentormatch.pairs.models import ACTIVE, ENDED, LAPSED, PAUSED, EndingReason, Pair
from mentormatch.people.models import LEAVE, LEFT
from tests.mentormatch.pairs.conftest import without_names
from tests.support import make

UNTIL = date(2026, 5, 18)

WEEK_LATER = make.NOW + timedelta(days=7)


@pytest.fixture
def pair(two) -> Pair:
    """A pair that began a month ago."""
    return make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - timedelta(days=30))


@pytest.fixture
def on_break(pair) -> Pair:
    """The same, on a break until two weeks from now."""
    with transaction():
        breaks.pause(pair, by=pair.mentee.person, now=make.NOW, until=UNTIL)
    return pair


def leave(side):
    with transaction():
        side.person.status = LEFT


def state_of(pair):
    db.session.rollback()
    return db.session.get(Pair, pair.id).state


def test_a_break_with_a_day_ends_by_itself_on_that_day_once(on_break, mails):
    tasks.resume_due(make.NOW + timedelta(days=13))
    assert state_of(on_break) == PAUSED

    for _time in range(2):
        tasks.resume_due(make.NOW + timedelta(days=14))

    assert (state_of(on_break), on_break.paused_until) == (ACTIVE, None)
    assert sorted(row.to_email for row in mails("pairs.resumed")) == [
        "ines.okafor@company.example", "jonas.feld@company.example"]


def test_the_mail_of_a_break_names_its_day(on_break, mails):
    assert "until 18 May 2026" in mails("pairs.paused")[0].text


@pytest.mark.parametrize("until", [date(2026, 5, 4), date(2026, 4, 1), date(2027, 6, 1)])
def test_a_break_ends_on_a_day_ahead(pair, until):
    with pytest.raises(NotAhead), transaction():
        breaks.pause(pair, by=pair.mentee.person, now=make.NOW, until=until)


def test_the_other_one_can_take_a_break_while_one_is_on_leave(pair, mails):
    with transaction():
        pair.mentee.person.status = LEAVE
        breaks.pause(pair, by=pair.mentor.person, now=make.NOW)

    assert (pair.state, mails()) == (PAUSED, [])


def test_a_break_the_programme_holds_has_no_author_and_neither_can_end_it(pair, mails):
    with transaction():
        assert breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)
        assert not breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)

    with pytest.raises(breaks.IsHeld), transaction():
        breaks.resume(pair, by=pair.mentor.person, now=make.NOW)
    to_mentee, to_mentor = mails("pairs.paused")
    assert without_names(to_mentee.text) == without_names(to_mentor.text)
    assert make.count(AuditRow) == 0
    with transaction():
        assert breaks.release(pair, breaks.COORDINATORS, now=make.NOW)
    assert (pair.state, pair.is_held) == (ACTIVE, False)


def test_a_held_break_outlives_the_day_one_of_them_had_set(on_break):
    with transaction():
        breaks.hold(on_break, breaks.COORDINATORS, now=make.NOW)

    tasks.resume_due(make.NOW + timedelta(days=30))

    assert state_of(on_break) == PAUSED


def test_a_held_pair_can_still_be_ended(pair):
    with transaction():
        breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)
        services.end(pair, by=pair.mentor.person, now=make.NOW)

    assert (pair.state, pair.is_held) == (ENDED, False)


def test_who_stays_is_told_that_the_other_one_left_the_company(pair, mails):
    leave(pair.mentor)

    for _time in range(2):
        tasks.part_those_gone(WEEK_LATER)

    assert state_of(pair) == ENDED
    letter, = mails()
    assert letter.to_email == "ines.okafor@company.example"
    assert "Jonas Feld has left the company" in letter.text
    assert "you'll be first in line in the next matching round" in letter.text
    assert db.session.get_one(Pair, pair.id).closed_because == "left"


def test_who_withdraws_ends_the_pair_kindly(pair, mails):
    with transaction():
        membership.withdraw(pair.mentee, now=make.NOW)

    tasks.part_those_gone(WEEK_LATER)

    letters = {row.to_email.split(".")[0]: row.text for row in mails("pairs.ended")}
    assert "Ines Okafor is no longer in" in letters["jonas"]
    assert "is no longer in" not in letters["ines"]
    assert "You're still in the programme" not in letters["ines"]
    assert queries.live_counts(pair.programme_id) == {}


def test_an_open_proposal_lapses_in_the_usual_words_when_one_leaves(two, mails):
    proposal = make.pair(two.mentor, two.mentee)
    leave(two.mentee)

    tasks.part_those_gone(WEEK_LATER)

    assert (state_of(proposal), [row.kind for row in mails()]) == (LAPSED, ["pairs.not_going_ahead"])
    assert "left" not in mails()[0].text.replace("leftover", "")


def test_whose_proposal_closes_by_withdrawing_is_not_told_to_stay_and_the_other_one_reads_the_usual_words(two, mails):
    proposal = make.pair(two.mentor, two.mentee)
    with transaction():
        membership.withdraw(two.mentee, now=make.NOW)

    tasks.part_those_gone(WEEK_LATER)

    letters = {row.to_email.split(".")[0]: row.text for row in mails("pairs.not_going_ahead")}
    assert state_of(proposal) == LAPSED
    assert "You're still in the programme and can be matched in the next round." in letters["jonas"]
    assert "You're still in the programme" not in letters["ines"]


def test_the_mail_of_an_end_does_not_promise_that_no_reason_is_kept(pair, mails):
    with transaction():
        services.end(pair, by=pair.mentor.person, now=make.NOW)

    for row in mails("pairs.ended"):
        assert "without a reason" in row.text
        assert "none is kept" not in row.text  # either may leave one for the coordinators afterwards
        assert "You're still in the programme and can be matched in the next round." in row.text


def test_a_pair_of_people_who_stay_is_left_alone(pair, mails):
    tasks.part_those_gone(WEEK_LATER)

    assert (state_of(pair), mails()) == (ACTIVE, [])


def test_a_reason_has_no_author_no_time_and_no_order(pair):
    with transaction():
        services.end(pair, by=pair.mentee.person, now=make.NOW)
        before = db.session.scalar(db.select(db.func.count()).select_from(AuditRow))
        for side, text in ((pair.mentor, "We had no time."), (pair.mentee, "It was done.")):
            endings.give_reason(pair, text, by=side.person)
            endings.give_reason(pair, text, by=side.person)

    assert endings.reasons(pair.id) == ["It was done.", "We had no time."]
    assert {column.name for column in EndingReason.__table__.columns} == {"id", "pair_id", "text"}
    assert make.count(AuditRow) == before


def test_a_reason_is_for_an_end_and_from_one_of_the_two(pair, two):
    with pytest.raises(endings.NotEnded), transaction():
        endings.give_reason(pair, "Why?", by=pair.mentee.person)
    with pytest.raises(LookupError), transaction():
        endings.give_reason(pair, "Why?", by=two.coordinator)


def test_the_rhythm_the_two_agreed_on_decides_when_they_are_due(pair):
    with transaction():
        services.note_meetings(pair, last_met_on=date(2026, 5, 1), next_on=None)
        services.agree_on_cadence(pair, 2)

    assert services.next_due(pair, date(2026, 5, 4)).on == date(2026, 5, 15)
