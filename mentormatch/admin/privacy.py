"""What administrators see of an email. Their work is that email arrives; what people write to each other is not.

Emails about accounts are listed one by one; they carry links that open an account, so addresses are taken out of their
text. All others say who was matched with whom and how it goes, which only the two and their coordinators may know, and
where one is missing, someone said no: of those there are totals, and the addresses that refuse email.
"""

from flask import current_app

from mentormatch.base.links import without_addresses
from mentormatch.base.mail import OutboxMail
from mentormatch.base.seals import BrokenSeal


def may_open(mail: OutboxMail) -> bool:
    """Whether administrators see anything of one email by itself."""
    return mail.is_about_account or bool(current_app.config["SETTINGS"].development)


def shown_words(mail: OutboxMail) -> tuple[str, str]:
    """The subject and the text of an email for administrators, without addresses; empty where they can't be had.

    They are forgotten once an email is sent, and can't be opened under another SECRET_KEY.
    """
    try:
        content = mail.content
    except BrokenSeal:
        return "", ""
    is_whole = current_app.config["SETTINGS"].development
    return content.subject, content.text if is_whole else without_addresses(content.text)
