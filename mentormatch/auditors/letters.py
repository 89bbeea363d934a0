"""The words of emails about who audits a programme."""

from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.people.models import Person
from mentormatch.people.powers import PowerNotice
from mentormatch.programmes.models import Programme


def appointed(programme: Programme, person: Person, by: Person) -> PowerNotice:
    """Someone now checks a programme's rounds."""
    return PowerNotice(
        subject=_("%(name)s now audits %(programme)s", name=person.name, programme=programme.name),
        deed=_("%(actor)s appointed %(name)s as an auditor of %(programme)s. Auditors see the programme's rounds, "
               "figures and audit trail, and can download the files that prove a draft. They can't change anything.",
               actor=by.name, name=person.name, programme=programme.name),
        remedy=_("An administrator can remove them on the page of auditors. Ask %(actor)s what happened.",
                 actor=by.first_name),
        action=_("Open the programme"), url=external("programmes.show", slug=programme.slug))


def dismissed(programme: Programme, person: Person, by: Person) -> PowerNotice:
    """Someone no longer checks a programme's rounds."""
    return PowerNotice(
        subject=_("%(name)s no longer audits %(programme)s", name=person.name, programme=programme.name),
        deed=_("%(actor)s removed %(name)s as an auditor of %(programme)s. The audit trail still shows what %(name)s "
               "downloaded.", actor=by.name, name=person.name, programme=programme.name),
        remedy=_("An administrator can appoint them again on the page of auditors."),
        action=_("Open the programme"), url=external("programmes.show", slug=programme.slug))
