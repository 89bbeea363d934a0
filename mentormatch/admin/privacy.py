"""What administrators see of an email. Their work is that email arrives; what people write to each other is not.

Emails about accounts carry links that open an account, so their addresses are taken out. All others say who was
matched with whom and how it goes, which only the two and their coordinators may know: of those there is no text. Of an
email about a concern not even the reader is shown: the person who raised it gets one, and an administrator may be its
contact.
"""

import re

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base.mail import OutboxMail
from mentormatch.concerns import services as concerns

ACCOUNT_KINDS = "people."
CONCERNS = concerns.KIND
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])", re.IGNORECASE)


def is_about_account(mail: OutboxMail) -> bool:
    """Whether an email is about an account, and not about what people do in programmes."""
    return mail.kind.startswith(ACCOUNT_KINDS)


def can_read(mail: OutboxMail) -> bool:
    """Whether administrators see the words of an email."""
    return is_about_account(mail) or bool(current_app.config["SETTINGS"].development)


def is_confidential(mail: OutboxMail) -> bool:
    """Whether administrators may not know who an email goes to, or what the mail server said, which names them."""
    return mail.kind == CONCERNS


def shown_text(mail: OutboxMail) -> str:
    """The words of an email for administrators: empty where not theirs to read, otherwise without addresses."""
    if not can_read(mail):
        return ""
    if current_app.config["SETTINGS"].development:
        return mail.text
    return _ADDRESS.sub(_("[address removed]"), mail.text)
