"""Compile the bundle: collected facts → `seed/data/*.csv`, with each town's name resolved to an id of the register.

    python -m seed.bundle.compile ../shared

is for maintainers: it needs the folder with the collected facts. It writes the same bytes for the same input. What a
person decided stands in `seed/curation/` (which town a doubtful name means, bodies that the register does not hold,
programmes, what topic words mean, which networks take members, what a practice proves), with the German of names and
texts (`german.csv`, `practice_names_de.csv`, `formats_de.csv`), and in `seed/data/topics.csv`, which is written by
hand.
"""

from __future__ import annotations

import gzip
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graph.errors import PeerpolisError
from graph.legal_forms import WIDE_KINDS
from graph.model import ROLES, STATUSES
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.bundle.compile_bodies import compile_bodies, compile_wide, slug
from seed.bundle.compile_official import OfficialList, whole_cities
from seed.bundle.compile_packed import twinnings, websites
from seed.bundle.compile_practices import Practices
from seed.bundle.compile_strategies import formats, strategies
from seed.bundle.compile_topics import TopicWords
from seed.bundle.compile_wide_names import WideNames
from seed.bundle.package import describe
from seed.bundle.packed import TWINNINGS, WEBSITES, pack
from seed.files.table import Row, read_table, write_table
from seed.register.geonames import Register, read_register

DATA = Path(__file__).parents[1] / "data"
CURATION = Path(__file__).parents[1] / "curation"
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
ADMISSION = (
    *("admission", "countries", "population_min", "population_max", "one_per_country", "takes"),
    *("joining_en", "joining_de", "joining_source"),
)
_TABLES = (
    *("networks", "memberships", "solutions", "uses", "programmes", "calls", "call_clauses", "strategies"),
    "formats",
)
#: Tables that came in a second part, which repeats nothing of the first.
_SECOND = ("networks", "memberships", "programmes", "calls", "call_clauses")
#: Where the same name may mean another town than elsewhere: decisions can be made for one of these files alone.
PRACTICES = "practices"


class Compilation:
    """One run: the facts, the curated decisions, and what could not be resolved so far."""

    def __init__(self, shared: Path, register: Register) -> None:
        self.facts = {name: read_table(shared / "facts" / f"{name}.csv") for name in _TABLES}
        second = {name: read_table(shared / f"facts/{name}-2.csv") for name in _SECOND}
        for name, rows in second.items():
            self.facts[name] += rows
        self._by_first_topic = {row["id"] for row in second["networks"]}
        self.mpsc = read_table(shared / "data/mpsc/mpsc_2019_2021.csv")
        self.curation = {path.stem: read_table(path) for path in sorted(CURATION.glob("*.csv"))}
        self.bodies = compile_bodies(self.curation["bodies"], register, shared / "data/lau/nuts_lau_2019.csv.gz")
        self.wide = compile_wide(
            shared / "facts/bodies-2.csv.gz", shared / "facts/municipalities.csv.gz", self.bodies, register
        )
        self.practices = Practices(
            [row for name in ("practices", "practices-de") for row in read_table(shared / f"facts/{name}.csv")],
            self.curation["practices"],
            self.curation["practice_names_de"],
        )
        self.words = TopicWords(self.curation["topic_words"], (row["id"] for row in read_table(DATA / "topics.csv")))
        _correct(self.facts["call_clauses"], self.curation["clauses"])
        self._german = {row["id"]: row for row in self.curation["german"]}
        self._patterns = [
            (row["of"], re.compile(re.escape(row["english"]).replace(r"\{x\}", "(?P<x>.+)")), row["german"])
            for row in self.curation["german_patterns"]
        ]
        self._towns_in_german = {row["id"]: row["name_de"] for row in read_table(DATA / "german_names.csv")}
        self._admission = {row["id"]: row for row in self.curation["admission"]}
        self._decided = {(row["of"], row["name"], row["country"]): row for row in self.curation["decisions"]}
        self._body = {
            (name, body["country"]): body["id"]
            for body in self.bodies
            for name in (body["name"], *filter(None, body["names"].split("|")))
        }
        self._resolver = Resolver(register.towns)
        self._wide_names = WideNames([*self.wide, *(b for b in self.bodies if b["kind"] in WIDE_KINDS)])
        self._official = OfficialList(shared / "facts/municipalities.csv.gz")
        self.unresolved: Counter[tuple[str, str, str]] = Counter()

    def identity(self, name: str, country: str, of: str = "") -> Identity:
        """The id for a name: a decision first (for the file `of`, then for all), then the curated bodies, then the
        register, then the counties and unions, then the official list of municipalities.
        """
        decided = self._decided.get((of, name, country)) or self._decided.get(("", name, country))
        if decided is not None:
            return Identity(decided["id"] or None, Outcome.SURE, decided["why"])
        body = self._body.get((name, country))
        if body:
            return Identity(body, Outcome.SURE, "curated body")
        found = self._resolver.resolve(Mention(name, country))
        if found.id is not None:
            return found
        wide = self._wide_names.find(name, country)
        if wide:
            return Identity(wide, Outcome.SURE, "county or union")
        official = self._official.find(name, country)
        return Identity(official, Outcome.SURE, "official list") if official else found

    def bodies_of(self, rows: Iterable[Row]) -> list[Row]:
        """The curated bodies, and the municipalities of the rows that only the official list has."""
        return [*self.bodies, *self._official.bodies({row["town"] for row in rows})]

    def known_ids(self, register: Register) -> frozenset[str]:
        """The ids of all places, bodies, counties and unions that the bundle and the register hold."""
        return frozenset(
            (*(t.id for t in register.towns), *(b["id"] for b in self.bodies), *(w["id"] for w in self.wide))
        )

    def resolve(self, rows: Iterable[Row], of: str = "") -> list[Row]:
        """The rows with `town` beside `municipality`; those that stay open are counted and left out."""
        resolved = []
        for row in rows:
            found = self.identity(row["municipality"], row["country"], of)
            if found.id is None:
                self.unresolved[row["municipality"], row["country"], found.why] += 1
            else:
                resolved.append({**row, "town": found.id})
        return resolved

    def german(self, row: Row, name: str, text: str = "") -> Row:
        """The row with the German of its name and its text in the columns `name` and `text`, where there is some: its
        own, or that of texts of its pattern.
        """
        said = self._german.get(row["id"])
        if said is None:
            said = {"name_de": self._by_pattern("name", row), "text_de": self._by_pattern("summary", row)}
        german = {name: said["name_de"], **({text: said["text_de"]} if text else {})}
        return {**row, **{column: text for column, text in german.items() if text}}

    def _by_pattern(self, of: str, row: Row) -> str:
        """The German of a name or a summary of which there are many alike."""
        english = row.get("name" if of == "name" else "summary_en", "")
        for column, pattern, german in self._patterns:
            found = pattern.fullmatch(english) if column == of else None
            if found:
                return german.format(**found.groupdict())
        return ""

    def topics_of(self, row: Row) -> dict[str, float]:
        """What a network or solution is about, by its words. Where these are many for a whole group of networks, the
        first is what it is about, and the others stand beside it.
        """
        topics = self.words.of(row["id"], row["topics"].split(";"))
        if row["id"] not in self._by_first_topic:
            return topics
        return {
            topic: weight if place == 0 else min(weight, 0.5) for place, (topic, weight) in enumerate(topics.items())
        }

    def in_german(self, practice: Row) -> Row:
        """The practice with its German name, and its town called as German speakers do in its German text."""
        town = self.identity(practice["municipality"], practice["country"], PRACTICES).id
        name = self._towns_in_german.get(town or "")
        text = practice["summary_de"]
        if name is not None and name not in text:
            text = re.sub(rf"\b{re.escape(practice['municipality'])}\b", name, text)
        return {**self.practices.in_german(practice), "summary_de": text}

    def umbrella(self, network: str) -> str:
        """The network that `network` is a part of, empty if none."""
        return next((r["umbrella"] for r in self.curation["umbrellas"] if network.startswith(r["prefix"])), "")

    def admission(self, network: str) -> Row:
        """How one becomes a member of `network`, and who can: the columns of ADMISSION, empty where unknown."""
        return {column: self._admission.get(network, {}).get(column, "") for column in ADMISSION}

    def programmes_of(self, network: Row) -> list[str]:
        """The programmes that pay a network, by what its row says; raises PeerpolisError for a text without a row."""
        text = network["programme"]
        if not text:
            return []
        fitting = [r for r in self.curation["programmes"] if r["text"] == text and r["networks"] in ("", network["id"])]
        if not fitting:
            raise PeerpolisError(f"{network['id']}: no row for programme {text!r} in seed/curation/programmes.csv")
        best = max(fitting, key=lambda row: bool(row["networks"]))
        return [f"prog:{id}" for id in best["programmes"].split("|") if id]


def _official(shared: Path, target: Path) -> None:
    """Pack the official municipalities; the same table gives the same bytes."""
    table = whole_cities(gzip.decompress((shared / "facts" / "municipalities.csv.gz").read_bytes()))
    packed = lzma.compress(table, preset=9 | lzma.PRESET_EXTREME)
    (target / "municipalities.csv.xz").write_bytes(packed)


def compile_bundle(shared: Path, target: Path, register: Register) -> dict[str, int]:
    """Write all tables to `target` and return how many rows each has; and of how many subjects a topic was left out
    that their words mean and the vocabulary does not have.

    Raises PeerpolisError where the curated files do not cover the facts.
    """
    run = Compilation(shared, register)
    mpsc_networks, mpsc_members = _mpsc(run.mpsc)
    networks = [*run.facts["networks"], *mpsc_networks]
    as_of = {row["id"]: row["as_of"] for row in (*networks, *run.facts["solutions"])}
    members = run.resolve([*run.facts["memberships"], *mpsc_members])
    uses = run.resolve(run.facts["uses"])
    _official(shared, target)
    known = {(row["solution"], row["town"]) for row in uses}
    done = run.resolve(run.practices.uses(), PRACTICES)
    uses += [row for row in done if (row["solution"], row["town"]) not in known]
    solutions = [*run.facts["solutions"], *map(run.in_german, _with_town(run.practices.solutions(), uses))]
    tables: dict[str, list[Row]] = {
        "networks": [
            {
                **run.german(r, "name_de", "summary_de"),
                "source": public(r["source"]),
                "umbrella": run.umbrella(r["id"]),
                **run.admission(r["id"]),
            }
            for r in networks
        ],
        "memberships": _relations(members, "network", "role", ROLES, as_of),
        "solutions": [
            {
                **run.german(r, "name_de", "summary_de"),
                "languages": r["languages"].replace(";", "|"),
                "source": public(r["source"]),
            }
            for r in solutions
        ],
        "uses": _relations(uses, "solution", "status", STATUSES, as_of),
        "programmes": _programmes(run, networks),
        "funded_by": [
            {"network": r["id"], "programme": id, "source": public(r["source"]), "as_of": r["as_of"]}
            for r in networks
            for id in run.programmes_of(r)
        ],
        "calls": [run.german(_call(row), "title_de") for row in run.facts["calls"]],
        "clauses": [_clause(row) for row in (*run.facts["call_clauses"], *_alone(run.facts))],
        "addresses": _addresses(run, networks, solutions),
        "bodies": [b for b in run.bodies_of((*members, *uses)) if b["id"] not in {wide["id"] for wide in run.wide}],
        "counties_unions": run.wide,
        "strategies": strategies(run.facts["strategies"], run.curation["strategies"]),
        "formats": formats(run.facts["formats"], run.curation["formats_de"]),
        "unresolved": [
            {"name": name, "country": country, "rows": str(rows), "why": why}
            for (name, country, why), rows in sorted(run.unresolved.items())
        ],
    }
    counts = {name: write_table(target / f"{name}.csv", name, rows) for name, rows in tables.items()}
    counts |= _packed(shared, target, run.known_ids(register))
    describe(target)
    return counts | {f"left out for want of {topic}": len(of) for topic, of in sorted(run.words.skipped.items())}


def _packed(shared: Path, target: Path, known: frozenset[str]) -> dict[str, int]:
    """Write the packed tables; how many rows each has, and how many ids they name that the bundle does not have."""
    counts, left_out = {}, set[str]()
    for table, made in ((TWINNINGS, twinnings), (WEBSITES, websites)):
        rows = made(shared / "facts" / f"{table}.csv.gz", known, left_out)
        counts[table] = pack(target / f"{table}.csv.xz", table, rows)
    return counts | {"places without a row of their own": len(left_out)}


def public(source: str) -> str:
    """The source as a reader can follow it: where a copy was read, the repository or list it is a copy of."""
    copied = re.fullmatch(r"data/solutions/publiccode/([^+]+)\+(.+)\.([0-9a-f]+)\.yml", source)
    if copied:
        return f"github.com/{copied[1]}/{copied[2]}:publiccode.yml@{copied[3]}"
    copied = re.fullmatch(r"data/solutions/([^_]+)_(.+)_(README|PROJECTS)\.md", source)
    if copied:
        return f"github.com/{copied[1]}/{copied[2]}:{copied[3]}.md"
    copied = re.fullmatch(r"data/benchmark/solutions\.csv row practice:(\d+) \(URBACT good practices\)", source)
    if copied:
        return f"URBACT good practices (list of 97, 2017), no. {copied[1]}"
    source = re.sub(r"; call_clauses\.csv \([^)]*\)", "", source)
    source = re.sub(r"domain\.md (\()?V(\))?", "Peerpolis, rules read in a published source", source)
    return re.sub(r"domain\.md (\()?M(\))?", "Peerpolis, general knowledge", source)


def _known(value: str) -> str:
    return "" if value in ("unknown", "none", "no mention") else value


def _relations(
    rows: Iterable[Row], end: str, attribute: str, allowed: frozenset[str], as_of: dict[str, str]
) -> list[Row]:
    """Rows of members or uses, one per (town, network or solution, source), the one that says most."""
    best: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        value = row.get(attribute, "")
        if value and value not in allowed:
            raise PeerpolisError(f"{row[end]}, {row['municipality']}: {attribute} {value!r} is not in the vocabulary")
        source = public(row["source"])
        new = {
            end: row[end],
            "town": row["town"],
            "listed_as": row["municipality"],
            attribute: value,
            "since": row.get("since", ""),
            "until": row.get("until", ""),
            "source": source,
            "as_of": row.get("as_of") or as_of[row[end]],
        }
        old = best.setdefault((row[end], row["town"], source), new)
        if sum(map(bool, new.values())) > sum(map(bool, old.values())):
            best[row[end], row["town"], source] = new
    return [best[key] for key in sorted(best)]


def _mpsc(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
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


#: What every programme of `border_programmes.csv` is: strand A of Interreg, for partners on both sides of a border.
_AT_THE_BORDER: Row = {
    "period": "2021-2027",
    "regulation": "Regulation (EU) 2021/1059",
    "what_for_en": "Pays joint projects of partners on both sides of the border.",
    "what_for_de": "Bezahlt gemeinsame Projekte von Partnern auf beiden Seiten der Grenze.",
}


def _programmes(run: Compilation, networks: Iterable[Row]) -> list[Row]:
    rows = {
        f"prog:{r['id']}": {
            **{key: _known(value) for key, value in r.items()},
            "id": f"prog:{r['id']}",
            "source": public(r["source"]),
        }
        for r in run.facts["programmes"]
    }
    source = {id: network["source"] for network in reversed(list(networks)) for id in run.programmes_of(network)}
    for row in run.curation["programmes"]:
        id = "prog:" + row["programmes"].split("|")[0]
        if row["name"] and id not in rows:
            rows[id] = {**row, "id": id, "source": source[id]}
    areas = {row["programme"]: row["area"] for row in run.curation["programme_areas"]}
    for row in run.curation["border_programmes"]:
        id = "prog:" + row["programme"]
        rows[id] = {**row, **_AT_THE_BORDER, "id": id}
        areas[id] = row["area"]
    return [{**run.german(rows[id], "name_de", "what_for_de"), "area": areas.get(id, "")} for id in sorted(rows)]


def _call(row: Row) -> Row:
    known = {key: _known(value) for key, value in row.items()}
    return {
        **known,
        # "71 (call 7)" is how many another round gave: of this one it is not known.
        "expected_grants": known["expected_grants"] if known["expected_grants"].isdecimal() else "",
        "id": f"call:{row['id'].lower()}",
        "programme": f"prog:{row['programme']}",
        "part_of": _part_of(row),
        "url": _own_page(row),
        "source": public(row["source"]),
    }


def _own_page(row: Row) -> str:
    """The page of the call to be led to, of those that it was read from: the Commission's, or one whose host bears a
    word of the call's or programme's name, before what others write about it."""
    pages = [page.split()[0] for page in row["source"].split("; ") if page.startswith("http")]
    words = {word for word in re.split(r"[^a-z]+", f"{row['id']} {row['programme']}".lower()) if len(word) > 3}
    words -= {"call", "next", "city", "town", "small", "expected", "regular", "capacity", "networks", "peer", "review"}

    def rank(page: str) -> int:
        host = page.split("/")[2]
        return 0 if host.endswith("europa.eu") else 1 if any(word in host for word in words) else 2

    return min(pages, key=rank, default="")


def _part_of(row: Row) -> str:
    """The programme whose rules hold for the call beside those of its own: missions and the Bauhaus facility are parts
    of Horizon Europe, as the prefix of their calls says."""
    own = row["programme"]
    return "prog:horizon-europe" if row["id"].startswith("HORIZON-") and own != "horizon-europe" else ""


def _alone(facts: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """The least number of one applicant of calls whose source lets one body apply alone, where no clause tells it: else
    that of the programme would hold for the small grants that its projects hand on."""
    told = {row["call"] for row in facts["call_clauses"] if row["kind"] == "min_applicants"}
    for row in facts["calls"]:
        if row["id"] not in told and row["min_applicants"] == "1" and row["min_basis"].startswith("implied"):
            clause = {"clause": "one_applicant", "kind": "min_applicants", "operator": ">=", "value": "1;basis=record"}
            yield {**clause, "call": row["id"], "evidence_quote": "", "source": row["source"].partition("; ")[0]}


def _correct(clauses: Sequence[Row], corrections: Sequence[Row]) -> None:
    """Put right what was read off a quotation, as `seed/curation/clauses.csv` says; what is no longer as it was when
    that was decided stops the run."""
    by_name = {f"{row['call']}/{row['clause']}": row for row in clauses}
    for one in corrections:
        row = by_name[one["clause"]]
        if row["value"] != one["was"]:
            raise PeerpolisError(f"{one['clause']}: {row['value']!r} is no longer {one['was']!r}")
        row["value"] = one["value"]


def _clause(row: Row) -> Row:
    label = "call" if row["call"].isupper() or row["call"].startswith("HORIZON-") else "prog"
    subject = row["call"].lower()
    return {
        **row,
        "id": f"clause:{subject}/{row['clause']}",
        "subject": f"{label}:{subject}",
        "quote": row["evidence_quote"],
        "source": public(row["source"]),
    }


def _with_town(practices: Iterable[Row], uses: Iterable[Row]) -> list[Row]:
    """The practices whose town could be told: without it there is nobody to ask."""
    told = {row["solution"] for row in uses}
    return [row for row in practices if row["id"] in told]


def _addresses(run: Compilation, networks: Iterable[Row], solutions: Iterable[Row]) -> list[Row]:
    """What networks, solutions, calls and programmes are about: by their topic words, or as judged for each."""
    judged: dict[str, dict[str, float]] = {}
    for row in run.curation["addresses"]:
        judged.setdefault(row["subject"], {})[row["topic"]] = float(row["weight"])
    for row in (*networks, *solutions):
        if row["id"] not in judged:
            judged[row["id"]] = run.topics_of(row)
    for row in run.facts["calls"]:
        topics, call = run.words.of(row["id"], row["topics"].split(";")), f"call:{row['id'].lower()}"
        judged.setdefault(call, {id: 0.5 if place else 1.0 for place, id in enumerate(topics)})
    for row in run.facts["strategies"]:
        judged[f"strat:{row['id']}"] = run.words.of(row["id"], row["topics"].split(";"))
    return [
        {"subject": subject, "topic": topic, "weight": f"{weight:g}"}
        for subject, topics in sorted(judged.items())
        for topic, weight in sorted(topics.items())
    ]


def main(arguments: Sequence[str]) -> None:
    """Compile from the folder named on the command line into `seed/data`, and print how many rows each table has."""
    if len(arguments) != 1:
        raise SystemExit("usage: python -m seed.bundle.compile <folder with facts/ and data/>")
    counts = compile_bundle(Path(arguments[0]), DATA, read_register())
    sys.stdout.writelines(f"{name}: {count:,}\n" for name, count in counts.items())


if __name__ == "__main__":
    main(sys.argv[1:])
