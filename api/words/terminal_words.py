"""The words of the answers on the terminal, in English and German."""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "none": "Nothing found. Fewer conditions (--country, --exclude) may help.",
        "inhabitants": "inhabitants",
        "size-unknown": "number of inhabitants not known",
        "understood": "Understood as",
        "point": "point",
        "points": "points",
        "deadline": "deadline",
        "official-title": "Official title",
        "source": "source",
        "until": "until",
        "also": "Also called",
        "place": "At",
        "facts": "Facts",
        "no-ties": "In no network that we know of, and no solution known. Our lists are incomplete: add what you know "
        "with `peerpolis import profiles`.",
        "better": "To get better answers",
        "may": "May you take part?",
        "unknown": "Open:",
        "more": "All reasons and evidence: --why. Everything, for programs: --json.",
        "which": "Which {name}? Ask again with the id, or with --in and the country.",
        "quarter": "{name} is not a municipality of its own. Ask for the town it belongs to; or, if you do mean this "
        "place, ask with its id.",
        "others": "{count} more. With --in and the country there are fewer.",
        "unknown-id": "There is no {what} {id} in the graph.",
        "nearest": "Did you mean {nearest}?",
        "no-topic": "No topic recognised. `peerpolis topics` without a text lists them all.",
        "id": "id",
        "name": "name",
        "region": "region",
        "country": "country",
        "kind": "kind",
        "written": "{count} rows in {file}, what they were made from in {beside}",
        "more-rows": "{count} more: --top {all}. All columns: --csv or --json.",
        "snapshot": "snapshot {digest}, as of {as_of}",
        "all-known": "all that is known",
        "graph": "graph",
        "revision": "revision",
        "empty": "The graph is empty. Fill it: peerpolis seed",
        "licence": "Licence",
    },
    "de": {
        "none": "Nichts gefunden. Weniger Bedingungen (--country, --exclude) könnten helfen.",
        "inhabitants": "Einwohner",
        "size-unknown": "Einwohnerzahl nicht bekannt",
        "understood": "Verstanden als",
        "point": "Punkt",
        "points": "Punkte",
        "deadline": "Frist",
        "official-title": "Amtlicher Titel",
        "source": "Quelle",
        "until": "bis",
        "also": "Auch genannt",
        "place": "Lage",
        "facts": "Angaben",
        "no-ties": "In keinem uns bekannten Netzwerk, keine Lösung bekannt. Unsere Listen sind unvollständig: ergänzen "
        "Sie, was Sie wissen, mit `peerpolis import profiles`.",
        "better": "Für bessere Antworten",
        "may": "Dürfen Sie teilnehmen?",
        "unknown": "Offen:",
        "more": "Alle Gründe und Belege: --why. Alles, für Programme: --json.",
        "which": "Welches {name}? Fragen Sie noch einmal mit der Kennung oder mit --in und dem Land.",
        "quarter": "{name} ist keine eigene Kommune. Fragen Sie nach der Kommune, zu der der Ort gehört; oder, wenn "
        "Sie diesen Ort meinen, mit seiner Kennung.",
        "others": "{count} weitere. Mit --in und dem Land sind es weniger.",
        "unknown-id": "{what} {id} ist nicht im Graphen.",
        "nearest": "Meinten Sie {nearest}?",
        "no-topic": "Kein Thema erkannt. `peerpolis topics` ohne Text zeigt alle.",
        "id": "Kennung",
        "name": "Name",
        "region": "Region",
        "country": "Land",
        "kind": "Art",
        "written": "{count} Zeilen in {file}, woraus sie gemacht sind in {beside}",
        "more-rows": "{count} weitere: --top {all}. Alle Spalten: --csv oder --json.",
        "snapshot": "Momentaufnahme {digest}, Stand: {as_of}",
        "all-known": "alles, was bekannt ist",
        "graph": "Graph",
        "revision": "Fassung",
        "empty": "Der Graph ist leer. So wird er gefüllt: peerpolis seed",
        "licence": "Lizenz",
    },
}

#: What the graph holds: nodes by label, relations by type, facts.
RECORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"Fact": "facts"},
    "de": {
        "Municipality": "Kommunen und Orte",
        "Topic": "Themen",
        "Network": "Netzwerke",
        "Solution": "Lösungen",
        "Call": "Aufrufe",
        "Programme": "Programme",
        "Region": "Regionen",
        "Clause": "Teilnahmeregeln",
        "MEMBER_OF": "Mitgliedschaften",
        "NEEDS": "Bedarfe",
        "OFFERS": "Angebote",
        "USES": "Nutzungen von Lösungen",
        "TWINNED_WITH": "Städtepartnerschaften",
        "ADDRESSES": "Zuordnungen zu Themen",
        "FUNDED_BY": "Förderungen durch Programme",
        "UNDER": "Aufrufe unter Programmen",
        "BROADER": "Oberthemen",
        "IN": "Orte und ihre Regionen",
        "REQUIRES": "Regeln und ihre Aufrufe",
        "Fact": "Angaben",
        "facts": "Angaben",
    },
}

#: Kinds of municipalities (`graph.model.MunicipalityKind`).
KINDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "municipality": "municipality",
        "county": "county",
        "union": "union of municipalities",
        "borough": "borough",
        "region": "region",
        "quarter": "quarter of a town",
        "settlement": "part of a municipality",
    },
    "de": {
        "municipality": "Kommune",
        "county": "Landkreis",
        "union": "Verband von Kommunen",
        "borough": "Stadtbezirk",
        "region": "Region",
        "quarter": "Stadtteil",
        "settlement": "Ortsteil",
    },
}

#: Headings over what a town is related to, in this order.
TIES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "NEEDS": "Needs",
        "OFFERS": "Offers",
        "MEMBER_OF": "Networks and projects",
        "USES": "Solutions",
        "TWINNED_WITH": "Twin towns",
    },
    "de": {
        "NEEDS": "Bedarf",
        "OFFERS": "Angebote",
        "MEMBER_OF": "Netzwerke und Projekte",
        "USES": "Lösungen",
        "TWINNED_WITH": "Partnerstädte",
    },
}

#: Priorities of needs, from this weight on.
PRIORITIES: Mapping[Language, tuple[tuple[float, str], ...]] = {
    "en": ((0.8, "high priority"), (0.5, "medium priority"), (0.0, "low priority")),
    "de": ((0.8, "hohe Priorität"), (0.5, "mittlere Priorität"), (0.0, "niedrige Priorität")),
}

#: Values of facts that are words of a vocabulary, beside KINDS.
FACT_VALUES: Mapping[Language, Mapping[str, str]] = {
    "en": {},
    "de": {
        "yes": "ja",
        "no": "nein",
        "less-developed": "weniger entwickelte Region",
        "transition": "Übergangsregion",
        "more-developed": "stärker entwickelte Region",
        "lead": "Leitung",
        "partner": "Partner",
        "associated": "assoziierter Partner",
    },
}

#: Facts by their key (`graph.model.FACT_KEYS`).
FACTS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "lau": "Official code with country (LAU)",
        "official_name": "Name in the official list",
        "kind": "Kind according to the official list",
        "nuts3": "NUTS 3 region",
        "population": "Inhabitants",
        "degurba": "Degree of urbanisation (1 city, 2 town or suburb, 3 rural)",
        "cohesion_category": "Category of the region in cohesion policy",
        "agglomeration": "Belongs to the agglomeration",
        "article_11_city": "Sustainable urban development under Article 11 ERDF",
        "pic": "Participant identification code (PIC)",
        "gender_equality_plan": "Gender equality plan",
        "climate_plan": "Approved climate or energy plan",
        "mission_city": "City of the EU Cities Mission",
        "good_practice": "URBACT good practice label",
        "uia_city": "Has led an Urban Innovative Actions project",
        "roles_willing": "Roles it would take",
        "languages": "Working languages",
        "staff_hours": "Hours a month that staff can give",
        "cofinancing_ceiling": "Own money it can give (euros)",
    },
    "de": {
        "lau": "Amtlicher Schlüssel mit Land (LAU)",
        "official_name": "Name im amtlichen Verzeichnis",
        "kind": "Art nach dem amtlichen Verzeichnis",
        "nuts3": "NUTS-3-Region",
        "population": "Einwohner",
        "degurba": "Verstädterungsgrad (1 Stadt, 2 Kleinstadt oder Vorort, 3 ländlich)",
        "cohesion_category": "Kategorie der Region in der Kohäsionspolitik",
        "agglomeration": "Gehört zum Ballungsraum",
        "article_11_city": "Nachhaltige Stadtentwicklung nach Artikel 11 EFRE",
        "pic": "Teilnehmernummer (PIC)",
        "gender_equality_plan": "Gleichstellungsplan",
        "climate_plan": "Beschlossener Klima- oder Energieplan",
        "mission_city": "Stadt der EU-Städtemission",
        "good_practice": "URBACT-Siegel für gute Praxis",
        "uia_city": "Hat ein Projekt der Urban Innovative Actions geleitet",
        "roles_willing": "Rollen, die sie übernehmen würde",
        "languages": "Arbeitssprachen",
        "staff_hours": "Stunden im Monat, die Personal geben kann",
        "cofinancing_ceiling": "Eigenmittel (Euro)",
    },
}
