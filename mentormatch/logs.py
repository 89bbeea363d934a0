"""Logs: structlog, readable lines in development, JSON in production; never form contents or query strings."""

import logging
from typing import Any

import structlog
from flask import Flask


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
