"""The files that prove a draft, for its auditor: an archive under ids of its own, an audit row for each download."""

import io
import zipfile
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id
from mentormatch.people.models import Person
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.models import Draft


class DraftTooLarge(DomainError):
    """There are too many possible pairs to write the files while somebody waits, or to keep them at all."""


def command(draft: Draft) -> str:
    """The command that checks the two files of a draft."""
    stem = result_files.file_stem(draft)
    return f"python -m matching verify {stem}-input.json {stem}-result.json"


def archive_name(draft: Draft) -> str:
    """What the archive is called."""
    return f"{result_files.file_stem(draft)}-proof.zip"


def check_available(draft: Draft) -> None:
    """Raises DraftNotReady while a draft has no result, DraftTooLarge."""
    if draft.result is None or draft.input_size is None:
        raise result_files.DraftNotReady(_("This draft has no result yet."))
    if not draft.input_size or not result_files.is_rechecked(draft):
        raise DraftTooLarge(_("This draft has too many possible pairs to prepare its files while you wait. Its result "
                              "was checked when it was calculated. The people who run the server can write the files "
                              "of a new draft with “mentormatch round run --proof”."))


def archive(draft: Draft) -> bytes:
    """The two files and how to check them. It takes a moment: never inside a transaction. Raises as above."""
    check_available(draft)
    assert draft.input, "checked above"
    assert draft.result, "checked above"
    files = matcher.anonymous_proof(draft.input, draft.result, new_id)
    out, stem = io.BytesIO(), result_files.file_stem(draft)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in ((f"{stem}-input.json", files.input), (f"{stem}-result.json", files.result),
                              ("README.txt", _read_me(draft).encode())):
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def record_download(draft: Draft, *, by: Person, now: datetime) -> None:
    """Note who took the files of a draft."""
    audit.record("draft.proof_downloaded", by=by, on=draft.round, now=now, draft=draft.id)


def _read_me(draft: Draft) -> str:
    return "\n".join((
        _("%(draft)s of round %(number)d, %(programme)s", draft=draft.name, number=draft.round.number,
          programme=draft.programme.name), "",
        _("To check that no result is better than this one, install the folder “matching” of mentormatch and run:"), "",
        f"    {command(draft)}", "",
        _("The files hold codes in place of people, made for this download alone. Pairs that aren't in the input break "
          "a matching rule or are set aside, by lot or in private. Keep the files to yourself: anyone who has two of "
          "them and knows what pairs score can tell more from them than anyone should."),
        _("The files leave out which of several equally good results was drawn, because the draw would name people. "
          "It's checked each time you open the draft's page."), ""))
