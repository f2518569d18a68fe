"""Answers that admit not to know, as numbers (Kleene's strong three-valued logic): the least of several joins them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: The answers for many at once.
Answers = npt.NDArray[np.int8]

YES, UNKNOWN, NO = 1, 0, -1
