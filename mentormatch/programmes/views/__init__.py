"""Pages of programmes for those who make and run them.

The pages that show who enrols (the list, a programme's own page, its topics with their use) stand in
enrolments/views/, one rung up, on the same blueprint.
"""

from mentormatch.programmes.views import lifecycle, setup
from mentormatch.programmes.views.blueprint import bp

__all__ = ["bp", "lifecycle", "setup"]
