"""Optimistic locking: people who change a thing send the version of it they looked at; an older one is refused."""

from collections.abc import Hashable

from mentormatch.base.errors import ChangedMeanwhile


def check(current: Hashable, seen_version: Hashable, message: object) -> None:
    """Refuse to work on a thing that has changed since it was looked at.

    `current` is its version now, `seen_version` the one that came back from the page: a number that grows with each
    change, or a fingerprint of what was shown. `message` says who changed what and what to do. Raises ChangedMeanwhile.
    """
    if current != seen_version:
        raise ChangedMeanwhile(message)
