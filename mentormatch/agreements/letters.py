"""The words of mails about agreements: that there is something to read, never what it says."""

from flask_babel import gettext as _

from mentormatch.agreements.models import Agreement
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.pairs.letters import reason


def proposed(agreement: Agreement) -> Letter:
    """To the other one: there is a version to answer."""
    name = agreement.proposed_by.name
    return Letter(
        subject=_("%(name)s proposes how the two of you meet", name=name),
        paragraphs=(
            _("%(name)s has written down how often, how and where you could meet, and what stays between you. Read "
              "it, then accept it or propose another version.", name=name),
            _("Nothing in it has to stay for ever: either of you can propose a change at any time."),
        ),
        action_label=_("Read the proposal"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def accepted(agreement: Agreement) -> Letter:
    """To the one who proposed it: it holds."""
    other = agreement.pair.other_of(agreement.proposed_by_id).person
    return Letter(
        subject=_("You and %(name)s have an agreement", name=other.name),
        paragraphs=(_("%(name)s has accepted how you meet. You find it on the page of your pair, and either of you "
                      "can propose a change whenever it no longer fits.", name=other.name),),
        action_label=_("See your agreement"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def hers_changed(agreement: Agreement) -> Letter:
    """To him: she changed what is hers to say."""
    name = agreement.pair.mentee.person.name
    return Letter(
        subject=_("New wishes of %(name)s for your pair", name=name),
        paragraphs=(_("Please read it before you next speak for %(name)s. How you meet stays as agreed.",
                      name=name),),
        action_label=_("Read it"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def _page(agreement: Agreement) -> str:
    return external("agreements.show", pair_id=agreement.pair_id)
