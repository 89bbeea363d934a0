"""What one account may send in an hour."""

from datetime import timedelta

import pytest

from mentormatch.base import hourly
from mentormatch.base.db import db, transaction
from mentormatch.base.throttle import ThrottleCount
from tests.support import make


def send(by="ines", *, kind=hourly.CONCERN, now=make.NOW, times=1):
    for _time in range(times):
        with transaction():
            hourly.count(kind, by_id=by, now=now)


def test_an_account_that_sends_without_end_is_stopped_with_a_sentence_for_the_rest_of_the_hour(app):
    send(times=hourly.LIMITS[hourly.CONCERN])

    with pytest.raises(hourly.TooManyThisHour, match="please try again in 15 minutes"):
        send(now=make.NOW + timedelta(minutes=45))
    send("mara")
    send(kind=hourly.MEETING)
    send(now=make.NOW + timedelta(minutes=60))


def test_what_was_refused_for_another_reason_does_not_count(app):
    for _time in range(20):
        with pytest.raises(RuntimeError), transaction():
            hourly.count(hourly.CONCERN, by_id="ines", now=make.NOW)
            raise RuntimeError

    send()


def test_the_table_does_not_tell_who_raised_a_concern(app):
    send()

    (key,) = db.session.scalars(db.select(ThrottleCount.key))
    assert not {"ines", "concern"} & set(key.split("/"))
    assert len(key) == 64
