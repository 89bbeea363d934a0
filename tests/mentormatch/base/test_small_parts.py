"""Identifiers, the clock, forms posted twice, audit rows, shared counters: the small parts everything stands on."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from mentormatch.base import audit, clock, idempotency, ids, throttle
from mentormatch.base.db import db, transaction
from tests.support import make


def test_identifiers_are_what_their_pattern_says_and_never_the_same():
    identifiers = {ids.new_id() for _ in range(2_000)}

    assert len(identifiers) == 2_000
    assert all(re.fullmatch(ids.PATTERN, identifier) for identifier in identifiers)


def test_seeded_identifiers_repeat_and_the_others_do_not():
    with ids.seeded(3):
        first = [ids.new_id() for _ in range(3)]
    with ids.seeded(3):
        second = [ids.new_id() for _ in range(3)]

    assert first == second
    assert ids.new_id() not in first


def test_the_clock_tells_utc_and_today_of_a_zone():
    assert clock.now().tzinfo is UTC
    with clock.stopped(datetime(2026, 5, 4, 23, 30, tzinfo=UTC)):
        assert clock.today("Europe/Lisbon").day == clock.today("Asia/Tokyo").day == 5
        assert clock.today("America/New_York").day == 4


def test_a_form_posted_before_is_known_to_its_author_alone(app):
    with transaction():
        idempotency.remember("key", by_id="ines", result_id="check-in", now=make.NOW)

    assert idempotency.earlier_result("key", by_id="ines") == "check-in"
    assert idempotency.earlier_result("key", by_id="jonas") is None
    assert idempotency.earlier_result(None, by_id="ines") is None


def test_a_key_of_any_length_is_found_again(app):
    with transaction():
        idempotency.remember("k" * 100, by_id="ines", result_id="check-in", now=make.NOW)

    assert idempotency.earlier_result("k" * 100, by_id="ines") == "check-in"


def test_old_keys_of_forms_are_forgotten(app):
    with transaction():
        idempotency.remember("old", by_id="ines", result_id="a", now=make.NOW - timedelta(days=3))
        idempotency.remember("new", by_id="ines", result_id="b", now=make.NOW)

    idempotency.sweep(make.NOW)

    assert idempotency.earlier_result("old", by_id="ines") is None
    assert idempotency.earlier_result("new", by_id="ines") == "b"


def test_an_audit_row_says_who_did_what_to_which_thing(app):
    ada = make.administrator()
    programme = make.programme(ada)

    with transaction():
        audit.record("programme.opened", by=ada, on=programme, now=make.NOW, topics=3)

    row = db.session.scalar(db.select(audit.AuditRow))
    assert (row.verb, row.by_id) == ("programme.opened", ada.id)
    assert (row.thing_kind, row.thing_id, row.programme_id) == ("programme", programme.id, programme.id)
    assert row.facts == {"topics": 3}


@pytest.fixture
def storage(app):
    """The counters that all servers share."""
    return throttle.SharedStorage()


def test_uses_of_a_key_are_counted_within_its_window(storage):
    counts = [storage.incr("sign-in/ines", 60) for _ in range(3)]

    assert counts == [1, 2, 3]
    assert storage.get("sign-in/ines") == 3
    assert storage.get("sign-in/jonas") == 0


def test_a_window_that_has_passed_begins_anew(storage):
    storage.incr("sign-in/ines", -1)

    assert storage.get("sign-in/ines") == 0
    assert storage.incr("sign-in/ines", 60) == 1


def test_windows_that_have_passed_are_forgotten(storage):
    storage.incr("old", -1)
    storage.incr("new", 3600)

    throttle.sweep(datetime.now(UTC))

    assert make.count(throttle.ThrottleCount) == 1
