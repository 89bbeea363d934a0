"""A whole fair round, with lottery and proofs, beside the total alone by scipy bare, networkx and munkres.

    python -m benchmarks.bench_round [--sizes 50 200 1000 5000 20000] [--kinds scarce-people] [--networkx 1000]
        [--json FILE]

Every figure is a process of its own which is handed the finished input, so that memory can be read: the growth of its
peak by solving once. Times are medians of several runs in it (networkx and munkres: one), in processor time. networkx
and munkres run up to the size given: at 20,000 networkx takes minutes and 5 GB. As shares of the round: "verify" is
what checking costs where the result was computed; "pass" the part of it that holds the prices, the covers and the level
against every pair; "anew" with the fingerprint and the tables of ids made again; "look"
what it would cost only to look up a number of the mentor for each pair and compare it with the score; "hash" SHA-256
over the pairs' bytes alone; "prices" deriving the prices of places. "less memory" compares with networkx.
`--command-line` also times the command line on a file, reading and writing included.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.rounds import round_of
from benchmarks.solvers import munkres_dense, networkx_general, scipy_bare
from matching import Instance, match, verify
from matching.certify import optimality
from matching.explain.price_ranges import prices
from matching.io.json_contract import instance_to_json

SIZES = [50, 200, 1000, 5000, 20000]
KINDS = {
    "scarce-people": ("scarce", "people"),
    "scarce-uniform": ("scarce", "uniform"),
    "balanced-people": ("balanced", "people"),
    "balanced-uniform": ("balanced", "uniform"),
}
SOLVERS: dict[str, Callable[[Instance], object]] = {
    "fair": match,
    "scipy": scipy_bare,
    "networkx": networkx_general,
    "munkres": munkres_dense,
}
Report = dict[str, float | int | str]


def main() -> None:
    """Measure every size and kind, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="and where scores come from")
    parser.add_argument("--networkx", type=int, default=1000, help="the largest size for networkx")
    parser.add_argument("--munkres", type=int, default=200, help="the largest size for munkres")
    parser.add_argument("--command-line", type=int, metavar="N", help="time the command line on N mentees")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=2, metavar=("SOLVER", "FILE"), help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.one:
        print(json.dumps(report_of(parsed.one[0], Path(parsed.one[1]))))
        return
    reports = []
    print(HEADER)
    for kind, scores in map(KINDS.__getitem__, parsed.kinds):
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
    with tempfile.NamedTemporaryFile() as given:
        given.write(pickle.dumps(round_of(n, kind, scores)))
        given.flush()
        for solver in solvers:
            command = [sys.executable, "-m", "benchmarks.bench_round", "--one", solver, given.name]
            ran = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
            report |= {f"{solver}_{name}": value for name, value in json.loads(ran.stdout).items()}
    return report


def report_of(solver: str, given: Path) -> Report:
    """Measure one solver on the round in this file, in this process."""
    with given.open("rb") as stream:
        instance: Instance = pickle.load(stream)
    call = SOLVERS[solver]
    before = _peak()
    first = _median(lambda: call(instance), 1)
    report: Report = {"mb": round((_peak() - before) / 1024), "pairs": int(instance.indices.size)}
    if solver == "fair":
        return report | _fair(instance)
    return report | {"ms": _median(lambda: call(instance), 5) if solver == "scipy" else first}


def _fair(instance: Instance) -> Report:
    result = match(instance)
    if not verify(instance, result).ok:
        raise SystemExit("A result was not proven; the figures would mean nothing.")
    anew = iter([replace(instance) for _ in range(5)])
    price = np.asarray(result.proof.stages[0].mentor).astype(np.int32)
    return {
        "ms": _median(lambda: match(instance), 5),
        "verify_ms": _median(lambda: verify(instance, result), 15),
        "pass_ms": _median_within(lambda: verify(instance, result), "sweep", 15),
        "anew_ms": _median(lambda: verify(next(anew), result), 5),
        "look_ms": _median(lambda: (price.take(instance.indices) <= instance.score).any(), 15),
        "hash_ms": _median(lambda: hashlib.sha256(instance.indices.data).update(instance.score.data), 5),
        "prices_ms": _median(lambda: prices(instance, result), 5),
        "placed": len(result.pairs),
        "total": result.total,
        "worst": result.worst or 0,
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


def _peak() -> int:
    """Return the most memory this process has had, in KiB; what getrusage says would include its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return round(1000 * statistics.median(taken), 2)


def _median_within(work: Callable[[], object], name: str, times: int) -> float:
    """Return the median time that a function of `optimality` takes within this work."""
    taken, function = [], getattr(optimality, name)

    def timed(*given: object) -> object:
        began = time.process_time()
        result = function(*given)
        taken.append(time.process_time() - began)
        return result

    with patch.object(optimality, name, timed):
        for _ in range(times):
            work()
    return round(1000 * statistics.median(taken), 2)


SHARES = ("verify", "pass", "anew", "look", "hash", "prices")
HEADER = (
    f"{'round':28} {'pairs':>9} {'fair ms':>9} {' '.join(f'{name:>7}' for name in SHARES)} {'scipy ms':>9}"
    f" {'fair/scipy':>10} {'networkx ms':>12} {'faster':>7} {'less memory':>11} {'munkres ms':>11}"
)


def line(report: Report) -> str:
    """Return one row of the table."""
    name = f"{report['mentees']} {report['kind']} {report['scores']}"
    fair, scipy = float(report["fair_ms"]), float(report["scipy_ms"])
    slow = report.get("networkx_ms")
    faster = f"{float(slow) / fair:.0f}x" if slow else ""
    shares = " ".join(f"{float(report[f'fair_{part}_ms']) / fair:>7.2%}" for part in SHARES)
    memory = float(report.get("networkx_mb", 0)) / float(report["fair_mb"] or "inf")
    return (
        f"{name:28} {report['fair_pairs']:>9} {fair:>9.1f} {shares} {scipy:>9.1f}"
        f" {fair / scipy:>10.2f} {slow or '':>12} {faster:>7} {f'{memory:.0f}x' if memory else '':>11}"
        f" {report.get('munkres_ms', ''):>11}"
    )


if __name__ == "__main__":
    main()
