"""Identifiers: 80 random bits in 16 lower-case letters and digits, safe in a URL and not to be guessed."""

import base64
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LENGTH = 16
PATTERN = "[a-z2-7]{16}"

_source: ContextVar[random.Random | None] = ContextVar("ids_source", default=None)


def new_id() -> str:
    """A fresh identifier; inside `seeded` it comes from the given seed instead of the system's randomness."""
    source = _source.get()
    raw = source.randbytes(10) if source else secrets.token_bytes(10)
    return base64.b32encode(raw).decode("ascii").lower()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make identifiers repeatable: for the demo company, whose rounds must come out the same every time."""
    token = _source.set(random.Random(seed))
    try:
        yield
    finally:
        _source.reset(token)
