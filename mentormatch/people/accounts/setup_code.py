"""The code that the first page of an empty installation asks for, so that no passer-by becomes its administrator.

It's in the instance folder, readable for its owner alone, and on the console; it's made once and gone once used.
"""

import hmac
import os
import secrets
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from mentormatch.base.errors import DomainError

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another


class WrongCode(DomainError):
    """The code isn't the one on the console."""


def current() -> str:
    """Today's code, made where there is none; two starts at once end with one and the same."""
    path = _path()
    if not path.exists():
        draft = path.with_name(f".setup-code-{os.getpid()}-{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        letters = "".join(secrets.choice(LETTERS) for _place in range(12))
        draft.write_text(f"{letters[:4]}-{letters[4:8]}-{letters[8:]}", "utf-8")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text("utf-8").strip()


def check(code: str) -> None:
    """Raise WrongCode, beside the field `code`, unless it's the right one; case, spaces and hyphens don't matter."""
    if not hmac.compare_digest(_plain(code).encode(), _plain(current()).encode()):
        raise WrongCode(_("That isn't the code. It's on the console where mentormatch was started, and in the file "
                          "setup-code in its instance folder."), "code")


def forget() -> None:
    """Remove the code: there is an administrator now."""
    _path().unlink(missing_ok=True)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _path() -> Path:
    return Path(current_app.config["SETTINGS"].instance_path) / "setup-code"
