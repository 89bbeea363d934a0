"""Forms of accounts: shape only. Passwords are taken as they come, never tidied."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import EmailInput

from mentormatch.base.errors import DomainError
from mentormatch.base.forms import BoxesField, Filled, Form, LineField
from mentormatch.people import addresses, describing, languages, zones
from mentormatch.people.models import Person, SelfDescription

NOT_SAID = "not-said"


class IsAddress:
    """An e-mail address; the field then holds it in the spelling it is kept in."""

    def __call__(self, form: Any, field: Any) -> None:
        try:
            field.data = addresses.checked(field.data)
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal


class EmailField(LineField):
    """An address: one line, and the keyboard for addresses on a phone."""

    widget = EmailInput()


class SignInForm(Form):
    """Address and password; `next` and `kept` are carried along from the page that asked to sign in."""

    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address."))])
    password = PasswordField(_l("Password"), [Filled(_l("Enter your password."))])
    next = HiddenField()
    kept = HiddenField()


class AskForLinkForm(Form):
    """The address a link is to be mailed to."""

    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address.")), IsAddress()])


class JoinForm(Form):
    """The name and the first password of an account."""

    name = LineField(_l("Your name"), [Filled(_l("Enter your name, as colleagues know you."))])
    password = PasswordField(_l("Password"), [Filled(_l("Choose a password."))])


class WelcomeForm(Form):
    """The first administrator of an installation."""

    name = LineField(_l("Your name"), [Filled(_l("Enter your name, as colleagues know you."))])
    email = EmailField(_l("Email address"), [Filled(_l("Enter your email address.")), IsAddress()])
    password = PasswordField(_l("Password"), [Filled(_l("Choose a password."))])


class ResetForm(Form):
    """A new password by a mailed link."""

    password = PasswordField(_l("New password"), [Filled(_l("Choose a new password."))])


class ChangePasswordForm(Form):
    """A new password for somebody signed in, who proves the present one."""

    current = PasswordField(_l("Present password"), [Filled(_l("Enter your present password."))])
    password = PasswordField(_l("New password"), [Filled(_l("Choose a new password."))])


class ProfileForm(Form):
    """What a person says about herself; HR facts are not hers to change here."""

    name = LineField(_l("Your name"), [Filled(_l("Enter your name, as colleagues know you."))])
    languages = BoxesField(_l("Languages you speak at work"))
    more_languages = BoxesField(_l("More languages you speak at work"), default=())
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(obj=person, **kwargs)
        first = {*languages.COMMON, *person.languages}
        both = [SelectChoice(code, name) for code, name in languages.choices(*person.languages)]
        self.languages.choices = [choice for choice in both if choice.value in first]
        self.more_languages.choices = [choice for choice in both if choice.value not in first]
        self.time_zone.choices = [
            SelectChoice("", _("The company’s own (%(zone)s)", zone=current_app.config["SETTINGS"].time_zone)),
            *(SelectChoice(zone, place, optgroup=area) for area, places in zones.grouped().items()
              for zone, place in places),
        ]
        if person.time_zone and not zones.is_known(person.time_zone):
            own = SelectChoice(person.time_zone, person.time_zone, optgroup=_("Yours now"))
            self.time_zone.choices.insert(0, own)


class SelfDescriptionForm(Form):
    """How a person describes herself; nothing is chosen for her, and nothing has to be said."""

    gender = RadioField(_l("How do you describe yourself?"),
                        choices=[SelectChoice(value or NOT_SAID, label) for value, label in describing.WORDS.items()],
                        validators=[InputRequired(_l("Choose an answer. “Prefer not to say” is one of them."))])
    own_words = LineField(_l("Your own words"))
    may_count = BooleanField(_l("Count me, in groups of five people and more"))

    def __init__(self, said: SelfDescription | None, **kwargs: Any) -> None:
        super().__init__(obj=said, **kwargs)
        if said is not None and not self.is_submitted():
            self.gender.data = said.gender or NOT_SAID

    @property
    def chosen(self) -> str:
        """The answer as it is kept: empty where she prefers not to say."""
        return "" if self.gender.data == NOT_SAID else str(self.gender.data)
