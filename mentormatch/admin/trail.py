"""The audit trail in words: which entries to show, and each row with names in place of ids."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentormatch.admin import labels, queries
from mentormatch.admin.forms import AuditForm
from mentormatch.admin.queries import AuditFilter
from mentormatch.base import viewer
from mentormatch.base.audit import AuditRow

HEADINGS = ("at (UTC)", "what", "by", "by id", "to", "to id", "programme id", "facts")


@dataclass(frozen=True)
class TrailLine:
    """One deed: the row, its words, who or what it concerns, in which programme, and its facts."""

    row: AuditRow
    deed: str
    thing: str
    programme: str
    facts: str


def filter_of(form: AuditForm) -> AuditFilter:
    """The filter a form stands for."""
    return AuditFilter(verb=form.verb.data or "", person=form.person.data or "",
                       programme_id=form.programme.data or "", since=form.since.data, until=form.until.data,
                       zone=viewer.zone())


def lines(rows: list[AuditRow]) -> list[TrailLine]:
    """Rows with the names of people and programmes."""
    names = queries.names_in(rows)
    return [TrailLine(row, labels.deed(row.verb), names.people.get(row.thing_id or "", _kind(row)),
                 names.programmes.get(row.programme_id or "", ""), _facts(row)) for row in rows]


def export_rows(rows: Iterable[AuditRow]) -> Iterator[tuple[object, ...]]:
    """Rows for a file, in the order of HEADINGS."""
    for row in rows:
        yield (row.at.isoformat(timespec="seconds"), row.verb, row.by_name, row.by_id, row.thing_kind, row.thing_id,
               row.programme_id, json.dumps(row.facts, ensure_ascii=False, sort_keys=True) if row.facts else "")


def _kind(row: AuditRow) -> str:
    return (row.thing_kind or "").replace("_", " ")


def _facts(row: AuditRow) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in row.facts.items())
