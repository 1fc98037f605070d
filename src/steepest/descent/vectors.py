"""Arrays of float64, and points: an array for each name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = dict[str, Array]
