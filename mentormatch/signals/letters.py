"""The frame of a mail that a coordinator writes to one of a pair: her words, her name, the way to the pair's page."""

from flask_babel import gettext as _

from mentormatch.base import mail_texts
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.pairs.letters import reason
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person


def from_coordinator(pair: Pair, by: Person, subject: str, text: str) -> Letter:
    """What a coordinator wrote; paragraphs are what empty lines part."""
    return Letter(
        subject=subject, paragraphs=mail_texts.paragraphs(text), action_label=_("Open your mentoring page"),
        action_url=external("pairs.show", pair_id=pair.id),
        closing=(_("%(name)s, for %(programme)s. Reply to %(email)s.", name=by.formal_name,
                   programme=pair.programme.name, email=by.email),),
        reason=reason(pair.programme.name),
    )
