"""Domain errors: a situation in which the app says no, told in one finished sentence."""


class DomainError(Exception):
    """What somebody asked for cannot be done; `str(error)` is the sentence for the person.

    `field` names the form field it belongs beside, where there is one. Subclasses are named for situations.
    """

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(str(message))
        self.field = field
