"""The bridge to the matching library: enrolments in, pairs with their reasons out. Nothing else imports it.

Reads no database and no clock; what it needs is handed over.
"""

from mentormatch.rounds.matcher.build import MatchingInput, can_be_waived, matching_input, rule_of
from mentormatch.rounds.matcher.checking import (
    NO_PLACE,
    NOT_IN_POOL,
    SET_ASIDE,
    broken,
)
from mentormatch.rounds.matcher.contrast import Contrast, contrast
from mentormatch.rounds.matcher.explaining import (
    MAX_BYTES,
    Alternative,
    DraftExplainer,
    Effect,
    Forecast,
    Move,
    PlacingChange,
    WhyLeftOut,
    forecast,
    opened_explainer,
)
from mentormatch.rounds.matcher.files import ProofCheck, plain, recheck
from mentormatch.rounds.matcher.proofs import ProofFiles, anonymous_proof
from mentormatch.rounds.matcher.solving import LeftOut, ProposedPair, Solution, solve

__all__ = [
    "MAX_BYTES",
    "NOT_IN_POOL",
    "NO_PLACE",
    "SET_ASIDE",
    "Alternative",
    "Contrast",
    "DraftExplainer",
    "Effect",
    "Forecast",
    "LeftOut",
    "MatchingInput",
    "Move",
    "PlacingChange",
    "ProofCheck",
    "ProofFiles",
    "ProposedPair",
    "Solution",
    "WhyLeftOut",
    "anonymous_proof",
    "broken",
    "can_be_waived",
    "contrast",
    "forecast",
    "matching_input",
    "opened_explainer",
    "plain",
    "recheck",
    "rule_of",
    "solve",
]
