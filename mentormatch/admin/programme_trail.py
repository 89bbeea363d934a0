"""What coordinators and auditors see of a programme's audit trail: what coordinators did, and nothing else.

A row about one participant's step says more than its words: that an offer was declined rather than left to lapse, who
took a break and in which minute, that a concern came in. So the list below names what is shown; a new verb isn't
until someone has thought about what it tells. Facts are named as well: a draft's fingerprint, for one, would say on
which day a private limit changed.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, not_, or_, select

from mentormatch.admin import audit_rows
from mentormatch.admin.audit_rows import AuditFilter
from mentormatch.base.audit import AuditRow
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme

SHOWN = (
    "programme.created", "programme.changed", "programme.opened", "programme.closed", "programme.reopened",
    "programme.coordinator_appointed", "programme.coordinator_dismissed", "programme.criteria_changed",
    "programme.auditor_appointed", "programme.auditor_dismissed",
    "programme.rules_changed", "programme.waivable_rules_set", "programme.look_days_changed",
    "programme.look_seal_changed",
    "topic.added", "topic.renamed", "topic.moved", "topic.retired", "topic.restored", "topic.merged",
    "action_kind.added", "action_kind.renamed", "action_kind.moved", "action_kind.retired", "action_kind.restored",
    "concern_contact.named", "concern_contact.released", "enrolments.reminded",
    "round.opened", "round.discarded", "round.publish_planned", "round.publish_cancelled", "round.publish_refused",
    "round.published", "round.taken_back",
    "draft.requested", "draft.renamed", "draft.discarded", "draft.taken_back", "draft.recomputed", "draft.cancelled",
    "draft.computed", "draft.exported", "draft.first_look_asked", "draft.first_look_ended",
    "draft.proof_downloaded", "draft.placements_looked_at",
    "decision.taken", "decision.undone", "decision.redone",
    "pair.proposed", "pair.withdrawn",
)
FACTS = frozenset({"number", "pairs", "left_out", "people", "count", "mails", "days", "at", "until", "changed",
                   "format", "person_id", "sealed"})


def conditions(criteria: AuditFilter, programme: Programme, reader: Person) -> Sequence[ColumnElement[bool]]:
    """What a row of this programme has to fulfil for a coordinator, who may be in its pool as well, or an auditor."""
    own = replace(criteria, programme_id=programme.id)
    return [*audit_rows.conditions(own), *shown(programme, reader)]


def shown(programme: Programme, reader: Person) -> Sequence[ColumnElement[bool]]:
    """The rows this reader may see at all; of pairs of their own they see what every participant does."""
    enrolments = select(Enrolment.id).where(Enrolment.person_id == reader.id)
    own_pairs = select(Pair.id).where(or_(Pair.mentor_id.in_(enrolments), Pair.mentee_id.in_(enrolments)))
    return [AuditRow.programme_id == programme.id, AuditRow.verb.in_(SHOWN),
            not_(and_(AuditRow.thing_kind == "pair", AuditRow.thing_id.in_(own_pairs)))]
