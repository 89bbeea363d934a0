"""What can be wrong with the input of a matching, or with a result that is to be verified."""

from __future__ import annotations


class MatchingError(ValueError):
    """The input breaks the contract; the message is a complete sentence that names the node or edge at fault.

    ``entry`` is that node, that edge as a (mentee, mentor) tuple, or ``None`` when the whole input is meant.
    """

    def __init__(self, message: str, entry: object = None) -> None:
        super().__init__(message)
        self.entry = entry


class LockConflict(MatchingError):
    """The locked pairs can't all be kept: a mentee is locked twice, or a mentor has too few places."""


class CertificateRefused(MatchingError):
    """A result failed verification; ``entry`` is the tuple of the codes of the failed checks."""
