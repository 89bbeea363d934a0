"""What importing a roster would do: who is new, who changes and how, who leaves, and which rows stand in the way.

Reads the database once; writes nothing.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.people import languages
from mentormatch.people.models import LEFT, Person
from mentormatch.people.roster import cells
from mentormatch.people.roster.cells import Values
from mentormatch.people.roster.columns import LABELS
from mentormatch.people.roster.file import Cells, Problem, Row, Sheet

AT_ONCE = 500
MOST_IN_A_CYCLE = 10

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Known:
    """A person as she is now."""

    id: str
    email: str
    values: Values
    has_account: bool
    is_administrator: bool


@dataclass(frozen=True)
class Change:
    """One fact that would be another: what it is called, and what it was and will be, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One person of the file: as she is now (None: new), and as she would be."""

    line: int
    email: str
    known: Known | None
    after: Values

    @property
    def changes(self) -> list[Change]:
        """Which facts change, from what to what; for somebody new, what she starts with."""
        before = self.known.values if self.known else Values(status="")
        return [Change(str(label), _shown(name, before), _shown(name, self.after)) for name, label in LABELS.items()
                if name != "email" and getattr(before, name) != getattr(self.after, name)]


@dataclass
class Plan:
    """Everything an import would do. With a problem it does nothing at all."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    leaving: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    absent_columns: list[str] = field(default_factory=list)
    not_in_file: int = 0
    kept_own: int = 0
    people: dict[str, str] = field(default_factory=dict)
    """Address -> id of everybody known now; managers are found here."""

    @property
    def can_be_imported(self) -> bool:
        """Whether no row stands in the way."""
        return not self.problems

    @property
    def does_something(self) -> bool:
        """Whether importing changes anything."""
        return bool(self.new or self.changed or self.leaving)


def plan_import(sheet: Sheet, tick: Tick = lambda rows: None) -> Plan:
    """Compare a file with the people known now. `tick` is told how many more rows were looked at."""
    known = _known()
    plan = Plan(problems=list(sheet.problems), unknown_columns=sheet.columns.unknown,
                absent_columns=sheet.columns.absent, people={email: one.id for email, one in known.items()})
    rows = _with_address(sheet.rows, plan)
    entries = []
    for done, (email, row) in enumerate(rows.items(), 1):
        entries.append(_entry(email, row, rows, known, plan))
        if done % AT_ONCE == 0:
            tick(AT_ONCE)
    tick(len(sheet.rows) - len(entries) // AT_ONCE * AT_ONCE)
    for one in entries:
        _kind_of(one, plan).append(one)
    plan.problems += [*_cycles(entries, known), *_without_administrator(plan.leaving, known)]
    plan.problems.sort(key=lambda problem: problem.line)
    plan.not_in_file = sum(email not in rows and one.values.status != LEFT for email, one in known.items())
    return plan


def _known() -> dict[str, Known]:
    """Everybody, by address; one statement, and no objects that the session would have to watch."""
    found = db.session.execute(select(
        Person.id, Person.email, Person.name, Person.job_title, Person.department, Person.site, Person.grade,
        Person.manager_id, Person.languages, Person.time_zone, Person.status, Person.is_administrator,
        Person.password_hash.is_not(None).label("has_account"))).all()
    email_of = {row.id: row.email for row in found}
    return {row.email: Known(row.id, row.email, Values(
        name=row.name, job_title=row.job_title, department=row.department, site=row.site, grade=row.grade,
        manager_email=email_of.get(row.manager_id, ""), languages=tuple(row.languages), time_zone=row.time_zone,
        status=row.status), bool(row.has_account), row.is_administrator) for row in found}


def _with_address(rows: list[Row], plan: Plan) -> dict[str, Row]:
    """Address -> its row; rows without one, and all but the first of an address, become problems."""
    found: dict[str, Row] = {}
    for row in rows:
        email = cells.address(row.cells.email)
        if email is None:
            plan.problems.append(_without_address(row))
        elif email in found:
            plan.problems.append(Problem(row.line, email, _(
                "Lines %(first)d and %(second)d have the same e-mail address. Keep one of them.",
                first=found[email].line, second=row.line)))
        else:
            found[email] = row
    return found


def _without_address(row: Row) -> Problem:
    reason = (_("The e-mail address is “%(email)s”. Enter one such as name@company.com.", email=row.cells.email)
              if row.cells.email else _("The e-mail address is empty. Enter one such as name@company.com."))
    others = cells.read(row.cells, None, is_own=False).reasons
    return Problem(row.line, row.cells.email or row.cells.name, " ".join([reason, *others]))


def _entry(email: str, row: Row, rows: dict[str, Row], known: dict[str, Known], plan: Plan) -> Entry:
    one = known.get(email)
    reading = cells.read(row.cells, one.values if one else None, bool(one and one.has_account))
    reasons = [*reading.reasons, *_about_manager(email, row.cells, reading.values.manager_email, rows, known)]
    if reasons:
        plan.problems.append(Problem(row.line, email, " ".join(reasons)))
    plan.kept_own += reading.kept
    return Entry(row.line, email, one, reading.values)


def _about_manager(email: str, cells: Cells, manager: str, rows: dict[str, Row],
                   known: dict[str, Known]) -> Iterator[str]:
    if not cells.manager_email or not manager:
        return
    if manager == email:
        yield _("This person would be their own manager. Name another one, or leave the cell empty.")
    elif manager not in rows and manager not in known:
        yield _("The manager %(manager)s is neither in this file nor known here. Add a line for them, or leave the "
                "cell empty.", manager=manager)


def _kind_of(one: Entry, plan: Plan) -> list[Entry]:
    if one.known is None:
        return plan.new
    if one.after == one.known.values:
        return plan.unchanged
    return plan.leaving if one.after.status == LEFT != one.known.values.status else plan.changed


def _cycles(entries: list[Entry], known: dict[str, Known]) -> Iterator[Problem]:
    """Each ring of managers once, at its first line. Rings of one are told by `_about_manager`."""
    manager = {email: one.values.manager_email for email, one in known.items()}
    manager |= {one.email: one.after.manager_email for one in entries}
    line = {one.email: one.line for one in entries}
    seen: set[str] = set()
    for one in entries:
        path: dict[str, int] = {}
        at = one.email
        while at and at not in seen and at not in path:
            path[at] = len(path)
            at = manager.get(at, "")
        if at in path and manager[at] != at:
            ring = [email for email, place in path.items() if place >= path[at]]
            first = min(ring, key=lambda email: line.get(email, sys.maxsize))
            start = ring.index(first)
            yield Problem(line.get(first, one.line), first, _told(ring[start:] + ring[:start], line))
        seen.update(path)


def _told(ring: list[str], line: dict[str, int]) -> str:
    named = [_("%(email)s (line %(line)d)", email=email, line=line[email]) if email in line else email
             for email in ring[:MOST_IN_A_CYCLE]]
    if len(ring) > MOST_IN_A_CYCLE:
        named.append("…")
    return _("These people are each other’s managers in a circle: %(ring)s. Correct one of the managers.",
             ring=" → ".join([*named, ring[0]]))


def _without_administrator(leaving: list[Entry], known: dict[str, Known]) -> Iterator[Problem]:
    """Nobody could run the installation any more, if its last administrators left."""
    now = {email for email, one in known.items()
           if one.is_administrator and one.has_account and one.values.status != LEFT}
    going = [one for one in leaving if one.email in now]
    if now and len(going) == len(now):
        for one in going:
            yield Problem(one.line, one.email, _(
                "Nobody would administer mentormatch any more. Make somebody else an administrator first."))


def _shown(name: str, values: Values) -> str:
    """A value in words; empty for none."""
    value = getattr(values, name)
    if name == "languages":
        return ", ".join(languages.name(code) for code in value)
    return "" if value is None else str(value)
