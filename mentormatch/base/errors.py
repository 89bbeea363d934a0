"""Domain errors: a situation in which the app says no, told in one finished sentence.

The situations here are those that several features share; one that a single feature knows is declared beside its
services.
"""


class DomainError(Exception):
    """Something cannot be done as asked; `str(error)` is the sentence for the person, `error.sentence` that of a page.

    `field` names the form field it belongs beside, where there is one. Subclasses are named for situations.
    """

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(str(message))
        self.sentence = message if isinstance(message, str) else str(message)
        self.field = field


class ChangedMeanwhile(DomainError):
    """The thing was changed, by someone else or in another window, since the page was opened."""


class EnteredAlready(DomainError):
    """The same was entered by the same person within a day, and they haven't said that this is another."""


class NotTheirs(DomainError):
    """Someone answers or changes what is for another person to answer or change."""


class AnsweredAlready(DomainError):
    """The report or account was answered, so it stays as it is."""


class IsClosed(DomainError):
    """The goal or concern is closed; it can only be read, or opened again."""


class DayToCome(DomainError):
    """Something that has happened is dated after today."""


class NotAhead(DomainError):
    """A last day has passed already, or is too far away."""


class LinkIsDead(DomainError):
    """A mailed link was used, has expired, or leads to nothing any more."""
