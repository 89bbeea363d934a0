"""Importing a roster: a whole company, the same file again, and a file in which a tenth of the people changed.

    python -m benchmarks.bench_import [--people 20000] [--database-url URL] [--json FILE]

The people are made up: 40 departments, 12 sites, a manager tree of span 7, rows in no order, so that most managers come
after their reports. The database is a fresh SQLite file unless a URL names another (an empty one).
"""

import argparse
import csv
import io
import json
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade

from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.config import load
from mentormatch.people.roster import plan
from mentormatch.people.roster import services as roster

COLUMNS = ("e-mail", "Full name", "Department", "Location", "Grade", "Manager e-mail", "Language(s)", "Time zone",
           "Status")
LANGUAGES = ("English", "English;German", "French;English", "Polish", "Portuguese;English;Spanish")
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Kolkata")


def company(people: int, seed: int = 1) -> list[list[str]]:
    """Rows of a roster, a manager tree in no order; the first ten are the top."""
    chance = random.Random(seed)
    rows = [[
        f"person.{index}@company.example", f"Person Number {index}", f"Department {index % 40}", f"Site {index % 12}",
        str(max(1, 10 - len(str(index)))), f"person.{(index - 1) // 7}@company.example" if index else "",
        LANGUAGES[index % 5], ZONES[index % 4], "leave" if index % 50 == 49 else "active",
    ] for index in range(people)]
    chance.shuffle(rows)
    return rows


def as_csv(rows: list[list[str]]) -> bytes:
    """Rows as a file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([COLUMNS, *rows])
    return text.getvalue().encode()


def moved_on(rows: list[list[str]]) -> list[list[str]]:
    """The company a while later: every tenth has moved to another department, one in two hundred has left."""
    later = [list(row) for row in rows]
    for index, row in enumerate(later):
        if index % 10 == 0:
            row[2] = "Department 99"
        if index % 200 == 1:
            row[8] = "left"
    return later


@contextmanager
def timed(out: dict[str, float], name: str) -> Iterator[None]:
    """Note how long something took, in seconds."""
    before = time.perf_counter()
    yield
    out[name] = round(time.perf_counter() - before, 2)
    print(f"{name:44} {out[name]:8.2f} s")


def measure(people: int, folder: Path, database_url: str) -> dict[str, float]:
    """Import one company in each way."""
    environ = {"MENTORMATCH_DATABASE_URL": database_url} if database_url else {}
    app = create_app(load(environ, folder), QUEUE_IS_OFF=True)
    out: dict[str, float] = {"people": people}
    rows = company(people)
    with app.app_context():
        upgrade()
        for name, content in (("first import", as_csv(rows)), ("the same file again", as_csv(rows)),
                              ("a tenth moved, a few left", as_csv(moved_on(rows)))):
            with timed(out, f"{name}: read"):
                sheet = roster.read(content)
            with timed(out, f"{name}: preview"):
                plan.plan_import(sheet)
            with timed(out, f"{name}: import"), transaction():
                done = roster.import_sheet(sheet, by=None, now=clock.now())
            print(f"{'':4}{done}")
        db.session.remove()
        db.engine.dispose()
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measured = measure(chosen.people, Path(place), chosen.database_url)
    if chosen.json:
        chosen.json.write_text(json.dumps(measured, indent=1))
