"""A worker that dies in the middle of its work: for tests of what the next one makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from sqlalchemy import event

from mentormatch.base.db import db


class Crash(BaseException):
    """The worker's process is gone."""


@contextmanager
def crashing(rng: Random, when: str, latest: int) -> Iterator[list[str]]:
    """A worker that dies with a transaction: right before its commit, or when the next one begins."""
    left, struck = [rng.randrange(1, latest)], []

    def die(*_arguments: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Crash

    event.listen(db.session, when, die)
    try:
        yield struck
    except Crash:
        struck.append(when)
        db.session.rollback()
    finally:
        event.remove(db.session, when, die)
