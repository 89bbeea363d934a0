"""The page on which a time to publish is chosen: whatever was typed there is answered at once, in one sentence."""

import pytest

from mentormatch.base.db import transaction
from tests.mentormatch.rounds.company import computed


@pytest.mark.parametrize("typed", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T00:00", "soon", ""])
def test_what_is_no_time_is_said_once(company, carla, typed):
    page = carla.open_page(f"{computed(carla).path}/publish").submit("Check and preview", when="later",
                                                                     publish_at=typed)

    assert page.status == 400
    assert "Enter a date and time" in page.text
    assert "valid datetime" not in page.text
    assert "Nothing happens yet" in page.text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("typed", ["2000-01-01T00:00", "2100-12-31T23:59"])
def test_a_time_that_has_passed_or_is_too_far_is_told_before_anything_is_checked(company, carla, typed, zone):
    path = computed(carla).path
    with transaction():
        company.coordinator.time_zone = zone

    page = carla.open_page(f"{path}/publish").submit("Check and preview", when="later", publish_at=typed)

    assert page.status == 400
    assert "Choose a time in the next 60 days." in page.text
