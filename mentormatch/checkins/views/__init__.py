"""Pages of check-ins: logging a meeting, planning one, the emailed link; all on one blueprint."""

from mentormatch.checkins.views import by_link, check_ins, planning
from mentormatch.checkins.views.blueprint import bp

__all__ = ["bp", "by_link", "check_ins", "planning"]
