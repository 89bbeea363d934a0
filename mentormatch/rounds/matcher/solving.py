"""Solving a question: the pairs with their reasons, who is left out and why, and the two files of the proof."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import matching as library
from matching import Instance
from matching.explain.answers import WhyLeftOut, WhyPair
from matching.io.json_contract import matching_to_json
from matching.model.progress import Phase
from matching.model.result import Matching
from mentormatch.rounds.matcher import files
from mentormatch.rounds.matcher.build import MatchingInput

Tell = Callable[[str, float], None]
SCORED, CHOSEN, CHECKED, KEPT, SAID = 0.1, 0.3, 0.35, 0.6, 0.75
"""The shares of the work behind us after each part, measured at 5,000 and 20,000."""


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
    """What a draft is made of; `input` and `result` are what `python -m matching verify` reads.

    `input` is empty where so many pairs were possible that it is not kept. `checks` are there where checking takes too
    long to wait for, and come from those two files as they will be handed out, if there are two.
    """

    pairs: list[ProposedPair]
    left_out: list[LeftOut]
    input: bytes
    result: dict[str, Any]
    checks: list[files.ProofCheck]


def paired(problem: MatchingInput, tell: Tell | None = None) -> tuple[Instance, Matching]:
    """The allowed pairs, and those of them that are chosen; `tell` hears each step and its share 0..1."""
    def scoring(phase: Phase) -> None:
        if tell:
            tell(str(phase), SCORED * phase.share)

    def choosing(phase: Phase) -> None:
        if tell:
            tell(str(phase), SCORED + (CHOSEN - SCORED) * phase.share)

    instance = problem.instance(scoring)
    matching = library.match(instance, objective=problem.settings.objective, seed=problem.settings.seed or None,
                             progress=choosing)
    return instance, matching


def solve(problem: MatchingInput, tell: Tell | None = None) -> Solution:
    """Compute the matching, check it with code that shares nothing with the solver, and say why.

    What `tell` raises stops the work.
    Raises RuntimeError if the check refuses the result: a defect in the library that must not reach people.
    """
    tell = tell or _nobody
    instance, matching = paired(problem, tell)
    tell("checking the result", CHOSEN)
    result = matching_to_json(matching, instance) | {"made_with": _made_with()}
    certificate = library.verify(instance, matching)
    checks = [files.ProofCheck(check.code, check.ok, dict(check.numbers)) for check in certificate.checks]
    stored_input = files.packed(instance, lambda share: tell("keeping the input", CHECKED + (KEPT - CHECKED) * share))
    is_large = instance.indices.size > files.MAX_WAITED_FOR
    if is_large and stored_input:
        tell("checking the result", KEPT)
        checks = files.recheck(stored_input, result)
    if not all(check.holds for check in checks):
        raise RuntimeError("The certificate refused the result of the solver.")
    explainer = library.Explainer.for_matching(instance, matching, scorer=problem.scorer)
    pairs, left_out = _reasons(problem, explainer, tell)
    return Solution(pairs, left_out, stored_input, result, checks if is_large else [])


def _reasons(
    problem: MatchingInput, explainer: "library.Explainer", tell: Tell,
) -> tuple[list[ProposedPair], list[LeftOut]]:
    """Every pair and everyone left out, with the reason."""
    pairs, couples = [], explainer.residual.matching.pairs
    for position, (mentee, mentor) in enumerate(couples):
        tell("saying why", KEPT + (SAID - KEPT) * position / len(couples))
        pairs.append(_proposed(problem, explainer.why_pair(mentee, mentor)))
    tell("saying why", SAID)
    explainer = replace(explainer)  # lets go of what only pairs needed: half a gigabyte at 20,000
    return pairs, [_left_out(why) for why in explainer.left_out()]


def _nobody(_step: str, _share: float) -> None:
    """Tell no one how far it is."""


def _made_with() -> dict[str, str]:
    """The versions of what computed a result, for the record; the result depends on none of them."""
    return {"Python": platform.python_version(), "networkx": version("networkx"), "numpy": version("numpy"),
            "scipy": version("scipy")}


def _proposed(problem: MatchingInput, why: WhyPair) -> ProposedPair:
    mentee, mentor = str(why.mentee), str(why.mentor)
    parts = [{"name": part.criterion, "part": part.part, "weight": part.weight} for part in why.parts if part.weight]
    return ProposedPair(mentor, mentee, why.score, {
        "score": why.score, "choice_mentee": why.her_rank, "choice_mentor": why.his_rank, "parts": parts,
        "options_mentee": why.her_options, "options_mentor": why.his_options,
        "topics": _topics_in_common(problem, mentee, mentor),
    })


def _topics_in_common(problem: MatchingInput, mentee: str, mentor: str) -> list[dict[str, Any]]:
    pool = problem.scorer.pool
    goals = pool.mentees[pool.mentee_at[mentee]].goals
    levels = {offer.topic: offer.level for offer in pool.mentors[pool.mentor_at[mentor]].expertise}
    shared = [goal for goal in goals if goal.topic in levels]
    shared.sort(key=lambda goal: (-goal.priority, -levels[goal.topic], problem.topic_names[goal.topic]))
    return [{"name": problem.topic_names[goal.topic], "priority": goal.priority, "level": levels[goal.topic]}
            for goal in shared]


def _left_out(why: WhyLeftOut) -> LeftOut:
    shortage = why.shortage
    return LeftOut(str(why.mentee), {
        "code": why.code, "allowed": why.allowed, "rules": dict(why.removed), "points_short": why.points_short,
        "shortage": {"people": len(shortage.mentees), "mentors": len(shortage.mentors), "places": shortage.places}
        if shortage else None,
    })
