"""Passwords: argon2id hashing, and how strong a password must be. Slow on purpose: never inside a transaction."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from zxcvbn import zxcvbn

from mentormatch.base.errors import DomainError

SHORTEST, LONGEST, WEAKEST_SCORE = 10, 128, 3
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NO_ONES = _hasher.hash("nobody has this password")  # checked for unknown addresses, so both take as long


class WeakPassword(DomainError):
    """A password that is too short, too long, or guessed in few tries."""


def hash_chosen(password: str, *, about: tuple[str, ...] = ()) -> str:
    """The hash of a password someone chose, once it is strong enough.

    Raises WeakPassword, beside the field `password`.
    """
    check_strength(password, about=about)
    return hash_password(password)


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost (19 MiB, two passes; OWASP's advice)."""
    return _hasher.hash(_normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password is the hashed one; takes equally long when there is no hash to compare with."""
    try:
        return _hasher.verify(password_hash or _NO_ONES, _normal(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(password_hash: str) -> bool:
    """Whether a hash was made at another cost than today's, and should be replaced at the next sign-in."""
    return _hasher.check_needs_rehash(password_hash)


def check_strength(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Refuse a weak password. `about` are words an attacker would try first: the name, the address.

    Raises WeakPassword.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(_("Use at least %(least)d characters.", least=SHORTEST), "password")
    if len(password) > LONGEST:
        raise WeakPassword(_("Use at most %(most)d characters.", most=LONGEST), "password")
    if zxcvbn(password[:72], user_inputs=["mentormatch", *_known_words(about)])["score"] < WEAKEST_SCORE:
        raise WeakPassword(
            _("This password is too easy to guess. Three or four random words work well."),
            "password")


def _known_words(about: tuple[str, ...]) -> list[str]:
    """Names and addresses, whole, without their company, and word by word."""
    parts = {part for word in about for part in (
        word, word.partition("@")[0], word.replace(" ", ""), *word.replace("@", " ").replace(".", " ").split())}
    return sorted(parts - {""})


def _normal(password: str) -> str:
    """One spelling for a password, however the keyboard at hand composes its letters (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
