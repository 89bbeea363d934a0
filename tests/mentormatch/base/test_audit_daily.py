"""Deeds whose hour would tell: written once a day, in no order, none lost and none twice."""

from datetime import timedelta

from mentormatch.base import audit, audit_daily
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from tests.support import make

DAY = timedelta(days=1)


def record(*verbs, now=make.NOW):
    thing = make.person(f"Thing {now:%d}")
    with transaction():
        for verb in verbs:
            audit_daily.record(verb, on=thing, now=now)


def written():
    db.session.rollback()
    return [(row.verb, row.at) for row in db.session.scalars(db.select(AuditRow).order_by(AuditRow.id))]


def test_nothing_is_written_before_its_day_is_over(app):
    record("one.done")

    audit_daily.write_due(make.NOW)
    assert written() == []
    audit_daily.write_due(make.NOW + DAY)

    assert written() == [("one.done", make.NOW.replace(hour=0, minute=0, second=0, microsecond=0))]


def test_it_is_written_once_and_the_chain_holds(app):
    record("one.done", "two.done")
    record("three.done", now=make.NOW + DAY)

    for days in (1, 1, 2, 9):
        audit_daily.write_due(make.NOW + days * DAY)

    assert sorted(verb for verb, _moment in written()) == ["one.done", "three.done", "two.done"]
    assert audit.check_chain().first_fault is None


def test_the_order_in_which_things_were_done_is_in_no_row(app):
    verbs = [f"v{number:02}.done" for number in range(12)]
    record(*verbs)

    audit_daily.write_due(make.NOW + DAY)

    order = [verb for verb, _moment in written()]
    assert sorted(order) == verbs
    assert order not in (verbs, verbs[::-1])
