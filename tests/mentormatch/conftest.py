"""Browsers for the two of a pair and who coordinates them, and their mails; each feature says what pair that is."""

from collections.abc import Callable

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail


@pytest.fixture
def her(pair, signed_in):
    """The protégé's browser."""
    return signed_in(pair.mentee.person)


@pytest.fixture
def him(pair, signed_in):
    """The sponsor's browser."""
    return signed_in(pair.mentor.person)


@pytest.fixture
def cora(pair, signed_in):
    """The coordinator's browser."""
    return signed_in(pair.programme.coordinators[0])


@pytest.fixture
def mails(app) -> Callable[..., list[OutboxMail]]:
    """A function that gives the mails in the outbox, oldest first, of one kind if it is named."""
    def read(kind: str = "") -> list[OutboxMail]:
        db.session.rollback()
        rows = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id))
        return [row for row in rows if not kind or row.kind == kind]
    return read
