"""Pages of enrolments: enrolling and its steps for the owner, the overview for coordinators.

`seeing` and `topics` are pages of programmes: they show who takes part, which the rung of programmes cannot know.
"""

from mentormatch.enrolments.views import boundaries, joining, overview, profile, seeing, topics
from mentormatch.enrolments.views.blueprint import bp

__all__ = ["boundaries", "bp", "joining", "overview", "profile", "seeing", "topics"]
