"""Forms: the base class of all forms, fields that take people's input as it comes, and refusals beside fields.

A form checks shape only; meaning is checked by services, which raise DomainError.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id

LINE, TEXT = 200, 5_000


def tidy(text: Any) -> Any:
    """Text as it is kept: normalised (NFC), line ends as \\n, without what databases or mails cannot carry."""
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


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


class Form(FlaskForm):
    """The base of all forms.

    `once` carries a key made when the form was shown, so that the same form posted twice can be told from two.
    """

    once = HiddenField(default=new_id)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a DomainError raised inside into a message beside its field, or on top of the form."""
        try:
            yield
        except DomainError as refusal:
            field = self._fields.get(refusal.field or "")
            if field is None:
                self.form_errors.append(str(refusal))
            else:
                field.errors = [*field.errors, str(refusal)]
