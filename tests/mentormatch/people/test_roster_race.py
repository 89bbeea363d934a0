"""Two processes import the same upload at the same moment: one does, the other finds it done."""

import pytest

from mentormatch.base import audit, clock
from mentormatch.base.db import transaction
from mentormatch.people.models import Person
from mentormatch.people.roster import services as roster
from tests.support import make, race

PEOPLE = 1_500


def import_once(upload_id, sheet):
    with transaction():
        outcome = roster.import_upload(upload_id, sheet, by=None, now=clock.now())
    return f"{outcome.new} {'found it done' if outcome.was_done else 'imported'}"


@pytest.mark.race
def test_an_upload_imported_by_two_processes_at_once_is_imported_once(app):
    rows = [f"p{number}@company.example,Person {number},p{number // 7}@company.example" for number in range(1, PEOPLE)]
    content = "\n".join(["email,name,manager email", "p0@company.example,Person 0,", *rows]).encode()
    admin = make.administrator()
    with transaction():
        upload_id = roster.store("people.csv", content, by=admin, now=make.NOW).id
    sheet = roster.read(content)

    answers = race.run(app, import_once, [(upload_id, sheet)] * 2)

    assert sorted(answers) == [f"{PEOPLE} found it done", f"{PEOPLE} imported"]
    assert make.count(Person) == PEOPLE + 1
    assert make.count(audit.AuditRow) == 1
