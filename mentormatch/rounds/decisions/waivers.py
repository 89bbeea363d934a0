"""What a programme lets its coordinators set aside in a draft, and who goes first in one, with names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.pairs import queries as pairs
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels as words
from mentormatch.rounds.input import precedence as claims
from mentormatch.rounds.input.precedence import Claim
from mentormatch.rounds.reading import comparison as comparing


class RuleAlwaysHolds(DomainError):
    """The rule is none that can be set aside."""


@dataclass(frozen=True)
class FirstClaim:
    """Somebody who goes first: her name, department, and why."""

    name: str
    department: str
    claim: Claim


def allow(programme: Programme, rules: Iterable[str], *, by: Person, now: datetime) -> None:
    """Say which hard rules a coordinator may set aside for a single pair. Raises RuleAlwaysHolds."""
    chosen = [name for name in words.WAIVABLE if name in set(rules)]
    if set(rules) - set(chosen):
        raise RuleAlwaysHolds(_("A rule that always holds cannot be set aside."))
    if chosen != programme.waivable_rules:
        programme.waivable_rules = chosen
        audit.record("programme.waivable_rules_set", by=by, on=programme, now=now, rules=chosen)


def first_claims(programme: Programme) -> list[FirstClaim]:
    """Who goes first in the next draft, the strongest claim first; whoever has a pair by now is not among them."""
    placed = pairs.live_mentee_ids(programme.id)
    found = {one: claim for one, claim in claims.of(programme).items() if one not in placed}
    names = comparing.names_of(found) if found else {}
    return sorted((FirstClaim(*names[one], claim) for one, claim in found.items() if one in names),
                  key=lambda one: (-one.claim.steps, one.name))
