"""How late a planned round is while emails wait for a slow server: ``python -m benchmarks.bench_slow_mail``.

A worker with two threads has a mailing to send, through a server that takes some seconds for each email, and was woken
more often than it has threads. What is due at a full minute is timed from that minute until it is done. The ratio is
how many times longer it would have waited for the mailing to end, as it did when every thread could send.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from mentormatch.app import create_app
from mentormatch.base import mail
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import Letter
from mentormatch.config import load
from mentormatch.health.models import WorkerBeat
from tests.support.smtp import MailServer

PATIENCE_SECONDS = 120.0


def main() -> None:
    """Measure, print a line, and write JSON where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--emails", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=4.0, help="what the server takes for an email")
    parser.add_argument("--json", type=Path)
    parsed = parser.parse_args()
    late = max(0.1, _seconds_late(parsed.emails, parsed.seconds))
    mailing = parsed.emails * parsed.seconds
    report = {"emails": parsed.emails, "seconds_each": parsed.seconds, "mailing_seconds": mailing,
              "seconds_late": round(late, 2), "ratio": round(mailing / late)}
    print(f"{parsed.emails} emails of {parsed.seconds:g} s each need {mailing:.0f} s; what was due at a full minute "
          f"was done {late:.1f} s after it ({report['ratio']} times sooner)")
    if parsed.json:
        parsed.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _seconds_late(emails: int, seconds: float) -> float:
    with tempfile.TemporaryDirectory() as folder, MailServer(seconds=seconds) as server:
        own = {"MENTORMATCH_INSTANCE_PATH": folder, "MENTORMATCH_SECRET_KEY": "benchmark-" * 4,
               "MENTORMATCH_MAIL_URL": server.url, "MENTORMATCH_WORKER_THREADS": "2"}
        with create_app(load(own)).app_context():
            upgrade()
            for number in range(emails):
                _write(number)
            worker = subprocess.Popen([sys.executable, "-m", "mentormatch", "work"], env=os.environ | own)
            try:
                _wait(lambda: mail.state_counts().get(mail.SENDING))
                minute = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
                _wait(lambda: db.session.scalar(select(WorkerBeat.seen_at).where(WorkerBeat.seen_at >= minute)))
                late = (datetime.now(UTC) - minute).total_seconds()
                assert mail.state_counts().get(mail.QUEUED), "the mailing was over too soon to hold anything up"
            finally:
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                db.session.remove()
                db.engine.dispose()
        return late


def _write(number: int) -> None:
    with transaction():
        mail.enqueue(Letter("News", ("Read it.",)), to_email=f"p{number}@company.example", to_name="", kind="test",
                     now=datetime.now(UTC))


def _wait(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("The worker did nothing.")
        time.sleep(0.02)
        db.session.rollback()


if __name__ == "__main__":
    main()
