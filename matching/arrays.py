"""The array types of the package, each defined once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16]
Whole = npt.NDArray[np.signedinteger[Any]]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

NOBODY = -1
"""Stands for no position: a mentee without a mentor, a pair that is not allowed."""
