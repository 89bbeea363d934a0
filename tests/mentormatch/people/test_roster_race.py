"""Two processes import the same upload at the same moment: one does, the other finds it done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people.models import Person
from mentormatch.people.roster import services as roster
from tests.support import make

PROJECT = Path(__file__).resolve().parents[3]
PEOPLE = 1_500
IMPORTER = """
import sys
from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db, release, transaction
from mentormatch.people.roster import services as roster

app = create_app(QUEUE_IS_OFF=True)
with app.app_context():
    sheet = roster.read(roster.upload_by_id(sys.argv[1]).content)
    release()
    print("ready", flush=True)
    sys.stdin.readline()
    with transaction():
        done = roster.import_upload(sys.argv[1], sheet, by=None, now=clock.now())
    print(done.new, "found it done" if done.was_done else "imported", flush=True)
"""


@pytest.mark.race
def test_an_upload_imported_by_two_processes_at_once_is_imported_once(app, database, tmp_path):
    rows = [f"p{at}@company.example,Person {at},p{at // 7}@company.example" for at in range(1, PEOPLE)]
    content = "\n".join(["email,name,manager email", "p0@company.example,Person 0,", *rows]).encode()
    admin = make.administrator()
    with transaction():
        upload_id = roster.store("people.csv", content, by=admin, now=make.NOW).id
    db.session.rollback()
    environ = os.environ | {"MENTORMATCH_DATABASE_URL": database, "MENTORMATCH_INSTANCE_PATH": str(tmp_path),
                            "PYTHONPATH": str(PROJECT)}
    importers = [subprocess.Popen([sys.executable, "-c", IMPORTER, upload_id], env=environ, text=True, cwd=PROJECT,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for one in importers:
        assert one.stdout.readline() == "ready\n"

    for one in importers:
        one.stdin.write("go\n")
        one.stdin.flush()
    said = sorted(one.communicate(timeout=120)[0].strip() for one in importers)

    assert said == [f"{PEOPLE} found it done", f"{PEOPLE} imported"]
    assert [one.returncode for one in importers] == [0, 0]
    assert make.count(Person) == PEOPLE + 1
    assert make.count(audit.AuditRow) == 1
