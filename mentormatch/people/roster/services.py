"""Importing the roster: keep an uploaded file, show what it would do, do it whole or not at all.

Reading files is in file.py, understanding cells in cells.py, comparing with the people in plan.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import defer

from mentormatch.base import audit, tasks
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id
from mentormatch.people import queries, services
from mentormatch.people.models import ACTIVE, LEAVE, LEFT, Person, RosterUpload
from mentormatch.people.roster import file, stored_plan
from mentormatch.people.roster.cells import Values
from mentormatch.people.roster.file import RosterSheet
from mentormatch.people.roster.plan import AT_ONCE, RosterEntry, RosterPlan, Tick, plan_import

KEPT_FOR = timedelta(days=2)
IMPORTED = "people.imported"
_UNCHECKED = (RosterUpload.checked_at.is_(None), RosterUpload.imported_at.is_(None))


class RosterHasProblems(DomainError):
    """A roster with rows that cannot be imported; nothing of it was."""


class ManyWouldLeave(DomainError):
    """So many people would leave that someone has to confirm the number."""


class RosterIsGone(DomainError):
    """An uploaded roster that has been discarded since."""


@dataclass(frozen=True)
class ImportCounts:
    """What an import did, in people; `was_done` when the same upload had been imported before."""

    new: int
    changed: int
    leaving: int
    unchanged: int
    was_done: bool = False

    @property
    def did_something(self) -> bool:
        """Whether anything changed."""
        return bool(self.new or self.changed or self.leaving)


def read(content: bytes) -> RosterSheet:
    """Read a file, up to the size the settings allow. Raises columns.UnreadableRoster."""
    return file.read(content, current_app.config["SETTINGS"].upload_megabytes)


def store(file_name: str, content: bytes, *, by: Person, now: datetime) -> RosterUpload:
    """Keep an uploaded file, and have a worker read it for its preview."""
    upload = RosterUpload(by_id=by.id, file_name=file_name[-200:], content=content, created_at=now)
    db.session.add(upload)
    db.session.flush()
    tasks.wake("roster", upload.id)
    return upload


def look(content: bytes) -> None:
    """Look at a file before it is kept: whether it is text with the columns needed. Raises columns.UnreadableRoster."""
    file.look(content, current_app.config["SETTINGS"].upload_megabytes)


def content_to_check(upload_id: str) -> bytes | None:
    """The content of an upload that was not read yet; None for any other."""
    return db.session.scalar(select(RosterUpload.content).where(RosterUpload.id == upload_id, *_UNCHECKED))


def ids_to_check() -> list[str]:
    """Uploads that were not read yet, oldest first."""
    return list(db.session.scalars(select(RosterUpload.id).where(*_UNCHECKED).order_by(RosterUpload.created_at)))


def keep_check(upload_id: str, *, plan: bytes | None, problem: str, now: datetime) -> None:
    """Keep what reading an upload came to; one discarded or imported since is left alone."""
    db.session.execute(update(RosterUpload).where(RosterUpload.id == upload_id, *_UNCHECKED).values(
        plan=plan, problem=problem, checked_at=now))


def check_again(upload: RosterUpload) -> None:
    """Have a worker compare an upload with the people as they are now."""
    if upload.imported_at is None:
        upload.plan, upload.problem, upload.checked_at = None, "", None
        tasks.wake("roster", upload.id)


def upload_by_id(upload_id: str) -> RosterUpload | None:
    """An uploaded roster, if it is still kept."""
    return db.session.get(RosterUpload, upload_id)


def not_imported() -> list[RosterUpload]:
    """Uploads that were previewed but not imported, newest first; without their content."""
    return list(db.session.scalars(
        select(RosterUpload).options(defer(RosterUpload.content, raiseload=True))
        .where(RosterUpload.imported_at.is_(None)).order_by(RosterUpload.created_at.desc())))


def preview(upload: RosterUpload) -> RosterPlan | None:
    """What importing an upload would do, as of when a worker compared it; None before that, and if it can't be read."""
    return stored_plan.opened(upload.plan) if upload.plan else None


def result(upload: RosterUpload) -> ImportCounts:
    """What importing an upload did, as the audit trail has it."""
    facts = db.session.scalar(select(audit.AuditRow.facts).where(
        audit.AuditRow.verb == IMPORTED, audit.AuditRow.thing_id == upload.id)) or {}
    return ImportCounts(new=facts.get("new", 0), changed=facts.get("changed", 0), leaving=facts.get("leaving", 0),
                    unchanged=facts.get("unchanged", 0), was_done=True)


def import_upload(upload_id: str, sheet: RosterSheet, *, by: Person, now: datetime, leavers: int | None = None,
                  ) -> ImportCounts:
    """Import an upload, planned again from what is known now; a second time does nothing.

    `sheet` is the upload read beforehand, for that is slow. The file itself is forgotten. Raises
    RosterHasProblems, RosterIsGone, ManyWouldLeave.
    """
    upload = upload_by_id(upload_id)
    if upload is None:
        raise RosterIsGone(_("This file has been discarded. Upload it again."))
    if upload.imported_at is not None:
        return result(upload)
    counts = import_sheet(sheet, by=by, on=upload, now=now, leavers=leavers)
    upload.imported_at, upload.content, upload.plan = now, b"", None
    return counts


def import_sheet(sheet: RosterSheet, *, by: Person | None, on: RosterUpload | None = None, now: datetime,
                 leavers: int | None = None, tick: Tick = lambda rows: None) -> ImportCounts:
    """Import a file that was read: all of it, or nothing. `tick` hears how many more rows were written.

    One audit row records the import, one more each person who left or came back. `leavers` is how many a person
    confirmed would leave; no one confirms it unattended. Raises RosterHasProblems, ManyWouldLeave.
    """
    plan = plan_import(sheet)
    if not plan.can_be_imported:
        raise RosterHasProblems(_("Nothing was imported: some rows need fixing first."))
    if plan.is_mass_departure and leavers != len(plan.leaving):
        raise ManyWouldLeave(ngettext(
            "Nothing was imported: one person would leave. Type that number to confirm it.",
            "Nothing was imported: %(num)d people would leave. Type that number to confirm it.", len(plan.leaving)),
            "leavers")
    ids = plan.people | _add_people(plan.new, now, tick)
    moved = [*plan.changed, *plan.leaving]
    _write([entry for entry in plan.new if entry.after.manager_email], ids, ("manager_id",), lambda rows: None)
    _write(moved, ids, tuple(_row(Values(), ids)), tick)
    _write([entry for entry in plan.unchanged if entry.known and entry.after != entry.known.values], ids,
           ("roster_name",), lambda rows: None)
    _record_comings_and_goings(moved, by, now)
    tick(len(plan.unchanged))
    counts = ImportCounts(len(plan.new), len(plan.changed), len(plan.leaving), len(plan.unchanged))
    audit.record(IMPORTED, by=by, on=on, now=now, new=counts.new, changed=counts.changed,
                 leaving=counts.leaving, unchanged=counts.unchanged)
    return counts


def discard(upload: RosterUpload) -> None:
    """Discard an upload."""
    db.session.delete(upload)


def forget_old(now: datetime) -> None:
    """Forget files that were previewed and never imported: they hold a whole company."""
    db.session.execute(delete(RosterUpload).where(
        RosterUpload.imported_at.is_(None), RosterUpload.created_at < now - KEPT_FOR))


def _add_people(new: list[RosterEntry], now: datetime, tick: Tick) -> dict[str, str]:
    """Write new people, without their managers, who may be new as well; address -> id."""
    ids = {entry.email: new_id() for entry in new}
    for batch in _batches(new):
        db.session.execute(insert(Person), [
            {"id": ids[entry.email], "email": entry.email, "created_at": now, **_row(entry.after, {})}
            for entry in batch])
        tick(len(batch))
    return ids


def _write(entries: list[RosterEntry], ids: dict[str, str], columns: tuple[str, ...], tick: Tick) -> None:
    """Set some columns of people; one statement for each batch."""
    for batch in _batches(entries):
        rows = [(ids[entry.email], _row(entry.after, ids)) for entry in batch]
        db.session.execute(update(Person), [
            {"id": person_id, **{column: row[column] for column in columns}} for person_id, row in rows])
        tick(len(batch))
    db.session.expire_all()


def _row(values: Values, ids: dict[str, str]) -> dict[str, Any]:
    return {"name": values.name, "roster_name": values.roster_name, "job_title": values.job_title,
            "department": values.department, "site": values.site, "grade": values.grade,
            "manager_id": ids.get(values.manager_email), "languages": list(values.languages),
            "time_zone": values.time_zone, "status": values.status}


def _record_comings_and_goings(moved: list[RosterEntry], by: Person | None, now: datetime) -> None:
    """End what lets leavers in, and write down whose access ended or opened again, and who is back from leave."""
    back = [entry.known.id for entry in moved
            if entry.known and (entry.known.values.status, entry.after.status) == (LEAVE, ACTIVE)]
    for person in queries.by_ids(back).values():
        person.back_at = now
    turned = {entry.known.id: entry.after.status for entry in moved
              if entry.known and LEFT in (entry.known.values.status, entry.after.status)
              and entry.known.values.status != entry.after.status}
    for person_id, person in queries.by_ids(turned).items():
        person.left_at = now if turned[person_id] == LEFT else None
        if turned[person_id] == LEFT:
            services.shut_out(person, now=now)
        audit.record("person.left" if turned[person_id] == LEFT else "person.returned", by=by, on=person, now=now,
                     how="import")


def _batches(entries: Sequence[RosterEntry]) -> Iterator[Sequence[RosterEntry]]:
    for start in range(0, len(entries), AT_ONCE):
        yield entries[start:start + AT_ONCE]
