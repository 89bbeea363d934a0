"""The words of reminders: one thing, several, or a week's worth; each says how to have no more of them."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.base.mail import Letter, LetterItem
from mentormatch.pairs.letters import reason
from mentormatch.people.models import Person
from mentormatch.reminders import links
from mentormatch.reminders.providers import DueReminder


def reminder(person: Person, dues: Sequence[DueReminder], *, weekly: bool, now: datetime) -> Letter:
    """One letter for everything that is due for a person."""
    off_url = links.off_url(person.id, dues[0].kind if len(dues) == 1 else None)
    if len(dues) == 1 and not weekly:
        (due,) = dues
        return Letter(subject=due.subject, paragraphs=(due.sentence,), action_label=due.label, action_url=due.url(now),
                      reason=_reason(dues), preferences_url=off_url)
    count = len(dues)
    opening = _("Here's what's on your list:") if weekly else _("One email instead of several:")
    subject = (ngettext("Your week: one thing to do", "Your week: %(num)s things to do", count) if weekly
               else ngettext("One thing to do", "%(num)s things to do", count))
    return Letter(
        subject=subject, paragraphs=(opening,),
        items=tuple(LetterItem(due.sentence, due.label, due.url(now)) for due in dues),
        reason=_reason(dues), preferences_url=off_url)


def _reason(dues: Sequence[DueReminder]) -> str:
    names = sorted({due.pair.programme.name for due in dues})
    return reason(", ".join(names))
