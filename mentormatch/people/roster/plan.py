"""What importing a roster would do: who is new, who changes and how, who leaves, and which rows must be fixed first.

Reads the database once; writes nothing.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.people import languages
from mentormatch.people.models import LEFT, Person
from mentormatch.people.roster import cells
from mentormatch.people.roster.cells import Values
from mentormatch.people.roster.columns import LABELS
from mentormatch.people.roster.file import Cells, RosterRow, RosterSheet, RowProblem

AT_ONCE = 500
MAX_IN_A_CYCLE = 10
MANY = 10  # leavers in one file; beyond, and beyond a twentieth of the company, someone confirms the number

Tick = Callable[[int], None]


@dataclass(frozen=True)
class KnownPerson:
    """A person as they are now."""

    id: str
    email: str
    values: Values
    has_account: bool
    is_administrator: bool


@dataclass(frozen=True)
class FactChange:
    """One fact that would be another: what it is called, and what it was and will be, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RosterEntry:
    """One person of the file: as they are now (None: new), and as they would be."""

    line: int
    email: str
    known: KnownPerson | None
    after: Values

    @property
    def changes(self) -> list[FactChange]:
        """Which facts change, from what to what; for someone new, what they start with."""
        before = self.known.values if self.known else Values(status="")
        changes = [
            FactChange(str(label), _shown(name, before), _shown(name, self.after)) for name, label in LABELS.items()
            if name != "email" and getattr(before, name) != getattr(self.after, name)]
        if before.name == self.after.name and before.roster_name != self.after.roster_name:
            changes.append(FactChange(_("name in emails"), before.roster_name, self.after.roster_name))
        return changes


@dataclass
class RosterPlan:
    """Everything an import would do. With a problem it does nothing at all."""

    new: list[RosterEntry] = field(default_factory=list)
    changed: list[RosterEntry] = field(default_factory=list)
    leaving: list[RosterEntry] = field(default_factory=list)
    unchanged: list[RosterEntry] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    absent_columns: list[str] = field(default_factory=list)
    not_in_file: int = 0
    active: int = 0
    own_details_kept: int = 0
    people: dict[str, str] = field(default_factory=dict)
    """Address -> id of everyone known now; managers are looked up here."""

    @property
    def can_be_imported(self) -> bool:
        """Whether no row must be fixed first."""
        return not self.problems

    @property
    def is_mass_departure(self) -> bool:
        """Whether more than MANY people and more than a twentieth of those who are here would leave."""
        return len(self.leaving) > MANY and 20 * len(self.leaving) > self.active

    @property
    def does_something(self) -> bool:
        """Whether importing changes anything."""
        return bool(self.new or self.changed or self.leaving)


def plan_import(sheet: RosterSheet, tick: Tick = lambda rows: None) -> RosterPlan:
    """Compare a file with the people known now. `tick` hears how many more rows were compared."""
    known = _known()
    plan = RosterPlan(problems=list(sheet.problems), unknown_columns=sheet.columns.unknown,
                absent_columns=sheet.columns.absent, people={email: person.id for email, person in known.items()})
    rows = _with_address(sheet.rows, plan)
    entries = []
    for done, (email, row) in enumerate(rows.items(), 1):
        entries.append(_entry(email, row, rows, known, plan))
        if done % AT_ONCE == 0:
            tick(AT_ONCE)
    tick(len(sheet.rows) - len(entries) // AT_ONCE * AT_ONCE)
    for entry in entries:
        _list_for(entry, plan).append(entry)
    plan.problems += [*_cycles(entries, known), *_without_administrator(plan.leaving, known)]
    plan.problems.sort(key=lambda problem: problem.line)
    plan.active = sum(person.values.status != LEFT for person in known.values())
    plan.not_in_file = sum(email not in rows and person.values.status != LEFT
                           for email, person in known.items())
    return plan


def _known() -> dict[str, KnownPerson]:
    """Everyone, by address; one statement, and no objects that the session would have to watch."""
    people = db.session.execute(select(
        Person.id, Person.email, Person.name, Person.job_title, Person.department, Person.site, Person.grade,
        Person.manager_id, Person.languages, Person.time_zone, Person.status, Person.is_administrator,
        Person.roster_name,
        Person.password_hash.is_not(None).label("has_account"))).all()
    email_of = {row.id: row.email for row in people}
    return {row.email: KnownPerson(row.id, row.email, Values(
        name=row.name, job_title=row.job_title, department=row.department, site=row.site, grade=row.grade,
        manager_email=email_of.get(row.manager_id, ""), languages=tuple(row.languages), time_zone=row.time_zone,
        status=row.status, roster_name=row.roster_name), bool(row.has_account), row.is_administrator) for row in people}


def _with_address(rows: list[RosterRow], plan: RosterPlan) -> dict[str, RosterRow]:
    """Address -> its row; rows without one, and all but the first of an address, become problems."""
    by_address: dict[str, RosterRow] = {}
    for row in rows:
        email = cells.address(row.cells.email)
        if email is None:
            plan.problems.append(_without_address(row))
        elif email in by_address:
            plan.problems.append(RowProblem(row.line, email, _(
                "Lines %(first)d and %(second)d have the same email address. Keep one of them.",
                first=by_address[email].line, second=row.line)))
        else:
            by_address[email] = row
    return by_address


def _without_address(row: RosterRow) -> RowProblem:
    reason = (_("“%(email)s” isn't an email address. Enter one such as name@company.com.", email=row.cells.email)
              if row.cells.email else _("The email address is empty. Enter one such as name@company.com."))
    others = cells.read(row.cells, None, is_own=False).reasons
    return RowProblem(row.line, row.cells.email or row.cells.name, " ".join([reason, *others]))


def _entry(
    email: str, row: RosterRow, rows: dict[str, RosterRow], known: dict[str, KnownPerson], plan: RosterPlan,
) -> RosterEntry:
    person = known.get(email)
    reading = cells.read(row.cells, person.values if person else None, bool(person and person.has_account))
    reasons = [*reading.reasons, *_about_manager(email, row.cells, reading.values.manager_email, rows, known)]
    if reasons:
        plan.problems.append(RowProblem(row.line, email, " ".join(reasons)))
    plan.own_details_kept += reading.differences
    return RosterEntry(row.line, email, person, reading.values)


def _about_manager(email: str, cells: Cells, manager: str, rows: dict[str, RosterRow],
                   known: dict[str, KnownPerson]) -> Iterator[str]:
    if not cells.manager_email or not manager:
        return
    if manager == email:
        yield _("This person would be their own manager. Enter someone else, or leave the cell empty.")
    elif manager not in rows and manager not in known:
        yield _("The manager %(manager)s isn't in this file or in mentormatch. Add a row for them, or leave the cell "
                "empty.", manager=manager)


def _list_for(entry: RosterEntry, plan: RosterPlan) -> list[RosterEntry]:
    if entry.known is None:
        return plan.new
    if entry.after in (entry.known.values, replace(entry.known.values, roster_name=entry.after.name)):
        return plan.unchanged  # the name under which emails call them stays the same, and is only noted
    return plan.leaving if entry.after.status == LEFT != entry.known.values.status else plan.changed


def _cycles(entries: list[RosterEntry], known: dict[str, KnownPerson]) -> Iterator[RowProblem]:
    """Each ring of managers once, at its first line. Rings of one are reported by `_about_manager`."""
    manager = {email: person.values.manager_email for email, person in known.items()}
    manager |= {entry.email: entry.after.manager_email for entry in entries}
    line = {entry.email: entry.line for entry in entries}
    visited: set[str] = set()
    for entry in entries:
        path: dict[str, int] = {}
        email = entry.email
        while email and email not in visited and email not in path:
            path[email] = len(path)
            email = manager.get(email, "")
        if email in path and manager[email] != email:
            ring = [member for member, position in path.items() if position >= path[email]]
            first = min(ring, key=lambda member: line.get(member, sys.maxsize))
            start = ring.index(first)
            yield RowProblem(line.get(first, entry.line), first, _ring_sentence(ring[start:] + ring[:start], line))
        visited.update(path)


def _ring_sentence(ring: list[str], line: dict[str, int]) -> str:
    named = [_("%(email)s (line %(line)d)", email=email, line=line[email]) if email in line else email
             for email in ring[:MAX_IN_A_CYCLE]]
    if len(ring) > MAX_IN_A_CYCLE:
        named.append("…")
    return _("These people manage each other in a circle: %(ring)s. Change one of the managers.",
             ring=" → ".join([*named, ring[0]]))


def _without_administrator(leaving: list[RosterEntry], known: dict[str, KnownPerson]) -> Iterator[RowProblem]:
    """No one could run the installation any more, if its last administrators left."""
    administrators = {email for email, person in known.items()
                      if person.is_administrator and person.has_account and person.values.status != LEFT}
    going = [entry for entry in leaving if entry.email in administrators]
    if administrators and len(going) == len(administrators):
        for entry in going:
            yield RowProblem(entry.line, entry.email, _(
                "mentormatch would have no administrator left. Make someone else an administrator first."))


def _shown(name: str, values: Values) -> str:
    """A value in words; empty for none."""
    value = getattr(values, name)
    if name == "languages":
        return ", ".join(languages.name(code) for code in value)
    return "" if value is None else str(value)
