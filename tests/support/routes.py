"""The app's routes, as tests walk them."""

from flask import Flask
from werkzeug.routing import Rule

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def all_of(app: Flask) -> list[Rule]:
    """Every route but the one for static files, in the order of their addresses."""
    return sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=lambda rule: rule.rule)


def reading(app: Flask) -> list[Rule]:
    """Those that answer GET."""
    return [rule for rule in all_of(app) if "GET" in (rule.methods or ())]


def writing(app: Flask) -> list[tuple[Rule, str]]:
    """Those that answer something else, with each such method."""
    return [(rule, method) for rule in all_of(app) for method in sorted((rule.methods or set()) - READING)]
