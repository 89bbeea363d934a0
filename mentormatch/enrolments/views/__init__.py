"""Pages of enrolments: enrolling and its steps for the owner, the overview for coordinators.

`programmes` and `topics` are pages of programmes: they show who takes part, which the rung of programmes cannot know.
"""

from mentormatch.enrolments.views import boundaries, membership, overview, profile, programmes, topics
from mentormatch.enrolments.views.blueprint import bp

__all__ = ["boundaries", "bp", "membership", "overview", "profile", "programmes", "topics"]
