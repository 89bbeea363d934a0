"""Work outside a request. The work itself is a row committed with its change; huey only wakes a worker for it.

A sweep each minute finds whatever a crash or a lost wake-up left behind, so nothing depends on the queue.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey

from mentormatch.base import clock
from mentormatch.base.db import after_commit, release, transaction
from mentormatch.config import PREFIX, BadSetting

log = structlog.get_logger()

Work = Callable[[str], None]
"""Work on one row, named by its id; it does nothing when the row says that it is done or not due."""

Sweep = Callable[[datetime], None]
"""A function of `now` that finds the due rows of its feature and works them off; it is idempotent."""

STOP_SECONDS = 20

_sweeping = threading.Lock()


def one_by_one(
    ids: Iterable[str], load: Callable[[str], Any], do: Callable[..., object], *, now: datetime,
) -> None:
    """Work off rows of a sweep, each in a transaction of its own: `do(load(id), now=now)`.

    Since `ids` were read another worker may have been there, so `do` looks again whether its row is due; one that is
    gone is passed over. One that fails stops no other: an ExceptionGroup of all that failed comes at the end.
    """
    problems = []
    for row_id in ids:
        try:
            with transaction():
                row = load(row_id)
                if row is not None:
                    do(row, now=now)
        except Exception as problem:  # raised below, when every row has had its turn
            problem.add_note(f"at row {row_id}")
            problems.append(problem)
    if problems:
        raise ExceptionGroup("Rows of a sweep that could not be worked off", problems)


def wake(name: str, row_id: object = "") -> None:
    """Have a worker look at a row as soon as the current transaction is safe; once, however often it is asked."""
    if name not in current_app.extensions["works"]:
        raise LookupError(f"No work is called {name}: add it to WORKS in app.py.")
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the callback outlives the proxy
    after_commit(_Push(app, name, str(row_id)))


def push(name: str, row_id: object = "") -> None:
    """Have a worker go on with some work when others have had their turn; outside a transaction."""
    _Push(current_app._get_current_object(), name, str(row_id))()  # type: ignore[attr-defined]  # the app, not its proxy


def run(name: str, row_id: str) -> None:
    """Do one piece of work now, in the caller's app context."""
    current_app.extensions["works"][name](row_id)


def run_sweeps(now: datetime) -> None:
    """Run every sweep; one that fails is logged and the others still run.

    Does nothing while another thread of this process sweeps. Sweeps of several machines may meet: each claims its
    rows one by one. (A lock in the queue would outlive a worker that was killed, and no sweep would run again.)
    """
    if not _sweeping.acquire(blocking=False):
        return
    try:
        for function in current_app.extensions["sweeps"]:
            try:
                function(now)
            except Exception:  # a sweep must not stop the others; it comes again in a minute
                log.exception("sweep.failed", sweep=f"{function.__module__}.{function.__name__}")
            finally:
                release()
    finally:
        _sweeping.release()


def queue_for(url: str) -> Huey:
    """The huey queue a QUEUE_URL stands for.

    Raises BadSetting when it cannot be used, as redis:// without the package redis.
    """
    scheme = urlsplit(url).scheme
    try:
        if scheme == "sqlite":
            return SqliteHuey("mentormatch", filename=url.removeprefix("sqlite:///"), results=False)
        if scheme.startswith("redis"):
            return RedisHuey("mentormatch", url=url, results=False)
        return PostgresHuey("mentormatch", dsn=url, results=False)
    except Exception as problem:  # each kind fails in its own way: no package, no folder, no server
        raise BadSetting(f"The queue of {PREFIX}QUEUE_URL cannot be used: {problem}") from problem


def init_app(app: Flask, *, works: Mapping[str, Work], sweeps: Sequence[Sweep]) -> None:
    """Give the app its queue, whose one task does its works (name -> function), and its sweeps."""
    app.extensions.update(works=works, sweeps=sweeps)
    queue = queue_for(app.config["SETTINGS"].queue_url)

    @queue.task(name="work")
    def do_work(name: str, row_id: str) -> None:
        with app.app_context():
            run(name, row_id)

    app.extensions["queue"] = queue
    app.extensions["queue_work"] = do_work


def work(app: Flask, threads: int) -> None:
    """Work until SIGTERM or Ctrl-C: so many threads for the queue, and another for the sweeps of each minute.

    What is due at a set time then never waits for a thread that sends emails or calculates a draft. What was begun
    is finished.
    """
    worker = app.extensions["queue"].create_consumer(
        workers=threads, periodic=False, check_worker_health=True, initial_delay=0.1, max_delay=1.0,
        graceful_signal="TERM", shutdown_timeout=STOP_SECONDS)
    app.extensions["queue_stop"] = worker.stop_flag
    sweeper = threading.Thread(target=_sweep_each_minute, args=(app, worker.stop_flag), name="sweeper", daemon=True)
    sweeper.start()
    try:
        worker.run()
    finally:
        worker.stop_flag.set()
        sweeper.join(STOP_SECONDS)


def is_worker() -> bool:
    """Whether this process is a worker, with a queue of its own to hand work to."""
    return "queue_stop" in current_app.extensions


def is_stopping() -> bool:
    """Whether this worker was asked to stop; long work ends at its next safe point and goes on another time."""
    flag = current_app.extensions.get("queue_stop")
    return flag is not None and flag.is_set()


def _sweep_each_minute(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with app.app_context():
                run_sweeps(clock.now())
        except Exception:  # such as a database that is away; the next minute tries again
            log.exception("sweeps.failed")
        stop.wait(60 - time.time() % 60)


@dataclass(frozen=True)
class _Push:
    """A wake-up to send once the transaction is safe; a value, so that equal ones are sent once."""

    app: Flask
    name: str
    row_id: str

    def __call__(self) -> None:
        if self.app.config.get("QUEUE_IS_OFF"):
            return
        try:
            self.app.extensions["queue_work"](self.name, self.row_id)
        except Exception as problem:  # the row is safe and the sweep will find it
            log.warning("queue.unreachable", work=self.name, row=self.row_id, problem=str(problem))
