"""Forms of accounts: shape only. Passwords are taken as they come, never tidied."""

from typing import Any, Self

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import EmailInput

from mentormatch.base.errors import DomainError
from mentormatch.base.forms import BoxesField, Filled, Form, LineField, LongSelect
from mentormatch.people import addresses, languages, names, self_descriptions, zones
from mentormatch.people.models import Person, SelfDescription

NOT_SAID = "not-said"


class IsAddress:
    """An email address; the field then holds it in the spelling it is stored in."""

    def __call__(self, form: Any, field: Any) -> None:
        try:
            field.data = addresses.checked(field.data)
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal


class IsName:
    """A name others can read as one; the field then holds it in the spelling it is stored in."""

    def __call__(self, form: Any, field: Any) -> None:
        try:
            field.data = names.checked(field.data or "")
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal


class EmailField(LineField):
    """An address: one line, and the keyboard for addresses on a phone."""

    widget = EmailInput()


class SignInForm(Form):
    """Address and password; `next` and `unsent` are carried along from the page that asked to sign in."""

    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address."))])
    password = PasswordField(_l("Password"), [Filled(_l("Enter your password."))])
    next = HiddenField()
    unsent = HiddenField()


class AskForLinkForm(Form):
    """The address to mail a link to."""

    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address.")), IsAddress()])


class JoinForm(Form):
    """The name and the first password of an account."""

    name = LineField(_l("Your name"), [Filled(_l("Enter the name your colleagues know you by.")), IsName()])
    password = PasswordField(_l("Password"), [Filled(_l("Choose a password."))])

    @classmethod
    def for_(cls, person: Person | None) -> Self:
        """The form with the name the roster knows; empty for someone it doesn't."""
        return cls(obj=person)


class WelcomeForm(Form):
    """The first administrator of an installation."""

    name = LineField(_l("Your name"), [Filled(_l("Enter the name your colleagues know you by.")), IsName()])
    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address.")), IsAddress()])
    password = PasswordField(_l("Password"), [Filled(_l("Choose a password."))])


class ResetForm(Form):
    """A new password by a mailed link."""

    password = PasswordField(_l("New password"), [Filled(_l("Choose a new password."))])


class ChangePasswordForm(Form):
    """A new password for someone signed in, who enters the current one as well."""

    current = PasswordField(_l("Current password"), [Filled(_l("Enter your current password."))])
    password = PasswordField(_l("New password"), [Filled(_l("Choose a new password."))])


class PasswordAgain(Form):
    """The password of someone signed in, for an act of power: used alone, or as the base of a form with more fields."""

    your_password = PasswordField(_l("Your password"), [Filled(_l("Enter your password."))])


class ProfileForm(Form):
    """What people say about themselves; HR facts are not theirs to change here."""

    name = LineField(_l("Your name"), [Filled(_l("Enter the name your colleagues know you by.")), IsName()])
    languages = BoxesField(_l("Languages you speak at work"))
    more_languages = BoxesField(_l("Other languages you speak at work"), default=())
    time_zone = SelectField(_l("Time zone"), widget=LongSelect())
    colour_theme = RadioField(_l("Colours"), choices=[
        SelectChoice("device", _l("Same as my device")), SelectChoice("light", _l("Light")),
        SelectChoice("dark", _l("Dark"))])

    @classmethod
    def for_(cls, person: Person) -> Self:
        """The form of a person's account: their languages come first, their time zone is offered even if unknown."""
        form = cls(obj=person)
        first = {*languages.COMMON, *person.languages}
        choices = [SelectChoice(code, name) for code, name in languages.choices(*person.languages)]
        form.languages.choices = [choice for choice in choices if choice.value in first]
        form.more_languages.choices = [choice for choice in choices if choice.value not in first]
        form.time_zone.choices = _time_zones(person)
        return form


class SelfDescriptionForm(Form):
    """How people describe themselves; nothing is chosen for them, and nothing has to be said."""

    gender = RadioField(_l("How do you describe yourself?"),
                        choices=[SelectChoice(value or NOT_SAID, label)
                                 for value, label in self_descriptions.WORDS.items()],
                        validators=[InputRequired(_l("Choose an answer. “Prefer not to say” is one of them."))])
    own_words = LineField(_l("Your own words"))
    may_count = BooleanField(_l("Count me, in groups of ten or more people"))

    @classmethod
    def for_(cls, description: SelfDescription | None) -> Self:
        """The form with what was said before; nothing is chosen where nothing was."""
        if description is None:
            return cls()
        return cls(data={"gender": description.gender or NOT_SAID, "own_words": description.own_words,
                         "may_count": description.may_count})

    @property
    def chosen(self) -> str:
        """The answer as it is stored: empty for someone who prefers not to say."""
        return "" if self.gender.data == NOT_SAID else str(self.gender.data)


def _time_zones(person: Person) -> list[SelectChoice]:
    company = current_app.config["SETTINGS"].time_zone
    choices = [
        SelectChoice("", _("Same as the company (%(zone)s)", zone=company)),
        *(SelectChoice(zone, place, optgroup=area) for area, places in zones.grouped().items()
          for zone, place in places),
    ]
    if person.time_zone and not zones.is_known(person.time_zone):
        choices.insert(0, SelectChoice(person.time_zone, person.time_zone, optgroup=_("Current")))
    return choices
