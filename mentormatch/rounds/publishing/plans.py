"""How a draft is to be published: who gets a mail, which texts a coordinator wrote herself; and the way back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mentormatch.base.mail_texts import Text
from mentormatch.enrolments.models import MENTEE, MENTOR

LEFT_OUT = "left_out"
TAKEN_BACK_WITHIN = timedelta(hours=24)
READERS = (MENTEE, MENTOR, LEFT_OUT)


@dataclass(frozen=True)
class PublishingPlan:
    """The choices of a publishing. `texts`: role, or LEFT_OUT -> what a coordinator wrote; who is absent reads ours.

    `draft_id`, `by_id` (who chose) and `computed_at` (which result was looked at) matter where it happens later, by
    itself. `is_held`: it was to be published at once, and happens a little later so that it can be stopped.
    """

    mails: bool = True
    tell_left_out: bool = False
    texts: Mapping[str, Text] = field(default_factory=dict)
    draft_id: str = ""
    by_id: str = ""
    computed_at: str = ""
    is_held: bool = False

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "PublishingPlan":
        """What `to_json` made; what is missing is as by default."""
        texts = {role: Text(text["subject"], text["body"]) for role, text in stored.get("texts", {}).items()}
        return cls(stored.get("mails", True), stored.get("tell_left_out", False), texts,
                   stored.get("draft_id", ""), stored.get("by_id", ""), stored.get("computed_at", ""),
                   stored.get("is_held", False))

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the round."""
        return asdict(self)

    def is_of(self, result: datetime | None) -> bool:
        """Whether the result computed at that moment is the one that was looked at; where that was not kept, it is."""
        return not self.computed_at or datetime.fromisoformat(self.computed_at) == result

    @property
    def edited(self) -> list[str]:
        """Whose texts a coordinator wrote."""
        return [role for role in READERS if role in self.texts]

    def count(self, pairs: int, left_out: int) -> int:
        """How many mails go out for so many pairs and people left out."""
        return (2 * pairs + (left_out if self.tell_left_out else 0)) if self.mails else 0


@dataclass(frozen=True)
class WayBack:
    """Until when a published round can be taken back, as long as no one accepts; None, and why, where it can't."""

    until: datetime | None
    refusal: str
