"""What waits for a person's word, and for a coordinator's: agreements, actions, pulses, pairs that need help."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.actions import queries as actions
from mentormatch.agreements import queries as agreements
from mentormatch.home.facts import HomeFacts
from mentormatch.home.todo import TodoItem
from mentormatch.programmes.models import Programme
from mentormatch.pulses import queries as pulses
from mentormatch.rounds.input import first_looks
from mentormatch.signals import labels
from mentormatch.signals import queries as signals

MAX_ACTIONS = 2


def replies(facts: HomeFacts, now: datetime) -> Iterator[TodoItem]:
    """A first look, a proposed agreement, what was reported as done for this person, and the pulses to take."""
    for look in first_looks.waiting_for(facts.person.id, now):
        yield TodoItem(
            _("Take a first look"), _("%(name)s could be your match. If you'd rather not, one tap is all it takes.",
                                      name=look.mentor.person.name),
            url_for("rounds.look", look_id=look.id), _("Take a look"), "eye", look.mentee.programme.name)
    for agreement in agreements.waiting_for(facts.person):
        yield TodoItem(
            _("How you'll meet"),
            _("%(name)s has suggested an agreement. Accept it, or suggest changes.", name=agreement.proposed_by.name),
            url_for("agreements.accept", agreement_id=agreement.id), _("Read and reply"), "handshake",
            agreement.pair.programme.name)
    for action in actions.unanswered_for(facts.person.id)[:MAX_ACTIONS]:
        yield TodoItem(
            _("Did this happen for you?"),
            _("%(name)s reported this: %(kind)s.", name=action.reported_by.name, kind=action.kind.for_her),
            url_for("actions.answer", action_id=action.id), _("Respond"), "hand-heart",
            action.pair.programme.name)
    for pulse in pulses.open_for(facts.person.id, now):
        other = pulse.pair.other_of(facts.person.id).person.name
        yield TodoItem(
            _("How's it going with %(name)s?", name=other), _("Eight quick questions, just for you. You can skip "
                                                               "them."),
            url_for("pulses.pulse", pulse_id=pulse.id), _("Answer"), "chart-line", pulse.pair.programme.name)


def pairs_in_need(facts: HomeFacts, programme: Programme, now: datetime) -> Iterator[TodoItem]:
    """How many pairs of a programme need help, and why the first of them does."""
    needing = signals.help_list(programme, facts.person, facts.today, now).now
    if needing:
        yield TodoItem(
            ngettext("One pair needs help", "%(num)d pairs need help", len(needing)),
            labels.reason(needing[0].signals[0]), url_for("signals.help_list", slug=programme.slug),
            _("See who and why"), "life-buoy", programme.name)
