"""How pulses are read over time, and when they are asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.pulses.scale import AREAS, ITEMS, sentence
from mentormatch.pulses.trend import fell, fell_last, level
from mentormatch.pulses.waves import wave_on

SLUGS = [item.slug for item in ITEMS]
ANSWERS = st.dictionaries(st.sampled_from(SLUGS), st.integers(1, 5))


def all_at(step, but=()):
    return {slug: step for slug in SLUGS if slug not in but}


def test_the_scale_has_two_sentences_an_area_and_names_the_other_one():
    assert {area: sum(item.area == area for item in ITEMS) for area in AREAS} == dict.fromkeys(AREAS, 2)
    answers = [sentence(item, for_her=for_her, name="Jonas") for item in ITEMS for for_her in (True, False)]
    assert not any("%" in words for words in answers)
    assert any("Jonas" in words for words in answers)


def test_six_steps_down_in_eight_is_a_fall_and_five_is_not():
    four = all_at(4)

    assert fell(four, four | dict.fromkeys(SLUGS[:6], 3))
    assert not fell(four, four | dict.fromkeys(SLUGS[:5], 3))


def test_fewer_than_four_sentences_in_common_say_nothing():
    few = all_at(5, but=SLUGS[3:])

    assert not fell(few, all_at(1))
    assert fell(all_at(5, but=SLUGS[4:]), all_at(1))


def test_only_the_last_two_are_compared():
    assert not fell_last([all_at(5), all_at(1), all_at(1)])
    assert fell_last([all_at(2), all_at(5), all_at(4)])
    assert not fell_last([all_at(1)])


@given(ANSWERS, ANSWERS)
@settings(max_examples=60)
def test_a_fall_one_way_is_never_a_fall_the_other_way(before, after):
    assert not (fell(before, after) and fell(after, before))
    assert not fell(before, before)


@given(ANSWERS)
@settings(max_examples=60)
def test_a_level_lies_between_the_ends(answers):
    reached = level(answers)

    assert (reached is None) == (not answers)
    assert reached is None or 0 <= reached <= 1000
    assert level(all_at(5)) == 1000
    assert level(all_at(1)) == 0


@pytest.mark.parametrize(("days", "wave"), [(0, None), (29, None), (30, 30), (89, 30), (90, 90), (365, 330)])
def test_a_pulse_is_due_on_day_30_and_every_60_days_from_then(days, wave):
    assert wave_on(days) == wave
