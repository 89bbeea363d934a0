"""Solving a question: the pairs with their reasons, who is left out and why, and the two files of the proof."""

import platform
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from json import dumps
from typing import Any

from matching.certify import verify
from matching.explain import Explainer
from matching.instance import Instance
from matching.jsonio import instance_to_json, matching_to_json
from matching.progress import Phase
from matching.reasons import WhyLeftOut, WhyPair
from matching.result import Matching
from matching.solve import match
from mentormatch.rounds.matcher.asking import Question

Tell = Callable[[str, float], None]
SCORED, CHOSEN, CHECKED = 0.15, 0.8, 0.85  # the shares of the work behind us after each part, measured at 5,000
MOST_KEPT = 5_000_000
"""Possible pairs up to which a draft keeps its input: 5,000 mentees with 1,000 mentors each; 200 MB of JSON."""


@dataclass(frozen=True)
class ProposedPair:
    """A pair of enrolment ids with its score 0..1000 and why, as `Pair.why` keeps it."""

    mentor_id: str
    mentee_id: str
    score: int
    why: dict[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """A mentee's enrolment id without a place, and the computed reason as code and numbers."""

    mentee_id: str
    reason: dict[str, Any]


@dataclass(frozen=True)
class Solution:
    """What a draft is made of; `input` and `result` are what `python -m matching verify` reads."""

    pairs: list[ProposedPair]
    left_out: list[LeftOut]
    input: bytes
    result: dict[str, Any]
    checks: list[list[Any]]


def paired(asked: Question, tell: Tell | None = None) -> tuple[Instance, Matching]:
    """The allowed pairs, and those of them that are chosen; `tell` hears each step and its share 0..1."""
    def scoring(phase: Phase) -> None:
        if tell:
            tell(str(phase), SCORED * phase.share)

    def choosing(phase: Phase) -> None:
        if tell:
            tell(str(phase), SCORED + (CHOSEN - SCORED) * phase.share)

    instance = asked.instance(scoring)
    found = match(instance, objective=asked.settings.objective, seed=asked.settings.seed or None, progress=choosing)
    return instance, found


def solve(asked: Question, tell: Tell | None = None) -> Solution:
    """Compute the matching, check it with code that shares nothing with the solver, and say why.

    What `tell` raises stops the work.
    Raises RuntimeError if the check refuses the result: a defect in the library that must not reach people.
    """
    instance, found = paired(asked, tell)
    if tell:
        tell("checking the result", CHOSEN)
    certificate = verify(instance, found)
    if not certificate.ok:
        raise RuntimeError("The certificate refused the result of the solver.")
    if tell:
        tell("saying why", CHECKED)
    explainer = Explainer.of(instance, found, scorer=asked.scorer)
    return Solution(
        pairs=[_proposed(asked, explainer.why_pair(mentee, mentor)) for mentee, mentor in found.pairs],
        left_out=[_left_out(why) for why in explainer.left_out()],
        input=_kept(instance),
        result=matching_to_json(found, instance) | {"made_with": _made_with()},
        checks=[[check.code, check.ok, dict(check.numbers)] for check in certificate.checks],
    )


def _made_with() -> dict[str, str]:
    """The versions of what computed a result, for the record; the result depends on none of them."""
    return {"Python": platform.python_version(), "networkx": version("networkx"), "numpy": version("numpy"),
            "scipy": version("scipy")}


def _kept(instance: Instance) -> bytes:
    """The input as a file; nothing of a round with more possible pairs than a file can usefully hold."""
    if instance.indices.size > MOST_KEPT:
        return b""
    return zlib.compress(dumps(instance_to_json(instance)).encode())


def _proposed(asked: Question, why: WhyPair) -> ProposedPair:
    mentee, mentor = str(why.mentee), str(why.mentor)
    parts = [{"name": part.criterion, "part": part.part, "weight": part.weight} for part in why.parts if part.weight]
    return ProposedPair(mentor, mentee, why.score, {
        "score": why.score, "choice_mentee": why.her_rank, "choice_mentor": why.his_rank, "parts": parts,
        "options_mentee": why.her_options, "options_mentor": why.his_options,
        "topics": _topics_in_common(asked, mentee, mentor),
    })


def _topics_in_common(asked: Question, mentee: str, mentor: str) -> list[dict[str, Any]]:
    pool = asked.scorer.pool
    goals = pool.mentees[pool.mentee_at[mentee]].goals
    levels = {offer.topic: offer.level for offer in pool.mentors[pool.mentor_at[mentor]].expertise}
    shared = [goal for goal in goals if goal.topic in levels]
    shared.sort(key=lambda goal: (-goal.priority, -levels[goal.topic], asked.topic_names[goal.topic]))
    return [{"name": asked.topic_names[goal.topic], "priority": goal.priority, "level": levels[goal.topic]}
            for goal in shared]


def _left_out(why: WhyLeftOut) -> LeftOut:
    shortage = why.shortage
    return LeftOut(str(why.mentee), {
        "code": why.code, "allowed": why.allowed, "rules": dict(why.removed), "points_short": why.points_short,
        "shortage": {"people": len(shortage.mentees), "mentors": len(shortage.mentors), "places": shortage.places}
        if shortage else None,
    })
