"""Forms of rounds."""

from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, ValidationError

from mentormatch.base.forms import BoxesField, Filled, Form, LineField
from mentormatch.programmes.catalogue import SHOWN
from mentormatch.programmes.forms import (
    CriteriaForm,
    CriteriaFormBase,
    RulesForm,
    criteria_values,
    rules_values,
)
from mentormatch.programmes.rules import HardRules
from mentormatch.rounds import labels
from mentormatch.rounds.input.settings import OBJECTIVES, DraftSettings
from mentormatch.rounds.models import Draft

MAX_DIGITS = 10  # of a version; Python reads no number of thousands of digits


def _aims() -> RadioField:
    return RadioField(
        _l("What should this draft aim for?"), default="fair",
        choices=[SelectChoice(objective.slug, objective.title) for objective in OBJECTIVES],
        validators=[InputRequired(_l("Choose what the draft should aim for."))])


class DraftForm(Form):
    """What a draft should aim at."""

    objective = _aims()

    @staticmethod
    def notes() -> dict[str, str]:
        """What each choice means, for beside it."""
        return {objective.slug: str(objective.text) for objective in OBJECTIVES}


class EmptyForm(Form):
    """A form with a button only: its token and its once-key."""


class VersionForm(Form):
    """A change of a draft: it says which version of it was looked at."""

    version = HiddenField()

    @property
    def seen_version(self) -> int | None:
        """The version that was looked at; None when it says nothing that is one."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < MAX_DIGITS else None

    def looking_at(self, draft: Draft) -> None:
        """Carry the version of a draft as it is shown now, unless one was posted."""
        self.version.data = self.version.data or str(draft.version)


class DecisionForm(VersionForm):
    """Taking a decision that was looked at."""

    reason = LineField(_l("Reason, for the record"), most=200)


class NameForm(Form):
    """What a draft is called."""

    name = LineField(_l("Name"), [Filled(_l("Give the draft a name."))], most=80)


class WaivableForm(Form):
    """Which hard rules a coordinator may set aside for a single pair."""

    rules = BoxesField(_l("Rules that can be set aside for a single pair"), choices=[])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rules.choices = [SelectChoice(name, title) for name, title in labels.WAIVABLE.items()]


class SettingsFormBase(CriteriaFormBase, RulesForm):  # type: ignore[misc]  # `chosen` is answered anew below
    """Everything a draft can be asked: its aim, what counts, what must be, who goes first."""

    objective = _aims()
    earlier_first = BooleanField(_l("People left out before go first"))
    notes = staticmethod(DraftForm.notes)

    def settings(self, before: DraftSettings) -> DraftSettings:
        """The settings as filled in; what the page does not show stays as it was."""
        return DraftSettings(
            before.kind, CriteriaFormBase.chosen(self, before.criteria), self._rules(before.rules),
            self.objective.data, before.seed, self.earlier_first.data)

    def validate_gap_most(self, field: Any) -> None:
        """The most is not below the least."""
        if self.gap_is_on.data and None not in (field.data, self.gap_least.data) and field.data < self.gap_least.data:
            raise ValidationError(_("Enter a number that's at least the smallest gap."))

    def _rules(self, before: HardRules) -> HardRules:
        return RulesForm.chosen(cast(RulesForm, self), before)


SettingsForm = cast(type[SettingsFormBase], type("SettingsForm", (SettingsFormBase,), {
    name: getattr(CriteriaForm, name) for spec in SHOWN for name in (f"{spec.name}_mode", f"{spec.name}_weight")}))


def settings_form(before: DraftSettings) -> SettingsFormBase:
    """The settings form, filled with these settings."""
    return SettingsForm(data=criteria_values(before.criteria) | rules_values(before.rules) | {
        "objective": before.objective, "earlier_first": before.earlier_first})
