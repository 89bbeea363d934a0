"""The two files that make up the result of a draft: handing them out, and checking one from the other again."""

import json

from flask_babel import gettext as _

from mentormatch.base.errors import DomainError
from mentormatch.rounds import matcher
from mentormatch.rounds.models import Draft


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


def recheck(draft: Draft) -> list[matcher.ProofCheck]:
    """Check a draft's result again, from its two files alone; empty while there is none.

    Of a draft too large to wait for it, what the check found when it was computed; see `is_rechecked`.
    """
    if draft.result is None:
        return []
    if not is_rechecked(draft):
        return [matcher.ProofCheck(code, holds, numbers) for code, holds, numbers in draft.result["checks"]]
    return matcher.recheck(draft.input, draft.result) if draft.input else []


def is_rechecked(draft: Draft) -> bool:
    """Whether a draft is small enough to be checked again while someone waits."""
    return draft.result is None or "checks" not in draft.result


def file_of(draft: Draft, file: str) -> bytes:
    """One of the two files that `python -m matching verify` reads: "input" or "result".

    The input of a draft too large to wait for is compressed, the other files are JSON. Raises DraftNotReady.
    """
    if draft.input_size is None or draft.result is None:
        raise DraftNotReady(_("This draft has no result yet."))
    if file == "result":
        return json.dumps(draft.result).encode()
    if not draft.input:
        raise DraftNotReady(_("This draft had too many possible pairs to keep its input. Its result was checked when "
                              "it was calculated."))
    return matcher.plain(draft.input) if is_rechecked(draft) else draft.input
