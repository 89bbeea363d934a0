"""The words of the mails about accounts. Mail about an account also goes to people on leave."""

from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base import links
from mentormatch.base.mail import Letter


def register(token: str) -> Letter:
    """To somebody who wants to register: the link that proves the address is hers."""
    return Letter(
        subject=_("Finish registering with mentormatch"),
        paragraphs=(
            _("You asked to register at %(place)s. One step is left: choose a password.", place=_place()),
        ),
        action_label=_("Finish registering"),
        action_url=links.external("people.join_registered", token=token),
        closing=(_("The link works once, for the next 24 hours."),
                 _("It was not you? Then do nothing: no account is made without this link.")),
        reason=_("You get this mail because somebody entered your address at %(place)s.", place=_place()),
    )


def registered_already() -> Letter:
    """To somebody who wants to register and has an account: the way in."""
    return Letter(
        subject=_("You already have an account at mentormatch"),
        paragraphs=(
            _("Somebody asked to register at %(place)s with this address, and it already has an account.",
              place=_place()),
            _("Was it you? Then sign in. If the password has slipped your mind, set a new one here: %(address)s",
              address=links.external("people.ask_for_reset")),
        ),
        action_label=_("Sign in"),
        action_url=links.external("people.sign_in"),
        closing=(_("It was not you? Then do nothing: your account has not changed."),),
        reason=_("You get this mail because somebody entered your address at %(place)s.", place=_place()),
    )


def invitation(token: str, *, by_name: str) -> Letter:
    """To somebody the company would like to have in: by whom, what it is, and the link."""
    opening = (_("%(name)s invites you to mentormatch, your company’s place for mentoring and sponsorship.",
                 name=by_name) if by_name else
               _("You are invited to mentormatch, your company’s place for mentoring and sponsorship."))
    return Letter(
        subject=_("Your invitation to mentormatch"),
        paragraphs=(
            opening,
            _("There you see which programmes are open to you, and say what you would like to reach or what you "
              "can offer. Nobody is matched without having asked for it."),
        ),
        action_label=_("Accept the invitation"),
        action_url=links.external("people.join_invited", token=token),
        closing=(_("The link works once, for the next 14 days. You only choose a password; it takes a minute."),),
        reason=_("You get this mail because your company uses mentormatch at %(place)s.", place=_place()),
    )


def reset(token: str) -> Letter:
    """To somebody who forgot a password: the link to set a new one."""
    return Letter(
        subject=_("Set a new password"),
        paragraphs=(_("You asked for a new password at %(place)s.", place=_place()),),
        action_label=_("Set a new password"),
        action_url=links.external("people.reset_password", token=token),
        closing=(_("The link works once, for the next hour."),
                 _("It was not you? Then do nothing: your password has not changed.")),
        reason=_("You get this mail because somebody entered your address at %(place)s.", place=_place()),
    )


def password_changed() -> Letter:
    """To somebody whose password was changed, in case it was not her."""
    return Letter(
        subject=_("Your password was changed"),
        paragraphs=(
            _("The password of your account at %(place)s has just been changed. All other browsers were signed out.",
              place=_place()),
            _("Was it you? Then there is nothing to do."),
        ),
        action_label=_("It was not me: set a new password"),
        action_url=links.external("people.ask_for_reset"),
        reason=_("You get this mail because it is about the safety of your account."),
    )


def _place() -> str:
    """The host people know the app by."""
    return urlsplit(current_app.config["SETTINGS"].base_url).netloc
