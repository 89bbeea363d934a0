"""What administrators see of a mail. Their work is that mail arrives; what people write to each other is not.

Mails about accounts carry links that open an account, so their addresses are taken out. All other mails tell who was
paired with whom and how it goes, which only the two and their coordinators may know: of those there is no text. Of a
mail about a concern not even the reader is told: whoever raised it gets one, and an administrator may be its contact.
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
    """Whether a mail is about an account, and not about what people do in programmes."""
    return mail.kind.startswith(ACCOUNT_KINDS)


def can_read(mail: OutboxMail) -> bool:
    """Whether administrators see the words of a mail."""
    return is_about_account(mail) or bool(current_app.config["SETTINGS"].development)


def is_kept_back(mail: OutboxMail) -> bool:
    """Whether to whom a mail goes is not for administrators to know; nor what its server said, which names them."""
    return mail.kind == CONCERNS


def shown_text(mail: OutboxMail) -> str:
    """The words of a mail for administrators: empty where they are not theirs to read, without addresses else."""
    if not can_read(mail):
        return ""
    if current_app.config["SETTINGS"].development:
        return mail.text
    return _ADDRESS.sub(_("[address left out]"), mail.text)
