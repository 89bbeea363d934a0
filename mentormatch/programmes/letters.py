"""The words of emails about who runs a programme."""

from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.people.models import Person
from mentormatch.people.powers import PowerNotice
from mentormatch.programmes.models import Programme


def appointed_themselves(programme: Programme, by: Person) -> PowerNotice:
    """An administrator made themselves a coordinator."""
    return PowerNotice(
        subject=_("%(name)s now coordinates %(programme)s", name=by.name, programme=programme.name),
        deed=_("%(name)s, an administrator, appointed themselves as a coordinator of %(programme)s. They can now see "
               "who has signed up and run its rounds.", name=by.name, programme=programme.name),
        remedy=_("An administrator can remove them on the page of coordinators. Ask %(name)s what happened.",
                 name=by.first_name),
        action=_("Open the programme"), url=external("programmes.show", slug=programme.slug))
