"""Texts of mails that a coordinator may write herself: a subject and a body with placeholders such as {partner}.

A text is read once for all its recipients, and what it is filled with is never read again: a name that holds braces
stays a name. Which placeholders a mail knows, and what they become, is said where its letter is.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.base.errors import DomainError

MAX_OF_A_SUBJECT, MAX_OF_A_BODY = 150, 3_000
MAX_NAMED = 3
LONGEST_NAMED = 40
SUBJECT, BODY = "subject", "body"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BLANK_LINE = re.compile(r"\n\s*\n")

Pieces = tuple[str, ...]


class WrongText(DomainError):
    """A text that no mail can be made of; `field` is its part, subject or body."""


class NothingWritten(WrongText):
    """The subject or the body is empty."""


class TooLong(WrongText):
    """The subject or the body has more characters than a mail of ours holds."""


class UnclosedBrace(WrongText):
    """A brace has no other one, so where the placeholder ends is a guess."""


class UnknownPlaceholder(WrongText):
    """A placeholder that this mail, or this part of it, does not know."""


class MissingPlaceholder(WrongText):
    """A text without what its reader has to learn from it."""


@dataclass(frozen=True)
class Text:
    """A subject and a body as someone wrote them; blank lines part the body's paragraphs, which keep their lines."""

    subject: str
    body: str


@dataclass(frozen=True)
class Placeholders:
    """What the texts of one kind of mail may hold.

    `sentences` can become nothing, so they stand in the body alone; the body needs `one_of`, where there are any.
    """

    words: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every placeholder of the body."""
        return (*self.words, *self.sentences)


@dataclass(frozen=True)
class MailWording:
    """A text that was read: its pieces are words and names of placeholders by turns, words first."""

    subject: Pieces
    paragraphs: tuple[Pieces, ...]

    def subject_for(self, values: Mapping[str, str]) -> str:
        """The subject as one person reads it: one line."""
        return _one_line(fill(self.subject, values))

    def paragraphs_for(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """The paragraphs as one person reads them; a line or a paragraph that becomes nothing is left out."""
        on_one_line = {name: _one_line(value) for name, value in values.items()}
        filled = (_lines(fill(pieces, on_one_line)) for pieces in self.paragraphs)
        return tuple(paragraph for paragraph in filled if paragraph)


def read(text: Text, known: Placeholders) -> MailWording:
    """A text ready to be filled in for anyone. Raises WrongText: which of them says what is wrong."""
    return MailWording(subject(text.subject, known), body(text.body, known))


def subject(text: str, known: Placeholders) -> Pieces:
    """A subject, read. Raises NothingWritten, TooLong, UnclosedBrace, UnknownPlaceholder."""
    if _is_blank(text):
        raise NothingWritten(_("Write a subject, or go back to our text."), SUBJECT)
    [pieces_of_subject] = _check((_one_line(text),), known.words, SUBJECT, MAX_OF_A_SUBJECT, known.sentences)
    return pieces_of_subject


def body(text: str, known: Placeholders) -> tuple[Pieces, ...]:
    """The paragraphs of a body, read. Raises what `subject` raises, and MissingPlaceholder."""
    if _is_blank(text):
        raise NothingWritten(_("Write the text of the email, or go back to ours."), BODY)
    parts = _check(paragraphs(text), known.all, BODY, MAX_OF_A_BODY)
    if known.one_of and not any(name in known.one_of for part in parts for name in part[1::2]):
        raise MissingPlaceholder(_("Say who it's about: put %(name)s somewhere in the text.",
                                   name=_braced(known.one_of[0])), BODY)
    return parts


def pieces(text: str) -> Pieces:
    """Words and names of placeholders by turns, words first. Raises UnclosedBrace."""
    parts = _PLACEHOLDER.split(text)
    for words in parts[::2]:
        if "{" in words or "}" in words:
            raise UnclosedBrace(_("Placeholders begin with { and end with }. One of these is missing near “%(near)s”.",
                                  near=_near(words)))
    return tuple(name_of(piece) if position % 2 else piece for position, piece in enumerate(parts))


def fill(parts: Pieces, values: Mapping[str, str]) -> str:
    """The words with every placeholder replaced; what replaces it is not looked at again."""
    return "".join(values[piece] if position % 2 else piece for position, piece in enumerate(parts))


def name_of(typed: str) -> str:
    """A placeholder's name however it was typed: { First  Name } is {first name}."""
    return " ".join(typed.casefold().replace("_", " ").split())


def paragraphs(text: str) -> tuple[str, ...]:
    """A body's paragraphs, each with the lines it was written in."""
    written = map(_lines, _BLANK_LINE.split(text))
    return tuple(paragraph for paragraph in written if paragraph)


def are_same(text: Text, other: Text) -> bool:
    """Whether two texts say the same, however much white space is between their words and paragraphs."""
    return (_one_line(text.subject), paragraphs(text.body)) == (_one_line(other.subject), paragraphs(other.body))


def _check(parts: tuple[str, ...], known: tuple[str, ...], field: str, most: int,
           elsewhere: tuple[str, ...] = ()) -> tuple[Pieces, ...]:
    length = sum(map(len, parts))
    if length > most:
        raise TooLong(_("Please shorten this to %(most)d characters or fewer; it has %(length)d.", most=most,
                        length=length), field)
    try:
        pieces_of_parts = tuple(map(pieces, parts))
    except UnclosedBrace as unclosed:
        raise UnclosedBrace(str(unclosed), field) from None
    unknown = [name for name in dict.fromkeys(name for part in pieces_of_parts for name in part[1::2])
               if name not in known]
    if unknown and unknown[0] in elsewhere:
        raise UnknownPlaceholder(_("%(name)s is a whole sentence. Please put it in the text, not in the subject.",
                                   name=_braced(unknown[0])), field)
    if unknown:
        raise UnknownPlaceholder(_about_unknown(unknown, known), field)
    return pieces_of_parts


def _about_unknown(unknown: list[str], known: tuple[str, ...]) -> str:
    sentence = ngettext("This email has no placeholder %(names)s.", "This email has no placeholders %(names)s.",
                        len(unknown), names=_listed(unknown[:MAX_NAMED]))
    near = difflib.get_close_matches(unknown[0][:LONGEST_NAMED], known, n=1)
    if near:
        sentence += " " + _("Did you mean %(name)s?", name=_braced(near[0]))
    return sentence + " " + _("You can use %(names)s.", names=_listed(known))


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(_braced(name) for name in names)


def _braced(name: str) -> str:
    return "{%s}" % (name if len(name) <= LONGEST_NAMED else f"{name[:LONGEST_NAMED - 1]}…")


def _near(words: str) -> str:
    """The odd brace with what is around it."""
    position = min(index for index in (words.find("{"), words.find("}")) if index >= 0)
    return _one_line(words[max(0, position - 10):position + 20])


def _is_blank(text: str) -> bool:
    """Whether a reader would see nothing of it."""
    return not any(letter.isprintable() and not letter.isspace() for letter in text)


def _lines(text: str) -> str:
    """The lines that hold something, without white space at either end."""
    return "\n".join(filter(None, map(_one_line, text.split("\n"))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
