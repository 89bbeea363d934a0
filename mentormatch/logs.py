"""Logs: structlog, readable lines in development, JSON in production; never form contents or query strings."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any, cast

import structlog
from flask import Flask

SECURITY = "mentormatch.security"
security: Any = structlog.wrap_logger(  # lines of JSON whatever LOG_FORMAT says: programs read them
    logging.getLogger(SECURITY), wrapper_class=structlog.stdlib.BoundLogger, cache_logger_on_first_use=False,
    processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()])


class OwnersFileHandler(WatchedFileHandler):
    """A file that its owner alone may read, opened again after logrotate has moved it away."""

    def _open(self) -> TextIOWrapper:
        return cast(TextIOWrapper, open(self.baseFilename, self.mode, encoding="utf-8", opener=_for_owner))


def init_app(app: Flask) -> None:
    """Configure logging for the whole process from the setting LOG_FORMAT."""
    as_json = app.config["SETTINGS"].log_format == "json"
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = structlog.dev.ConsoleRenderer(  # plain: the other formatter prints local variables, people's text
        colors=False, exception_formatter=structlog.dev.plain_traceback)
    if as_json:
        renderer = structlog.processors.JSONRenderer()
    exceptions = [structlog.processors.format_exc_info] if as_json else []
    structlog.configure(processors=[*shared, *exceptions, renderer], cache_logger_on_first_use=False,
                        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *exceptions, renderer]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    send_security_to(app.config["SETTINGS"].security_log)


def send_security_to(path: Path | None) -> None:
    """Write the security log into a file from now on, or (None) to standard error."""
    logger = logging.getLogger(SECURITY)
    for before in logger.handlers:
        before.close()
    handler = OwnersFileHandler(path) if path else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.handlers[:], logger.propagate = [handler], False
    logger.setLevel(logging.INFO)


@contextmanager
def without_security() -> Iterator[None]:
    """Write no security log meanwhile: what a demo company's people grant each other alerts no one."""
    logger = logging.getLogger(SECURITY)
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = False


def _for_owner(path: str, flags: int) -> int:
    handle = os.open(path, flags, 0o600)
    if stat.S_ISREG(os.fstat(handle).st_mode):  # never of a device such as /dev/stdout or /dev/null
        os.fchmod(handle, 0o600)
    return handle
