"""The words of emails about actions: that one was reported or confirmed, never what anyone wrote.

There is none for a no, for "not sure yet" or for silence: they leave no trace in the sponsor's mailbox.
"""

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.actions.models import Action
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.pairs.letters import reason, role_label


def reported(action: Action) -> Letter:
    """To the mentee: the sponsor says that they did something for them."""
    pair = action.pair
    name = pair.mentor.person.formal_name
    return Letter(
        subject=_("Did this happen? %(name)s reported something they did for you", name=name),
        paragraphs=(
            _("%(name)s, your %(role)s, says this happened on %(day)s: %(kind)s.", name=name,
              role=role_label(pair.mentor), day=_day(action), kind=_running(action.kind.for_her)),
            _("It only counts if you confirm it. One tap is enough. “I'm not sure yet” and “It didn't happen for me” "
              "are perfectly good answers, and %(name)s isn't told what you write.", name=name),
        ),
        action_label=_("Respond"), action_url=external("actions.answer", action_id=action.id),
        reason=reason(pair.programme.name),
    )


def confirmed(action: Action) -> Letter:
    """To the sponsor: the mentee confirmed it."""
    pair = action.pair
    return Letter(
        subject=_("%(name)s confirmed what you reported", name=pair.mentee.person.formal_name),
        paragraphs=(
            _("%(name)s has confirmed what you reported for %(day)s: %(kind)s. It now counts.",
              day=_day(action), name=pair.mentee.person.formal_first_name, kind=_running(action.kind.name)),
            _("If anything comes of it, you'll see it on your mentoring page."),
        ),
        action_label=_("Open your mentoring page"), action_url=external("pairs.show", pair_id=pair.id),
        reason=reason(pair.programme.name),
    )


def _running(words: str) -> str:
    """A kind within a sentence: its first letter small, unless it is part of a name in capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _day(action: Action) -> str:
    return format_date(action.happened_on, "d MMMM")
