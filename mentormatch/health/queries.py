"""Questions about the installation itself: the database, its migrations, the worker. Nothing here writes."""

from datetime import datetime, timedelta
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mentormatch.base.db import db
from mentormatch.health.models import WorkerBeat

OK, BEHIND = "ok", "behind: run init-db"
NOT_SEEN_AFTER = timedelta(minutes=3)


def report(now: datetime) -> dict[str, str]:
    """What works: `database`, `migrations`, `worker`, each in a word or two."""
    try:
        is_current = revision() == head()
        worker = _worker_words(now) if is_current else "not seen"
    except SQLAlchemyError:
        return {"database": "cannot be read", "migrations": "unknown", "worker": "unknown"}
    return {"database": OK, "migrations": OK if is_current else BEHIND, "worker": worker}


def revision() -> str | None:
    """The migration the database is at; None for one without tables."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def head() -> str | None:
    """The newest migration of this version of the app."""
    known: dict[str, Any] = current_app.extensions
    if "migrations_head" not in known:
        known["migrations_head"] = _scripts().get_current_head()
    return str(known["migrations_head"])


def knows(migration: str) -> bool:
    """Whether a migration is one of this version of the app."""
    return migration in {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)


def _worker_words(now: datetime) -> str:
    seen_at = db.session.scalar(select(WorkerBeat.seen_at).order_by(WorkerBeat.seen_at.desc()).limit(1))
    return OK if seen_at and now - seen_at < NOT_SEEN_AFTER else "not seen"
