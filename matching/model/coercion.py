"""Brings what a caller hands over into the arrays of an `Instance`: integers, read-only, of the right length."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Ints
from matching.model.errors import MatchingError
from matching.model.instance_checks import COUNT_LIMIT


def frozen(array: np.ndarray) -> Any:
    """Return the array read-only; a writable one is copied, so that the caller's stays writable."""
    if array.flags.writeable:
        array = array.copy()
        array.setflags(write=False)
    return array


def frozen_integers(name: str, values: npt.ArrayLike) -> Any:
    """Return integers in 64 bits, read-only; raises `MatchingError` for what holds no integers."""
    array = np.asarray(values)
    if array.size == 0:
        array = np.zeros(array.shape, np.int64)
    if array.dtype.kind not in "iu":
        raise MatchingError(f"{name} must hold integers, not {array.dtype}.")
    return frozen(array.astype(np.int64, copy=False))


def frozen_shorts(name: str, values: npt.ArrayLike) -> Any:
    """Return integers in 32 bits, read-only; what does not fit stays wide, and `check` refuses it by name."""
    array = np.asarray(values)
    if array.dtype == np.int32:
        return frozen(array)
    wide = frozen_integers(name, array)
    fits = not wide.size or (wide.min() >= -COUNT_LIMIT and wide.max() <= COUNT_LIMIT)
    return frozen(wide.astype(np.int32)) if fits else wide


def of_length(name: str, values: npt.ArrayLike, count: int) -> Ints:
    """Return so many integers; raises `MatchingError` for another number of them."""
    array: Ints = frozen_integers(name, values)
    if array.shape != (count,):
        raise MatchingError(f"{name} has the shape {array.shape}; it needs {count} entries.")
    return array


def reordered(name: str, values: npt.ArrayLike, place: Ints) -> Ints:
    """Return values per person, checked and put where the sorted order has them."""
    given = of_length(name, values, place.size)
    out = np.empty_like(given)
    out[place] = given
    return out


def checked_positions(values: npt.ArrayLike, count: int, side: str) -> Ints:
    """Return positions of people; raises `MatchingError` for one beyond the last person."""
    array: Ints = frozen_integers(f"{side}_index", values)
    outside = (array < 0) | (array >= count)
    if outside.any():
        raise MatchingError(f"{side}_index names position {int(array[outside][0])}; there are {count}.")
    return array
