"""When a pair is due to meet: planned, by its cadence, or overdue."""

from datetime import date

from mentormatch.pairs.cadence import due

STARTED = date(2026, 3, 2)


def test_the_first_meeting_is_due_after_two_weeks_even_where_the_cadence_is_longer():
    meeting = due(None, None, STARTED, 4, today=date(2026, 3, 2))

    assert (meeting.on, meeting.days, meeting.state, meeting.is_first) == (date(2026, 3, 16), 14, "due", True)


def test_the_first_meeting_is_due_after_the_cadence_where_that_is_shorter():
    assert due(None, None, STARTED, 1, today=STARTED).on == date(2026, 3, 9)


def test_without_a_plan_the_next_meeting_is_a_cadence_after_the_last():
    meeting = due(None, date(2026, 4, 1), STARTED, 4, today=date(2026, 4, 2))

    assert (meeting.on, meeting.days, meeting.state, meeting.is_first) == (date(2026, 4, 29), 27, "due", False)


def test_a_planned_day_counts_before_the_cadence():
    meeting = due(date(2026, 4, 10), date(2026, 4, 1), STARTED, 4, today=date(2026, 4, 2))

    assert (meeting.on, meeting.days, meeting.state) == (date(2026, 4, 10), 8, "planned")


def test_a_plan_that_the_last_meeting_has_overtaken_does_not_count():
    meeting = due(date(2026, 4, 10), date(2026, 4, 10), STARTED, 4, today=date(2026, 4, 12))

    assert (meeting.on, meeting.state) == (date(2026, 5, 8), "due")


def test_today_is_due_and_tomorrow_it_is_overdue():
    last = date(2026, 4, 1)

    assert due(None, last, STARTED, 1, today=date(2026, 4, 8)).state == "due"
    late = due(None, last, STARTED, 1, today=date(2026, 4, 9))
    assert (late.state, late.is_overdue, late.days_over) == ("overdue", True, 1)


def test_a_planned_day_that_has_passed_is_overdue():
    meeting = due(date(2026, 4, 10), date(2026, 4, 1), STARTED, 4, today=date(2026, 4, 13))

    assert (meeting.state, meeting.days_over) == ("overdue", 3)


def test_after_a_pause_the_cadence_starts_anew_and_plans_from_before_it_are_forgotten():
    resumed = date(2026, 8, 3)

    meeting = due(date(2026, 5, 1), date(2026, 4, 1), resumed, 2, today=resumed)

    assert (meeting.on, meeting.days, meeting.state) == (date(2026, 8, 17), 14, "due")
