"""`backup` and `restore`: all rows in one file that fits SQLite and PostgreSQL alike, and newer versions too.

A zip with one file of JSON lines for each table and the migration it was made at. It holds everything people
wrote, so it is made readable for its owner alone. Not in it: instance/secret-key and settings.
"""

import base64
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, func, insert, select, text, update

from mentormatch.base.db import db, release, transaction
from mentormatch.health import queries as health

ABOUT, BATCH = "about.json", 500
NOT_KEPT = ("alembic_version", "worker_beat", "throttle_count")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write all rows into FILE (a zip). May run while people work: it shows one moment."""
    if file.exists():
        raise SystemExit(f"{file} exists already; choose another name, so that no backup is lost.")
    if health.revision() is None:
        raise SystemExit("The database has no tables yet, so there is nothing to keep.")
    release()
    try:
        count = _write_whole(file)
    except OSError as problem:
        raise SystemExit(f"{file} cannot be written: {problem.strerror}.") from problem
    click.echo(f"{count} rows are in {file}.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Fill an empty database with the rows in FILE, then bring it up to this version. All or nothing."""
    try:
        with zipfile.ZipFile(file) as archive:
            count = _restore(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError) as problem:
        raise SystemExit(f"{file} is not a backup, or it is damaged ({problem}). Nothing was restored.") from problem
    upgrade()
    click.echo(f"{count} rows were restored.")


def _write_whole(file: Path) -> int:
    """Write beside the file under a name no one else has, so that what bears its name is always whole."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")  # for its owner alone
    draft = Path(name)
    try:
        with open(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            count = _write(archive)
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _restore(archive: zipfile.ZipFile) -> int:
    revision = json.loads(archive.read(ABOUT))["revision"]
    if not health.knows(revision):
        raise SystemExit(f"The backup was made by a newer version (migration {revision}). Restore it with that one.")
    if health.revision() is None:
        release()
        upgrade(revision=revision)
    current = health.revision()
    release()
    if current != revision:
        raise SystemExit(
            f"The backup was made at migration {revision}, this database is at {current}. "
            "Restore into a new database; it is brought up to date afterwards.")
    with transaction():
        return _read(archive, db.session.connection())


def _write(archive: zipfile.ZipFile) -> int:
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        connection.begin()
        tables = _tables(connection)
        context = connection.exec_driver_sql("select version_num from alembic_version").scalar()
        archive.writestr(ABOUT, json.dumps({"revision": context, "tables": [table.name for table in tables]}))
        count = 0
        for table in tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:  # large drafts come to gigabytes
                for row in connection.execute(select(table)).yield_per(_at_once(table)).mappings():
                    line = {name: _plain(value) for name, value in row.items()}
                    out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                    count += 1
        return count


def _read(archive: zipfile.ZipFile, connection: Connection) -> int:
    count = 0
    for table in _tables(connection):
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise SystemExit(f"The database is not empty ({table.name} has rows), so nothing was restored.")
    for table in _tables(connection):
        own = [column for column in table.columns
               if any(key.column.table is table for key in column.foreign_keys)]
        for rows in _batches(archive, table):
            connection.execute(insert(table), [row | {column.name: None for column in own} for row in rows])
            count += len(rows)
        for column in own:
            _point_back(connection, table, column, archive)
        _set_sequence(connection, table)
    return count


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, so that a backup of an earlier version can be read and written."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in NOT_KEPT]


def _at_once(table: Table) -> int:
    """How many rows are held at once: one where a row can be as large as a file."""
    return 1 if any(isinstance(column.type, LargeBinary) for column in table.columns) else BATCH


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    name = f"{table.name}.jsonl"
    if name not in archive.namelist():
        return
    rows: list[dict[str, Any]] = []
    with archive.open(name) as lines:
        for line in lines:
            raw = json.loads(line)
            rows.append({column.name: _value(column, raw[column.name]) for column in table.columns})
            if len(rows) == _at_once(table):
                yield rows
                rows = []
    if rows:
        yield rows


def _point_back(connection: Connection, table: Table, column: "Column[Any]", archive: zipfile.ZipFile) -> None:
    """Fill in a column that points into its own table, now that all its rows are there."""
    key = next(iter(table.primary_key.columns))
    for rows in _batches(archive, table):
        for row in rows:
            if row[column.name] is not None:
                where_to = {column.name: row[column.name]}
                connection.execute(update(table).where(key == row[key.name]).values(where_to))


def _set_sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number on after the highest number; SQLite does so by itself."""
    key = next(iter(table.primary_key.columns))
    if connection.dialect.name == "postgresql" and isinstance(key.type, Integer) and key.autoincrement is True:
        connection.execute(text(
            f"select setval(pg_get_serial_sequence('{table.name}', '{key.name}'), "
            f"coalesce((select max({key.name}) from {table.name}), 0) + 1, false)"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _value(column: "Column[Any]", plain: Any) -> Any:
    kind = column.type.python_type
    if plain is None:
        return None
    if kind is datetime:
        moment = datetime.fromisoformat(plain)
        return moment if getattr(column.type, "timezone", False) else moment.replace(tzinfo=None)
    if kind is date:
        return date.fromisoformat(plain)
    return base64.b64decode(plain) if kind is bytes else plain
