"""Forms of reminders: which, how, how often and when not."""

from typing import Self

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from mentormatch.base.forms import BoxesField, Filled, Form
from mentormatch.reminders.kinds import KINDS, SLUGS
from mentormatch.reminders.timing import Preference

ONE_BY_ONE, WEEKLY = "one-by-one", "weekly"
MOST = (1, 2, 3, 5, 7)


class PreferenceForm(Form):
    """How somebody wants her reminders."""

    kinds = BoxesField(_l("Remind me about"), choices=[SelectChoice(kind.slug, kind.name) for kind in KINDS])
    manner = RadioField(_l("How they arrive"), [Filled(_l("Choose how you'd like to get them."))], choices=[
        SelectChoice(ONE_BY_ONE, _l("As they happen")), SelectChoice(WEEKLY, _l("One weekly email"))])
    digest_weekday = SelectField(_l("Day of the weekly email"), coerce=int)
    most_per_week = SelectField(_l("Maximum emails a week"), coerce=int,
                                choices=[SelectChoice(count, str(count)) for count in MOST])
    quiet_from = SelectField(_l("Quiet from"), coerce=int)
    quiet_to = SelectField(_l("Quiet until"), coerce=int)

    @classmethod
    def for_(cls, preference: Preference) -> Self:
        """The form with what was chosen before; the days of the week are in the reader's language."""
        form = cls(data={
            "kinds": [slug for slug in SLUGS if slug not in preference.off],
            "manner": WEEKLY if preference.weekly else ONE_BY_ONE, "digest_weekday": preference.digest_weekday,
            "most_per_week": preference.most_per_week, "quiet_from": preference.quiet_from,
            "quiet_to": preference.quiet_to})
        days = get_locale().days["stand-alone"]["wide"]
        form.digest_weekday.choices = [SelectChoice(number, days[number]) for number in range(7)]
        hours = [SelectChoice(hour, f"{hour:02}:00") for hour in range(24)]
        form.quiet_from.choices, form.quiet_to.choices = hours, list(hours)
        return form

    def preference(self) -> Preference:
        """What was entered."""
        off = frozenset(SLUGS) - frozenset(self.kinds.data or ())
        return Preference(self.manner.data == WEEKLY, self.digest_weekday.data, self.quiet_from.data,
                          self.quiet_to.data, self.most_per_week.data, off)


class SwitchForm(Form):
    """One kind of reminder (none: all of them), to be switched off or on again."""

    kind = HiddenField()
    on = HiddenField()
