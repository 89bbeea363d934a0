"""The words of emails about agreements: that there is something to read, never what it says."""

from flask_babel import gettext as _

from mentormatch.agreements.models import Agreement
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.pairs.letters import reason


def proposed(agreement: Agreement) -> Letter:
    """To the partner: there is a version to answer."""
    name = agreement.proposed_by.formal_name
    return Letter(
        subject=_("%(name)s has suggested how you could meet", name=name),
        paragraphs=(
            _("%(name)s has suggested how often, how and where you could meet, and what stays confidential. Read it, "
              "then accept it or suggest another version.", name=name),
            _("Nothing is set in stone: either of you can suggest a change at any time."),
        ),
        action_label=_("Read and reply"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def accepted(agreement: Agreement) -> Letter:
    """To the one who proposed it: it holds."""
    other = agreement.pair.other_of(agreement.proposed_by_id).person
    return Letter(
        subject=_("You and %(name)s have an agreement", name=other.formal_name),
        paragraphs=(_("%(name)s has accepted how you'll meet. You'll find it on your mentoring page, and either of "
                      "you can suggest a change when it no longer works.", name=other.formal_first_name),),
        action_label=_("See your agreement"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def mentee_terms_changed(agreement: Agreement) -> Letter:
    """To the mentor: the mentee changed their own part."""
    name = agreement.pair.mentee.person.formal_name
    return Letter(
        subject=_("%(name)s has updated their wishes", name=name),
        paragraphs=(_("Please read them before you next speak up for %(name)s. How you meet stays as agreed.",
                      name=name),),
        action_label=_("View"), action_url=_page(agreement), reason=reason(agreement.programme.name),
    )


def _page(agreement: Agreement) -> str:
    return external("agreements.show", pair_id=agreement.pair_id)
