"""Seals: opened by the key they were made with, and by no other."""

import pytest

from mentormatch.base.seals import BrokenSeal, seal, unseal

OTHER = "another secret, as long as it has to be"


def test_what_was_sealed_is_opened_again_and_never_looks_the_same(app):
    sealed, again = seal(b"private words", "letters"), seal(b"private words", "letters")

    assert unseal(sealed, "letters") == unseal(again, "letters") == b"private words"
    assert sealed != again
    assert "private" not in sealed


@pytest.mark.parametrize("spoil", [
    lambda sealed: sealed[:-8], lambda sealed: "",
    lambda sealed: sealed[:20] + "A" + sealed[21:] if sealed[20] != "A" else sealed[:20] + "B" + sealed[21:]])
def test_what_is_damaged_is_not_opened(app, spoil):
    with pytest.raises(BrokenSeal):
        unseal(spoil(seal(b"private words", "letters")), "letters")


def test_each_purpose_has_a_key_of_its_own(app):
    with pytest.raises(BrokenSeal):
        unseal(seal(b"private words", "letters"), "forms")


def test_after_a_new_secret_key_only_an_earlier_one_that_is_named_opens_a_seal(app, monkeypatch):
    sealed, first = seal(b"private words", "letters"), app.config["SECRET_KEY"]
    monkeypatch.setitem(app.config, "SECRET_KEY", OTHER)
    with pytest.raises(BrokenSeal):
        unseal(sealed, "letters")

    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [first])

    assert unseal(sealed, "letters") == b"private words"
