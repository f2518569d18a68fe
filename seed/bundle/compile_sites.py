"""Which of the collected web sites are the town's own, and not its Land's, its county's, a tourist office's."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from statistics import median
from urllib.parse import urlsplit

from graph.legal_forms import WIDE_KINDS
from graph.names import normal_form, normal_forms
from seed.files.table import Row

#: Hosts of offices above a town, of its guests and of nobody: a tourist office, a county, a Land, a parked address.
_OTHERS = re.compile(
    r"tourism|touris[mt]e|tourist|turismo|[a-z]{4}travel\.|(?:^|[.-])visit(?!e)"
    r"|diputacion|provincia\.|^kreis-|^landkreis-|nicsell\.com$"
    r"|^(?:burgenland|kaernten|noe|ooe|land-oberoesterreich|salzburg|stmk|steiermark|tirol|vorarlberg)\.gv\.at$"
)
#: A union's page stands for all its members; who lies farther than so from their middle is another of its name.
FAR_KM = 30.0
_DEGREE_KM = 111.0
#: Kinds of bodies that stand above towns themselves.
ABOVE_TOWNS = (*WIDE_KINDS, "region")


def own_sites(
    rows: Iterable[Row],
    places: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    wide: Collection[str] = frozenset(),
) -> list[Row]:
    """The rows (`town`, `url`) without sites that are another's: an office's above the town (for no body in `wide`), a
    tourist office's, and one that it is given together with towns that lie elsewhere, and that does not bear its name
    (`names`), or that of one of these as well. Unknown is better than wrong."""
    rows = [row for row in rows if row["town"] in wide or not _OTHERS.search(_host(row))]
    sharing: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["town"] in places:
            sharing[row["url"].rstrip("/")].append(row["town"])
    astray = {
        (url, town)
        for url, towns in sharing.items()
        if len(towns) > 1
        for town in towns
        if town not in wide
        and not (_bears(url, names.get(town)) and [names.get(other) for other in towns].count(names.get(town)) == 1)
        and _km(places[town], _middle([places[other] for other in towns])) > FAR_KM
    }
    return [row for row in rows if (row["url"].rstrip("/"), row["town"]) not in astray]


def places_of(rows: Iterable[Row]) -> dict[str, tuple[float, float]]:
    """Where bodies lie (`id`, `lat`, `lon`), of which that is known."""
    return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in rows if row["lat"] and row["lon"]}


def _bears(url: str, name: str | None) -> bool:
    """Whether the address is the name itself: ilmenau.de."""
    label = (urlsplit(url).hostname or "").removeprefix("www.").split(".")[0]
    return name is not None and normal_form(label) in normal_forms(name)


def _host(row: Row) -> str:
    return (urlsplit(row["url"]).hostname or "").removeprefix("www.")


def _middle(places: list[tuple[float, float]]) -> tuple[float, float]:
    return median(lat for lat, _ in places), median(lon for _, lon in places)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    north = (one[0] - other[0]) * _DEGREE_KM
    east = (one[1] - other[1]) * _DEGREE_KM * math.cos(math.radians(one[0]))
    return math.hypot(north, east)
