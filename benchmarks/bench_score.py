"""Scores and rules: all pairs against a plain Python loop, people to a proven result, new weights without new rules.

    python -m benchmarks.bench_score [--sizes 1000x350 10000x10000] [--json FILE]

Medians of several runs of one process on made-up people (company.py). "Plain loop" is a double loop over people with
sets and dictionaries, timed on a sample of the pairs and scaled up.
"""

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

from benchmarks.company import RULES, company
from matching import match, verify
from matching.score.people import Mentee, Mentor, Org, Rules
from matching.score.scorer import Scorer
from matching.score.weights import Weights

Report = dict[str, float]


def median(work: Callable[[], object], times: int) -> float:
    """Return the median wall time of a call in seconds."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return statistics.median(taken)


def all_scores(scorer: Scorer) -> int:
    """Score and rule every pair, keeping only how many are allowed."""
    return sum(int((totals >= scorer.minimum).sum()) for _, totals in scorer.blocks())


def plain_score(her: Mentee, him: Mentor, weights: Weights, goals: dict[str, int], levels: dict[str, int]) -> int:
    """Score a pair the way one would without arrays."""
    parts = {
        "goals": sum(
            250 * levels.get(topic, 0) * share // max(sum(goals.values()), 1) for topic, share in goals.items()
        ),
        "values": 1000 * len(her.values & him.values) // max(len(her.values), 1),
        "reach": 1000 * (her.target_area in him.reach or her.target_area == him.department),
        "her_wish": 1000 if him.id in her.wishes else 500,
        "grade": max(0, 1000 - 200 * abs((him.grade or 0) - (her.grade or 0) - weights.ideal_gap)),
        "hours": 1000 * min(len(her.hours & him.hours), weights.enough_hours) // weights.enough_hours,
        "languages": 1000 * bool(her.languages & him.languages),
        "formats": (0, 700, 850, 1000)[min(len(her.formats & him.formats), 3)],
        "department": 1000 * (her.department != him.department),
        "site": 1000 * (her.site == him.site),
    }
    total = sum(weights.criteria[name].weight * part for name, part in parts.items())
    return total // sum(weights.criteria[name].weight for name in parts)


def plain_loop(mentees: list[Mentee], mentors: list[Mentor], org: Org, rules: Rules, weights: Weights) -> int:
    """Score and rule all these pairs one by one; returns how many are allowed."""
    allowed = 0
    levels = [{offer.topic: offer.level + 1 for offer in him.expertise} for him in mentors]
    above_him = [set(org.line_above(him.person_id)) for him in mentors]
    least, most = rules.seniority_gap or (-9, 9)
    for her in mentees:
        goals = {goal.topic: goal.priority for goal in her.goals}
        above_her = set(org.line_above(her.person_id))
        for him, level, line in zip(mentors, levels, above_him, strict=True):
            gap = (him.grade or 0) - (her.grade or 0)
            if him.person_id in above_her or her.person_id in line or not her.languages & him.languages:
                continue
            if not (least or -9) <= gap <= (most or 9):
                continue
            allowed += plain_score(her, him, weights, goals, level) >= rules.minimum_score
    return allowed


def measure(n: int, m: int) -> Report:
    """Measure one size: seconds for each step, and ratios in the same run."""
    mentees, mentors, org = company(n, m)
    times = 7 if n * m <= 2_000_000 else 3
    out: Report = {"mentees": n, "mentors": m}
    sample = (mentees[:200], mentors[:200], org, RULES, Weights())
    loop = median(lambda: plain_loop(*sample), 3) * n * m / (len(sample[0]) * len(sample[1]))

    def scored() -> int:
        return all_scores(Scorer.from_people(mentees, mentors, org=org, rules=RULES))

    out["allowed pairs"] = scored()
    out["people to all scores and rules, s"] = median(scored, times)
    scorer = Scorer.from_people(mentees, mentors, org=org, rules=RULES)
    all_scores(scorer)
    out["all scores and rules alone, s"] = median(lambda: all_scores(scorer), times)
    out["plain Python loop (scaled up), s"] = loop
    out["plain loop / people to all scores"] = loop / out["people to all scores and rules, s"]
    out["plain loop / all scores alone"] = loop / out["all scores and rules alone, s"]
    return out | rounds(scorer, times) if n * m <= 20_000_000 else out


def rounds(scorer: Scorer, times: int) -> Report:
    """Measure people to a proven result, and the same again with new weights."""
    pool = scorer.pool
    out: Report = {}

    def from_people() -> object:
        fresh = Scorer.from_people(pool.mentees, pool.mentors, org=pool.org, rules=RULES).instance()
        return verify(fresh, match(fresh))

    out["people to verified result, s"] = median(from_people, times)
    scorer.instance()
    turn = iter(range(100, 0, -1))

    def again() -> object:
        changed = scorer.reweighted(Weights().weighing(goals=next(turn))).instance()
        return verify(changed, match(changed))

    out["new weights to verified result, s"] = median(again, times)
    return out


def biggest(n: int, m: int, capacity: int) -> Report:
    """Measure people to a verified result once in this process, in processor time, with the most memory used."""
    mentees, mentors, org = company(n, m, capacity=capacity)
    before = time.process_time()
    instance = Scorer.from_people(mentees, mentors, org=org, rules=RULES).instance(ranked=False)
    built = time.process_time()
    result = match(instance)
    solved = time.process_time()
    if not verify(instance, result).ok:
        raise SystemExit("A result was not proven; the figures would mean nothing.")
    checked = time.process_time()
    return {
        "mentees": n,
        "mentors": m,
        "places": m * capacity,
        "allowed pairs": instance.indices.size,
        "people to instance, s": built - before,
        "match, s": solved - built,
        "verify, s": checked - solved,
        "people to verified result, s": checked - before,
        "most memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def alone(n: int, m: int, capacity: int) -> Report:
    """Measure `biggest` in a process of its own with one thread, since waiting threads would count as work."""
    code = f"import json; from benchmarks.bench_score import biggest; print(json.dumps(biggest({n}, {m}, {capacity})))"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    )
    return dict(json.loads(ran.stdout))


def show(report: Report) -> None:
    """Print one size as a table."""
    for name, value in report.items():
        print(f"{name:42} {value:14,.0f}" if value >= 1000 else f"{name:42} {value:14,.4f}")
    print()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["1000x350", "10000x10000"])
    parser.add_argument(
        "--biggest", action="store_true", help="also 20,000 x 7,000, and 10,000 x 10,000 places, to a verified result"
    )
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    results = [alone(20_000, 7_000, 1), alone(10_000, 5_000, 2)] if chosen.biggest else []
    results += [measure(*map(int, size.split("x"))) for size in chosen.sizes]
    for result in results:
        show(result)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))
