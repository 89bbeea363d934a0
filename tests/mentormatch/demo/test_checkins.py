"""Histories of pairs: months of meetings in different words, confirmed, told differently, or silent at last."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mentormatch.demo import notes
from mentormatch.demo.checkins import courses, histories, history, workday
from mentormatch.demo.demo import demo
from mentormatch.demo.picks import shuffled, stream
from mentormatch.programmes.formats import MEETING_FORMATS, MEETING_MINUTES

TODAY = date(2026, 11, 22)
PROGRAMME = demo(TODAY).sponsorship
START = PROGRAMME.published_on


def some_pairs(seed=3):
    """As many pairs as there are places; any would do, a round decides the real ones."""
    mentees = shuffled(stream(seed, "pairs"), PROGRAMME.ready("mentee"))
    seats = [spec for spec in PROGRAMME.ready("mentor") for _ in range(spec.places)]
    return list(zip(mentees, seats, strict=False))


PAIRS = some_pairs()
HISTORIES = histories(PAIRS, seed=9, start=START, today=TODAY)
CHECK_INS = [entry for past in HISTORIES for entry in past.check_ins]


def test_most_pairs_are_running_and_every_other_fate_occurs():
    states = Counter(past.state for past in HISTORIES)

    assert states == {"active": 20, "paused": 1, "ended": 1, "declined": 1, "lapsed": 1}


def test_a_sixth_of_the_pairs_has_fallen_silent():
    active = [past for past in HISTORIES if past.state == "active"]

    silent = [past for past in active if past.check_ins[-1].happened_on < TODAY - timedelta(weeks=8)]

    assert len(silent) == 4
    assert all(past.check_ins for past in silent)


def test_the_same_pairs_have_the_same_history_in_whatever_order():
    turned = histories(PAIRS[::-1], seed=9, start=START, today=TODAY)

    assert turned[::-1] == HISTORIES
    assert histories(PAIRS, seed=10, start=START, today=TODAY) != HISTORIES


def test_one_pair_alone_can_be_told_too():
    mentee, mentor = PAIRS[0]

    past = history(mentee, mentor, stream(1, "x"), START, TODAY)

    assert past == history(mentee, mentor, stream(1, "x"), START, TODAY)
    assert past.state == "active"
    assert len(past.check_ins) >= 4


def test_running_pairs_meet_about_every_four_weeks_for_five_months():
    running = [past.check_ins for past in HISTORIES if past.state == "active" and len(past.check_ins) >= 4]

    assert len(running) >= 14
    for met in running:
        gaps = [(after.happened_on - before.happened_on).days for before, after in pairwise(met)]
        assert all(20 <= gap <= 38 for gap in gaps)


def test_a_pair_begins_when_both_have_accepted():
    for past in HISTORIES:
        if past.state in ("declined", "lapsed"):
            assert past.started_on is None
            assert past.check_ins == ()
        else:
            assert past.started_on == max(past.mentee_accepted_on, past.mentor_accepted_on)
            assert START <= past.started_on < past.check_ins[0].happened_on


def test_a_refusal_is_hers_and_says_no_more():
    declined = [past for past in HISTORIES if past.state == "declined"]

    assert [past.declined_by for past in declined] == ["mentee"]
    assert all(past.declined_by == "" for past in HISTORIES if past.state != "declined")


def test_no_meeting_lies_ahead_and_none_is_on_a_weekend():
    for entry in CHECK_INS:
        assert entry.happened_on <= entry.logged_on <= TODAY
        assert entry.happened_on.weekday() < 5
        if entry.answer:
            assert entry.logged_on <= entry.answer.answered_on <= TODAY
        if entry.next_on:
            assert entry.next_on > entry.logged_on
    for past in HISTORIES:
        assert past.closed_on is None or past.closed_on <= TODAY


def test_lengths_and_formats_are_among_the_choices():
    assert {entry.minutes for entry in CHECK_INS} == set(MEETING_MINUTES)
    assert {entry.format for entry in CHECK_INS} <= {choice.slug for choice in MEETING_FORMATS}
    assert len({entry.format for entry in CHECK_INS}) >= 3


def test_people_far_apart_meet_face_to_face_only_when_somebody_travels():
    apart = [
        entry.format
        for (mentee, mentor), past in zip(PAIRS, HISTORIES, strict=True)
        if mentee.person.site != mentor.person.site
        for entry in past.check_ins
    ]

    in_person = sum(entry not in ("video", "small-group") for entry in apart)

    assert 0 < in_person < 0.2 * len(apart)


def test_two_meet_in_ways_both_are_at_ease_with():
    for (mentee, mentor), past in zip(PAIRS, HISTORIES, strict=True):
        both = set(mentee.formats) & set(mentor.formats)
        assert {entry.format for entry in past.check_ins} <= both | {"video"}


def test_both_sides_log_and_both_keep_private_notes_now_and_then():
    authors = Counter(entry.author for entry in CHECK_INS)
    notes_of_mentees = sum(bool(entry.note_of_mentee) for entry in CHECK_INS)
    notes_of_mentors = sum(bool(entry.note_of_mentor) for entry in CHECK_INS)

    assert min(authors["mentor"], authors["mentee"]) > 20
    assert 0.1 < notes_of_mentees / len(CHECK_INS) < 0.5
    assert 0.1 < notes_of_mentors / len(CHECK_INS) < 0.5


def test_most_check_ins_are_confirmed_and_a_few_told_differently():
    answers = Counter(entry.answer.kind if entry.answer else "none" for entry in CHECK_INS)

    assert answers["confirmed"] > 0.55 * len(CHECK_INS)
    assert 3 <= answers["corrected"] <= 8
    assert answers["none"] > 5


def test_a_correction_is_a_whole_account_that_makes_less_of_the_meeting():
    corrected = [entry for entry in CHECK_INS if entry.answer and entry.answer.kind == "corrected"]

    for entry in corrected:
        assert entry.author == "mentor"
        assert entry.answer.minutes < entry.minutes
        assert entry.answer.happened_on == entry.happened_on
        assert entry.answer.format == entry.format
        assert entry.answer.shared
        assert entry.answer.shared != entry.shared


def test_a_confirmation_adds_nothing():
    for entry in CHECK_INS:
        if entry.answer and entry.answer.kind == "confirmed":
            assert entry.answer.shared == ""
            assert entry.answer.minutes is None


def test_notes_are_varied_and_speak_of_the_two():
    shared = Counter(entry.shared for entry in CHECK_INS)

    assert len(shared) >= 80
    assert max(shared.values()) <= 4
    assert not any("{" in text for text in shared)
    assert all(text[-1] in ".?" for text in shared)
    for (mentee, _), past in zip(PAIRS, HISTORIES, strict=True):
        words = [entry.shared for entry in past.check_ins]
        assert len(set(words)) == len(words), mentee.email


def test_at_least_sixty_sentences_were_written_by_hand():
    about_goals = [line for lines in notes.ABOUT_GOALS.values() for line in lines]
    written = [
        *notes.FIRST_MEETING, *about_goals, *notes.IN_GENERAL, *notes.IN_SHORT, *notes.DEEDS, *notes.NEXT_STEPS,
    ]  # fmt: skip

    assert len(set(written)) == len(written) >= 80


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 24, 60])
def test_at_least_half_of_any_number_of_pairs_has_an_ordinary_course(count):
    fates = Counter(courses(count, stream(1, "courses")))

    assert sum(fates.values()) == count
    assert fates["running"] >= count / 2


def test_a_workday_is_never_on_a_weekend():
    days = [workday(date(2026, 11, 16) + timedelta(step)) for step in range(14)]

    assert all(day.weekday() < 5 for day in days)
    assert days[:5] == [date(2026, 11, 16) + timedelta(step) for step in range(5)]
    assert days[5] == days[6] == days[7] == date(2026, 11, 23)
