"""Races: the same database changed from several real processes at the same moment."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from flask import Flask

from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db
from mentormatch.config import Settings
from tests.support import make

PATIENCE_SECONDS = 90
# Processes are forked off one that did what race_start.py says and nothing else: starting each anew takes 2 s of CPU.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.race_start"])


def run(app: Flask, work: Callable[..., Any], each: Sequence[tuple[Any, ...]]) -> list[str]:
    """Call `work` once for each tuple of arguments, in processes of their own that start it together.

    `work` is a function at the top of a module; arguments and results are plain values. It runs in an app context
    with the clock at make.NOW. Returns what each call gave, as text in order; the name of the exception it raised.
    """
    db.session.rollback()
    barrier, answers = PROCESSES.Barrier(len(each)), PROCESSES.Queue()
    settings = app.config["SETTINGS"]
    processes = [
        PROCESSES.Process(target=_call, args=(place, settings, barrier, answers, work, arguments))
        for place, arguments in enumerate(each)
    ]
    for process in processes:
        process.start()
    try:
        results = dict(answers.get(timeout=PATIENCE_SECONDS) for _ in processes)
        for process in processes:
            process.join(PATIENCE_SECONDS)
    finally:
        for process in processes:
            process.kill()
    return [results[place] for place in range(len(each))]


def _call(
    place: int, settings: Settings, barrier: Barrier, answers: "Queue[tuple[int, str]]", work: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> None:
    app = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    with clock.stopped(make.NOW), app.app_context():
        db.session.execute(db.text("select 1"))
        db.session.rollback()
        barrier.wait(PATIENCE_SECONDS)
        try:
            answer = str(work(*arguments))
        except Exception as problem:  # its name is the answer
            answer = type(problem).__name__
        db.session.remove()
        db.engine.dispose()
    answers.put((place, answer))
