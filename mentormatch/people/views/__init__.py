"""Pages of people: joining, signing in, the account. Importing this package puts all of them on the blueprint."""

from mentormatch.people.views import account, joining, resetting, self_descriptions, signing_in, well_known
from mentormatch.people.views.blueprint import bp

__all__ = ["account", "bp", "joining", "resetting", "self_descriptions", "signing_in", "well_known"]
