"""The words of mails about check-ins: that something was logged or told differently, never what was written."""

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.checkins.models import CheckIn


def logged(check_in: CheckIn) -> Letter:
    """To the other one: a meeting was logged."""
    return Letter(
        subject=_("%(name)s logged your meeting of %(day)s", name=check_in.author.name, day=_day(check_in)),
        paragraphs=(_("Was it like that? One tap confirms it. If you remember it differently, add how it was for "
                      "you; both accounts stay side by side."),),
        action_label=_("See the check-in"), action_url=external("checkins.answer", check_in_id=check_in.id),
        reason=_reason(check_in),
    )


def told_differently(check_in: CheckIn, by_name: str) -> Letter:
    """To the author: the other one remembers it differently."""
    return Letter(
        subject=_("%(name)s remembers your meeting of %(day)s differently", name=by_name, day=_day(check_in)),
        paragraphs=(_("That happens. Both accounts stay side by side on the page of your pair, and neither of "
                      "you has to change anything."),),
        action_label=_("See both accounts"), action_url=external("pairs.show", pair_id=check_in.pair_id),
        reason=_reason(check_in),
    )


def _day(check_in: CheckIn) -> str:
    return format_date(check_in.happened_on, "d MMMM")


def _reason(check_in: CheckIn) -> str:
    return _("You get this mail because you take part in %(programme)s.", programme=check_in.pair.programme.name)
