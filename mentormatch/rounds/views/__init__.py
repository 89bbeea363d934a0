"""Pages of rounds, for those who run a programme."""

from mentormatch.rounds.views import drafts, publishing, rounds, understanding
from mentormatch.rounds.views.blueprint import bp

__all__ = ["bp", "drafts", "publishing", "rounds", "understanding"]
