"""The list of the federal smart city model projects → networks and who takes part in them."""

from __future__ import annotations

from collections.abc import Sequence

from seed.bundle.compile_bodies import slug
from seed.files.table import Row

MPSC = "net:modellprojekte-smart-cities"
MPSC_NAME = "Modellprojekte Smart Cities"
_MPSC_SUMMARY = (
    "Seventy-three German towns, counties and groups of municipalities that the federal government chose in 2019, "
    "2020 and 2021 to work out and carry out smart city strategies and pass on what they learn."
)
_MPSC_SUMMARY_DE = (
    "73 deutsche Städte, Kreise und Gruppen von Kommunen, die der Bund 2019, 2020 und 2021 auswählte, damit sie "
    "Smart-City-Strategien erarbeiten, umsetzen und ihre Erfahrungen weitergeben."
)


def model_projects(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The 73 model projects as networks under one umbrella, and who takes part: one town leads, of several none."""
    common = {"programme": "Bundesprogramm Modellprojekte Smart Cities", "url": "", "end": ""}
    networks = [
        {
            **common,
            "id": MPSC,
            "name": MPSC_NAME,
            "kind": "initiative",
            "start": "2019",
            "topics": "",
            "summary_en": _MPSC_SUMMARY,
            "summary_de": _MPSC_SUMMARY_DE,
            "source": "https://www.smart-city-dialog.de/",
            "as_of": "2021",
        }
    ]
    members = []
    for row in rows:
        listed, year = row["name_as_listed"], row["round_year"]
        towns = listed.split(" + ")
        project = f"net:mpsc-{year}-{slug(listed)}"
        networks.append(
            {
                **common,
                "id": project,
                "name": f"{MPSC_NAME}: {listed.replace(' + ', ', ')}",
                "kind": "project",
                "start": year,
                "topics": "smart city;digital strategy" + (";inter-municipal cooperation" if len(towns) > 1 else ""),
                "summary_en": f"One of the 73 federal smart city model projects, chosen in {year}.",
                "summary_de": f"Eines der 73 Modellprojekte Smart Cities des Bundes, ausgewählt {year}.",
                "source": row["source"],
                "as_of": year,
            }
        )
        for town in towns:
            member = {"municipality": town, "country": "DE", "since": year, "source": row["source"], "as_of": year}
            members.append({**member, "network": MPSC, "role": "member"})
            members.append({**member, "network": project, "role": "lead" if len(towns) == 1 else ""})
    return networks, members
