"""A whole draft as a worker computes it, from the database back into it: time, memory and what takes them.

    python -m benchmarks.bench_draft [--sizes 1000 5000] [--json FILE]

Each size is a made-up company in a SQLite database of its own, with 350 mentors (one place each) to 1,000 mentees; the
worker is a process of its own, so that its peak memory can be read. `wall` depends on what else the machine does,
`processor` does not. Phases are in processor seconds. `verify` is the command line on the draft's two files, as anyone
can run it elsewhere. 20,000 mentees with 7,000 mentors take some minutes: `--sizes 20000`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.workbench import made_in, opened
from mentormatch.base.db import db
from mentormatch.rounds import tasks
from mentormatch.rounds.matcher.files import unpacked
from mentormatch.rounds.models import READY, Draft
from mentormatch.rounds.reading import queries

SIZES = [1000, 5000]


def main() -> None:
    """Measure every size, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "DRAFT"), help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.one:
        print(json.dumps(_computed(Path(parsed.one[0]), parsed.one[1])))
        return
    reports = []
    print(HEADER)
    for mentees in parsed.sizes:
        mentors = round(mentees * 0.35)
        with tempfile.TemporaryDirectory() as folder:
            with get_context("spawn").Pool(1) as apart:  # this process stays small: what it starts counts its memory
                draft_id = apart.apply(made_in, (Path(folder), mentees, mentors))
            command = [sys.executable, "-m", "benchmarks.bench_draft", "--one", folder, draft_id]
            ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        reports.append({"mentees": mentees, "mentors": mentors} | json.loads(ran.stdout))
        print(lines(reports[-1]), flush=True)
    if parsed.json:
        parsed.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")


class _Watch(tasks.Heartbeat):
    """A heartbeat that notes when each phase began, in processor time."""

    began: ClassVar[list[tuple[str, float]]] = []  # of the one draft of this process

    def tell(self, step: str, share: float) -> None:
        if step != self.began[-1][0]:
            self.began.append((step, time.process_time()))
        super().tell(step, share)

    def __exit__(self, *problem: Any) -> None:
        self.began.append(("storing", time.process_time()))
        super().__exit__(*problem)


def _computed(folder: Path, draft_id: str) -> dict[str, Any]:
    """Compute a draft as a worker does, in this process."""
    tasks.Heartbeat = _Watch  # type: ignore[misc]
    with opened(folder):
        wall = time.monotonic()
        _Watch.began.append(("reading everybody", time.process_time()))
        tasks.compute(draft_id)
        _Watch.began.append(("", time.process_time()))
        wall = time.monotonic() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        draft = db.session.get_one(Draft, draft_id)
        if draft.state != READY:
            raise SystemExit(f"The draft could not be computed: {draft.problem}")
        phases: Counter[str] = Counter()
        for (phase, since), (_next, until) in pairwise(_Watch.began):
            phases[phase] += until - since
        report = {"pairs": queries.figures(draft).pairs, "wall_s": round(wall, 1), "memory_mb": peak >> 10,
                  "processor_s": round(phases.total(), 1),
                  "phases": {phase: round(seconds, 1) for phase, seconds in phases.items()}}
        return report | _verified(folder, draft)


def _verified(folder: Path, draft: Draft) -> dict[str, Any]:
    """Have the command line check a draft's two files; raises when it does not find them proven."""
    paths = [folder / "input.json.gz", folder / "result.json"]
    paths[0].write_bytes(draft.input or b"")
    paths[1].write_text(json.dumps(draft.result))
    command = [sys.executable, "-c", VERIFYING, *map(str, paths)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, kilobytes = map(float, ran.stdout.split())
    return {"possible": unpacked(draft.input or b"").indices.size, "file_mb": round((draft.input_size or 0) / 1e6, 1),
            "verify_s": round(seconds, 1), "verify_memory_mb": round(kilobytes / 1024)}


VERIFYING = """import resource, subprocess, sys
command = [sys.executable, "-m", "matching", "verify", *sys.argv[1:]]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)"""
"""In a process between: the peak memory of a process counts that of whoever started it."""
HEADER = (f"{'mentees':>8} {'mentors':>8} {'possible':>11} {'wall s':>7} {'processor s':>11} {'memory MB':>9}"
          f" {'file MB':>8} {'verify s':>8} {'memory MB':>9}")


def lines(report: dict[str, Any]) -> str:
    """A row of the table, and what took how long."""
    row = (f"{report['mentees']:>8} {report['mentors']:>8} {report['possible']:>11} {report['wall_s']:>7}"
           f" {report['processor_s']:>11} {report['memory_mb']:>9} {report['file_mb']:>8} {report['verify_s']:>8}"
           f" {report['verify_memory_mb']:>9}")
    return row + "".join(f"\n{seconds:>14} s  {phase}" for phase, seconds in report["phases"].items())


if __name__ == "__main__":
    main()
