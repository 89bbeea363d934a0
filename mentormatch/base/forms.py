"""Forms: the base class of all forms, fields that take people's input as it comes, and refusals beside fields.

A form checks shape only; meaning is checked by services, which raise DomainError.

**How a form is filled.** A form that shows something stored, or offers what only the database knows, has one
classmethod `for_`, which takes the things it is about and gives the form ready to use:

    @classmethod
    def for_(cls, goal: Goal) -> Self:
        form = cls(obj=goal)                        # or data={…}: what was posted goes before it
        form.topic.choices = [SelectChoice(topic.id, topic.name) for topic in goal.programme.topics]
        return form

A view calls `GoalForm.for_(goal)`, and never sets choices or the data of a field itself. A form without anything stored
is simply called: `GoalForm()`. Going the other way, one method gives what the service takes: `form.words()`.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, Protocol

from flask import current_app, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, Select

from mentormatch.base.errors import DomainError, EnteredAlready
from mentormatch.base.ids import new_id

LINE, TEXT = 200, 5_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
_AS_POSTED: Any = object()  # a form's input is what was posted, unless its maker hands it something else


def tidy(text: Any) -> Any:
    """Text as it is stored: normalised (NFC), line ends as \\n, without what databases or emails cannot carry."""
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    characters = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(characters).strip()


def tidy_line(text: Any) -> Any:
    """The same for one line: line breaks and tabs become spaces."""
    return " ".join(tidy(text).split()) if isinstance(text, str) else text


class Filled:
    """Something was entered; the message says what to enter."""

    field_flags = {"required": True}

    def __init__(self, message: object) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors or (field.data not in (None, "", []) and str(field.data).strip()):
            return
        field.errors = []
        raise StopValidation(str(self.message))


class NoLongerThan:
    """At most so many characters; the message counts what was typed."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length > self.most:
            raise ValidationError(_("Please shorten this to %(most)d characters or fewer; it has %(length)d.",
                                    most=self.most, length=length))


class LineField(StringField):
    """One line of text, tidied, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = LINE, **kwargs: Any) -> None:
        super().__init__(label, [*validators, NoLongerThan(most)], filters=[tidy_line], **kwargs)


class TextField(TextAreaField):
    """Several lines of text, tidied, at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = (), most: int = TEXT, **kwargs: Any) -> None:
        super().__init__(label, [*validators, NoLongerThan(most)], filters=[tidy], **kwargs)


def is_of_our_time(day: date | None) -> bool:
    """Whether it is a day, and not the result of a typo, such as 0026-05-04."""
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR


class DayField(DateField):
    """A day of our time; what is none is answered with an example."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if typed:
            with suppress(ValueError):
                self.data = date.fromisoformat(typed)
            if not is_of_our_time(self.data):
                self.data = None
                raise ValueError(_("Enter a date, for example 2026-05-04."))


class OneOfField(RadioField):
    """One of a few choices; none is chosen until someone chooses."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = self.coerce(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in [choice.value for choice in self.choices or []]:
            self.data = None


class BoxesField(SelectMultipleField):
    """Any number of choices, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LongSelect(Select):
    """A list of hundreds of options, drawn many times quicker: an option has no attributes of its own here."""

    @classmethod
    def render_option(cls, choice: SelectChoice) -> str:
        selected = " selected" if choice.selected else ""
        return f'<option{selected} value="{escape(choice.value)}">{escape(choice.label or choice.value)}</option>'


class UnsentForms(Protocol):
    """What a session's end would have lost; a feature puts it into `app.extensions["unsent_forms"]`."""

    def typed(self, form: str) -> MultiDict[str, str] | None:
        """What the person had typed into this form of this page when their session ended."""

    def posted(self, key: str, form: str) -> None:
        """Forget it once the work of the form that is being posted is safe."""


class KeyField(HiddenField):
    """The key of a form: on its page which form and which showing; in `data`, once posted, what was entered as well."""

    def process_formdata(self, valuelist: list[str]) -> None:
        shown = valuelist[0] if valuelist else ""
        self.data = f"{_digest_of_post()}.{shown}" if shown else ""

    @property
    def shown(self) -> str:
        """As it stands on the page."""
        return ".".join((self.data or "").split(".")[-2:])

    def _value(self) -> str:
        return self.shown


class Form(FlaskForm):
    """The base of all forms.

    `idempotency_key` is made when the form is shown, so that one form posted twice can be told from two; it ends with
    the form's name. A form opened again after a session ended in the middle of it shows what was typed.
    """

    idempotency_key = KeyField()

    def __init__(self, formdata: Any = _AS_POSTED, **kwargs: Any) -> None:
        unsent = _unsent_forms() if formdata is _AS_POSTED else None
        if unsent and request.method == "GET":
            formdata = unsent.typed(type(self).__name__) or _AS_POSTED
        if formdata is not _AS_POSTED:
            kwargs["formdata"] = formdata
        super().__init__(**kwargs)
        self.idempotency_key.data = self.idempotency_key.data or f"{new_id()}.{type(self).__name__}"

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of what was posted; messages become plain text, for a page leaves out what is none."""
        is_valid = bool(super().validate(extra_validators))
        for field in self:
            if errors := vars(field).get("errors"):
                field.errors = [error if isinstance(error, str | list | dict) else str(error) for error in errors]
        return is_valid

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate_on_submit(extra_validators))
        unsent = _unsent_forms() if is_valid else None
        if unsent:
            unsent.posted(self.idempotency_key.shown, type(self).__name__)
        return is_valid

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a DomainError raised inside into a message beside its field, or on top of the form."""
        try:
            yield
        except DomainError as refusal:
            field = self._fields.get(refusal.field or "")
            if field is None:
                self.form_errors.append(refusal.sentence)
            else:
                field.errors = [*field.errors, refusal.sentence]


class FormOfOneThing(Form):
    """A form that adds something of which there is usually one: the same, added again within a day, is asked about.

    `another` is drawn as a button by `add_button`, and only once a service has raised EnteredAlready.
    """

    another = StringField()
    is_twin = False

    @property
    def is_another(self) -> bool:
        """Whether the person says that it's another one."""
        return self.another.data == "yes"

    @contextmanager
    def refusals(self) -> Iterator[None]:
        with super().refusals():
            try:
                yield
            except EnteredAlready:
                self.is_twin = True
                raise


def _digest_of_post() -> str:
    """Twelve letters for what was entered where: the same for the same words on the same page, and only for those."""
    entered = [(name, value) for name, value in request.form.items(multi=True)
               if name != "csrf_token" and not name.endswith("idempotency_key")]
    entered += [(name, file.filename or "") for name, file in request.files.items(multi=True)]
    return hashlib.sha256(repr((request.path, entered)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _unsent_forms() -> UnsentForms | None:
    return current_app.extensions.get("unsent_forms") if request else None
