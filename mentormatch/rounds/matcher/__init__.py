"""The bridge to the matching library: enrolments in, pairs with their reasons out. Nothing else imports it.

Reads no database and no clock; what it needs is handed over.
"""

from mentormatch.rounds.matcher.asking import Question, can_be_waived, question, rule_of
from mentormatch.rounds.matcher.checking import Check, broken, may_be_named, recheck
from mentormatch.rounds.matcher.solving import LeftOut, ProposedPair, Solution, solve

__all__ = ["Check", "LeftOut", "ProposedPair", "Question", "Solution", "broken", "can_be_waived", "may_be_named",
           "question", "recheck", "rule_of", "solve"]
