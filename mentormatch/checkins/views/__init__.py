"""Pages of check-ins: telling of a meeting, planning one, the mailed link; all on one blueprint."""

from mentormatch.checkins import parts
from mentormatch.checkins.views import by_link, planning, telling
from mentormatch.checkins.views.blueprint import bp
from mentormatch.pairs import page as pair_page

pair_page.part(parts.next_meeting)
pair_page.part(parts.waiting)
pair_page.timeline(parts.entries)

__all__ = ["bp", "by_link", "planning", "telling"]
