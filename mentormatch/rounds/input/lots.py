"""Couples set aside by lot, so that a private limit can't be told from chance. Knows no limit and reads no database.

Randomised response: S. L. Warner, J. Am. Stat. Assoc. 60 (1965), 63-69, here for couples instead of answers. What it
costs and what it hides stands in docs/decisions/set-aside-by-lot.md.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from mentormatch.programmes.lots import RATES
from mentormatch.programmes.models import LOTS_NONE, LOTS_NORMAL

TERM = timedelta(days=365)
"""Lots fall and lift within this time; afterwards they stay as they are."""

FALLING, LIFTING = 1 / 2, 1 / 6
"""Of as many couples as are set aside from the start: how many more fall within the term, and how many lift again."""

_CELLS = 2_000_000  # couples drawn at a time, which bounds the memory


@dataclass(frozen=True)
class Seat:
    """A person who takes part, as a lot sees them: the id, and the department or ""."""

    person_id: str
    department: str


@dataclass(frozen=True)
class Lots:
    """The lots of a programme, drawn with a secret key of 32 bytes; `strength` is a key of `programmes.lots.RATES`.

    A lot depends on the key, the programme and the two people alone, in either order, and on time since `begun_at`: two
    thirds of the couples that are ever set aside are so from the start, the others fall at random moments of TERM, and
    some lift at random moments. What is set aside under a weaker strength is so under a stronger one.
    """

    key: bytes
    programme_id: str
    strength: str
    begun_at: datetime

    def set_aside(self, mentees: Sequence[Seat], mentors: Sequence[Seat], moment: datetime) -> np.ndarray:
        """Which couples are set aside at a moment: bool (mentees, mentors). No one is set aside with themselves."""
        aside = np.zeros((len(mentees), len(mentors)), bool)
        if self.strength == LOTS_NONE or not aside.size:
            return aside
        rows, columns = self._marks(mentees), self._marks(mentors)
        departments = {name: place for place, name in enumerate({seat.department for seat in (*mentees, *mentors)})}
        near_rows, near_columns = (np.array([departments[seat.department] if seat.department else -1 - side
                                             for seat in seats]) for side, seats in enumerate((mentees, mentors)))
        elapsed = max(0.0, (moment - self.begun_at) / TERM)
        height = max(1, _CELLS // len(mentors))
        for start in range(0, len(mentees), height):
            part = slice(start, start + height)
            is_near = near_rows[part, None] == near_columns
            aside[part] = self._holds(*self._draws(rows[part], columns), is_near, elapsed)
            aside[part] &= rows[part, None] != columns
        return aside

    def falls_after_look(self, look_id: str, mentee: Seat, mentor: Seat) -> bool:
        """Whether a couple that was shown before publishing is set aside by lot once that is over, for good."""
        digest = hashlib.blake2b(f"{self.programme_id}|look|{look_id}".encode(), key=self.key, digest_size=8)
        draw = int.from_bytes(digest.digest(), "big") / 2**64
        return mentee.person_id != mentor.person_id and draw < RATES[self.strength][0]

    def _marks(self, seats: Sequence[Seat]) -> np.ndarray:
        """A number of 64 bits for each person, which says nothing to anyone without the key."""
        return np.array([int.from_bytes(hashlib.blake2b(
            f"{self.programme_id}|{seat.person_id}".encode(), key=self.key, digest_size=8).digest(), "big")
            for seat in seats], np.uint64)

    def _draws(self, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Two independent numbers in [0, 1) for each couple: AES, a keyed permutation, over the two marks."""
        blocks = np.empty((rows.size, columns.size, 2), np.uint64)
        blocks[..., 0] = np.minimum(rows[:, None], columns)
        blocks[..., 1] = np.maximum(rows[:, None], columns)
        secret = hashlib.blake2b(f"{self.programme_id}|lots".encode(), key=self.key, digest_size=32).digest()
        cipher = Cipher(algorithms.AES(secret), modes.ECB()).encryptor()  # each block occurs once: no mode is needed
        drawn = np.frombuffer(cipher.update(blocks.tobytes()), np.uint64).reshape(blocks.shape) / 2.0**64
        return drawn[..., 0], drawn[..., 1]

    def _holds(self, draw: np.ndarray, moment: np.ndarray, is_near: np.ndarray, elapsed: float) -> np.ndarray:
        rate = np.where(is_near, *RATES[self.strength])
        lifting = LIFTING * np.where(is_near, *RATES[LOTS_NORMAL])  # the same under each strength: so none drops out
        from_start = (draw < rate) & ~((draw < lifting) & (moment <= elapsed))
        fallen = (draw >= rate) & (draw < rate * (1 + FALLING)) & (moment <= elapsed)
        return from_start | fallen
