"""How a draft is to be published: who gets a mail, and what a coordinator adds in words of her own."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from mentormatch.enrolments.models import MENTEE, MENTOR


@dataclass(frozen=True)
class Plan:
    """The choices of a publishing. `for_*` are paragraphs added to the standard letter of that role.

    `draft_id` and `by_id` (who chose) matter where it happens later, by itself.
    """

    mails: bool = True
    tell_left_out: bool = False
    for_mentees: str = ""
    for_mentors: str = ""
    for_left_out: str = ""
    draft_id: str = ""
    by_id: str = ""

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Plan":
        """What `to_json` made; what is missing is as by default."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the round."""
        return asdict(self)

    @property
    def own(self) -> dict[str, str]:
        """Role -> what is added to its letter."""
        return {MENTEE: self.for_mentees, MENTOR: self.for_mentors}

    def count(self, pairs: int, left_out: int) -> int:
        """How many mails go out for so many pairs and people left out."""
        return (2 * pairs + (left_out if self.tell_left_out else 0)) if self.mails else 0
