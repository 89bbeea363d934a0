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
         _l("After a planned meeting, with a link that logs it in half a minute.")),
    Kind(SOON, _l("A meeting is near"), _l("Up to three days before a meeting is due.")),
    Kind(STEP, _l("A next step is due"), _l("Up to three days before something you wanted to do.")),
    Kind(OVERDUE, _l("You have not met for long"), _l("Once half as long again as usual has passed.")),
    Kind(ANSWER, _l("A check-in waits for your word"), _l("Three days after the other one logged it.")),
    Kind(AGREEMENT, _l("Agree on how you meet"), _l("One and two weeks after a pair has begun without an agreement.")),
    Kind(FIT, _l("Do the two of you fit?"), _l("Once, a week after your first meeting was logged.")),
    Kind(PULSE, _l("How is it going?"), _l("When your short questions about a pair are open.")),
    Kind(ACTION, _l("An action waits for your word"),
         _l("A week after somebody reported something done for you.")),
)
SLUGS = tuple(kind.slug for kind in KINDS)
BY_SLUG = {kind.slug: kind for kind in KINDS}
