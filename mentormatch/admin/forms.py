"""Forms of administration: the upload, and the filters above lists, which are read from the address."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, SelectChoice, SelectField
from wtforms import Form as PlainForm

from mentormatch.admin.labels import MAIL_STATES, STATUSES, deed
from mentormatch.base.forms import Filled, Form, LineField
from mentormatch.base.mail import FAILED, QUEUED, SENT


def _choices(*pairs: tuple[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]


class UploadForm(Form):
    """A roster to look at."""

    file = FileField(_l("Roster as a CSV file"), [Filled(_l("Choose a file first."))],
                     render_kw={"accept": ".csv,.txt,text/csv"})


class LeaversForm(Form):
    """The button that imports a roster; where many people would leave, how many, typed by hand."""

    leavers = LineField(_l("How many people leave?"))

    @property
    def count(self) -> int | None:
        """The number that was typed; None for none, and for what is none."""
        text = (self.leavers.data or "").strip()
        return int(text) if text.isdecimal() and len(text) < 10 else None


class FilterChoiceField(SelectField):
    """A choice in an address; what is none of the choices counts as the first."""

    def process_formdata(self, valuelist: list[str]) -> None:
        known = [value for value, *_rest in self.choices]
        self.data = valuelist[0] if valuelist and valuelist[0] in known else known[0]

    def pre_validate(self, form: Any) -> None:
        """Nothing can be wrong any more."""


class FilterDayField(DateField):
    """A day in an address, or none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if text:
            try:
                self.data = date.fromisoformat(text)
            except ValueError as problem:
                raise ValueError(_("Enter a date such as 2026-05-04.")) from problem


class PeopleFilter(PlainForm):
    """Which people to list."""

    words = LineField(_l("Name, email or site"))
    account = FilterChoiceField(_l("Account"), choices=_choices(
        ("", _l("With or without")), ("no", _l("No account")), ("yes", _l("Has an account"))))
    status = FilterChoiceField(_l("Status"), choices=_choices(
        ("", _l("Everyone except leavers")), *((value, label) for value, (label, _tone) in STATUSES.items())))

    @property
    def has_account(self) -> bool | None:
        """Whether people with an account are asked for, or those without; None for both."""
        return {"yes": True, "no": False}.get(self.account.data or "")


class MailFilter(PlainForm):
    """Which emails to list."""

    words = LineField(_l("Name or email"))
    state = FilterChoiceField(_l("State"), choices=_choices(
        ("", _l("All")), *((state, MAIL_STATES[state][0]) for state in (FAILED, QUEUED, SENT))))


class AuditForm(PlainForm):
    """Which deeds to list."""

    person = LineField(_l("Person"))
    verb = FilterChoiceField(_l("What"))
    programme = FilterChoiceField(_l("Programme"))
    since = FilterDayField(_l("From"))
    until = FilterDayField(_l("Until"))

    def __init__(self, formdata: Any, verbs: list[str], programmes: list[tuple[str, str]]) -> None:
        # Choices have to be known before what the address says is compared with them.
        self._verbs = _choices(("", _("All")), *((verb, deed(verb)) for verb in verbs))
        self._programmes = _choices(("", _("All")), *programmes)
        super().__init__(formdata)

    def process(self, *args: Any, **kwargs: Any) -> None:
        self.verb.choices, self.programme.choices = self._verbs, self._programmes
        super().process(*args, **kwargs)
