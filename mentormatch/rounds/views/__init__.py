"""Pages of rounds, for those who run a programme."""

from mentormatch.rounds.views import comparing, computing, deciding, drafts, pool, publishing, rounds, understanding
from mentormatch.rounds.views.blueprint import bp

__all__ = ["bp", "comparing", "computing", "deciding", "drafts", "pool", "publishing", "rounds", "understanding"]
