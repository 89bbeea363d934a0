"""Guesses at passwords: failures alone count, and slow down who guesses; no one can lock an owner out.

A browser in which the account was opened before (a *known device*) has an allowance of its own, which no stranger can
use up. Elsewhere each network has its allowance, and once an account is being guessed at from many places, every place
has to wait a few seconds before its try is looked at. A request never waits: it's answered 429, and may come again.
Nothing here asks whether the account exists, so the answers for an unknown address are the same.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Response, current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from mentormatch.base import seals
from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id
from mentormatch.base.throttle import limiter, network

PER_DEVICE = RateLimitItemPerMinute(10, 5, namespace="guess-device")
PER_PLACE = RateLimitItemPerMinute(10, 5, namespace="guess-place")
PER_NETWORK = RateLimitItemPerMinute(60, 15, namespace="guess-network")
CALM = RateLimitItemPerMinute(20, 15, namespace="guess-account")
"""So many failures at one account, from unknown places together, until each of them has to wait."""
PER_PLACE_IN_UNREST = RateLimitItemPerMinute(3, 15, namespace="guess-unrest")
WAIT_SECONDS, WAIT_IS_KNOWN_SECONDS = 10, 600
DEVICE_DAYS = 180


class TooManyGuesses(TooManyRequests):
    """Someone has to wait before they may try again; after `retry_after` seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(retry_after=max(1, round(seconds)))


@dataclass(frozen=True)
class Guess:
    """One try at an account: the hash of its address, the network it comes from, the known device if it is one."""

    account: str
    network: str
    device: str | None


def of_address(email: str) -> Guess:
    """A try to sign in to the account of an address (tidied) by the present request."""
    account = _hash(email)
    return Guess(account, network(), _known_device(account))


def of_session(person_id: str) -> Guess:
    """A try at the password of someone signed in: their browsers are known, and strangers have no part in it."""
    return Guess(_hash(person_id), network(), "session")


@contextmanager
def counted(guess: Guess) -> Iterator[None]:
    """Compare a password inside; a DomainError is a failure, and counts. Raises TooManyGuesses beforehand."""
    own: tuple[RateLimitItem, str, str] = PER_PLACE, guess.account, guess.network
    if guess.device:
        own = PER_DEVICE, guess.account, guess.device
    else:
        _check_network(guess)
        own = _check_unrest(guess) or own
    item, *names = own
    if not limiter.limiter.hit(item, *names):
        raise TooManyGuesses(_seconds_left(item, *names))
    try:
        yield
    except DomainError:
        if not guess.device:
            limiter.limiter.hit(PER_NETWORK, guess.network)
            limiter.limiter.hit(CALM, guess.account)
        raise
    limiter.limiter.clear(item, *names)


def remember_device(response: Response, email: str) -> None:
    """Let this browser be a known device of the account that was just opened in it."""
    account = _hash(email)
    if _known_device(account) is None:
        content = json.dumps({"account": account, "device": new_id(), "until": time.time() + DEVICE_DAYS * 86_400})
        response.set_cookie(
            _cookie_name(account), seals.seal(content.encode(), "known-device"), max_age=DEVICE_DAYS * 86_400,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]), httponly=True, samesite="Lax", path="/")


def _check_network(guess: Guess) -> None:
    if not limiter.limiter.test(PER_NETWORK, guess.network):
        raise TooManyGuesses(_seconds_left(PER_NETWORK, guess.network))


def _check_unrest(guess: Guess) -> tuple[RateLimitItem, str, str] | None:
    """Have a place wait, once, before its try is looked at, while the account is being guessed at."""
    if limiter.limiter.test(CALM, guess.account):
        return None
    ticket = f"guess-wait/{guess.account}/{guess.network}"
    storage = limiter.storage
    if not storage.get(ticket):
        storage.incr(ticket, WAIT_IS_KNOWN_SECONDS)
    waited = WAIT_IS_KNOWN_SECONDS - (storage.get_expiry(ticket) - time.time())
    if waited < WAIT_SECONDS:
        raise TooManyGuesses(WAIT_SECONDS - waited)
    storage.clear(ticket)
    return PER_PLACE_IN_UNREST, guess.account, guess.network


def _seconds_left(item: RateLimitItem, *names: str) -> float:
    return limiter.limiter.get_window_stats(item, *names).reset_time - time.time()


def _known_device(account: str) -> str | None:
    """The id of the device the present request comes from, if the account was opened there before."""
    try:
        content = json.loads(seals.unseal(request.cookies.get(_cookie_name(account), ""), "known-device"))
    except seals.BrokenSeal:
        return None
    is_good = content["account"] == account and content["until"] > time.time()
    return str(content["device"]) if is_good else None


def _cookie_name(account: str) -> str:
    return ("__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else "") + f"known-{account[:16]}"


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
