"""What setting couples aside by lot costs: people matched, mean and worst score with lots beside without, and the time.

    python -m benchmarks.bench_lots [--sizes 50 200 1000 5000] [--draws 10] [--strength normal] [--json FILE]

Each size is matched once without lots and with `draws` different keys; the figures are means over the keys, as shares
of what the same company gives without lots. "draw" is the time for the lots of all couples, as a share of the time it
takes to score them and match them fairly. "aside" is the share of couples that the lots set aside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.company import RULES, company
from matching import match
from matching.model.result import Matching
from matching.score.people import Mentee
from matching.score.scorer import Scorer
from mentormatch.programmes.lots import RATES
from mentormatch.rounds.input.lots import Lots, Seat

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
SCARCE, BALANCED = 0.4, 1.0  # mentors for each mentee
Report = dict[str, float | int | str]


def main() -> None:
    """Measure every size, scarce and balanced, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200, 1000, 5000])
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--strength", choices=sorted(RATES), default="normal")
    parser.add_argument("--json", type=Path)
    parsed = parser.parse_args()
    print(f"{'mentees':>8}{'mentors':>8}{'aside':>8}{'matched':>9}{'mean':>8}{'worst':>8}{'draw':>8}")
    reports = []
    for size in parsed.sizes:
        for share in (SCARCE, BALANCED):
            report = measured(size, round(share * size), parsed.draws if size < 5000 else min(parsed.draws, 2),
                              parsed.strength)
            reports.append(report)
            print(f"{report['mentees']:>8}{report['mentors']:>8}{report['aside']:>8.1%}{report['matched']:>9.2%}"
                  f"{report['mean']:>8.2%}{report['worst']:>8.2%}{report['draw']:>8.1%}", flush=True)
    if parsed.json:
        parsed.json.write_text(json.dumps(reports, indent=2))


def measured(size: int, mentors: int, draws: int, strength: str) -> Report:
    """The cost at one size: shares of what the same company gives without lots."""
    people, seniors, org = company(size, mentors)
    started = time.process_time()
    bare = match(Scorer.from_people(people, seniors, org=org, rules=RULES).instance())
    alone = time.process_time() - started
    seats = [[Seat(who.person_id, who.department or "") for who in side] for side in (people, seniors)]
    results, shares, times = [], [], []
    for number in range(draws):
        lots = Lots(hashlib.sha256(f"key {number}".encode()).digest(), "programme", strength, BEGUN)
        started = time.process_time()
        aside = lots.set_aside(*seats, BEGUN)
        times.append(time.process_time() - started)
        shares.append(float(aside.mean()))
        drawn = [_without(mentee, [seniors[column].person_id for column in row.nonzero()[0]])
                 for mentee, row in zip(people, aside, strict=True)]
        results.append(match(Scorer.from_people(drawn, seniors, org=org, rules=RULES).instance()))
    return {
        "mentees": size, "mentors": mentors, "aside": statistics.mean(shares),
        "matched": statistics.mean(len(result.pairs) for result in results) / len(bare.pairs),
        "mean": statistics.mean(map(_mean, results)) / _mean(bare),
        "worst": statistics.mean(result.worst or 0 for result in results) / (bare.worst or 1),
        "draw": statistics.median(times) / alone,
    }


def _without(mentee: Mentee, others: list[str]) -> Mentee:
    return replace(mentee, set_aside=frozenset(others))


def _mean(result: Matching) -> float:
    return result.total / len(result.pairs)


if __name__ == "__main__":
    main()
