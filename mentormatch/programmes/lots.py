"""How many couples a programme sets aside by lot, and what that hides. The lots themselves are drawn in rounds/input.

Rates and odds were measured: see docs/decisions/set-aside-by-lot.md.
"""

from mentormatch.programmes.models import LOTS_NONE, LOTS_NORMAL, LOTS_STRONG

RATES = {LOTS_NONE: (0.0, 0.0), LOTS_NORMAL: (0.15, 0.05), LOTS_STRONG: (0.30, 0.10)}
"""Strength -> (within a department, across): the share of couples that are set aside from the start.

Limits concern people one knows, so more is needed to hide them within a department.
"""

LIMITS = (0.0448, 0.0049)
"""The share of couples with a limit, (within, across), where one person in ten names two people, six in ten of them in
their own department.
"""


def odds_of_limit(strength: str) -> tuple[int, int] | None:
    """(within a department, across): of 100 couples set aside, how many are someone's limit; None without lots.

    From the rates and from how people use limits as a rule, never from how many there are here.
    """
    if strength == LOTS_NONE:
        return None
    pairs = zip(LIMITS, RATES[strength], strict=True)
    within, across = (round(100 * limits / (limits + rate)) for limits, rate in pairs)
    return within, across
