"""What can be wrong with the input of a matching, or with a result offered for verification."""

from __future__ import annotations


class MatchingError(ValueError):
    """The input breaks the contract; the message is one finished sentence naming the node or edge at fault.

    ``entry`` is that node, that edge as a (mentee, mentor) tuple, or ``None`` when the whole input is meant.
    """

    def __init__(self, message: str, entry: object = None) -> None:
        super().__init__(message)
        self.entry = entry


class LockConflict(MatchingError):
    """The locked pairs cannot all be kept: a mentee locked twice, or a mentor with too few places."""


class CertificateRefused(MatchingError):
    """A result failed verification; ``entry`` is the tuple of the codes of the failed checks."""
