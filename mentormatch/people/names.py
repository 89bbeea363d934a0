"""Names that people are shown by: one line, as colleagues say it, and nothing that could pass for something else."""

import re
import unicodedata

from flask_babel import gettext as _

from mentormatch.base.errors import DomainError

MOST = 100

_LINK = re.compile(r"@|＠|://|\bwww\.|\w\.[^\W\d_]{2,}", re.IGNORECASE)


class NotAName(DomainError):
    """A name that others could not read as one; the message says what to change."""


def checked(text: str) -> str:
    """A name as it is stored: normalised (NFC), with single spaces.

    Raises NotAName for an email or web address, for characters that can't be seen or turn the direction of a line, for
    one without a letter, and for more than 100 characters.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name.isprintable():  # controls, marks of direction, zero width, what Unicode has not assigned
        raise NotAName(_("This name contains characters that can't be seen. Type it again instead of pasting it."))
    if _LINK.search(name):
        raise NotAName(_("A name can't contain an email or web address. Put a space after a full stop."))
    if name and not any(character.isalpha() for character in name):
        raise NotAName(_("Enter a name with at least one letter."))
    if len(name) > MOST:
        raise NotAName(_("Please shorten this to %(most)d characters or fewer; it has %(length)d.",
                         most=MOST, length=len(name)))
    return name
