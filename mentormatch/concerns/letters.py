"""The words of emails about concerns: that there is something to read. Never what, about whom, or by whom.

All are of one kind, and no word in them tells a reporter from a contact, because the people who look after the
installation's emails see addresses and subjects. Who is named for them is public, and told by name.
"""

from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.concerns.models import Concern
from mentormatch.people.models import Person
from mentormatch.people.powers import PowerNotice
from mentormatch.programmes.models import Programme


def received(concern: Concern) -> Letter:
    """To a contact: something came in, or was added."""
    return _letter(_("Something has been entrusted to you as one of the people %(programme)s has named for this. "
                     "Please look at it soon, ideally today.", programme=concern.programme.name),
                   external("concerns.handle", concern_id=concern.id))


def acknowledged(concern: Concern) -> Letter:
    """To the reporter: it arrived."""
    return _letter(_("We've received what you wrote, and the people you were shown will read it. You'll hear from "
                     "them on the page below."), external("concerns.mine", concern_id=concern.id))


def news(concern: Concern) -> Letter:
    """To the reporter: a contact has answered, or is looking into it."""
    return _letter(_("There's news about what you wrote. You can read it on the page below."),
                   external("concerns.mine", concern_id=concern.id))


def outcome(concern: Concern) -> Letter:
    """To the reporter: what came of it."""
    return _letter(_("There's an answer to what you wrote, and what came of it. You can read it on the page below."),
                   external("concerns.mine", concern_id=concern.id))


def contact_named(programme: Programme, person: Person, by: Person) -> PowerNotice:
    """Somebody was named for a programme's concerns."""
    return PowerNotice(
        _("Who receives concerns in %(programme)s has changed", programme=programme.name),
        _("%(by)s named %(name)s as someone who receives concerns in %(programme)s from now on. Concerns that came in "
          "before stay with the people they were handed to.", by=by.formal_name, name=person.formal_name,
          programme=programme.name),
        _("Speak to an administrator. Those who run the programme can change the list on its page."),
        _("View the programme"), external("programmes.show", slug=programme.slug))


def contact_released(programme: Programme, person: Person, by: Person) -> PowerNotice:
    """Somebody no longer receives a programme's concerns."""
    return PowerNotice(
        _("Who receives concerns in %(programme)s has changed", programme=programme.name),
        _("%(by)s took %(name)s off the list of people who receive concerns in %(programme)s. They can still read what "
          "was handed to them before.", by=by.formal_name, name=person.formal_name, programme=programme.name),
        _("Speak to an administrator. Those who run the programme can change the list on its page."),
        _("View the programme"), external("programmes.show", slug=programme.slug))


def _letter(words: str, url: str) -> Letter:
    return Letter(
        subject=_("Something to read in mentormatch"), paragraphs=(words,), action_label=_("View"), action_url=url,
        closing=(_("This email deliberately says nothing about the matter. Only you can open the page."),),
        reason=_("You're receiving this because it's meant for you personally."))
