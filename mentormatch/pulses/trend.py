"""How pulses are read over time: pure functions of answers. What the words mean stands in docs/pulse.md."""

from collections.abc import Mapping, Sequence

from mentormatch.pulses.scale import HIGHEST, ITEMS, LOWEST

Answers = Mapping[str, int]
FEWEST_IN_COMMON = 4
FALL_QUARTERS = 3  # three quarters of a step, on average over the items answered both times


def level(answers: Answers, area: str | None = None) -> int | None:
    """Where the answers lie between the lowest and the highest step, 0..1000; None where nothing was answered."""
    given = [answers[item.slug] for item in ITEMS if item.slug in answers and area in (None, item.area)]
    if not given:
        return None
    return round(1000 * (sum(given) - LOWEST * len(given)) / ((HIGHEST - LOWEST) * len(given)))


def fell(before: Answers, after: Answers) -> bool:
    """Whether a person answered clearly lower than the time before.

    Only items answered both times are compared, and there must be four at least; the mean must be three quarters of
    a step lower or more. Counted in whole numbers, so it is exact.
    """
    common = before.keys() & after.keys()
    if len(common) < FEWEST_IN_COMMON:
        return False
    change = sum(after[slug] - before[slug] for slug in common)
    return 4 * change <= -FALL_QUARTERS * len(common)


def fell_last(answered: Sequence[Answers]) -> bool:
    """Whether the latest of a person's pulses (oldest first) fell against the one before."""
    return len(answered) >= 2 and fell(answered[-2], answered[-1])
