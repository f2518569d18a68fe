"""`peerpolis suggest` as a whole process: the first answer on a fresh installation, and answers from a seeded state."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.service import environment

#: Runs the command line and then says whether torch was imported.
PROBE = """
import sys
from api.cli import main
sys.argv = ["peerpolis", "suggest", "Bad Belzig"]
try:
    main()
finally:
    print("torch" in sys.modules)
"""


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        own = environment(Path(folder) / "graph.sqlite", Path(folder) / "cache")

        def run(*arguments: str) -> tuple[float, str]:
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, *arguments], env=own, capture_output=True, text=True, check=True, cwd=folder
            )
            return time.perf_counter() - began, done.stdout

        command = ("-m", "api.cli", "suggest", "Bad Belzig")
        yield Figure("first answer on a fresh installation", run(*command)[0], "s", most=60)
        yield Figure(
            "suggest from a seeded state: median of 9", median(run(*command)[0] for _ in range(9)), "s", most=1.5
        )
        _, told = run("-c", PROBE)
        yield Figure("… imports torch (1 yes, 0 no)", float(told.rstrip().endswith("True")), "", most=0)
