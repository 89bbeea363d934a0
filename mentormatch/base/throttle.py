"""Throttling: a small SQL storage for flask-limiter that all workers and servers share.

Attempts are counted in rows of the app's own database, in transactions of their own, so that a refused sign-in
is counted although its request changes nothing.
"""

import time
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import request
from flask_limiter import Limiter
from limits.storage import Storage
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base.db import Model, db, release, transaction


class ThrottleCount(Model):
    """How often a key was used in its current window; `expires_at` in seconds since the epoch."""

    __tablename__ = "throttle_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[float] = mapped_column(index=True)


class SharedStorage(Storage):
    """Fixed windows in the table `throttle_count`; the write lock makes counting exact."""

    STORAGE_SCHEME = ["mentormatch"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions, **options)

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with transaction():
            row = db.session.get(ThrottleCount, key)
            if row is None:
                row = ThrottleCount(key=key, count=0, expires_at=now + expiry)
                db.session.add(row)
            if row.expires_at <= now:
                row.count, row.expires_at = 0, now + expiry
            row.count += amount
            return row.count

    def get(self, key: str) -> int:
        row = _live(key)
        return row.count if row else 0

    def get_expiry(self, key: str) -> float:
        row = _live(key)
        return row.expires_at if row else time.time()

    def check(self) -> bool:
        db.session.execute(select(1))
        return True

    def reset(self) -> int | None:
        with transaction():
            keys = db.session.scalars(select(ThrottleCount.key)).all()
            db.session.execute(delete(ThrottleCount))
            return len(keys)

    def clear(self, key: str) -> None:
        with transaction():
            db.session.execute(delete(ThrottleCount).where(ThrottleCount.key == key))


def network() -> str:
    """Where the present request comes from: an IPv4 address, or the /64 of an IPv6 address, which one customer has."""
    try:
        host = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(host, IPv6Address):
        return str(host.ipv4_mapped or ip_network((host, 64), strict=False))
    return str(host)


limiter = Limiter(key_func=network, default_limits=[], headers_enabled=False)


def sweep(now: datetime) -> None:
    """Forget windows that have passed."""
    with transaction():
        db.session.execute(delete(ThrottleCount).where(ThrottleCount.expires_at < now.timestamp()))


def _live(key: str) -> ThrottleCount | None:
    release()
    row = db.session.get(ThrottleCount, key)
    return row if row and row.expires_at > time.time() else None
