"""The bridge to the matching library: enrolments in, pairs with their reasons out. Nothing else imports it.

Reads no database and no clock; what it needs is handed over.
"""

from mentormatch.rounds.matcher.build import Question, can_be_waived, question, rule_of
from mentormatch.rounds.matcher.checking import (
    NO_PLACE,
    NOT_IN_POOL,
    NOT_SUITED,
    broken,
    may_be_named,
)
from mentormatch.rounds.matcher.contrast import Contrast, contrast
from mentormatch.rounds.matcher.explaining import (
    MOST_BYTES,
    Alternative,
    Effect,
    Explained,
    Forecast,
    Move,
    PlacingChange,
    WhyLeftOut,
    explained,
    forecast,
)
from mentormatch.rounds.matcher.files import Check, plain, recheck
from mentormatch.rounds.matcher.solving import LeftOut, ProposedPair, Solution, solve

__all__ = [
    "MOST_BYTES", "NOT_IN_POOL", "NOT_SUITED", "NO_PLACE",
    "Alternative", "Check", "Contrast", "Effect", "Explained", "Forecast", "LeftOut", "Move", "PlacingChange",
    "ProposedPair", "Question", "Solution", "WhyLeftOut", "broken", "can_be_waived", "contrast", "explained",
    "forecast", "may_be_named", "plain", "question", "recheck", "rule_of", "solve",
]
