"""Couples set aside by lot: stable, symmetrical, nested, as many as they should be, and moving as they should."""

from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest

from mentormatch.programmes.lots import RATES
from mentormatch.rounds.input.lots import FALLING, LIFTING, TERM, Lots, Seat
from tests.support import make

KEY = bytes(range(32))
MENTEES = [Seat(f"mentee {number}", f"department {number % 7}") for number in range(600)]
MENTORS = [Seat(f"mentor {number}", f"department {number % 7}") for number in range(300)]
IS_NEAR = np.array([[mentee.department == mentor.department for mentor in MENTORS] for mentee in MENTEES])
MOMENTS = [make.NOW + TERM * share for share in (0, 0.25, 0.5, 1, 2)]


def lots(strength="normal", key=KEY, programme_id="programme"):
    return Lots(key, programme_id, strength, make.NOW)


@pytest.fixture(scope="module")
def over_time():
    return [lots().set_aside(MENTEES, MENTORS, moment) for moment in MOMENTS]


@pytest.mark.parametrize("strength", ["none", "normal", "strong"])
def test_as_many_are_set_aside_from_the_start_as_the_rates_say(strength):
    aside = lots(strength).set_aside(MENTEES, MENTORS, make.NOW)

    for is_near, rate in zip((IS_NEAR, ~IS_NEAR), RATES[strength], strict=True):
        spread = 4 * (rate * (1 - rate) / is_near.sum()) ** 0.5
        assert abs(aside[is_near].mean() - rate) <= spread


def test_a_lot_depends_on_the_key_the_programme_and_the_two_and_on_no_one_else(over_time):
    some = lots().set_aside(MENTEES[100:150], MENTORS[::-1][:40], make.NOW)

    assert (some == over_time[0][100:150, ::-1][:, :40]).all()
    for other in (lots(key=KEY[::-1]), lots(programme_id="other")):
        both = (other.set_aside(MENTEES, MENTORS, make.NOW) & over_time[0])[~IS_NEAR].mean()
        assert both < 2 * RATES["normal"][1] ** 2, "lots of another key are independent of these"


def test_a_couple_has_one_lot_whichever_of_the_two_is_the_mentor():
    there = lots().set_aside(MENTEES[:200], MENTEES[200:300], make.NOW)
    back = lots().set_aside(MENTEES[200:300], MENTEES[:200], make.NOW)

    assert (there == back.T).all()


def test_no_one_is_set_aside_with_themselves_and_no_department_is_near_no_one():
    apart = [Seat(f"person {number}", "") for number in range(400)]
    aside = lots("strong").set_aside(apart, apart, make.NOW)

    assert not aside.diagonal().any()
    assert abs(aside.mean() - RATES["strong"][1]) < 0.01


def test_what_is_set_aside_stays_so_when_a_programme_sets_more_aside():
    for moment in MOMENTS:
        normal, strong = (lots(strength).set_aside(MENTEES, MENTORS, moment) for strength in ("normal", "strong"))
        assert not (normal & ~strong).any()


def test_lots_fall_and_lift_through_the_term_and_then_stay(over_time):
    start, *_between, end, later = over_time
    ever = np.logical_or.reduce(over_time)

    assert (end == later).all()
    assert abs(start.sum() / ever.sum() - 1 / (1 + FALLING)) < 0.03, "two thirds hold from the start"
    assert abs((start & ~end).sum() / start.sum() - LIFTING) < 0.03
    for before, after, share in zip(over_time, over_time[1:], (0.25, 0.25, 0.5), strict=False):
        assert abs((after & ~before).sum() / (FALLING * start.sum()) - share) < 0.06
    assert not any((early & ~middle & late).any() for early, middle, late in combinations(over_time, 3)), "none returns"


def test_nothing_moves_before_the_beginning_or_in_an_instant(over_time):
    assert (lots().set_aside(MENTEES, MENTORS, make.NOW - timedelta(days=90)) == over_time[0]).all()
    moved = lots().set_aside(MENTEES, MENTORS, make.NOW + timedelta(minutes=1)) != over_time[0]
    assert moved.sum() <= 2


def test_after_a_first_look_a_shown_couple_falls_as_often_as_one_within_a_department():
    mentee, mentor = MENTEES[0], MENTORS[1]
    fallen = [lots().falls_after_look(f"look {number}", mentee, mentor) for number in range(4000)]

    assert abs(np.mean(fallen) - RATES["normal"][0]) < 0.025
    assert not lots("none").falls_after_look("look 1", mentee, mentor)
