"""Drafts that are closed to coordinators: people see who they'd be matched with first, and may rather not.

A pair that was seen before and is gone afterwards would name who said so. So a draft that was computed before the end
of a first look stays closed for good, and the draft that is computed after it is open.
"""

from flask_babel import gettext as _

from mentormatch.base.errors import DomainError
from mentormatch.rounds import services
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import Draft


class DraftIsSealed(DomainError):
    """Coordinators see counts of this draft, and not who goes with whom."""


def check_open(draft: Draft) -> None:
    """Refuse to show or change who goes with whom. Raises DraftIsSealed."""
    if not draft.is_sealed:
        return
    if first_looks.seals(draft.round):
        raise DraftIsSealed(_("You can see who's matched, and change it, once people have had their first look. Until "
                              "then %(draft)s shows counts only.", draft=draft.name))
    raise DraftIsSealed(_("%(draft)s was calculated before people had their first look, so it stays closed. Use a "
                          "draft that was calculated after it.", draft=draft.name))


def check_trial(draft: Draft) -> None:
    """Refuse to try out settings or decisions: the answer says who'd be matched of the people there are now.

    Raises DraftIsSealed, RoundAlreadyPublished: an old draft is no window on a round that is sealed, or will be.
    """
    check_open(draft)
    services.check_open(draft.round)
    if first_looks.seals(draft.round):
        raise DraftIsSealed(_("People haven't had their first look in this round yet, so you can't try out who'd be "
                              "matched. You can when their time is up."))
