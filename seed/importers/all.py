"""All importers: what each reads, and where the publisher offers such files under which terms."""

from __future__ import annotations

from seed.files.workbook import SUFFIXES
from seed.importers.calls import read_calls
from seed.importers.cordis import read_cordis
from seed.importers.frame import Importer
from seed.importers.keep import read_keep
from seed.importers.lau import read_lau
from seed.importers.layout import read_layout
from seed.importers.publiccode import read_publiccode
from seed.importers.twinnings import read_twinnings

#: In the order in which `peerpolis import --help` shows them.
IMPORTERS: tuple[Importer, ...] = (
    Importer(
        name="keep",
        what="Projects, municipal partners and calls of Interreg and URBACT, from a workbook of keep.eu.",
        publisher="keep.eu (Interact)",
        page="https://keep.eu/projects/",
        terms="free to copy and to build upon, with credit and a link to keep.eu, and a note of what was changed",
        suffixes=SUFFIXES,
        read=read_keep,
    ),
    Importer(
        name="cordis",
        what="Municipal bodies in the projects of Horizon Europe and its forerunners, from organization.csv and "
        "project.csv of CORDIS.",
        publisher="CORDIS (Publications Office of the European Union)",
        page="https://data.europa.eu/data/datasets?query=CORDIS",
        terms="CC BY 4.0, © European Union",
        suffixes=(".csv",),
        read=read_cordis,
    ),
    Importer(
        name="lau",
        what="The official municipalities with code, NUTS 3 region, degree of urbanisation and population, from "
        "Eurostat's list of local administrative units (its workbook, or CSV, plain or .csv.gz).",
        publisher="Eurostat",
        page="https://ec.europa.eu/eurostat/web/nuts/local-administrative-units",
        terms="free to reuse with credit to Eurostat, © European Union",
        suffixes=(*SUFFIXES, ".csv", ".gz"),
        read=read_lau,
    ),
    Importer(
        name="twinnings",
        what="Town twinnings, from a table of pairs of towns with their places (columns origincityLabel, …).",
        publisher="Wikidata, property P190 (twinned administrative body)",
        page="https://query.wikidata.org",
        terms="CC0",
        suffixes=(".tsv", ".csv", ".txt"),
        read=read_twinnings,
    ),
    Importer(
        name="publiccode",
        what="Public software and who uses it, from publiccode.yml files.",
        publisher="the repositories of public software, found for example in Italy's catalogue",
        page="https://developers.italia.it/en/software",
        terms="as each repository says",
        suffixes=(".yml", ".yaml"),
        read=read_publiccode,
    ),
    Importer(
        name="calls",
        what="Calls for proposals: topics of the EU portal as JSON, one a line; Interreg's in a workbook of keep.eu.",
        publisher="the EU Funding & Tenders Portal (European Commission)",
        page="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
        terms="CC BY 4.0, © European Union",
        suffixes=(".jsonl", ".ndjson", ".json", *SUFFIXES),
        read=read_calls,
    ),
    Importer(
        name="table",
        what="Networks and who took part in them, from municipalities.csv, networks.csv, memberships.csv and, if at "
        "hand, solutions.csv in one folder or ZIP archive.",
        publisher="yourself: put a table, such as URBACT's list of networks, into this layout",
        page="https://urbact.eu/networks",
        terms="those of the table's publisher",
        suffixes=(".csv",),
        read=read_layout,
    ),
)
#: What `profiles` brings is listed and undone like all other imports.
NAMES: frozenset[str] = frozenset({"profiles", *(importer.name for importer in IMPORTERS)})
