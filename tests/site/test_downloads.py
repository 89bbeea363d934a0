"""Every file the app hands out, fetched over a real socket and held against what the database holds.

The test client keeps a request alive while its answer is read; a server does not. So only this shows whether a file
that is sent row by row arrives whole.
"""

import ast
import csv
import inspect
import io
import json
import textwrap
import zipfile

import pytest
from icalendar import Calendar

from mentormatch.admin import programme_trail
from mentormatch.base import audit
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import Meeting
from mentormatch.rounds.models import Draft
from tests.site.test_modules import calls, modules, name_of
from tests.support import live, make, routes
from tests.support.live import LiveSite
from tests.support.world import Place

ATTACHING = {"attachment", "spreadsheet_attachment"}
MANY = 1_200  # more rows than are read at a time, and than a socket takes in one go


@pytest.fixture
def site(open_place: Place):
    with transaction():
        for number in range(MANY):
            audit.record("company.counted", now=make.NOW, number=number)
    with live.served(open_place) as site:
        yield site


def fetched(site: LiveSite, place: Place, endpoint: str, role: str, *, is_posted=False, **values) -> bytes:
    rule = next(rule for rule in routes.all_of(place.app) if rule.endpoint == endpoint)
    address = place.app.url_map.bind("localhost").build(endpoint, place.world.values_for(rule) | values)
    answer = site.answer(role, address, form={} if is_posted else None)
    body = answer.read()
    assert answer.status == 200, f"{address} answered {answer.status}: {body[:500]!r}"
    assert "attachment" in (answer.headers["Content-Disposition"] or "")
    return body


def table(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1:]


def audit_export(site, place):
    rows = table(fetched(site, place, "admin.export_audit", "administrator"))

    assert len(rows) == make.count(AuditRow)
    assert [row[1] for row in rows] == list(db.session.scalars(db.select(AuditRow.verb).order_by(AuditRow.id)))
    assert "Cora Lindt" in {row[2] for row in rows}


def programme_audit_export(site, place):
    programme_id = db.session.get_one(Draft, place.world.values["draft_id"]).programme.id
    acts = db.select(AuditRow).where(AuditRow.programme_id == programme_id, AuditRow.verb.in_(programme_trail.SHOWN))
    rows = table(fetched(site, place, "admin.export_programme_audit", "coordinator"))

    assert len(rows) == len(db.session.scalars(acts).all()) > 0


def draft_export(site, place):
    draft = db.session.get_one(Draft, place.world.values["draft_id"])
    people = len(draft.pairs) + len(draft.left_out)

    assert len(table(fetched(site, place, "rounds.export_draft", "coordinator", is_posted=True, file="csv"))) == people
    document = json.loads(fetched(site, place, "rounds.export_draft", "coordinator", is_posted=True, file="json"))
    assert len(document["pairs"]) + len(document["left_out"]) == people


def proof(site, place):
    draft = db.session.get_one(Draft, place.world.values["draft_id"])

    archive = fetched(site, place, "auditors.export_proof", "auditor", is_posted=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        stored, result = (json.loads(packed.read(name)) for name in packed.namelist()[:2])
    assert len(result["pairs"]) == len(draft.pairs)
    assert len(stored["mentees"]) == len(draft.pairs) + len(draft.left_out)


def invitation(site, place):
    meeting = db.session.get_one(Meeting, place.world.values["meeting_id"])

    (event,) = Calendar.from_ical(fetched(site, place, "checkins.invite", "mentee").decode()).walk("VEVENT")
    assert event.decoded("dtstart") == meeting.starts_at


FILES = {
    "admin.export_audit": audit_export, "admin.export_programme_audit": programme_audit_export,
    "checkins.invite": invitation, "auditors.export_proof": proof,
    "rounds.export_draft": draft_export,
}


@pytest.mark.parametrize("endpoint", FILES)
def test_a_file_arrives_whole(endpoint: str, site: LiveSite, open_place: Place):
    FILES[endpoint](site, open_place)


def test_every_route_that_hands_out_a_file_is_fetched_above(place: Place):
    attaching = {rule.endpoint for rule in routes.all_of(place.app)
                 if ATTACHING & _called_in(place.app.view_functions[rule.endpoint])}

    assert attaching == set(FILES), "Fetch each file in tests/site/test_downloads.py, and compare it with the database."


def test_files_leave_by_one_door():
    others = [name_of(path) for path in modules("mentormatch") if "Content-Disposition" in path.read_text("utf-8")
              and name_of(path) != "mentormatch/base/downloads.py"]
    sends = [name_of(path) for path in modules("mentormatch") for call in calls(path)
             if ast.unparse(call.func) in ("send_file", "send_from_directory", "stream_with_context")]

    assert others + sends == [], "Answer with base/downloads.py, so that test_downloads.py knows of the file."


def _called_in(view) -> set[str]:
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(view)))
    return {ast.unparse(node.func).rsplit(".", 1)[-1] for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call)}
