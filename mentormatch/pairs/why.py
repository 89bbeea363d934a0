"""Why two people were proposed to each other: reads what the round stored with the pair, however little that is.

Stored as {"parts": [{"name": "goals", "part": 850, "weight": 40}, …], "topics": [{"name": "Negotiation",
"priority": 3, "level": 3}, …], "choice_mentee": 1, "choice_mentor": 2}. Only this file reads that shape. A part
that profiles do not ask about (a wish, say) is left out: no one learns here what their partner wished for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from mentormatch.programmes.catalogue import SHOWN


@dataclass(frozen=True)
class Reason:
    """One reason: what was looked at, how well it fits (0..1000), and how much of the whole it is, in percent."""

    label: str
    score: int
    words: str
    share_percent: int


@dataclass(frozen=True)
class SharedTopic:
    """A goal of the mentee's in the mentor's expertise; the two degrees are 1..3, or 0 where they are not known."""

    name: str
    priority: int
    level: int


@dataclass(frozen=True)
class Why:
    """The reasons for a pair, heaviest first. `choice_*`: the rank of this partner for each, 1 the best fit."""

    score: int
    parts: tuple[Reason, ...]
    topics: tuple[SharedTopic, ...]
    choice_mentee: int | None
    choice_mentor: int | None


def read(stored: Mapping[str, Any] | None, score: int) -> Why:
    """The reasons kept with a pair of this score; what is missing or of another shape is left out."""
    stored = stored if isinstance(stored, Mapping) else {}
    return Why(
        score=_within(stored.get("score"), 0, 1000) or score, parts=_parts(_mappings(stored.get("parts"))),
        topics=_topics(_mappings(stored.get("topics"))),
        choice_mentee=_rank(stored.get("choice_mentee")), choice_mentor=_rank(stored.get("choice_mentor")),
    )


def topic_names(stored: Mapping[str, Any] | None) -> list[str]:
    """The topics the two share, most important first."""
    return [topic.name for topic in _topics(_mappings(stored.get("topics") if isinstance(stored, Mapping) else None))]


def _parts(stored: list[Mapping[str, Any]]) -> tuple[Reason, ...]:
    titles = {spec.name: str(spec.title) for spec in SHOWN}
    rows = [(titles[str(row["name"])], _within(row.get("part"), 0, 1000), _within(row.get("weight"), 0, 100_000))
            for row in stored if str(row.get("name")) in titles]
    counting = [(title, part, weight) for title, part, weight in rows if part is not None and weight]
    whole = sum(weight for _title, _part, weight in counting) or 1
    parts = [Reason(title, part, _words(part), round(100 * weight / whole)) for title, part, weight in counting]
    return tuple(sorted(parts, key=lambda part: (-part.share_percent * part.score, part.label)))


def _topics(stored: list[Mapping[str, Any]]) -> tuple[SharedTopic, ...]:
    topics = [
        SharedTopic(row["name"], _within(row.get("priority"), 1, 3) or 0, _within(row.get("level"), 1, 3) or 0)
        for row in stored if isinstance(row.get("name"), str) and row["name"]
    ]
    return tuple(sorted(topics, key=lambda topic: (-topic.priority, -topic.level, topic.name)))


def _words(part: int) -> str:
    for least, words in ((850, _("strong match")), (600, _("good match")), (350, _("partial match"))):
        if part >= least:
            return words
    return _("could be closer")


def _mappings(rows: Any) -> list[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _rank(value: Any) -> int | None:
    return _within(value, 1, 1_000_000)


def _within(value: Any, low: int, high: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if low <= value <= high else None
