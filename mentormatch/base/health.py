"""/healthz: whether this installation works, for whoever watches over it. No secrets, no counts."""

import socket
from datetime import datetime, timedelta
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base import clock, tasks
from mentormatch.base.access import public
from mentormatch.base.db import Model, db, transaction

OK, BEHIND = "ok", "behind: run init-db"
NOT_SEEN_AFTER = timedelta(minutes=3)

bp = Blueprint("health", __name__)


class WorkerBeat(Model):
    """When the worker of a machine last swept."""

    __tablename__ = "worker_beat"

    machine: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


@bp.get("/healthz")
@public
def healthz() -> tuple[Response, int]:
    """200 when the database can be read and its tables are those of this version; else 503."""
    found = report(clock.now())
    is_well = (found["database"], found["migrations"]) == (OK, OK)
    return jsonify({"status": OK if is_well else "not ok", **found}), 200 if is_well else 503


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


@tasks.sweep
def beat(now: datetime) -> None:
    """Note that this machine's worker is alive."""
    machine = socket.gethostname()
    with transaction():
        row = db.session.get(WorkerBeat, machine) or WorkerBeat(machine=machine)
        row.seen_at = now
        db.session.add(row)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)


def _worker_words(now: datetime) -> str:
    seen_at = db.session.scalar(select(WorkerBeat.seen_at).order_by(WorkerBeat.seen_at.desc()).limit(1))
    return OK if seen_at and now - seen_at < NOT_SEEN_AFTER else "not seen"
