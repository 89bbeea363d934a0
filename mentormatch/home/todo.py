"""The value every next step of a home page is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TodoItem:
    """One thing to do: what, why or by when, and where."""

    title: str
    text: str
    url: str
    label: str
    icon: str
    eyebrow: str
