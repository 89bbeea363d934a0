"""Pages of rounds, for those who run a programme; the first look for the one who is asked."""

from mentormatch.rounds.views import (
    comparing,
    computing,
    deciding,
    drafts,
    exports,
    first_look,
    pool,
    publishing,
    rounds,
    understanding,
)
from mentormatch.rounds.views.blueprint import bp

__all__ = ["bp", "comparing", "computing", "deciding", "drafts", "exports", "first_look", "pool", "publishing",
           "rounds", "understanding"]
