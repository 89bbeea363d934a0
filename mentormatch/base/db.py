"""The database: the declarative base, column types, and `transaction()`, the only place that commits.

Reads run in read-only transactions; a write outside `transaction()` is refused by the database itself.
"""

import gc
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, ExceptionContext, MetaData, TypeDecorator, event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry

from mentormatch.base.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITE_LOCK = 7_364_114  # the advisory lock that every writer takes on PostgreSQL; any constant would do

_writes: ContextVar[bool] = ContextVar("writes", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, always handed out with its zone. A naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all models: named constraints, moments with a zone."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: UtcDateTime})


class WithId:
    """A row with an identifier that cannot be guessed."""

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
Model: Any = db.Model  # flask-sqlalchemy builds it at run time, so a type checker cannot follow it


class NestedTransaction(RuntimeError):
    """`transaction()` was entered twice: a service or a task commits what its caller has not finished."""


@contextmanager
def transaction() -> Iterator[None]:
    """Run one unit of work and commit it, or nothing of it.

    Takes the write lock first (BEGIN IMMEDIATE on SQLite, one advisory lock on PostgreSQL), so what is read
    inside is still true at the commit. Whatever was read before is read again. Callbacks given to
    `after_commit` run once the work is safe. Raises NestedTransaction when one is open already.
    """
    if _writes.get():
        raise NestedTransaction("A transaction is open already; only the outermost caller may commit.")
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("Something was changed outside transaction(); it would never be committed.")
    session.rollback()
    token = _writes.set(True)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        session.info.pop("after_commit", None)
        raise
    finally:
        _writes.reset(token)
    for callback in session.info.pop("after_commit", []):
        callback()


@contextmanager
def migrating() -> Iterator[Connection]:
    """A connection for schema changes, in one write transaction; the only other place that commits.

    On SQLite foreign keys are off while tables are rebuilt, and checked before the commit. A second process that
    starts at the same time waits, then finds nothing left to do.
    """
    is_sqlite = db.engine.dialect.name == "sqlite"
    token = _writes.set(True)
    try:
        with db.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            if is_sqlite:
                raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                yield connection
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("A migration left rows that point at nothing; it was undone.")
            if is_sqlite:
                raw.execute("PRAGMA foreign_keys=ON")
    finally:
        _writes.reset(token)


def after_commit(callback: Callable[[], None]) -> None:
    """Have something done once the current transaction is safe; forgotten if it is rolled back.

    Of callbacks that are equal one is kept.
    """
    callbacks = db.session().info.setdefault("after_commit", [])
    if callback not in callbacks:
        callbacks.append(callback)


@contextmanager
def many_rows() -> Iterator[None]:
    """Read very many rows without Python's collector of cycles, which would look at all of them again and again.

    Rows are no cycles, so nothing heaps up meanwhile. Of threads that meet here the first turns it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def release() -> None:
    """End the open read transaction, so that slow work (hashing, solving, mail) holds nothing open."""
    db.session.rollback()


def own_session() -> Session:
    """A session that belongs to no request, to read with what outlives one: a file that is sent row by row."""
    return Session(db.engine)


def sqlite_driver() -> ModuleType:
    """The SQLite driver: pysqlite3, which brings its own recent SQLite; else the standard library's.

    SQLite 3.7 to 3.51.2 has a race on resetting the write-ahead log, hence the warning.
    """
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 -- absent on systems without a wheel
    except ImportError:
        import sqlite3 as dbapi2  # noqa: PLC0415 -- the fallback of the line above

        if dbapi2.sqlite_version_info < (3, 51, 3):
            warnings.warn(
                f"SQLite {dbapi2.sqlite_version} can lose data under concurrent writers; install pysqlite3.",
                RuntimeWarning, stacklevel=2,
            )
    return dbapi2


def engine_options(url: str) -> dict[str, Any]:
    """What create_engine needs for a database URL of either kind. Errors never quote what a statement was given."""
    if url.startswith("sqlite"):
        return {"module": sqlite_driver(), "connect_args": {"timeout": 30}, "hide_parameters": True}
    return {"hide_parameters": True, "pool_pre_ping": True, "pool_size": 5, "max_overflow": 15}


def install(engine: Engine) -> None:
    """Give an engine our transaction modes. Called once for each engine."""
    event.listen(engine, "handle_error", _hush)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _hush(context: ExceptionContext) -> None:
    """Cut a refusal down to what is wrong: PostgreSQL quotes a value after a colon, and a row in the next line."""
    for problem in (context.original_exception, context.sqlalchemy_exception):
        if problem is not None and problem.args:
            problem.args = (re.sub(r': ".*', "", str(problem.args[0]).partition("\n")[0]),)


def _configure_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    if _writes.get():
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def _begin_postgresql(connection: Any) -> None:
    if _writes.get():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
