"""Commands that work with the tables of this version: where they are missing, one sentence says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask.cli import with_appcontext

from mentormatch.base.db import release
from mentormatch.health import queries as health

P = ParamSpec("P")


def with_tables(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command in the app's context, and only on a database that is up to date."""
    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        if health.revision() != health.head():
            raise SystemExit(
                "The tables in the database aren't those of this version. Run “mentormatch init-db” first.")
        release()
        command(*args, **kwargs)
    return with_appcontext(guarded)
