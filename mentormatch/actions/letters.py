"""The words of mails about actions: that one was reported or confirmed, never what anybody wrote.

There is none for a no, for "not sure yet" and for silence: on his side they leave no trace in the mail.
"""

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.actions.models import Action
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.pairs.letters import reason, role_word


def reported(action: Action) -> Letter:
    """To her: he says that he did something for her."""
    pair = action.pair
    name = pair.mentor.person.name
    return Letter(
        subject=_("Did this happen for you? %(name)s reported something", name=name),
        paragraphs=(
            _("%(name)s, your %(role)s, says that this happened on %(day)s: %(kind)s.", name=name,
              role=role_word(pair.mentor), day=_day(action), kind=_running(action.kind.for_her)),
            _("It counts only if you confirm it. One tap is enough; “not sure yet” and “it did not happen for me” "
              "are answers as good as any, and %(name)s is not told what you write.", name=name),
        ),
        action_label=_("Say how it was"), action_url=external("actions.answer", action_id=action.id),
        reason=reason(pair.programme.name),
    )


def confirmed(action: Action) -> Letter:
    """To him: she confirmed it."""
    pair = action.pair
    return Letter(
        subject=_("%(name)s confirmed it", name=pair.mentee.person.name),
        paragraphs=(
            _("What you reported for %(day)s happened for %(name)s as well: %(kind)s. It counts now.",
              day=_day(action), name=pair.mentee.person.name, kind=_running(action.kind.name)),
            _("What comes of it may be added at any time; you find it on the page of your pair."),
        ),
        action_label=_("Open your pair's page"), action_url=external("pairs.show", pair_id=pair.id),
        reason=reason(pair.programme.name),
    )


def _running(words: str) -> str:
    """A kind within a sentence: its first letter small, unless it is part of a name in capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _day(action: Action) -> str:
    return format_date(action.happened_on, "d MMMM")
