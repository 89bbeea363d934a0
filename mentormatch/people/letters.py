"""The words of the emails about accounts. Email about an account also goes to people on leave."""

from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base import links
from mentormatch.base.mail import Letter


def register(token: str) -> Letter:
    """To someone who wants to register: the link that proves the address is theirs."""
    return Letter(
        subject=_("Finish registering with mentormatch"),
        paragraphs=(
            _("You asked to register at %(host)s. There's one step left: choose a password.", host=_host()),
        ),
        action_label=_("Finish registering"),
        action_url=links.external("people.join_registered", token=token),
        closing=(_("This link works once and expires in 24 hours."),
                 _("Not you? You can ignore this email. No account will be created.")),
        reason=_("You're receiving this because someone entered your address at %(host)s.", host=_host()),
    )


def registered_already() -> Letter:
    """To someone who wants to register and has an account: the way in."""
    return Letter(
        subject=_("You already have a mentormatch account"),
        paragraphs=(
            _("Someone asked to register at %(host)s with this address, but it already has an account.",
              host=_host()),
            _("If it was you, just sign in. If you've forgotten your password, set a new one here: %(address)s",
              address=links.external("people.ask_for_reset")),
        ),
        action_label=_("Sign in"),
        action_url=links.external("people.sign_in"),
        closing=(_("Not you? You can ignore this email. Your account hasn't changed."),),
        reason=_("You're receiving this because someone entered your address at %(host)s.", host=_host()),
    )


def invitation(token: str, *, by_name: str) -> Letter:
    """To someone the company would like to have in: from whom, what it is, and the link."""
    opening = (_("%(name)s has invited you to mentormatch, where your company runs mentoring and sponsorship.",
                 name=by_name) if by_name else
               _("You're invited to mentormatch, where your company runs mentoring and sponsorship."))
    return Letter(
        subject=_("Your invitation to mentormatch"),
        paragraphs=(
            opening,
            _("You'll see which programmes you can join, and can tell us what you'd like to achieve or what you can "
              "offer. You're only ever matched if you sign up."),
        ),
        action_label=_("Accept invitation"),
        action_url=links.external("people.join_invited", token=token),
        closing=(_("This link works once and expires in 14 days."),
                 _("You only need to choose a password, which takes a minute.")),
        reason=_("You're receiving this because your company uses mentormatch at %(host)s.", host=_host()),
    )


def reset(token: str) -> Letter:
    """To someone who forgot a password: the link to set a new one."""
    return Letter(
        subject=_("Set a new password"),
        paragraphs=(_("You asked for a new password at %(host)s.", host=_host()),),
        action_label=_("Set a new password"),
        action_url=links.external("people.reset_password", token=token),
        closing=(_("This link works once and expires in an hour."),
                 _("Not you? You can ignore this email. Your password hasn't changed.")),
        reason=_("You're receiving this because someone entered your address at %(host)s.", host=_host()),
    )


def password_changed() -> Letter:
    """To someone whose password was changed, in case it wasn't them."""
    return Letter(
        subject=_("Your password was changed"),
        paragraphs=(
            _("The password of your account at %(host)s has just been changed. You've been signed out "
              "everywhere else.",
              host=_host()),
            _("If this was you, there's nothing to do."),
        ),
        action_label=_("It wasn't me: set a new password"),
        action_url=links.external("people.ask_for_reset"),
        reason=_("You're receiving this because it's about your account's security."),
    )


def _host() -> str:
    """The host people know the app by."""
    return urlsplit(current_app.config["SETTINGS"].base_url).netloc
