"""Rosters for tests: two people as rows, files made of rows, and what planning and importing them gives."""

from mentormatch.base.db import transaction
from mentormatch.people.models import Person, RosterUpload
from mentormatch.people.roster import services as roster
from mentormatch.people.roster import tasks
from mentormatch.people.roster.plan import RosterPlan, plan_import
from mentormatch.people.roster.services import ImportCounts
from tests.support import make

HEAD = "email,name,department,site,grade,manager_email,languages,timezone,status\n"
INES = "ines@company.example,Ines Okafor,Finance,Lisbon,5,ben@company.example,English;pt,Europe/Lisbon,active"
BEN = "ben@company.example,Ben Roth,Finance,Lisbon,8,,English,Europe/Lisbon,active"


def file_of(*rows: str, head: str = HEAD) -> bytes:
    """A file with these rows."""
    return (head + "\n".join(rows) + "\n").encode()


def plan(*rows: str, head: str = HEAD) -> RosterPlan:
    """What importing these rows would do."""
    return plan_import(roster.read(file_of(*rows, head=head)))


def imported(*rows: str, head: str = HEAD, by: Person | None = None) -> ImportCounts:
    """Import these rows in a transaction of their own."""
    sheet = roster.read(file_of(*rows, head=head))
    with transaction():
        return roster.import_sheet(sheet, by=by, now=make.NOW)


def upload(by: Person, *rows: str) -> RosterUpload:
    """An uploaded file that a worker has read; of someone new if no row is given."""
    with transaction():
        stored = roster.store("people.csv", file_of(*rows or ("new.person@company.example,New Person,,,,,,,",)), by=by,
                              now=make.NOW)
    tasks.check(stored.id)
    return stored


def reasons(*rows: str, head: str = HEAD) -> dict[int, str]:
    """Line -> what is to be corrected there."""
    return {problem.line: problem.reason for problem in plan(*rows, head=head).problems}
