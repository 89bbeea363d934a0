"""Forms of pulses: one tap per sentence, each may be left out; the fit check is one choice."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectChoice

from mentormatch.base.forms import Filled, Form, OneOfField
from mentormatch.pulses.models import GOOD, NOT_GOOD, UNSURE, FitCheck, Pulse
from mentormatch.pulses.scale import HIGHEST, ITEMS, LOWEST, sentence


class FitForm(Form):
    """Whether the two fit."""

    answer = OneOfField(_l("How's it going so far?"), [Filled(_l("Choose one of the three, or come back later."))])
    may_tell = BooleanField(_l("If it isn't working, let the coordinators know so they can ask me how to help"))

    @classmethod
    def for_(cls, fit_check: FitCheck | None) -> Self:
        """The form with what was answered before, if anything was."""
        form = cls(obj=fit_check)
        form.answer.choices = [
            SelectChoice(GOOD, str(_l("Good, let's carry on"))), SelectChoice(UNSURE, str(_l("Too early to say"))),
            SelectChoice(NOT_GOOD, str(_l("Not a good fit")))]
        return form


class PulseForm(Form):
    """The eight sentences of a pulse, which `for_` adds as fields."""

    may_tell = BooleanField(_l("If I answer clearly lower than last time, let the coordinators know so they can ask "
                               "me how to help"))

    @classmethod
    def for_(cls, pulse: Pulse) -> Self:
        """The form with the sentences in the words for the person who was asked."""
        for_her = pulse.person_id == pulse.pair.mentee.person_id
        name = pulse.pair.other_of(pulse.person_id).person.first_name
        steps = [SelectChoice(str(step), str(step)) for step in range(LOWEST, HIGHEST + 1)]
        fields = {item.slug: OneOfField(sentence(item, for_her=for_her, name=name), choices=list(steps))
                  for item in ITEMS}
        form: Self = type("PulseForm", (cls,), fields)()
        return form

    @property
    def items(self) -> list[Field]:
        """The fields of the sentences, in their order."""
        return [self[item.slug] for item in ITEMS]

    def answers(self) -> dict[str, int]:
        """PulseItem's slug -> step; those left out are absent."""
        return {field.name: int(field.data) for field in self.items if field.data}
