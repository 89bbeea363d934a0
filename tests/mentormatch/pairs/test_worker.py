"""The app that is put together reminds and lapses: nobody has to remember to import the sweeps."""

from datetime import timedelta

import pytest

from mentormatch.base import tasks
from tests.support import make, race


def sweep_everything(days):
    tasks.run_sweeps(make.NOW + timedelta(days=days))


@pytest.mark.race
def test_a_fresh_process_knows_our_sweeps(app, two, mails):
    make.pair(two.mentor, two.mentee)

    race.run(app, sweep_everything, [(3,)])

    assert len(mails("pairs.reminder")) == 2
