"""Email addresses: one spelling for each, so that one person has one account."""

import email_validator
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from mentormatch.base.errors import DomainError
from mentormatch.base.forms import tidy_line

# Companies do use these domains inside their own networks.
for _name in ("internal", "local", "localhost", "test"):
    if _name in email_validator.SPECIAL_USE_DOMAIN_NAMES:
        email_validator.SPECIAL_USE_DOMAIN_NAMES.remove(_name)


class NotAnAddress(DomainError):
    """What was entered is not an address that email could be sent to."""


def tidied(text: str) -> str:
    """An address as it is looked up: trimmed and in lower case; it need not be one."""
    return str(tidy_line(text or "")).lower()


def checked(text: str) -> str:
    """An address as it is stored: tidied, plain ASCII (a domain with an umlaut in its xn-- form).

    Raises NotAnAddress, beside the field `email`.
    """
    try:
        address = validate_email(tidied(text), check_deliverability=False, allow_smtputf8=False,
                               globally_deliverable=False)
    except EmailNotValidError as problem:
        raise NotAnAddress(_("Enter an email address such as name@company.com."), "email") from problem
    return (address.ascii_email or "").lower()


def domain_of(address: str) -> str:
    """What stands after the @ of an address."""
    return address.rpartition("@")[2]
