"""Work of people outside of requests: writing the emails of links, and forgetting what is past."""

from datetime import datetime

from mentormatch.base import clock
from mentormatch.base.db import transaction
from mentormatch.people.accounts import mail_links, sessions, unsent_forms


def write_mails(now: datetime) -> None:
    """Write the emails of all links that were asked for, some at a time so that no one waits long for the lock."""
    has_more = True
    while has_more:
        with transaction():
            has_more = mail_links.write_some(now)


def write(_: str) -> None:
    """The same, at once: what asking for a link wakes."""
    write_mails(clock.now())


def forget(now: datetime) -> None:
    """Forget sessions, links and unsent forms whose time is over."""
    with transaction():
        sessions.sweep(now)
        mail_links.sweep(now)
        unsent_forms.sweep(now)
