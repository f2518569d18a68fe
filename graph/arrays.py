"""The types of the arrays that everything is computed on, by what they hold and how wide it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Strengths, shares and vectors: seven digits are enough, and half the memory counts over 100,000 towns.
Floats32 = npt.NDArray[np.float32]
#: Columns of records, points and whatever adds up.
Floats64 = npt.NDArray[np.float64]
#: Indices into tables, codes of dates and categories.
Ints32 = npt.NDArray[np.int32]
