"""The small map beside an answer: the asker, the suggested partners, and the large towns around for bearings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from api.pages.pictures.atlas import atlas_of
from api.pages.pictures.frame import frame_around
from api.pages.pictures.maps import Place, Role, kilometres, map_of
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.types import Language, Suggestion
from matching.words.told import told
from matching.words.written import country_name


def answer_map(
    snapshot: Snapshot, town: str, partners: Sequence[Suggestion], language: Language, link: Callable[[str], str]
) -> Markup | None:
    """The map of the town (its id) and its suggested partners, each a link (`link` of its id).

    None where nobody knows where the town lies, or there is no partner to show.
    """
    asker = _place(snapshot, town, "asker", "", language)
    found = {partner.id: partner for partner in partners}
    places = [_place(snapshot, id, "partner", link(id), language, partner.distance_km) for id, partner in found.items()]
    if asker.lat is None or not places:
        return None
    km = kilometres([asker, *places])
    atlas, shown = atlas_of(snapshot), frame_around(km)
    marks = shown.units(km[[True, *(place.lat is not None for place in places)]])
    around = [
        _place(snapshot, snapshot.municipalities.ids[at], "landmark", "", language)
        for at in atlas.bearings(shown, marks)
    ]
    label = told(said("Map: {town} and the suggested towns", town=asker.name), language)
    return map_of([asker, *places, *around], label=label, shown=shown).svg


def _place(
    snapshot: Snapshot, id: str, role: Role, href: str, language: Language, distance_km: float | None = None
) -> Place:
    table = snapshot.municipalities
    at = table.ids.index(id)
    known = bool(snapshot.placed[at])
    name, country = table.name(at, language), country_name(table.category("country")[at], language)
    title = said("{town}, {country}", town=name, country=country)
    if distance_km is not None:
        title = said("{town}, {country}, {km:,.0f} km away", town=name, country=country, km=distance_km)
    return Place(
        name=name,
        lat=float(table.number("lat")[at]) if known else None,
        lon=float(table.number("lon")[at]) if known else None,
        role=role,
        title=told(title, language),
        href=href or None,
    )
