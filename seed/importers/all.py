"""All importers: ours, and those that installed distributions bring by the entry-point group `peerpolis.importers`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import EntryPoint, entry_points

from graph.errors import PeerpolisError
from graph.said import Said, said
from seed.importers.calls import CALLS
from seed.importers.cordis import CORDIS
from seed.importers.frame import Importer
from seed.importers.keep import KEEP
from seed.importers.lau import LAU
from seed.importers.layout import TABLE
from seed.importers.publiccode import PUBLICCODE
from seed.importers.twinnings import TWINNINGS

#: Ours, in the order in which `peerpolis import --help` shows them.
IMPORTERS: tuple[Importer, ...] = (KEEP, CORDIS, LAU, TWINNINGS, PUBLICCODE, CALLS, TABLE)
#: The entry-point group in which a distribution names its importers, each an object of the class `Importer`.
GROUP = "peerpolis.importers"
#: What `peerpolis import` understands besides importers, and what other sources begin with.
_TAKEN = frozenset({"profiles", "decisions", "list", "undo", "http", "https"})


class BrokenImporter(PeerpolisError):
    """An installed distribution names an importer that cannot be used; the message says which, and why."""


def _refused(error: BrokenImporter) -> None:
    raise error


def importers(broken: Callable[[BrokenImporter], None] = _refused) -> tuple[Importer, ...]:
    """Ours, and after them those of installed distributions, ordered by name. Looks at what is installed each time.

    One that cannot be loaded, is no Importer, or has a name that is taken is left out and handed to `broken`, which
    raises it (BrokenImporter) unless given: what does not need that one goes on without it.
    """
    found = list(IMPORTERS)
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            found.append(_loaded(point, _TAKEN | {importer.name for importer in found}))
        except BrokenImporter as error:
            broken(error)
    return tuple(found)


def names(found: Iterable[Importer]) -> frozenset[str]:
    """What sources of imports begin with. What `profiles` brings is listed and undone like all other imports."""
    return frozenset({"profiles", *(importer.name for importer in found)})


def _loaded(point: EntryPoint, taken: Collection[str]) -> Importer:
    """The importer that the entry point names; raises BrokenImporter."""
    try:
        importer = point.load()
    except Exception as error:  # whatever a foreign module does when it is imported
        what = f"{type(error).__name__}: {error}"
        raise _broken(point, said("loading {value} failed ({why})", value=point.value, why=what)) from error
    if not isinstance(importer, Importer):
        raise _broken(point, said("{value} is no seed.importers.frame.Importer", value=point.value))
    if not re.fullmatch("[a-z][a-z0-9-]*", importer.name):
        raise _broken(
            point, said("the name {name} is not made of small letters, digits and hyphens", name=importer.name)
        )
    if importer.name in taken:
        raise _broken(point, said("the name {name} is taken", name=importer.name))
    return importer


def _broken(point: EntryPoint, why: Said) -> BrokenImporter:
    whose = point.dist.name if point.dist else "?"
    return BrokenImporter(
        said(
            "The entry point {name} of the distribution {whose} brings no importer: {why}. "
            "Repair that distribution, or uninstall it.",
            name=point.name,
            whose=whose,
            why=why,
        )
    )
