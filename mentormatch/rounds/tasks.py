"""Work of rounds outside requests: computing a draft, and finding those a crash left behind."""

import threading
import time
from datetime import datetime
from types import TracebackType
from typing import Self

import structlog
from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base import clock, tasks
from mentormatch.base.db import db, release, transaction
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.input.set_aside import LotKeyChanged
from mentormatch.rounds.models import COMPUTING, Draft

BEAT_SECONDS, RENEWED_SECONDS = 1.0, 20.0

log = structlog.get_logger()


class NoLongerWanted(Exception):
    """The draft was cancelled or asked something else while it was computed."""


class AskedToStop(Exception):
    """The worker is asked to stop; the draft goes back."""


class Heartbeat:
    """Tells of a computation from a thread of its own: how far it is, at most once a second, and that it is alive.

    It dies with its process, and the claim lapses. The first beat comes after a second, so short work writes nothing.
    """

    def __init__(self, draft_id: str, run: int) -> None:
        self._app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the thread outlives it
        self._draft_id, self._run = draft_id, run
        self._progress = ("", 0)
        self._is_wanted, self._is_done = True, threading.Event()
        self._thread = threading.Thread(target=self._live, name=f"draft-{draft_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None,
                 ) -> None:
        self._is_done.set()
        self._thread.join()

    def tell(self, step: str, share: float) -> None:
        """Hear from the computation. Raises NoLongerWanted, AskedToStop."""
        if not self._is_wanted:
            raise NoLongerWanted
        if tasks.is_stopping():
            raise AskedToStop
        self._progress = (step, min(100, round(100 * share)))

    def _live(self) -> None:
        with self._app.app_context():
            written, progress = time.monotonic(), self._progress
            while self._is_wanted and not self._is_done.wait(BEAT_SECONDS):
                is_due = self._progress != progress or time.monotonic() - written > RENEWED_SECONDS
                try:
                    self._is_wanted = self._write() if is_due else computing.is_wanted(self._draft_id, self._run)
                except Exception:  # a busy database must not end the computation; the next beat tries again
                    log.exception("draft.beat.failed", draft=self._draft_id)
                finally:
                    release()
                if is_due:
                    written, progress = time.monotonic(), self._progress

    def _write(self) -> bool:
        step, share = self._progress
        with transaction():
            return computing.renew_lease(self._draft_id, self._run, phase=step, share=share, now=clock.now())


def compute(draft_id: str) -> None:
    """Compute one draft if no one else does: read, solve with nothing held open, write in one transaction."""
    with transaction():
        run = computing.claim(draft_id, now=clock.now())
    if run is None:
        return
    try:
        with Heartbeat(draft_id, run) as heartbeat:
            solution = _solution(draft_id, heartbeat)
    except NoLongerWanted:
        release()
        return
    except AskedToStop:
        release()
        with transaction():
            computing.release_lease(draft_id, run)
        return
    except LotKeyChanged as refusal:
        release()
        with transaction():
            computing.fail(draft_id, str(refusal), now=clock.now(), run=run)
        return
    except Exception:  # whatever stopped it: the coordinator hears it now, the details stay in the log
        release()
        log.exception("draft.failed", draft=draft_id)
        with transaction():
            computing.fail(draft_id, _("Something went wrong while calculating. Nothing was changed, and trying again "
                                       "may help. If it happens again, your administrator can find the details in the "
                                       "log under “draft.failed”."), now=clock.now(), run=run)
        return
    with transaction():
        computing.store(draft_id, solution, now=clock.now(), run=run)


def _solution(draft_id: str, heartbeat: Heartbeat) -> matcher.Solution:
    draft = db.session.get_one(Draft, draft_id)
    problem = computing.matching_input(draft, now=clock.now(), zone=current_app.config["SETTINGS"].time_zone)
    release()
    return matcher.solve(problem, heartbeat.tell)


def sweep_drafts(now: datetime) -> None:
    """Compute drafts no one computes: their wake-up was lost, or their worker died.

    In a worker its queue does so: a sweep that computes would hold up what is due at a set time.
    """
    waiting = list(db.session.scalars(select(Draft.id).where(Draft.state == COMPUTING).order_by(Draft.created_at)))
    release()
    for draft_id in waiting:
        if tasks.is_worker():
            tasks.push("draft", draft_id)
        else:
            compute(draft_id)
