"""How long the keep.eu workbook takes from the file into the graph, beside a bare read of its cells.

`python -m benchmarks.imports --data PATH` (PATH holds `keep/*.xlsx`; default ../shared/data). The graph is seeded
first, which is not counted; each measure is the best of three, as the machine may be busy with other things.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import Recognition, resolver_of
from seed.files.input_files import input_files
from seed.importers.frame import Request, placed, undo
from seed.importers.keep import read_keep
from seed.load import load
from seed.register.official import read_units
from seed.seeding import seed_store

SOURCE = "keep:benchmark"
ROUNDS = 3
#: What the whole import may take, in seconds.
LONGEST = 15.0


def bare_read(path: Path) -> float:
    """Seconds to read every cell of the workbook."""

    def read() -> None:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            for _ in book.get_sheet_by_name(name).iter_rows():
                pass

    return min(timed(read) for _ in range(ROUNDS))


def whole_import(store: SqliteStore, path: Path) -> float:
    """Seconds from the file into the graph, with the bodies recognised; the graph is as before afterwards."""

    def bring() -> None:
        bodies = Recognition(resolver_of(store, units=read_units()))
        reading = read_keep(Request(input_files(path, (".xlsx",)), SOURCE, bodies, store))
        load(store, [placed(store, reading, SOURCE)])

    seconds = []
    for _ in range(ROUNDS):
        seconds.append(timed(bring))
        undo(store, SOURCE, {"keep"})
    return min(seconds)


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    (path,) = (parser.parse_args().data / "keep").glob("*.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "graph.sqlite")
        seed_store(store)
        bare, whole = bare_read(path), whole_import(store, path)
        store.close()
    print(f"bare read of the workbook    {bare:6.2f} s")
    print(f"import of the workbook       {whole:6.2f} s   {whole / bare:.0f} times the bare read")
    print(f"allowed                      {LONGEST:6.2f} s   {LONGEST / whole:.1f} times what it took")


if __name__ == "__main__":
    main()
