"""A draft as a file to take along: CSV for spreadsheet programs, JSON for programs. Private reasons are in neither."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flask_babel import gettext as _

from mentormatch.base import audit, spreadsheet
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels, matcher
from mentormatch.rounds.drafts import result_files, sealing
from mentormatch.rounds.input.pool import ProgrammePool
from mentormatch.rounds.models import READY, Draft
from mentormatch.rounds.reading import own_rows, queries

Format = Literal["csv", "json"]


@dataclass(frozen=True)
class ExportedPair:
    """A pair with its score 0..1000 and why."""

    mentee: Enrolment
    mentor: Enrolment
    score: int
    why: dict[str, Any]


@dataclass(frozen=True)
class DraftExport:
    """What a file tells: the pairs, best first, and everyone left out with the computed reason, by name."""

    programme: Programme
    title: str
    objective: str
    computed_at: datetime | None
    pairs: list[ExportedPair]
    left_out: list[tuple[Enrolment, dict[str, Any]]]


def export(draft: Draft, form: Format, *, by: Person, now: datetime) -> bytes:
    """A draft as a file without the reader's own rows, and an audit row of who took it along.

    Raises DraftIsSealed, DraftNotReady.
    """
    sealing.check_open(draft)
    if draft.state != READY:
        raise result_files.DraftNotReady(_("This draft has no result yet."))
    sheet = of_draft(draft, own=own_rows.enrolment_ids(draft.programme, by))
    audit.record("draft.exported", by=by, on=draft.round, now=now, draft=draft.id, format=form,
                 pairs=len(sheet.pairs), left_out=len(sheet.left_out))
    return as_csv(sheet) if form == "csv" else as_json(sheet)


def of_draft(draft: Draft, *, own: Collection[str] = ()) -> DraftExport:
    """What the file of a computed draft tells, `own` enrolments left out."""
    return DraftExport(
        draft.programme, draft.name, draft.settings["objective"], draft.computed_at,
        [ExportedPair(pair.mentee, pair.mentor, pair.score, pair.parts) for pair in queries.all_pairs(draft, own=own)],
        [(left.mentee, left.reason) for left in queries.left_out(draft, own=own)])


def of_solution(programme: Programme, pool: ProgrammePool, solution: matcher.Solution, objective: str,
                now: datetime) -> DraftExport:
    """What the file of a result tells that is not kept as a draft."""
    known = {enrolment.id: enrolment for enrolment in pool.enrolments}
    pairs = sorted(solution.pairs, key=lambda pair: (-pair.score, known[pair.mentee_id].person.name))
    left_out = sorted(solution.left_out, key=lambda left: known[left.mentee_id].person.name)
    return DraftExport(
        programme, programme.name, objective, now,
        [ExportedPair(known[pair.mentee_id], known[pair.mentor_id], pair.score, pair.why) for pair in pairs],
        [(known[left.mentee_id], left.reason) for left in left_out])


def as_csv(sheet: DraftExport) -> bytes:
    """One row a mentee; cells that a program could take for a formula are guarded."""
    say = programmes.words(sheet.programme)
    names = _criteria(sheet)
    mentee, mentor = (word.capitalize() for word in (say.mentee, say.mentor))
    headings = [mentee, _("%(role)s: email", role=mentee), _("%(role)s: department", role=mentee),
                mentor, _("%(role)s: email", role=mentor), _("%(role)s: department", role=mentor),
                _("Score (per mille)"), *(_title(name) for name in names), _("Topics"), _("Why there's no pair")]
    return "".join(spreadsheet.lines(headings, _rows(sheet, names))).encode()


def as_json(sheet: DraftExport) -> bytes:
    """The same for programs; reasons as codes and in words."""
    say = programmes.words(sheet.programme)
    document = {
        "programme": sheet.programme.name, "draft": sheet.title, "objective": sheet.objective,
        "computed_at": sheet.computed_at.isoformat() if sheet.computed_at else None,
        "pairs": [{
            "mentee": _person(pair.mentee), "mentor": _person(pair.mentor), "score": pair.score,
            "parts": pair.why.get("parts", []), "topics": pair.why.get("topics", []),
        } for pair in sheet.pairs],
        "left_out": [{"mentee": _person(mentee), "code": reason.get("code", ""), "reason": labels.left_out(reason, say)}
                     for mentee, reason in sheet.left_out],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _rows(sheet: DraftExport, names: list[str]) -> Iterable[list[object]]:
    say = programmes.words(sheet.programme)
    for pair in sheet.pairs:
        parts = {part["name"]: part["part"] for part in pair.why.get("parts", [])}
        topics = ", ".join(topic["name"] for topic in pair.why.get("topics", []))
        yield [*_cells(pair.mentee), *_cells(pair.mentor), pair.score, *(parts.get(name, "") for name in names),
               topics, ""]
    for mentee, reason in sheet.left_out:
        yield [*_cells(mentee), "", "", "", "", *("" for _name in names), "", labels.left_out(reason, say)]


def _criteria(sheet: DraftExport) -> list[str]:
    weights = {part["name"]: part["weight"] for pair in sheet.pairs for part in pair.why.get("parts", [])}
    return sorted(weights, key=lambda name: (-weights[name], name))


def _title(name: str) -> str:
    return str(labels.TITLES.get(name, name))


def _cells(enrolment: Enrolment) -> tuple[str, str, str]:
    return enrolment.person.name, enrolment.person.email, enrolment.person.department


def _person(enrolment: Enrolment) -> dict[str, str]:
    return {"name": enrolment.person.name, "email": enrolment.person.email, "department": enrolment.person.department}
