"""Passwords: hashing, and how strong one must be."""

import pytest
from argon2 import PasswordHasher

from mentormatch.people import services
from mentormatch.people.accounts import passwords
from tests.support import make
from tests.support.make import PASSWORD


@pytest.fixture
def verified(monkeypatch):
    """The hashes argon2 was asked to verify."""
    inputs = []
    original = PasswordHasher.verify

    def verify(self, password_hash, password):
        inputs.append(password_hash)
        return original(self, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    return inputs


def cost(password_hash):
    return password_hash.split("$")[1:4]


@pytest.mark.parametrize("case", ["unknown", "wrong password", "no account yet", "left"])
def test_a_refused_sign_in_costs_one_hash_and_gives_one_sentence(app, verified, case):
    ours = passwords.hash_password(PASSWORD)
    ines = make.person(password_hash=None if case == "no account yet" else ours,
                       status="left" if case == "left" else "active")
    email = "nobody@company.example" if case == "unknown" else ines.email
    password = "not it at all" if case == "wrong password" else PASSWORD

    with pytest.raises(services.WrongSignIn) as refusal:
        services.prove(email, password)

    assert str(refusal.value) == "That email address or password isn't right. Check both, or set a new password."
    assert refusal.value.field is None
    assert [cost(inputs) for inputs in verified] == [cost(ours)]


@pytest.mark.parametrize(("password", "words"), [
    ("short", "at least 10"), ("x" * 129, "at most 128"), ("password1234", "too easy to guess"),
    ("ines.okafor1", "too easy to guess"), ("mentormatch1", "too easy to guess"),
])
def test_a_weak_password_is_refused_with_what_to_do(app, password, words):
    with pytest.raises(passwords.WeakPassword, match=words):
        passwords.hash_chosen(password, about=("Ines Okafor", "ines.okafor@company.example"))


@pytest.mark.parametrize("password", [
    PASSWORD, "пароль из четырёх слов", "🦔🍋🪁🎻🧭🪵🫖🧦🌋🪤", "nul\x00inside it, why not",
])
def test_any_letters_make_a_password(app, password):
    assert passwords.is_right(passwords.hash_chosen(password), password)


def test_a_password_is_the_same_on_every_keyboard():
    assert passwords.is_right(passwords.hash_password("Zoe\u0308 am Mittag, vier Worte"),
                              "Zo\u00eb am Mittag, vier Worte")
