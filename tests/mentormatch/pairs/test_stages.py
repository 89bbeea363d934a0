"""Which stage a pair is in, and that each kind has something to say for each side in each stage."""

from datetime import date, timedelta

import pytest

from mentormatch.base.db import transaction
from mentormatch.pairs import page
from mentormatch.pairs.guides import STAGE_GUIDES
from mentormatch.pairs.models import ACTIVE
from mentormatch.pairs.stages import stage
from mentormatch.programmes.kinds import KINDS
from tests.support import make

START, END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(("day", "expected"), [
    (START, "first"), (date(2026, 1, 28), "first"), (date(2026, 1, 29), "second-month"),
    (date(2026, 6, 16), "second-month"), (date(2026, 6, 18), "half-way"), (date(2026, 11, 18), "half-way"),
    (date(2026, 11, 19), "closing"), (END, "closing"), (date(2027, 3, 1), "closing"),
])
def test_a_year_goes_from_the_first_meeting_to_the_close(day, expected):
    assert stage(START, END, day, has_met=True) == expected


def test_two_who_have_not_met_are_at_the_beginning_whatever_the_day():
    assert stage(START, END, END, has_met=False) == "first"


@pytest.mark.parametrize("days", [-5, 0, 1, 7, 20, 40, 60])
def test_a_short_time_passes_through_the_stages_in_their_order(days):
    order = ["first", "second-month", "half-way", "closing"]
    end = START + timedelta(days=days)

    positions = [order.index(stage(START, end, START + timedelta(days=day), has_met=True)) for day in range(80)]

    assert positions == sorted(positions)
    assert positions[-1] == order.index("closing")


def test_each_kind_asks_other_things_of_each_side_in_each_stage():
    assert STAGE_GUIDES.keys() == KINDS.keys()
    sentences = [str(line) for guides in STAGE_GUIDES.values() for guide in guides.values()
                 for line in (*guide.mentee.questions, *guide.mentor.questions)]
    assert len(sentences) == len(set(sentences)) == 54
    for guides in STAGE_GUIDES.values():
        for guide in guides.values():
            assert str(guide.mentee.agenda[0]).startswith("Your agenda:")
            assert str(guide.mentor.agenda[0]).startswith(("Their agenda:", "Your mentee's agenda:"))


def test_the_page_tells_each_side_what_this_stage_asks(two):
    pair = make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - timedelta(days=50))
    day = make.NOW.date()
    assert page.for_reader(pair, two.mentee.person, day, make.NOW).stage_guide is None

    with transaction():
        pair.last_met_on = day - timedelta(days=20)

    shown = page.for_reader(pair, two.mentee.person, day, make.NOW)
    assert shown.stage_guide is STAGE_GUIDES["sponsorship"]["second-month"]


def test_the_timeline_puts_the_latest_first(app, two, monkeypatch):
    pair = make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW)
    earlier = page.TimelineEntry(date(2026, 5, 1), "a.html", "earlier")
    same_day = page.TimelineEntry(date(2026, 5, 2), "a.html", "same day", make.NOW)
    later = page.TimelineEntry(date(2026, 5, 2), "a.html", "later", make.NOW + timedelta(hours=1))
    timelines = [lambda pair, reader: [same_day, earlier], lambda pair, reader: [later]]
    monkeypatch.setitem(app.extensions, "pair_timelines", timelines)

    assert [entry.shown for entry in page.entries(pair, two.mentee.person)] == ["later", "same day", "earlier"]
