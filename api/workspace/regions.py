"""Which regions somebody means by a name or a code."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from graph.errors import UnknownId
from graph.names import normal_form
from graph.nuts import iso_country
from graph.nuts_names import names_alike, nuts_called
from graph.snapshot.frozen import Snapshot
from matching.gaps.places import Places
from seed.register.geonames import regions_by_any_name

_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")
#: So many names are offered for one that is not known.
_OFFERED = 3


def regions_named(snapshot: Snapshot, text: str, countries: Sequence[str] = ()) -> tuple[str, ...]:
    """The regions that are meant: a NUTS code as it stands; else the ids of those of the register with the id or name
    (its own, English, German), and, in countries where the register has none of that name, the codes of the NUTS
    regions that bear it. Only regions of `countries`, where some are named: a Limburg lies in two.

    Raises UnknownId, with names that are spelt alike.
    """
    code = text.strip()
    if _NUTS.fullmatch(code.upper()) and any(letter.isdigit() for letter in code):
        return (code.upper(),)
    table = snapshot.tables["Region"]
    for id in (code, f"region:{code}"):
        if id in table.ids:
            return (id,)
    wanted, country = normal_form(code), table.category("country")
    others = regions_by_any_name().get(wanted, ())
    found = [
        at
        for at in range(len(table))
        if (table.ids[at] in others or wanted in (normal_form(table.name(at)), normal_form(table.name(at, "de"))))
        and (not countries or country[at] in countries)
    ]
    of_register = {country[at] for at in found}
    of_nuts = [
        nuts
        for nuts in nuts_called(code)
        if iso_country(nuts) not in of_register and (not countries or iso_country(nuts) in countries)
    ]
    named = (*(table.ids[at] for at in found), *of_nuts)
    if not named:
        raise UnknownId("region", code, _alike(snapshot, wanted))
    return named


def places_named(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """What measures take for a place (`graph.measures.chosen.Which`): a country's code, or regions as above, those of
    the register with the NUTS codes of the same regions. Raises UnknownId."""
    text = text.strip()
    if len(text) == 2 and text.isalpha():
        return (iso_country(text.upper()),)
    places = Places(snapshot)
    return tuple(dict.fromkeys(place for region in regions_named(snapshot, text) for place in places.as_both(region)))


def _alike(snapshot: Snapshot, wanted: str) -> tuple[str, ...]:
    """The names of regions that are spelt like the one that is not known."""
    table = snapshot.tables["Region"]
    names = {normal_form(name): name for at in range(len(table)) for name in (table.name(at, "de"), table.name(at))}
    near = [names[form] for form in difflib.get_close_matches(wanted, names, n=_OFFERED)]
    told = {normal_form(name) for name in near}
    return (*near, *(name for name in names_alike(wanted, _OFFERED) if normal_form(name) not in told))[:_OFFERED]
