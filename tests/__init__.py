"""The tests."""

import os

# Workers of pytest-xdist are given the width of a terminal that is not there, and ours breaks lines by it.
os.environ.pop("COLUMNS", None)
