"""The kinds of reminders there are; people choose among them. Words only; when one is due, providers.py says."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Kind:
    """One kind of reminder: its name as people choose it, and when it comes."""

    slug: str
    name: LazyString
    description: LazyString


LOG, SOON, STEP, OVERDUE, ANSWER, AGREEMENT, FIT, PULSE, ACTION = (
    "log", "soon", "step", "overdue", "answer", "agreement", "fit", "pulse", "action")

KINDS: tuple[Kind, ...] = (
    Kind(LOG, _l("How was your meeting?"),
         _l("After a planned meeting, with a link to log it in 30 seconds.")),
    Kind(SOON, _l("A meeting is coming up"), _l("Up to three days before a meeting is due.")),
    Kind(STEP, _l("A next step is due"), _l("Up to three days before something you wanted to do is due.")),
    Kind(OVERDUE, _l("It's been a while since you met"), _l("When it's been much longer than usual.")),
    Kind(ANSWER, _l("A meeting to confirm"), _l("Three days after your partner logged it.")),
    Kind(AGREEMENT, _l("Agree how you'll meet"), _l("One and two weeks after you start without an agreement.")),
    Kind(FIT, _l("Are you a good match?"), _l("Once, a week after your first meeting was logged.")),
    Kind(PULSE, _l("How's it going?"), _l("When you have short questions about your mentoring to answer.")),
    Kind(ACTION, _l("An action to confirm"),
         _l("A week after someone reported something they did for you.")),
)
SLUGS = tuple(kind.slug for kind in KINDS)
BY_SLUG = {kind.slug: kind for kind in KINDS}
