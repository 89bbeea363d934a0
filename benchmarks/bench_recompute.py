"""A moved slider of the round workbench, server side, beside the bare call of the library; statements per page.

    python -m benchmarks.bench_recompute [--sizes 200 1000 5000] [--json FILE]

`server`: the posted form with its answer as a page part, from the people kept in the process, 350 places to 1,000
mentees. `bare` is the call of the library by itself, from people to pairs: Scorer.from_people(...).instance(), match();
`warm` the same with everyone looked at before, as the server keeps them. Medians in processor time; `first` is the
first answer, which reads everyone from the database. Statements are counted on pages of the draft.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from benchmarks.workbench import browser, workbench
from matching import match
from matching.score.scorer import Scorer
from mentormatch.base.db import db
from mentormatch.programmes.criteria import CriterionSetting
from mentormatch.rounds.drafts import what_if
from mentormatch.rounds.forms import settings_form
from mentormatch.rounds.input.overrides import Overrides
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft

SIZES = [200, 1000, 5000]
PAGES = ("", "/left-out", "/certificate", "/decisions", "/try", "/decide/place")
TIMES = 15


def main() -> None:
    """Measure every size, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--json", type=Path)
    parsed = parser.parse_args()
    what_if.AT_ONCE = max(parsed.sizes)
    reports = []
    print(f"{'mentees':>8} {'places':>7} {'bare ms':>8} {'warm ms':>8} {'server ms':>10} {'ratio':>6} {'first ms':>9}"
          "  statements")
    for mentees in parsed.sizes:
        with workbench(mentees, round(mentees * 0.35)) as (app, draft):
            report = _measured(app, draft, mentees)
        reports.append(report)
        print(f"{mentees:>8} {report['places']:>7} {report['bare_ms']:>8} {report['warm_ms']:>8}"
              f" {report['server_ms']:>10}"
              f" {report['ratio']:>6} {report['first_ms']:>9}  {report['statements']}", flush=True)
    if parsed.json:
        parsed.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")


def _measured(app: Flask, draft: Draft, mentees: int) -> dict[str, Any]:
    client, address, draft_id = browser(app, draft), f"/drafts/{draft.id}/try", draft.id
    settings = DraftSettings.from_json(draft.settings)
    with app.test_request_context():
        fields = {field.name: field.data for field in settings_form(settings) if field.data not in (False, None)}
    weights = iter(range(1, 1_000))

    def move() -> None:
        answer = client.post(address, data=fields | {"goals_weight": str(next(weights) % 100)},
                             headers={"HX-Request": "true"})
        if answer.status_code != 200 or "Weakest pair" not in answer.text:
            raise SystemExit(f"The server did not answer what changes: {answer.status}")

    first = _ms(move)
    snapshot = next(iter(app.extensions[what_if.STORE].values()))

    def moved() -> DraftSettings:
        values = settings.criteria.by_name | {"goals": CriterionSetting(next(weights) % 100, "nice")}
        return replace(settings, criteria=replace(settings.criteria, by_name=values))

    def warm() -> None:
        match(snapshot.problem.changed(moved(), Overrides()).instance(), objective=settings.objective)

    def bare() -> None:
        scorer = snapshot.problem.changed(moved(), Overrides()).scorer
        fresh = Scorer.from_people(scorer.pool.mentees, scorer.pool.mentors, org=scorer.pool.org, rules=scorer.rules,
                                   weights=scorer.weights)
        match(fresh.instance(), objective=settings.objective)

    server, library, library_warm = _medians(move, bare, warm)
    statements = {part or "/": _statements(lambda part=part: client.get(f"/drafts/{draft_id}{part}")) for part in PAGES}
    return {"mentees": mentees, "places": round(mentees * 0.35), "bare_ms": library, "warm_ms": library_warm,
            "server_ms": server, "ratio": round(server / library, 2), "first_ms": first, "statements": statements}


def _medians(*works: Callable[[], object]) -> list[float]:
    """The median of each in milliseconds; they take turns, so that a busy machine is busy for all of them."""
    turns = [[_ms(work) for work in works] for _ in range(TIMES)]
    return [round(statistics.median(taken), 1) for taken in zip(*turns, strict=True)]


def _ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return round(1000 * (time.process_time() - began), 1)


def _statements(work: Callable[[], object]) -> int:
    with _counting() as statements:
        work()
    return len(statements)


@contextmanager
def _counting() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
