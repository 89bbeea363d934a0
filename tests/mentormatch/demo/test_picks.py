"""Draws are fixed by the seed, on every Python version, and independent of each other."""

from collections import Counter

from mentormatch.demo.picks import Deck, between, chance, pick, shuffled, some, stream, weighted


def test_the_draws_of_a_seed_never_change():
    rng = stream(7, "a", "b")

    drawn = [between(rng, 1, 1000) for _ in range(4)], shuffled(rng, "abcdef"), pick(rng, "xyz")

    assert drawn == ([683, 183, 869, 961], list("aecdbf"), "x")


def test_streams_of_different_names_differ():
    assert stream(7, "a").random() != stream(7, "b").random() != stream(8, "a").random()


def test_between_reaches_both_ends_and_nothing_else():
    rng = stream(1, "between")

    assert {between(rng, 2, 4) for _ in range(200)} == {2, 3, 4}


def test_shuffling_loses_nobody():
    assert sorted(shuffled(stream(1, "shuffle"), range(50))) == list(range(50))
    assert shuffled(stream(1, "shuffle"), range(50)) != list(range(50))


def test_some_are_different_and_never_more_than_there_are():
    drawn = some(stream(1, "some"), "abcde", 3)

    assert len(set(drawn)) == 3
    assert len(some(stream(1, "some"), "ab", 5)) == 2


def test_weights_and_chances_are_roughly_kept():
    rng = stream(1, "weights")

    counts = Counter(weighted(rng, (("often", 9), ("seldom", 1))) for _ in range(2000))
    hits = sum(chance(rng, 25) for _ in range(2000))

    assert 1700 < counts["often"] < 1900
    assert 400 < hits < 600


def test_a_weight_of_nothing_is_never_drawn():
    rng = stream(1, "nothing")

    assert {weighted(rng, (("never", 0), ("always", 1))) for _ in range(100)} == {"always"}


def test_a_deck_deals_everything_before_anything_twice():
    deck = Deck(stream(1, "deck"), ("a", "b", "c"))

    dealt = [deck.deal() for _ in range(6)]

    assert sorted(dealt[:3]) == sorted(dealt[3:]) == ["a", "b", "c"]
