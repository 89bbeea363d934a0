"""Work of administration outside of requests."""

from datetime import datetime

from mentormatch.base.db import transaction
from mentormatch.people.roster import services as roster


def forget_uploads(now: datetime) -> None:
    """Forget uploaded rosters that no one imported."""
    with transaction():
        roster.forget_old(now)
