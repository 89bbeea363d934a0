"""Processes that live and die together: `serve` starts them, watches them, and stops all when one ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

STOP_SECONDS = 25.0
PR_SET_PDEATHSIG = 1


class Family:
    """Child processes, each in a group of its own, none of which outlives this process."""

    def __init__(self) -> None:
        self._members: dict[str, subprocess.Popen[bytes]] = {}
        self._stop = threading.Event()

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one child; it is told to end should this process be killed."""
        self._members[name] = subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)

    def stop_on_signals(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as the wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())

    def ended(self) -> tuple[str, int] | None:
        """The first child that ended by itself, with its exit code."""
        for name, process in self._members.items():
            code = process.poll()
            if code is not None:
                return name, code
        return None

    def watch(self, until: Callable[[], bool] = lambda: False) -> tuple[str, int] | None:
        """Wait until asked to stop, or `until` is true (None), or a child ended by itself (its name and code)."""
        while not self._stop.wait(0.2):
            ended = self.ended()
            if ended is not None:
                return ended
            if until():
                return None
        return None

    @property
    def is_stopping(self) -> bool:
        """Whether someone asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask every child to end, and end those that do not within STOP_SECONDS."""
        for process in self._members.values():
            _signal(process, signal.SIGTERM, group=False)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._members.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            _signal(process, signal.SIGKILL, group=True)
            process.wait()


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals, group: bool) -> None:
    with contextlib.suppress(ProcessLookupError):
        if group:
            os.killpg(process.pid, number)
        elif process.poll() is None:
            process.send_signal(number)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
