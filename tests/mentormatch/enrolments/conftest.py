"""Fixtures of enrolments."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from mentormatch.base.db import db


@pytest.fixture
def selects(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """A context that notes every statement that reads."""
    @contextmanager
    def noting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.lstrip().upper().startswith("SELECT"):
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
    return noting
