"""Gunicorn's settings: a few processes with threads, taken from the app's own settings.

Used as `gunicorn -c python:mentormatch.server mentormatch.wsgi:app`; `mentormatch serve` starts it so. Every name in
this file that is also a setting of gunicorn is read as one.
"""

import sys
from typing import Any

from mentormatch.config import BadSetting, load

try:
    settings = load()
except BadSetting as problem:
    sys.exit(f"mentormatch cannot start: {problem}")

bind = [f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"]
worker_class = "gthread"
workers = settings.web_processes
threads = settings.web_threads
preload_app = True  # a setting that cannot be used then stops the start with one sentence, not a restart loop
timeout = 60
graceful_timeout = 20
keepalive = 5
loglevel = "warning"
forwarded_allow_ips = ""  # only ProxyFix, for a stated number of proxies, believes forwarded headers
secure_scheme_headers: dict[str, str] = {}
control_socket_disable = True
umask = 0o077


def post_fork(server: Any, worker: Any) -> None:
    """Open database connections afresh in each process; one must never be shared across a fork."""
    from mentormatch.base.db import db  # noqa: PLC0415 -- gunicorn reads this file before there is an app

    app = worker.app.wsgi()
    with app.app_context():
        db.engine.dispose(close=False)
