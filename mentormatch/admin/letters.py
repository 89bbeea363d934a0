"""The words of emails about what administrators do to accounts."""

from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.people.models import Person
from mentormatch.people.powers import PowerNotice


def administrator_made(person: Person, by: Person) -> PowerNotice:
    """Someone now runs the installation: an administrator said so."""
    return PowerNotice(
        subject=_("%(name)s is now an administrator", name=person.name),
        deed=_("%(actor)s made %(name)s an administrator of mentormatch. Administrators import people, send "
               "invitations and can make others administrators.", actor=by.name, name=person.name),
        remedy=_("Remove them on their page, then ask %(actor)s what happened.", actor=by.first_name),
        action=_("Open their page"), url=_page_of(person))


def administrator_made_by_command(person: Person) -> PowerNotice:
    """Someone now runs the installation: it was said on the command line, where no one is signed in."""
    return PowerNotice(
        subject=_("%(name)s is now an administrator", name=person.name),
        deed=_("Someone who runs the server made %(name)s an administrator of mentormatch, with a new "
               "password, from the command line.", name=person.name),
        remedy=_("Remove them on their page, then ask the people who run the server what happened."),
        action=_("Open their page"), url=_page_of(person))


def administrator_unmade(person: Person, by: Person) -> PowerNotice:
    """Someone no longer runs the installation."""
    return PowerNotice(
        subject=_("%(name)s is no longer an administrator", name=person.name),
        deed=_("%(actor)s removed %(name)s as an administrator of mentormatch.", actor=by.name, name=person.name),
        remedy=_("An administrator can make them one again on their page."),
        action=_("Open their page"), url=_page_of(person))


def signed_out(person: Person, by: Person) -> PowerNotice:
    """Someone was signed out of every browser."""
    return PowerNotice(
        subject=_("%(name)s was signed out everywhere", name=person.name),
        deed=_("%(actor)s signed %(name)s out of every browser. Their password stays the same and they can sign in "
               "again.", actor=by.name, name=person.name),
        remedy=_("Ask %(actor)s what happened, and change your password if it's your account.", actor=by.first_name),
        action=_("Open mentormatch"), url=external("home.index"))


def _page_of(person: Person) -> str:
    return external("admin.person", person_id=person.id)
