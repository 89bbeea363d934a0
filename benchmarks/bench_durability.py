"""What it costs that an answered write survives a power cut: ``python -m benchmarks.bench_durability``.

SQLite waits for the disk at each commit (synchronous=FULL), as mentormatch has it, or only now and then (NORMAL), when
the last commits before a power cut may be lost. Both take turns on one file, so that they meet the same disk. The need
is that of a company in which everyone writes ten times a day, and half of it within one hour.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from flask_migrate import upgrade

from benchmarks.workbench import opened
from mentormatch.base import audit
from mentormatch.base.db import db, transaction

WRITES_A_DAY, BUSY_SHARE, BUSY_SECONDS = 10, 0.5, 3600


def main() -> None:
    """Measure, print two lines, and write JSON where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--commits", type=int, default=200, help="in each round, for each of the two")
    parser.add_argument("--employees", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; default: the system's temporary folder")
    parser.add_argument("--json", type=Path)
    parsed = parser.parse_args()
    rates = _rates(parsed.rounds, parsed.commits, parsed.folder)
    need = parsed.employees * WRITES_A_DAY * BUSY_SHARE / BUSY_SECONDS
    report = {"commits_a_second": {mode: round(rate) for mode, rate in rates.items()},
              "ratio": round(rates["FULL"] / rates["NORMAL"], 2), "employees": parsed.employees,
              "need_a_second": round(need, 1), "times_the_need": round(rates["FULL"] / need)}
    print(f"synchronous=FULL commits {report['ratio']:.2f} times as often as NORMAL "
          f"({rates['FULL']:.0f} and {rates['NORMAL']:.0f} a second)")
    print(f"{parsed.employees:,} employees need {need:.0f} a second in their busiest hour; "
          f"FULL gives {report['times_the_need']} times that")
    if parsed.json:
        parsed.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _rates(rounds: int, commits: int, parent: Path | None) -> dict[str, float]:
    """Commits a second in each mode: the median of the rounds."""
    seconds: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    with tempfile.TemporaryDirectory(dir=parent) as folder, opened(Path(folder)):
        upgrade(str(Path(__file__).parents[1] / "mentormatch" / "migrations"))
        for number in range(rounds):
            for mode in sorted(seconds, reverse=number % 2 == 0):
                _set(mode)
                start = time.perf_counter()
                for _commit in range(commits):
                    with transaction():
                        audit.record("benchmark.written", by=None, now=datetime.now(UTC), number=number)
                seconds[mode].append(time.perf_counter() - start)
    return {mode: commits / statistics.median(measured) for mode, measured in seconds.items()}


def _set(mode: str) -> None:
    db.session.remove()
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"pragma synchronous={mode}")
        assert raw.execute("pragma synchronous").fetchone() == ({"NORMAL": 1, "FULL": 2}[mode],)


if __name__ == "__main__":
    main()
