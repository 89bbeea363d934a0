"""Decisions about single people of a draft: lock, forbid, place, move, swap; undo and redo.

Each is looked at first (`look`: what it breaks, what it costs) and then taken; the draft is computed anew with all
decisions that hold. A pair that is not suited is refused in one sentence, whatever the reason: it may be a boundary.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from mentormatch.base import audit
from mentormatch.base import idempotency as posted
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments.models import MENTEE, MENTOR
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.rounds import labels
from mentormatch.rounds.drafts import computing, sealing, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.drafts.what_if import PoolSnapshot, WhatIf
from mentormatch.rounds.input import overrides
from mentormatch.rounds.input.overrides import Couple, Overrides
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.matcher import SET_ASIDE, MatchingInput, can_be_waived
from mentormatch.rounds.models import Decision, Draft
from mentormatch.rounds.reading import comparison, own_rows, queries

LOCK, FORBID, PLACE, SWAP, MOVE = "lock", "forbid", "place", "swap", "move"
KINDS = (LOCK, FORBID, PLACE, SWAP, MOVE)


class PairNotPossible(DomainError):
    """A hard rule forbids the pair, and no coordinator may set it aside."""


class ReasonMissing(DomainError):
    """The decision needs a reason for the record."""


class NotInDraft(DomainError):
    """The decision is about a pair or a person that the draft does not have."""


class IsAboutOneself(DomainError):
    """A coordinator who takes part decides nothing about themselves."""


class NothingToUndo(DomainError):
    """There is no decision that could be undone, or redone."""


@dataclass(frozen=True)
class DecisionRequest:
    """A decision as it was chosen: its kind and enrolment ids. A swap names two mentees."""

    kind: str
    mentee: str
    mentor: str = ""
    other: str = ""


@dataclass(frozen=True)
class DecisionPreview:
    """A decision before it is taken: what it locks or forbids, what it breaks and whether that may be, its effect.

    `broken`: couple -> public reasons. `refusal` is a finished sentence where it cannot be taken at all.
    """

    wanted: DecisionRequest
    locks: tuple[Couple, ...]
    forbids: tuple[Couple, ...]
    broken: dict[Couple, tuple[str, ...]]
    refusal: str
    what_if: WhatIf | None
    waivable: tuple[str, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether a reason is kept with it: for whatever forbids a pair or waives a rule."""
        return bool(self.forbids or self.ruled_out)

    @property
    def ruled_out(self) -> dict[Couple, tuple[str, ...]]:
        """Couple -> the rules it breaks, without that they are set aside, which forbids nothing."""
        reasons = {couple: tuple(reason for reason in some if reason != SET_ASIDE)
                   for couple, some in self.broken.items()}
        return {couple: some for couple, some in reasons.items() if some}

    @property
    def waives(self) -> list[list[str]]:
        """The rules it sets aside, as a decision keeps them."""
        return [[*couple, reason] for couple, reasons in self.broken.items() for reason in reasons]


@dataclass(frozen=True)
class DecisionEntry:
    """A decision in the list of them: what became of it (see `states`), whose it was, (mentee's, mentor's name)."""

    decision: Decision
    state: str
    by: str
    couples: tuple[tuple[str, str], ...]


def preview(draft: Draft, wanted: DecisionRequest, snapshot: PoolSnapshot, *, by: Person) -> DecisionPreview:
    """What a decision would break and change, with nothing stored. Raises NotInDraft, IsAboutOneself."""
    sealing.check_trial(draft)
    own = own_rows.enrolment_ids(draft.programme, by)
    pairs = {mentee: mentor for mentee, (mentor, _score) in comparison.pairs_of(draft).items()}
    locks, forbids = _couples(wanted, pairs)
    if _concerns([*locks, *forbids], own):
        raise IsAboutOneself(_("You take part in this programme, so another coordinator has to decide this."))
    settings, decisions = DraftSettings.from_json(draft.settings), queries.decisions(draft)
    before = overrides.from_decisions(decisions)
    waivable = tuple(draft.programme.waivable_rules)
    problem = snapshot.problem.changed(settings, before)
    bare = snapshot.problem.changed(settings, replace(before, waives=frozenset(), forbids=frozenset()))
    broken = {couple: bare.broken(*couple) for couple in locks if bare.takes_part(*couple)}
    broken = {couple: reasons for couple, reasons in broken.items() if reasons}
    preview = DecisionPreview(wanted, locks, forbids, broken, "", None, waivable)
    refusal = _refusal(problem, preview, before, snapshot)
    if refusal or not snapshot.is_small:
        return replace(preview, refusal=refusal)
    after = overrides.from_decisions([*decisions, _row(draft, preview, position=1_000_000)])
    return replace(preview, what_if=what_if.compare(draft, snapshot, settings, after, own=own))


def was_taken(idempotency_key: str | None, *, by: Person) -> Decision | None:
    """The decision that came of a form when it was posted before."""
    return db.session.get(Decision, posted.earlier_result(idempotency_key, by_id=by.id) or "")


def record(draft: Draft, preview: DecisionPreview, *, reason: str, version: int | None, by: Person, now: datetime,
         idempotency_key: str | None = None) -> Decision:
    """Take a decision that was looked at, and have the draft computed with it; the same form posted twice takes one.

    Raises what `drafts.check_changeable` raises, PairNotPossible and ReasonMissing.
    """
    if earlier := was_taken(idempotency_key, by=by):
        return earlier
    sealing.check_open(draft)
    drafts.check_changeable(draft, version, by=by)
    if preview.refusal:
        raise PairNotPossible(preview.refusal)
    if preview.needs_reason and not reason:
        raise ReasonMissing(_("Say briefly why, for the record."), "reason")
    last = db.session.scalar(select(func.max(Decision.position)).where(Decision.draft_id == draft.id)) or 0
    row = _row(draft, preview, position=last + 1)
    row.reason, row.by_id, row.made_at = reason if preview.needs_reason else "", by.id, now
    db.session.add(row)
    db.session.flush()
    posted.remember(idempotency_key, by_id=by.id, result_id=row.id, now=now)
    computing.recompute(draft, by=by, now=now)
    audit.record("decision.taken", by=by, on=draft.round, now=now, draft=draft.id, decision=row.id, kind=row.kind,
                 locks=row.locks, forbids=row.forbids, waives=row.waives)
    return row


def undo(draft: Draft, decision_id: str | None, *, version: int | None, by: Person, now: datetime) -> Decision:
    """Undo a decision, by default the last that holds. Raises what `check_changeable` raises, NothingToUndo."""
    sealing.check_open(draft)
    drafts.check_changeable(draft, version, by=by)
    holding = [decision for decision in _about_others(draft, by) if decision.undone_at is None]
    chosen = next((decision for decision in reversed(holding) if decision_id in (None, decision.id)), None)
    if chosen is None:
        raise NothingToUndo(_("There's nothing left to undo."))
    chosen.undone_at = now
    return _again(draft, chosen, "decision.undone", by=by, now=now)


def redo(draft: Draft, decision_id: str | None, *, version: int | None, by: Person, now: datetime) -> Decision:
    """Let an undone decision hold again, by default the one undone last.

    Raises what `check_changeable` raises, NothingToUndo.
    """
    sealing.check_open(draft)
    drafts.check_changeable(draft, version, by=by)
    undone = [(decision.undone_at, -decision.position, decision) for decision in _about_others(draft, by)
              if decision.undone_at]
    undone.sort(key=lambda entry: entry[:2], reverse=True)
    chosen = next((decision for _undone_at, _position, decision in undone if decision_id in (None, decision.id)), None)
    if chosen is None:
        raise NothingToUndo(_("There's nothing to redo."))
    chosen.undone_at = None
    return _again(draft, chosen, "decision.redone", by=by, now=now)


def missing(wanted: DecisionRequest) -> tuple[str, str, bool] | None:
    """Who is still to be chosen: (name of the value, role, whether only those with a pair); None when all are."""
    if not wanted.mentee:
        return "mentee", MENTEE, wanted.kind != PLACE
    if wanted.kind == SWAP:
        return None if wanted.other else ("other", MENTEE, True)
    return None if wanted.mentor else ("mentor", MENTOR, False)


def listing(draft: Draft, *, reader: Person) -> list[DecisionEntry]:
    """Every decision about others in a draft, the newest first, with names and what became of it; four statements."""
    became = states(draft, queries.decisions(draft))
    rows = _about_others(draft, reader)
    names = comparison.names_of({enrolment_id for row in rows for couple in (*row.locks, *row.forbids)
                                 for enrolment_id in couple})
    who = people.by_ids({row.by_id for row in rows if row.by_id})
    gone = (_("Someone"), "")
    return [DecisionEntry(row, became[row.id], who[row.by_id].name if row.by_id in who else gone[0],
                   tuple((names.get(mentee, gone)[0], names.get(mentor, gone)[0])
                         for mentee, mentor in (*row.locks, *row.forbids))) for row in reversed(rows)]


def states(draft: Draft, decisions: Iterable[Decision]) -> dict[str, str]:
    """Decision id -> "undone", "kept", "replaced" by a later one, or "lost": asked for and not possible any more."""
    holding = overrides.from_decisions(decisions)
    pairs = {mentee: mentor for mentee, (mentor, _score) in comparison.pairs_of(draft).items()}
    results = {}
    for decision in decisions:
        locks = [(mentee, mentor) for mentee, mentor in decision.locks]
        if decision.undone_at:
            results[decision.id] = "undone"
        elif (any(holding.mentor_of.get(mentee) != mentor for mentee, mentor in locks)
              or any((mentee, mentor) not in holding.forbids for mentee, mentor in decision.forbids)):
            results[decision.id] = "replaced"
        else:
            results[decision.id] = "kept" if all(pairs.get(mentee) == mentor for mentee, mentor in locks) else "lost"
    return results


def _about_others(draft: Draft, reader: Person) -> list[Decision]:
    own = own_rows.enrolment_ids(draft.programme, reader)
    return [decision for decision in queries.decisions(draft)
            if not _concerns([*decision.locks, *decision.forbids], own)]


def _concerns(couples: Iterable[Iterable[str]], enrolment_ids: Collection[str]) -> bool:
    return any(enrolment_id in enrolment_ids for couple in couples for enrolment_id in couple)


def _couples(wanted: DecisionRequest, pairs: dict[str, str]) -> tuple[tuple[Couple, ...], tuple[Couple, ...]]:
    mentee, mentor = wanted.mentee, wanted.mentor
    if wanted.kind == SWAP:
        own, theirs = pairs.get(mentee), pairs.get(wanted.other)
        if not own or not theirs or mentee == wanted.other:
            raise NotInDraft(_("Choose two people who both have a pair in this draft."))
        return ((mentee, theirs), (wanted.other, own)), ()
    if wanted.kind in (LOCK, FORBID) and pairs.get(mentee) != mentor:
        raise NotInDraft(_("These two are no longer a pair in this draft."))
    if wanted.kind == FORBID:
        return (), ((mentee, mentor),)
    if wanted.kind != LOCK and pairs.get(mentee) == mentor:
        raise NotInDraft(_("These two are already a pair in this draft. You can lock them."))
    return ((mentee, mentor),), ()


def _refusal(problem: MatchingInput, preview: DecisionPreview, before: Overrides, snapshot: PoolSnapshot) -> str:
    """Why a decision cannot be taken, in one sentence; empty when it can."""
    for couple in preview.locks:
        names = " – ".join(snapshot.names[enrolment_id][0] for enrolment_id in couple if enrolment_id in snapshot.names)
        if not problem.takes_part(*couple):
            return _("One of them is no longer in this draft: they've paused, already have a pair or have no free "
                     "capacity.")
        if couple in before.forbids:
            return _("%(names)s are kept apart in this draft. Undo that decision first.", names=names)
        reasons = preview.broken.get(couple, ())
        if reasons and not can_be_waived(reasons, preview.waivable):
            listed = "; ".join(labels.rule(reason) for reason in reasons)
            return _("%(names)s can't be paired: %(reasons)s.", names=names, reasons=listed)
    locks = dict(problem.locks) | dict(preview.locks)
    for mentor, count in Counter(locks.values()).items():
        if mentor in dict(preview.locks).values() and count > problem.places(mentor):
            return ngettext("%(name)s can take on one person and is locked with someone else. Undo that first.",
                            "%(name)s can take on %(num)d people and is locked with others. Undo one of those "
                            "decisions first.",
                            problem.places(mentor), name=snapshot.names[mentor][0])
    return ""


def _row(draft: Draft, preview: DecisionPreview, *, position: int) -> Decision:
    return Decision(draft_id=draft.id, position=position, kind=preview.wanted.kind, waives=preview.waives,
                    locks=[list(couple) for couple in preview.locks],
                    forbids=[list(couple) for couple in preview.forbids])


def _again(draft: Draft, chosen: Decision, verb: str, *, by: Person, now: datetime) -> Decision:
    computing.recompute(draft, by=by, now=now)
    audit.record(verb, by=by, on=draft.round, now=now, draft=draft.id, decision=chosen.id, kind=chosen.kind)
    return chosen
