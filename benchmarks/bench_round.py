"""A whole fair round, with lottery and proofs, beside the total alone by scipy bare, networkx and munkres.

    python -m benchmarks.bench_round [--sizes 50 200 1000 5000 20000] [--networkx 1000] [--json FILE]

Every figure is a process of its own, so that memory can be read; times are medians of several runs in it (networkx
and munkres: one), in processor time, from the same arrays. networkx and munkres run up to the size given: at 20,000
networkx takes minutes and 5 GB. "verify" is what checking costs, as a share of the round; "hash" is what SHA-256 over
the pairs' bytes alone would, the least that recomputing a fingerprint can take. "less memory" compares with networkx.
`--command-line` also times the command line on a file, reading and writing included.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.rounds import round_of
from benchmarks.solvers import munkres_dense, networkx_general, scipy_bare
from matching.certify import verify
from matching.duals import prices
from matching.instance import Instance
from matching.jsonio import instance_to_json
from matching.solve import match

SIZES = [50, 200, 1000, 5000, 20000]
KINDS = [("scarce", "people"), ("scarce", "uniform"), ("balanced", "people"), ("balanced", "uniform")]
Report = dict[str, float | int | str]


def main() -> None:
    """Measure every size and kind, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--networkx", type=int, default=1000, help="the largest size for networkx")
    parser.add_argument("--munkres", type=int, default=200, help="the largest size for munkres")
    parser.add_argument("--command-line", type=int, metavar="N", help="time the command line on N mentees")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=4, metavar=("SOLVER", "N", "KIND", "SCORES"), help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.one:
        solver, n, kind, scores = parsed.one
        print(json.dumps(one(solver, int(n), kind, scores)))
        return
    reports = []
    print(HEADER)
    for kind, scores in KINDS:
        for n in parsed.sizes:
            limits = {"networkx": parsed.networkx, "munkres": parsed.munkres}
            report = row(n, kind, scores, limits)
            reports.append(report)
            print(line(report), flush=True)
    if parsed.command_line:
        reports.append(command_line(parsed.command_line))
        print(" ".join(f"{name}={value}" for name, value in reports[-1].items()))
    if parsed.json:
        parsed.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")


def row(n: int, kind: str, scores: str, limits: dict[str, int]) -> Report:
    """Measure one round with every solver that is let."""
    report: Report = {"mentees": n, "kind": kind, "scores": scores}
    solvers = ["fair", "scipy"] + [name for name, most in limits.items() if n <= most]
    for solver in solvers:
        command = [sys.executable, "-m", "benchmarks.bench_round", "--one", solver, str(n), kind, scores]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
        report |= {f"{solver}_{name}": value for name, value in json.loads(ran.stdout).items()}
    return report


def one(solver: str, n: int, kind: str, scores: str) -> Report:
    """Measure one solver on one round in this process."""
    instance = round_of(n, kind, scores)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if solver == "fair":
        report = _fair(instance)
    else:
        call = {"scipy": scipy_bare, "networkx": networkx_general, "munkres": munkres_dense}[solver]
        report = {"ms": _median(lambda: call(instance), 5 if solver == "scipy" else 1)}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return report | {"mb": round(grown / 1024), "pairs": int(instance.indices.size)}


def _fair(instance: Instance) -> Report:
    found = match(instance)
    if not verify(instance, found).ok:
        raise SystemExit("A result was not proven; the figures would mean nothing.")
    return {
        "ms": _median(lambda: match(instance), 5),
        "verify_ms": _median(lambda: verify(instance, found), 5),
        "hash_ms": _median(lambda: hashlib.sha256(instance.indices.data).update(instance.score.data), 5),
        "prices_ms": _median(lambda: prices(instance, found), 5),
        "placed": len(found.pairs),
        "total": found.total,
        "worst": found.worst or 0,
    }


def command_line(n: int) -> Report:
    """Time ``python -m matching match`` and ``verify`` on a scarce round of n mentees, in processor seconds."""
    instance = round_of(n, "scarce", "people")
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder, "in.json"), Path(folder, "out.json")
        given.write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")
        report: Report = {"mentees": n, "pairs": int(instance.indices.size), "file_mb": given.stat().st_size >> 20}
        for name, words in (("match", [str(given), "--out", str(result)]), ("verify", [str(given), str(result)])):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "matching", name, *words], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            report[f"{name}_s"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2)
    return report


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return round(1000 * statistics.median(taken), 1)


HEADER = (
    f"{'round':28} {'pairs':>9} {'fair ms':>9} {'verify':>7} {'hash':>6} {'prices':>7} {'scipy ms':>9}"
    f" {'fair/scipy':>10} {'networkx ms':>12} {'faster':>7} {'less memory':>11} {'munkres ms':>11}"
)


def line(report: Report) -> str:
    """Return one row of the table."""
    name = f"{report['mentees']} {report['kind']} {report['scores']}"
    fair, scipy = float(report["fair_ms"]), float(report["scipy_ms"])
    slow = report.get("networkx_ms")
    faster = f"{float(slow) / fair:.0f}x" if slow else ""
    checked, hashed, priced = (float(report[f"fair_{part}_ms"]) / fair for part in ("verify", "hash", "prices"))
    memory = float(report.get("networkx_mb", 0)) / max(float(report["fair_mb"]), 1.0)
    return (
        f"{name:28} {report['fair_pairs']:>9} {fair:>9.1f} {checked:>7.1%} {hashed:>6.1%} {priced:>7.1%}"
        f" {scipy:>9.1f} {fair / scipy:>10.2f} {slow or '':>12} {faster:>7} {f'{memory:.0f}x' if slow else '':>11}"
        f" {report.get('munkres_ms', ''):>11}"
    )


if __name__ == "__main__":
    main()
