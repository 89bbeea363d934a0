"""The password again: what every view of an act of power does before it acts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base.db import transaction
from mentormatch.base.pages import page
from mentormatch.people import services
from mentormatch.people.accounts import guesses
from mentormatch.people.forms import PasswordAgain

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """The words of a page that asks for the password: what will happen, the button, and the way back."""

    heading: Any
    lead: Any
    button: Any
    back_url: str
    tone: str = "primary"


def handle_with_password(
    form: PasswordAgain, work: Callable[[], T], done: Callable[[T], ResponseReturnValue],
) -> ResponseReturnValue | None:
    """Do what `pages.handle` does, once the signed-in person has proved their password.

    It's proved outside the transaction, and inside it that it's still theirs. A wrong one is told beside its field,
    and nothing is done; wrong ones count as guesses at the account.
    """
    if form.validate_on_submit():
        with form.refusals():
            with guesses.counted(guesses.of_session(current_user.id)):
                proof = services.prove_again(current_user, form.your_password.data, field="your_password")
            with transaction():
                services.check_proof(proof, field="your_password")
                result = work()
            return done(result)
    return None


def ask_and_do(
    question: Question, work: Callable[[], T], done: Callable[[T], ResponseReturnValue],
) -> ResponseReturnValue:
    """The whole view of an act that needs nothing but the password: its page, and the act once it's posted."""
    form = PasswordAgain()
    return handle_with_password(form, work, done) or page(
        "people/password_again.html", form=form, question=question)
