"""Commands: `flask --app wsgi …`. Each parses, calls one service, prints."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register all commands."""
