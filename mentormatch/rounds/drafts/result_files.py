"""The two files that make up the result of a draft: writing them, and checking one from the other again."""

import json

from flask_babel import gettext as _

from mentormatch.base.errors import DomainError
from mentormatch.rounds import matcher
from mentormatch.rounds.models import Draft


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


class InputNotKept(DomainError):
    """There were so many possible pairs that the input isn't kept, and without it there's no proof."""


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


def file_stem(draft: Draft) -> str:
    """What the names of all files of a draft begin with."""
    place = [sibling.id for sibling in draft.round.drafts].index(draft.id) + 1
    return f"{draft.programme.slug}-round-{draft.round.number}-draft-{place}"


def files_of(solution: matcher.Solution) -> dict[str, bytes]:
    """The end of its name -> each of the two files that `python -m matching verify` reads, for whoever runs the server.

    A large input is compressed, as it is read. Raises InputNotKept.
    """
    if not solution.input:
        raise InputNotKept(_("There were too many possible pairs to keep the input, so there's no proof to write. The "
                             "result was checked when it was calculated."))
    is_large = bool(solution.checks)
    return {"input.json.gz" if is_large else "input.json":
            solution.input if is_large else matcher.plain(solution.input),
            "result.json": json.dumps(solution.result).encode() + b"\n"}
