"""Explanations: everyone left out, the worth of every place, shortages, one pair, one smallest change.

    python -m benchmarks.bench_explain [--sizes 200x70 1000x350 5000x1750] [--worth] [--json FILE]

Medians of several runs of one process on made-up people (company.py), fresh `Explainer` each time, and the ratio to
computing the round itself. `--worth` adds the worth of every place at 20,000 mentees with 60 allowed mentors each.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.bench_score import Report, median, show
from benchmarks.company import RULES, company
from matching import Explainer, Instance, match
from matching.explain.shortages import scarce
from matching.score.scorer import Scorer


def measure(n: int, m: int) -> Report:
    """Measure one size."""
    mentees, mentors, org = company(n, m)
    scorer = Scorer.from_people(mentees, mentors, org=org, rules=RULES)
    instance = scorer.instance()
    result = match(instance)
    times = 5 if n <= 1000 else 3

    def fresh() -> Explainer:
        return Explainer.for_matching(instance, result, scorer=scorer)

    her, him = result.pairs[0]
    alone = result.unmatched[0]
    other = next(b for a, b in result.pairs if instance.edge(0, instance.mentors.index(b)) >= 0 and b != him)
    out: Report = {
        "mentees": n,
        "mentors": m,
        "allowed pairs": instance.indices.size,
        "left out": len(result.unmatched),
    }
    out["round, s"] = median(lambda: match(instance), times)
    out["all left out, s"] = median(lambda: fresh().left_out(), times)
    out["all left out / round"] = out["all left out, s"] / out["round, s"]
    out["worth of every place, s"] = median(lambda: fresh().marginal_values(), times)
    out["shortages of the pool, s"] = median(lambda: scarce(instance), times)
    out["why this pair, s"] = median(lambda: fresh().why_pair(her, him), times)
    out["five alternatives for her, s"] = median(lambda: fresh().alternatives(mentee=her), times)
    out["why not that pair (solves again), s"] = median(lambda: fresh().why_not_pair(instance.mentees[0], other), times)
    out["smallest changes for one (solve again), s"] = median(lambda: fresh().smallest_change(alone), times)
    return out


def worth_at_20000() -> Report:
    """Measure the worth of every place in a sparse, scarce pool: 3 mentees a place, 60 allowed mentors each."""
    rng = np.random.default_rng(1)
    n, m, degree = 20_000, 6_666, 60
    cols = np.sort(np.argpartition(rng.random((n, 400)), degree, axis=1)[:, :degree], axis=1)
    cols = np.sort((cols * 16 + rng.integers(0, 16, (n, 1)) + np.arange(n)[:, None] % 7) % m, axis=1)
    instance = Instance.from_edges(
        [f"a{index:05d}" for index in range(n)],
        [f"b{index:04d}" for index in range(m)],
        capacity=np.ones(m, np.int64),
        mentee_index=np.repeat(np.arange(n), degree),
        mentor_index=cols.ravel(),
        score=rng.integers(0, 1001, n * degree),
    )
    result = match(instance)
    return {
        "mentees": n,
        "mentors": m,
        "allowed pairs": instance.indices.size,
        "round, s": median(lambda: match(instance), 3),
        "worth of every place, s": median(lambda: Explainer.for_matching(instance, result).marginal_values(), 3),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["200x70", "1000x350"])
    parser.add_argument("--worth", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    results = [measure(*map(int, size.split("x"))) for size in chosen.sizes]
    results += [worth_at_20000()] if chosen.worth else []
    for report in results:
        show(report)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))
