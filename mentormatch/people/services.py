"""What can be done with accounts: join, sign in and out, change and reset a password, invite, shut out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base import audit, idempotency, security_log
from mentormatch.base.db import db, release
from mentormatch.base.errors import DomainError, LinkIsDead
from mentormatch.people import addresses, letters, mail, queries
from mentormatch.people.accounts import mail_links, passwords, sessions, unsent_forms
from mentormatch.people.accounts.sessions import NewSession
from mentormatch.people.models import INVITE, LEFT, REGISTER, RESET, MailedLink, Person


class NotOfCompany(DomainError):
    """An address outside the domains people may register with."""


class AdministratorExists(DomainError):
    """Someone else was quicker to create the first administrator."""


class WrongSignIn(DomainError):
    """An address and a password that do not open any account, whichever of the two it is."""


class WrongPassword(DomainError):
    """The current password, entered again, was not the right one."""


@dataclass(frozen=True)
class Device:
    """Where someone signs in: what the browser calls itself, and its network address."""

    browser: str = ""
    address: str = ""


@dataclass(frozen=True)
class PasswordProof:
    """A password was right: whose, which hash it was compared with, and a fresh hash where that one is dated."""

    person_id: str
    password_hash: str
    fresh_hash: str | None


@dataclass(frozen=True)
class InvitationCounts:
    """How many people were invited, and how many were not: they have an account or have left."""

    invited: int
    skipped: int


def ask_to_register(email: str, *, key: str, now: datetime) -> None:
    """Have the link that finishes registering mailed to an address; the same happens for every address.

    With no allowed domains only people on the company's list get a mail. Raises NotOfCompany.
    """
    domains = current_app.config["SETTINGS"].allowed_domains
    if domains and addresses.domain_of(email) not in domains:
        raise NotOfCompany(_("Use your work email: it ends in %(domains)s.",
                             domains=_(" or ").join(f"@{domain}" for domain in domains)), "email")
    _ask_once(email, REGISTER, key, now)


def ask_to_reset(email: str, *, key: str, now: datetime) -> None:
    """Have the link to a new password mailed to an address; the same happens for every address."""
    _ask_once(email, RESET, key, now)


def invite(people: Iterable[Person], *, by: Person, now: datetime) -> InvitationCounts:
    """Invite people by email, again if they were invited before; those who have an account or have left are skipped."""
    invited = skipped = 0
    for person in people:
        if person.has_account or person.status == LEFT:
            skipped += 1
            continue
        person.invited_at = now
        mail_links.ask(person.email, INVITE, by=by, now=now)
        audit.record("person.invited", by=by, on=person, now=now)
        invited += 1
    return InvitationCounts(invited, skipped)


def join(token: str, purpose: str, *, name: str, password_hash: str, device: Device, now: datetime) -> NewSession:
    """Make the account a mailed link is for: of the person on the list, else of a new one. Signs them in.

    All their links are dead afterwards. Raises LinkIsDead.
    """
    link = mail_links.living(token, purpose, now=now)
    person = queries.by_email(link.email) if link else None
    if link is None or _is_pointless(link, person):
        raise LinkIsDead(_("This link has been used or has expired. Sign in, or ask for a new one."))
    if person is None:
        person = _add_person(link.email, now)
    person.name, person.password_hash, person.registered_at = name, password_hash, now
    mail_links.use_up(link.email, now)
    audit.record("person.registered", by=person, on=person, now=now, how=purpose)
    return _begin(person, device, now)


def create_administrator(email: str, name: str, *, password_hash: str, device: Device, now: datetime) -> NewSession:
    """Make the first account of an installation, an administrator's, and sign them in.

    Raises AdministratorExists when there is any account already.
    """
    if queries.has_accounts():
        raise AdministratorExists(_("mentormatch already has an administrator. Sign in, or ask a colleague who runs it "
                                    "to invite you."))
    person = queries.by_email(email) or _add_person(email, now)
    person.name, person.password_hash, person.registered_at = name, password_hash, now
    person.is_administrator, person.status = True, "active"
    audit.record("administrator.created", by=person, on=person, now=now)
    return _begin(person, device, now)


def prove(email: str, password: str) -> PasswordProof:
    """Compare a password with the account's; slow, and outside of any transaction.

    Does the same work whether or not the address has an account. Raises WrongSignIn, one sentence for all cases.
    """
    person = queries.by_email(addresses.tidied(email))
    can_enter = person is not None and person.can_sign_in
    known_id = person.id if person else None
    person_id, password_hash = (person.id, person.password_hash) if person and can_enter else ("", None)
    release()
    if not passwords.is_right(password_hash, password) or password_hash is None:
        security_log.write("sign_in.refused", account=known_id)
        raise _wrong_sign_in()
    fresh = passwords.hash_password(password) if passwords.is_dated(password_hash) else None
    return PasswordProof(person_id, password_hash, fresh)


def sign_in(proof: PasswordProof, *, device: Device, unsent_form: str = "", now: datetime) -> NewSession:
    """Open a session for someone whose password was right, and keep what they had typed when their last one ended.

    Raises WrongSignIn if the account was closed or its password changed since.
    """
    person = queries.by_id(proof.person_id)
    if person is None or not person.can_sign_in or person.password_hash != proof.password_hash:
        raise _wrong_sign_in()
    if proof.fresh_hash:
        person.password_hash = proof.fresh_hash
    typed = unsent_forms.opened(unsent_form, person_id=person.id)
    if typed:
        unsent_forms.store(typed, person_id=person.id, now=now)
    audit.record("person.signed_in", by=person, on=person, now=now)
    return _begin(person, device, now)


def change_profile(
    person: Person, *, name: str, languages: list[str], time_zone: str, colour_theme: str, now: datetime,
) -> None:
    """Change what people say about themselves; HR facts are the roster's."""
    person.name, person.languages, person.time_zone = name, languages, time_zone
    person.colour_theme = colour_theme
    audit.record("person.profile_changed", by=person, on=person, now=now)


def prove_again(person: Person, password: str, *, field: str = "current") -> PasswordProof:
    """Compare the current password of someone signed in; slow, and outside of any transaction.

    Raises WrongPassword, beside `field`.
    """
    try:
        return prove(person.email, password)
    except WrongSignIn as wrong:
        raise WrongPassword(_("That isn't your current password. Check it and try again."), field) from wrong


def check_proof(proof: PasswordProof, *, field: str = "current") -> Person:
    """Whose password was proved, in the transaction that relies on it.

    Raises WrongPassword, beside `field`, if it was changed since or the account was closed.
    """
    person = queries.by_id(proof.person_id)
    if person is None or not person.can_sign_in or person.password_hash != proof.password_hash:
        raise WrongPassword(_("Your password has just been changed somewhere else. Use the new one."), field)
    return person


def change_password(proof: PasswordProof, *, password_hash: str, device: Device, now: datetime) -> NewSession:
    """Set a new password for someone who proved the old one: all sessions end, a fresh one begins, an email reports it.

    Raises WrongPassword if it was changed since.
    """
    person = check_proof(proof)
    _set_password(person, password_hash, "person.password_changed", now)
    return _begin(person, device, now)


def reset_password(token: str, *, password_hash: str, now: datetime) -> Person:
    """Set a new password by a mailed link: all sessions and links end, an email reports it.

    Raises LinkIsDead.
    """
    link = mail_links.living(token, RESET, now=now)
    person = queries.by_email(link.email) if link else None
    if person is None or not person.can_sign_in:
        raise LinkIsDead(_("This link has been used or has expired. Ask for a new one."))
    _set_password(person, password_hash, "person.password_reset", now)
    return person


def end_session(person: Person, session_id: str, *, now: datetime) -> None:
    """End one of a person's sessions; one that is gone already is no error."""
    sessions.end(session_id, person_id=person.id)
    audit.record("person.session_ended", by=person, on=person, now=now)


def end_other_sessions(person: Person, *, but: str | None, now: datetime) -> None:
    """End all sessions of a person except the one they are using."""
    sessions.end_all(person.id, but=but)
    audit.record("person.sessions_ended", by=person, on=person, now=now)


def shut_out(person: Person, *, now: datetime) -> None:
    """End what lets a person in, for good, once they have left: sessions and mailed links."""
    sessions.end_all(person.id)
    mail_links.use_up(person.email, now)


def _ask_once(email: str, purpose: str, key: str, now: datetime) -> None:
    if idempotency.earlier_result(key, by_id=email) is None:
        mail_links.ask(email, purpose, now=now)
        idempotency.remember(key, by_id=email, result_id=purpose, now=now)


def _is_pointless(link: MailedLink, person: Person | None) -> bool:
    """Whether a living link has nothing left to do: an account exists, or the person invited is gone."""
    if person is None:
        return link.purpose == INVITE
    return person.has_account or person.status == LEFT


def _add_person(email: str, now: datetime) -> Person:
    person = Person(email=email, name="", created_at=now)
    db.session.add(person)
    return person


def _set_password(person: Person, password_hash: str, verb: str, now: datetime) -> None:
    person.password_hash = password_hash
    sessions.end_all(person.id)
    mail_links.use_up(person.email, now)
    audit.record(verb, by=person, on=person, now=now)
    mail.post_account_letter(letters.password_changed(), address=person.email, person=person,
                             kind="people.password_changed", now=now)


def _begin(person: Person, device: Device, now: datetime) -> NewSession:
    db.session.flush()
    token = sessions.begin(person, browser=device.browser, address=device.address, now=now)
    return NewSession(person.id, token, person.email)


def _wrong_sign_in() -> WrongSignIn:
    return WrongSignIn(_("That email address or password isn't right. Check both, or set a new password."))
