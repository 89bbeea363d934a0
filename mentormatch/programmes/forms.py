"""Forms of programmes: what a programme says about itself, its criteria, its rules, its topics."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation, ValidationError

from mentormatch.base.forms import DayField, Filled, Form, LineField, TextField
from mentormatch.base.scores import percent
from mentormatch.programmes import rules
from mentormatch.programmes.catalogue import SHOWN
from mentormatch.programmes.criteria import MODES, Criteria, CriterionSetting
from mentormatch.programmes.models import AIMED, LOTS_NONE, LOTS_NORMAL, LOTS_STRONG, TO_ALL, Programme, Topic
from mentormatch.programmes.rules import Gap, HardRules, Minimum, Place
from mentormatch.programmes.services import Details

NO_MATTER = "any"
PREFER = (("other", _l("Different departments")), ("same", _l("The same department")))


def listed(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Choices out of (value, words)."""
    return [SelectChoice(value, words) for value, words in pairs]


class _InOwnWords(SelectField):
    """A choice whose message says what to choose."""

    data: Any

    def __init__(self, label: Any, message: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.message = message

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the choice; what cannot be one is None."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        """Refuse nothing chosen and what is not among the choices."""
        if self.data not in [self.coerce(choice.value) for choice in self.iter_choices()]:
            raise StopValidation(str(self.message or _("Choose one of these.")))


class RequiredChoiceField(_InOwnWords, RadioField):
    """One of several, all of them in sight."""


class PickField(_InOwnWords):
    """One of many, in a list that opens."""


class NumberField(IntegerField):
    """A whole number between two others."""

    def __init__(self, label: Any, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"min": least, "max": most, "inputmode": "numeric"}, **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self._sentence()) from error

    def pre_validate(self, form: Any) -> None:
        """Refuse what lies outside."""
        if not self.errors and (self.data is None or not self.least <= self.data <= self.most):
            raise ValidationError(self._sentence())

    def _sentence(self) -> str:
        return _("Enter a whole number from %(least)d to %(most)d.", least=self.least, most=self.most)


class ScoreField(NumberField):
    """A score: entered and shown in per cent, while its data is per mille, as everywhere below the page.

    A score finer than whole per cent stays as it was while nobody enters another one.
    """

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(percent(self.data))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the per cent."""
        super().process_formdata(valuelist)
        if self.data is not None:
            before: int | None = self.object_data
            is_same = before is not None and percent(before) == self.data
            self.data = before if is_same else 10 * self.data

    def pre_validate(self, form: Any) -> None:
        """Refuse what lies outside."""
        if not self.errors and (self.data is None or not 10 * self.least <= self.data <= 10 * self.most):
            raise ValidationError(self._sentence())


class ProgrammeForm(Form):
    """What a coordinator says about a programme; filled from the defaults of its kind."""

    name = LineField(_l("Name"), [Filled(_l("Give the programme a name."))], most=80)
    summary = TextField(_l("What it is, in two or three sentences"),
                        [Filled(_l("Say in a sentence or two what the programme is."))], most=600)
    audience = RequiredChoiceField(_l("Who it's for"), _l("Choose whether it's open to everyone."), choices=listed((
        (TO_ALL, _l("Open to everyone")), (AIMED, _l("Aimed at a particular group")))))
    audience_who = LineField(_l("Who it's aimed at"), [Optional()])
    audience_basis = TextField(_l("The law or policy it's based on"), [Optional()], most=1000)
    audience_review_on = DayField(_l("When you'll review this"), [Optional()])
    enrol_until = DayField(_l("Last day to sign up"), [Filled(_l("Choose the last day to sign up."))])
    starts_on = DayField(_l("First day"), [Filled(_l("Choose the first day."))])
    ends_on = DayField(_l("Last day"), [Filled(_l("Choose the last day."))])
    cadence_weeks = NumberField(_l("Weeks between meetings"), 1, 12)
    default_places = NumberField(_l("Default capacity per mentor"), 1, 5)
    allows_both_roles = BooleanField(_l("People can take part in both roles"))
    needs_charter = BooleanField(_l("Accepting the ally charter is part of signing up"))

    @classmethod
    def for_(cls, details: Details | Programme) -> Self:
        """The form of a programme, or of the defaults for a new one."""
        return cls(obj=details)

    def details(self) -> Details:
        """What was filled in."""
        return Details(**{name: self._fields[name].data for name in Details.__dataclass_fields__} | {
            "audience_who": self.audience_who.data or "", "audience_basis": self.audience_basis.data or ""})

    def validate_audience_review_on(self, field: Any) -> None:
        """A review lies ahead of the end of the programme, not years after it."""
        if field.data and self.ends_on.data and field.data > _years_later(self.ends_on.data):
            raise ValidationError(_("Choose a day no later than a year after the programme ends."))


class CriteriaFormBase(Form):
    """How much each criterion counts; one pair of fields for each is added below."""

    ideal_gap = NumberField(_l("Ideal gap in grades"), 0, 9)
    prefer = RequiredChoiceField(_l("The best pairs come from"), choices=listed(PREFER))

    @classmethod
    def for_(cls, before: Criteria) -> Self:
        """The form with the current criteria."""
        return cls(data=criteria_values(before))

    def chosen(self, before: Criteria) -> Criteria:
        """The criteria as filled in; those the page does not show stay as they were."""
        shown = {spec.name: CriterionSetting(self.weight(spec.name).data, self.mode(spec.name).data) for spec in SHOWN}
        return Criteria({**before.by_name, **shown}, self.ideal_gap.data, self.prefer.data)

    def mode(self, name: str) -> Any:
        """The field saying how a criterion counts."""
        return self._fields[f"{name}_mode"]

    def weight(self, name: str) -> Any:
        """The field saying how much a criterion counts."""
        return self._fields[f"{name}_weight"]


CriteriaForm = cast(type[CriteriaFormBase], type("CriteriaForm", (CriteriaFormBase,), {
    name: field for spec in SHOWN for name, field in (
        (f"{spec.name}_mode", PickField(_l("How it counts"), choices=listed(MODES))),
        (f"{spec.name}_weight", NumberField(_l("Weight"), 0, 100)),
    )
}))


def criteria_values(before: Criteria) -> dict[str, Any]:
    """What the fields of criteria are filled with."""
    values: dict[str, Any] = {"ideal_gap": before.ideal_gap, "prefer": before.department}
    for spec in SHOWN:
        setting = before.by_name[spec.name]
        values |= {f"{spec.name}_mode": setting.mode, f"{spec.name}_weight": setting.weight}
    return values


class RulesForm(Form):
    """Which hard rules hold, with their parameters."""

    own_manager = BooleanField(_l("Never your own manager"))
    reporting_line = BooleanField(_l("No one in the same reporting line"))
    language = BooleanField(_l("A shared language"))
    gap_is_on = BooleanField(_l("Set a gap in grades"))
    gap_least = NumberField(_l("At least"), 0, 9)
    gap_most = NumberField(_l("At most"), 0, 9)
    site = RequiredChoiceField(_l("Sites"), choices=listed((
        (NO_MATTER, _l("Any")), ("same", _l("The same site")), ("other", _l("Different sites")))))
    department = RequiredChoiceField(_l("Departments"), choices=listed((
        (NO_MATTER, _l("Any")), ("same", _l("The same department")), ("other", _l("Different departments")))))
    minimum_is_on = BooleanField(_l("Leave out pairs with a low score"))
    minimum_least = ScoreField(_l("Lowest score, in per cent"), 10, 90)

    @classmethod
    def for_(cls, before: HardRules) -> Self:
        """The form with the current rules."""
        return cls(data=rules_values(before))

    def chosen(self, before: HardRules) -> HardRules:
        """The rules as filled in; the one the page does not show stays as it was."""
        return HardRules(
            own_manager=self.own_manager.data, reporting_line=self.reporting_line.data,
            language=self.language.data, exclusion=before.exclusion,
            gap=Gap(self.gap_is_on.data, self.gap_least.data, self.gap_most.data),
            site=_place(self.site.data, before.site),
            department=_place(self.department.data, before.department),
            minimum=Minimum(self.minimum_is_on.data, self.minimum_least.data),
        )


def rules_values(before: HardRules) -> dict[str, Any]:
    """What the fields of matching rules are filled with."""
    switches = {switch.name: getattr(before, switch.name) for switch in rules.SWITCHES}
    return switches | {
        "gap_is_on": before.gap.is_on, "gap_least": before.gap.least, "gap_most": before.gap.most,
        "site": before.site.required or NO_MATTER, "department": before.department.required or NO_MATTER,
        "minimum_is_on": before.minimum.is_on, "minimum_least": before.minimum.least}


class LotsForm(Form):
    """How many couples are set aside by lot."""

    lots = RequiredChoiceField(
        _l("Pairs set aside by lot"), _l("Choose how many pairs are set aside."), choices=listed((
            (LOTS_NORMAL, _l("Some: about 1 in 20, and 3 in 20 within a department")),
            (LOTS_STRONG, _l("Many: about 1 in 10, and 3 in 10 within a department")), (LOTS_NONE, _l("None")))))

    @classmethod
    def for_(cls, programme: Programme) -> Self:
        """The form with how it is now."""
        return cls(obj=programme)


class TopicForm(Form):
    """One topic."""

    name = LineField(_l("Name"), [Filled(_l("Give the topic a name."))], most=80)
    group = LineField(_l("Group"), [Filled(_l("Say which heading it belongs under."))], most=80)
    description = LineField(_l("What it means, in one sentence"), [Optional()], most=200)

    @classmethod
    def for_(cls, topic: Topic) -> Self:
        """The form of a topic there is."""
        return cls(obj=topic)


class SearchForm(Form):
    """Looking for a colleague by name or address."""

    words = LineField(_l("Name or email address"), most=80)


def _years_later(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28))


def _place(required: Any, before: Place) -> Place:
    return Place(False, before.which) if required == NO_MATTER else Place(True, required)
