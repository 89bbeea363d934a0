"""A real installation for tests: its own instance folder, and the app's own commands as processes."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentormatch import config
from mentormatch.app import create_app
from mentormatch.base.db import db, sqlite_driver
from tests.support.forked import ForkedCommand

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


class Installation:
    """Settings of an installation in `folder`, on a free port; processes it started end with `stop()`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.port = folder, free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("MENTORMATCH_")}
        self.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process would compile the app again
        self.environ |= {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
        own = {"INSTANCE_PATH": str(folder), "PORT": str(self.port)} | settings
        self.environ |= {f"MENTORMATCH_{name}": value for name, value in own.items()}
        self.processes: list[subprocess.Popen[str] | ForkedCommand] = []

    @property
    def url(self) -> str:
        """The address its pages are at."""
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> list[str]:
        """The words that run a command of the app."""
        return [sys.executable, "-m", "mentormatch", *words]

    def run(self, *words: str, text: str = "", seconds: float = PATIENCE_SECONDS) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(self.command(*words), cwd=PROJECT, env=self.environ, input=text, text=True,
                              capture_output=True, timeout=seconds)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command and leave it running; its output goes to a file in the folder."""
        with (self.folder / f"{words[0]}-{len(self.processes)}.log").open("w") as log:
            process = subprocess.Popen(self.command(*words), cwd=PROJECT, env=self.environ, text=True,
                                       stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.processes.append(process)
        return process

    def fork(self, *words: str) -> ForkedCommand:
        """The same, forked off a process that imported the app: quicker, and a process like any other once it runs."""
        command = ForkedCommand(words, self.environ, self.folder / f"{words[0]}-{len(self.processes)}.log")
        self.processes.append(command)
        return command

    def health(self) -> dict[str, str]:
        """What /healthz says; empty while nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return dict(json.loads(connection.getresponse().read()))
        except (OSError, http.client.HTTPException, ValueError):
            return {}
        finally:
            connection.close()

    def wait_until_healthy(self) -> None:
        """Wait for the web server's first good answer."""
        wait_for(lambda: self.health().get("status") == "ok", f"{self.url}/healthz", self.logs)

    def wipe(self) -> None:
        """Make the SQLite database empty and forget all mails, under the running processes."""
        connection = sqlite_driver().connect(self.folder / "mentormatch.sqlite3", isolation_level=None, timeout=30)
        master = connection.execute("select type, name, sql from sqlite_master").fetchall()
        triggers = {name: sql for kind, name, sql in master if kind == "trigger"}
        connection.execute("begin immediate")
        for name in triggers:
            connection.execute(f'drop trigger "{name}"')
        for kind, name, _ in master:
            if kind == "table" and name != "alembic_version":
                connection.execute(f'delete from "{name}"')
        for sql in triggers.values():
            connection.execute(sql)
        connection.execute("commit")
        connection.close()
        for mail in (self.folder / "mail").glob("*.eml"):
            mail.unlink()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The app of this installation in this process, for rows to begin with."""
        app = create_app(config.load(self.environ, self.folder))
        with app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()

    def logs(self) -> str:
        """What the processes said so far."""
        return "\n".join(f"--- {path.name}\n{path.read_text()}" for path in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        """End every process, kindly first."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(is_so, what: str, say=lambda: "", seconds: float = PATIENCE_SECONDS) -> None:  # type: ignore[no-untyped-def]
    """Wait until something is so; fail with what was waited for."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"Waited {seconds:.0f} s in vain for {what}.\n{say()}"
        time.sleep(0.1)
