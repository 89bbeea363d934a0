"""A whole fair round, with lottery and proofs, beside the total alone by scipy bare, networkx and munkres.

    python -m benchmarks.bench_round [--sizes 50 200 1000 5000 20000] [--networkx 1000] [--json FILE]

Every figure is a process of its own, so that memory can be read; times are medians of several runs in it (networkx
and munkres: one), in processor time, from the same arrays. networkx and munkres run up to the size given: at 20,000
networkx takes minutes and 5 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.rounds import round_of
from benchmarks.solvers import munkres_dense, networkx_general, scipy_bare
from matching.certify import verify
from matching.duals import prices
from matching.instance import Instance
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
        "prices_ms": _median(lambda: prices(instance, found), 5),
        "placed": len(found.pairs),
        "total": found.total,
        "worst": found.worst or 0,
    }


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return round(1000 * statistics.median(taken), 1)


HEADER = (
    f"{'round':28} {'pairs':>9} {'fair ms':>9} {'verify':>8} {'prices':>8} {'scipy ms':>9} {'fair/scipy':>10}"
    f" {'networkx ms':>12} {'faster':>7} {'munkres ms':>11}"
)


def line(report: Report) -> str:
    """Return one row of the table."""
    name = f"{report['mentees']} {report['kind']} {report['scores']}"
    fair, scipy = float(report["fair_ms"]), float(report["scipy_ms"])
    slow = report.get("networkx_ms")
    faster = f"{float(slow) / fair:.0f}x" if slow else ""
    return (
        f"{name:28} {report['fair_pairs']:>9} {fair:>9.1f} {report['fair_verify_ms']:>8} {report['fair_prices_ms']:>8}"
        f" {scipy:>9.1f} {fair / scipy:>10.2f} {slow or '':>12} {faster:>7}"
        f" {report.get('munkres_ms', ''):>11}"
    )


if __name__ == "__main__":
    main()
