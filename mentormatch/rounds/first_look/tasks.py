"""Work of first looks outside requests: they end at their time."""

from datetime import datetime

from mentormatch.base.db import release, transaction
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.input import first_looks


def sweep_looks(now: datetime) -> None:
    """End first looks whose time is over: each draft is computed anew, whatever was said."""
    waiting = first_looks.drafts_due(now)
    release()
    for draft_id in waiting:
        with transaction():
            first_look.conclude(draft_id, now=now)
