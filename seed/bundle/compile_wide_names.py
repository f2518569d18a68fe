"""Counties and unions by the names that lists give them: `CA de La Rochelle` is the Communauté d'agglomération of it.

The list of counties and unions holds official names; lists of members shorten and shift what is not the place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from graph.legal_forms import WIDE_KINDS, read_body
from graph.names import normal_form, normal_forms
from graph.readings import in_full
from seed.files.table import Row

#: What France's unions are called, and abbreviated, before or behind the place.
_FRENCH_UNION = re.compile(
    r"^(communaute d ?agglomeration|communaute de communes|communaute urbaine|communaute|metropole|ca|cc|cu"
    r"|agglomeration|agglo)\b ?| (communaute|metropole|agglomeration)$"
)
_IN_FULL = {"CA": "Communauté d'agglomération", "CC": "Communauté de communes", "CU": "Communauté urbaine"}
_ABBREVIATED = re.compile(r"^(CA|CC|CU)\b")
_FRENCH_COUNTY = re.compile(r"^(conseil departemental|departement)\b ?")
_LINKS = re.compile(r"\b(de|du|des|d|la|le|les|l|et)\b ?")
_HUNGARIAN_COUNTY = re.compile(r" (varmegye|megye)$")
_BESIDE = re.compile(r"\([^)]*\)|''.*$|\bCounty (Council|Government)\b|\bCounty$")


class WideNames:
    """The counties and unions by country and what is left of their names without the words of the office."""

    def __init__(self, wide: Iterable[Row]) -> None:
        self._exact: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._bare: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for row in wide:
            for name in filter(None, (row["name"], in_full(row["name"]), *row["names"].split("|"))):
                for form in normal_forms(name):
                    self._exact[row["country"], form].add(row["id"])
                self._bare[row["country"], row["kind"], bare(name, row["country"])].add(row["id"])

    def find(self, name: str, country: str) -> str | None:
        """The id of the only county or union that the name fits; None where it fits none, several, or a town's name.

        A name without any word of an office is looked up as it stands only: a county is not the town of its name.
        """
        whole = _ABBREVIATED.sub(lambda found: _IN_FULL[found[1]], name) if country == "FR" else name
        exact = {id for form in normal_forms(whole) for id in self._exact.get((country, form), ())}
        if len(exact) == 1:
            return exact.pop()
        kind = self._kind(name, country)
        found = self._bare.get((country, kind, bare(name, country)), set()) if kind else set()
        return next(iter(found)) if len(found) == 1 else None

    def _kind(self, name: str, country: str) -> str | None:
        """What the name says it is."""
        form = normal_form(re.sub(r"['’]", " ", name))
        if country == "FR" and _FRENCH_COUNTY.search(form):
            return "county"
        if country == "FR" and _FRENCH_UNION.search(form):
            return "union"
        kind = read_body(name).kind
        return kind if kind in WIDE_KINDS else None


def bare(name: str, country: str) -> str:
    """The name without what says which kind of body it is, without its links, and without spaces."""
    form = normal_form(re.sub(r"['’]", " ", _BESIDE.sub(" ", name)))
    if country == "FR":
        for _ in range(2):  # "Communauté d'agglomération Colmar Agglomération" says it twice
            form = _FRENCH_COUNTY.sub("", _FRENCH_UNION.sub("", form).strip()).strip()
        form = _LINKS.sub("", form)
    elif country == "HU":
        form = _HUNGARIAN_COUNTY.sub("", form)
    else:
        places = [naming.place for naming in read_body(name).whole if naming.kind]
        form = places[0] if places else form
    return form.replace(" ", "")
