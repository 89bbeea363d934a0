"""Pairs mentees with mentors, exactly, and proves it: five doors and one error, opened when they are asked for.

networkx imports the backend in `matching.io` while it is being imported itself, so nothing is imported here before
its name is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.certify.verify import verify as verify
    from matching.explain.compare import compare as compare
    from matching.explain.explainer import Explainer as Explainer
    from matching.model.errors import MatchingError as MatchingError
    from matching.model.instance import Instance as Instance
    from matching.solve.match import match as match

_DOORS = {
    "Instance": "matching.model.instance",
    "match": "matching.solve.match",
    "verify": "matching.certify.verify",
    "Explainer": "matching.explain.explainer",
    "compare": "matching.explain.compare",
    "MatchingError": "matching.model.errors",
}

__all__ = ["Explainer", "Instance", "MatchingError", "compare", "match", "verify"]


def __getattr__(name: str) -> Any:
    """Import a door by its name; see PEP 562."""
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)


def __dir__() -> list[str]:
    """Name the doors beside what the module has already."""
    return sorted({*globals(), *_DOORS})
