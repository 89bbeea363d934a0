"""Seals: what waits in the database and mustn't be read out of a copy of it, encrypted under a key that isn't in there.

The key is derived from SECRET_KEY, one for each purpose. Neither the database nor a backup holds SECRET_KEY.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class BrokenSeal(Exception):
    """Something was sealed under another SECRET_KEY, for another purpose, or was damaged."""


def seal(content: bytes, purpose: str) -> str:
    """Encrypt and sign some bytes; ASCII text, a third longer and never the same twice."""
    return _cipher(purpose).encrypt(content).decode("ascii")


def unseal(sealed: str, purpose: str) -> bytes:
    """What `seal` was given for the same purpose, under today's key or an earlier one. Raises BrokenSeal."""
    try:
        return _cipher(purpose).decrypt(sealed.encode("utf-8"))
    except InvalidToken as problem:
        raise BrokenSeal("This was sealed under another SECRET_KEY, or it is damaged.") from problem


def is_readable(sealed: str, purpose: str) -> bool:
    """Whether `unseal` would open it."""
    try:
        unseal(sealed, purpose)
    except BrokenSeal:
        return False
    return True


def _cipher(purpose: str) -> MultiFernet:
    earlier = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in (current_app.config["SECRET_KEY"], *earlier)])


@lru_cache(maxsize=32)  # of a handful of keys and purposes; each seal would derive its key again
def _key(secret: str, purpose: str) -> bytes:
    """A key of its own for each purpose. Source: RFC 5869; Fernet takes 32 bytes in URL-safe base64."""
    derived = HKDF(SHA256(), length=32, salt=None, info=f"mentormatch/{purpose}".encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
