"""What a programme lets its coordinators set aside in a draft, and who goes first in one, with names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.pairs import queries as pairs
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels
from mentormatch.rounds.input import precedence
from mentormatch.rounds.input.precedence import Precedence
from mentormatch.rounds.reading import comparison


class RuleAlwaysHolds(DomainError):
    """The rule is none that can be set aside."""


@dataclass(frozen=True)
class FirstInLine:
    """Somebody who goes first: her name, department, and why."""

    name: str
    department: str
    claim: Precedence


def allow(programme: Programme, rules: Iterable[str], *, by: Person, now: datetime) -> None:
    """Say which hard rules a coordinator may set aside for a single pair. Raises RuleAlwaysHolds."""
    chosen = [name for name in labels.WAIVABLE if name in set(rules)]
    if set(rules) - set(chosen):
        raise RuleAlwaysHolds(_("This rule always applies and can't be set aside."))
    if chosen != programme.waivable_rules:
        programme.waivable_rules = chosen
        audit.record("programme.waivable_rules_set", by=by, on=programme, now=now, rules=chosen)


def first_in_line(programme: Programme, *, own: Collection[str] = ()) -> list[FirstInLine]:
    """Who goes first in the next draft, the strongest claim first; whoever has a pair by now is not among them."""
    placed = pairs.live_mentee_ids(programme.id)
    waiting = {mentee_id: claim for mentee_id, claim in precedence.for_programme(programme).items()
               if mentee_id not in placed and mentee_id not in own}
    names = comparison.names_of(waiting) if waiting else {}
    return sorted((FirstInLine(*names[mentee_id], claim) for mentee_id, claim in waiting.items() if mentee_id in names),
                  key=lambda mentee_id: (-mentee_id.claim.steps, mentee_id.name))
