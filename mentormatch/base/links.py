"""Addresses: full links for emails, built from BASE_URL and never from the request's Host header; safe returns."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])", re.IGNORECASE)

def external(endpoint: str, **values: Any) -> str:
    """The full address of a page, for use outside of it (emails, calendars)."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def is_safe_return(target: str | None) -> bool:
    """Whether `?next=` may be followed: a path of this app, and nothing a browser reads as another host."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return False
    if any(ord(letter) < 33 for letter in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def without_addresses(text: str) -> str:
    """A text in which no link works: its addresses and the secrets of mailed links are taken out."""
    return _ADDRESS.sub(_("[address removed]"), text)
