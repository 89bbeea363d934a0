"""When a reminder may go out: quiet hours in the reader's own day, a number a week, one letter a week."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentormatch.reminders.timing import DEFAULT, is_quiet, latest, may_send

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_TEN = datetime(2026, 5, 4, 10, 0, tzinfo=BERLIN)
WEEKLY = replace(DEFAULT, weekly=True, digest_weekday=0)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("hour", "quiet_from", "quiet_to", "expected"), [
    (19, 19, 7, True), (23, 19, 7, True), (0, 19, 7, True), (6, 19, 7, True), (7, 19, 7, False), (18, 19, 7, False),
    (12, 12, 14, True), (13, 12, 14, True), (14, 12, 14, False), (11, 12, 14, False), (5, 8, 8, False),
])
def test_quiet_hours_may_run_over_midnight(hour, quiet_from, quiet_to, expected):
    assert is_quiet(hour, quiet_from, quiet_to) is expected


def test_nothing_goes_out_in_quiet_hours():
    assert may_send(DEFAULT, MONDAY_TEN, ())
    assert not may_send(DEFAULT, MONDAY_TEN.replace(hour=22), ())


def test_never_more_than_the_number_a_week():
    sent = {MONDAY_TEN - DAY, MONDAY_TEN - 2 * DAY, MONDAY_TEN - 3 * DAY}

    assert not may_send(DEFAULT, MONDAY_TEN, sent)
    assert may_send(replace(DEFAULT, most_per_week=4), MONDAY_TEN, sent)
    assert may_send(DEFAULT, MONDAY_TEN + 4 * DAY, sent)


def test_the_weekly_letter_goes_out_once_on_its_day():
    assert may_send(WEEKLY, MONDAY_TEN, ())
    assert not may_send(WEEKLY, MONDAY_TEN, {MONDAY_TEN - timedelta(minutes=10)})
    assert may_send(WEEKLY, MONDAY_TEN, {MONDAY_TEN - 7 * DAY})


def test_a_weekly_letter_that_no_worker_sent_on_its_day_goes_out_later_in_the_week():
    assert may_send(WEEKLY, MONDAY_TEN + 2 * DAY, {MONDAY_TEN - 7 * DAY})


def test_who_has_just_chosen_the_weekly_letter_waits_for_its_day():
    chosen = replace(WEEKLY, changed_at=MONDAY_TEN + DAY)

    assert not may_send(chosen, MONDAY_TEN + 2 * DAY, ())
    assert may_send(chosen, MONDAY_TEN + 7 * DAY, ())


def test_the_day_begins_at_midnight_where_the_reader_is_on_the_day_the_clocks_change_too():
    sunday = datetime(2026, 3, 29, 12, 0, tzinfo=BERLIN)

    assert latest(sunday, 6).isoformat() == "2026-03-29T00:00:00+01:00"
    assert latest(sunday + DAY, 6).isoformat() == "2026-03-29T00:00:00+01:00"
