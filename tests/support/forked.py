"""Commands of the app in processes forked off one that imported it already: starting each anew takes 2 s of CPU."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from flask.cli import main

from tests.support.race import PROCESSES

PROJECT = Path(__file__).resolve().parents[2]


class ForkedCommand:
    """`flask --app wsgi …` in a real process of its own; what it says is added to a file."""

    def __init__(self, words: tuple[str, ...], environ: dict[str, str], log: Path) -> None:
        self._process = PROCESSES.Process(target=_run, args=(words, environ, log))
        self._process.start()
        self.pid = int(self._process.pid or 0)

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send the process a signal, if it is still there."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return self._process.exitcode


def _run(words: tuple[str, ...], environ: dict[str, str], log: Path) -> None:
    os.setsid()
    with log.open("a") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["flask", "--app", "wsgi", *words]
    main()
