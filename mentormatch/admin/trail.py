"""The audit trail in words: which entries to show, and each row with names in place of ids."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from mentormatch.admin import audit_rows, labels
from mentormatch.admin.audit_rows import AuditFilter, Names
from mentormatch.admin.forms import AuditForm
from mentormatch.base import viewer
from mentormatch.base.audit import AuditRow

HEADINGS = ("at (UTC)", "what", "by", "by id", "to", "to id", "programme id", "facts")


@dataclass(frozen=True)
class TrailLine:
    """One deed: the row, its words, who did it, who or what it concerns, in which programme, and its facts."""

    row: AuditRow
    deed: str
    by: str
    thing: str
    programme: str
    facts: str


def filter_of(form: AuditForm) -> AuditFilter:
    """The filter a form stands for."""
    return AuditFilter(verb=form.verb.data or "", person=form.person.data or "",
                       programme_id=form.programme.data or "", since=form.since.data, until=form.until.data,
                       zone=viewer.zone())


def lines(rows: list[AuditRow], shown_facts: Collection[str] | None = None) -> list[TrailLine]:
    """Rows with the names of people and programmes; only some of their facts, if the reader may not see all."""
    names, gone = audit_rows.names_in(rows), _gone()
    return [TrailLine(row, labels.deed(row.verb), _by(row, names, gone) or _("System"), _thing(row, names, gone),
                      names.programmes.get(row.programme_id or "", ""), _facts(row, shown_facts, names, gone))
            for row in rows]


def export_rows(
    where: Sequence[ColumnElement[bool]], shown_facts: Collection[str] | None = None,
) -> Callable[[Session], Iterator[tuple[object, ...]]]:
    """A function that reads the rows for a file, in the order of HEADINGS, with the session it is given."""
    gone = _gone()  # words need a request, and the file is read after it

    def read(session: Session) -> Iterator[tuple[object, ...]]:
        for rows in audit_rows.batches(where, session):
            names = audit_rows.names_in(rows, session)
            for row in rows:
                facts = _shown(row, shown_facts)
                spelt = json.dumps(facts, ensure_ascii=False, sort_keys=True) if facts else ""
                yield (row.at.isoformat(timespec="seconds"), row.verb, _by(row, names, gone), row.by_id,
                       row.thing_kind, row.thing_id, row.programme_id, spelt)

    return read


def _gone() -> str:
    return _("Someone who left")


def _by(row: AuditRow, names: Names, gone: str) -> str:
    return names.people.get(row.by_id, gone) if row.by_id else ""


def _thing(row: AuditRow, names: Names, gone: str) -> str:
    if row.thing_kind == "person":
        return names.people.get(row.thing_id or "", gone)
    return (row.thing_kind or "").replace("_", " ")


def _facts(row: AuditRow, shown_facts: Collection[str] | None, names: Names, gone: str) -> str:
    facts = _shown(row, shown_facts)
    if "person_id" in facts:
        facts = {"person": names.people.get(facts.pop("person_id"), gone)} | facts
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in facts.items())


def _shown(row: AuditRow, shown_facts: Collection[str] | None) -> dict[str, Any]:
    return {name: value for name, value in row.facts.items() if shown_facts is None or name in shown_facts}
