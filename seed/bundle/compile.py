"""Compile the bundle: collected facts → `seed/data/*.csv`, with each town's name resolved to an id of the register.

    python -m seed.bundle.compile ../shared

is for maintainers: it needs the folder with the collected facts. It writes the same bytes for the same input. What a
person decided stands in `seed/curation/` (which town a doubtful name means, bodies that the register does not hold,
programmes, what topic words mean, which networks take members, what a practice proves), with the German of names and
texts (`german.csv`, `phrases_de.csv`, `practice_names_de.csv`, `formats_de.csv`), and in `seed/data/topics.csv`, which
is written by hand.
"""

from __future__ import annotations

import gzip
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.errors import PeerpolisError
from graph.legal_forms import WIDE_KINDS
from graph.model import ROLES, STATUSES
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.bundle.compile_bodies import compile_bodies, compile_wide
from seed.bundle.compile_calls import call, clauses, correct
from seed.bundle.compile_mpsc import model_projects
from seed.bundle.compile_official import OfficialList, whole_cities
from seed.bundle.compile_own_facts import add
from seed.bundle.compile_packed import twinnings, websites
from seed.bundle.compile_pays import Pays
from seed.bundle.compile_practice_sources import with_better_sources
from seed.bundle.compile_practices import Practices, with_german_texts, with_their_doers
from seed.bundle.compile_sites import ABOVE_TOWNS, own_sites, places_of
from seed.bundle.compile_sources import public, where_known
from seed.bundle.compile_strategies import formats, strategies
from seed.bundle.compile_topics import TopicWords
from seed.bundle.compile_wide_names import WideNames
from seed.bundle.package import describe
from seed.bundle.packed import TWINNINGS, WEBSITES, pack
from seed.files.table import Row, read_table, write_table
from seed.register.geonames import Register, read_register

DATA = Path(__file__).parents[1] / "data"
CURATION = Path(__file__).parents[1] / "curation"
#: What we read ourselves beside the collection: tables of its names, in its columns.
OWN_FACTS = CURATION / "facts"
ADMISSION = (
    *("admission", "countries", "regions", "population_min", "population_max", "one_per_country", "takes"),
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
        self.facts[PRACTICES] = [
            row for name in (PRACTICES, f"{PRACTICES}-de") for row in read_table(shared / f"facts/{name}.csv")
        ]
        own = {path.stem: read_table(path) for path in sorted(OWN_FACTS.glob("*.csv"))}
        add(self.facts, own)
        self._by_first_topic = {row["id"] for part in (second, own) for row in part.get("networks", ())}
        self.mpsc = read_table(shared / "data/mpsc/mpsc_2019_2021.csv")
        self.curation = {path.stem: read_table(path) for path in sorted(CURATION.glob("*.csv"))}
        self.bodies = compile_bodies(self.curation["bodies"], register, shared / "data/lau/nuts_lau_2019.csv.gz")
        self.wide = compile_wide(
            shared / "facts/bodies-2.csv.gz", shared / "facts/municipalities.csv.gz", self.bodies, register
        )
        practices = with_better_sources(self.facts[PRACTICES], self.curation["practice_sources"])
        practices = with_their_doers(practices, self.curation["practice_doers"])
        self.practices = Practices(
            with_german_texts(practices, self.curation["practice_texts_de"]),
            self.curation["practices"],
            self.curation["practice_names_de"],
            self.curation["honours"],
        )
        self.words = TopicWords(self.curation["topic_words"], (row["id"] for row in read_table(DATA / "topics.csv")))
        correct(self.facts["call_clauses"], self.curation["clauses"])
        self._german = {row["id"]: row for row in self.curation["german"]}
        self._patterns = [
            (row["of"], re.compile(re.escape(row["english"]).replace(r"\{x\}", "(?P<x>.+)")), row["german"])
            for row in self.curation["german_patterns"]
        ]
        self._phrases = {row["english"]: row["german"] for row in self.curation["phrases_de"]}
        self._towns_in_german = {row["id"]: row["name_de"] for row in read_table(DATA / "german_names.csv")}
        self.pays = Pays(self.curation["pays"])
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

    def phrase(self, english: str) -> str:
        """The German of a phrase; empty where it is the same. Raises PeerpolisError for one that nobody translated."""
        if english and english not in self._phrases:
            raise PeerpolisError(f"seed/curation/phrases_de.csv: {english!r} has no German")
        german = self._phrases.get(english, "")
        return "" if german == english else german

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
    mpsc_networks, mpsc_members = model_projects(run.mpsc)
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
        "calls": [
            {
                **run.german(row, "title_de"),
                "who_may_apply_de": run.phrase(row["who_may_apply"]),
                **run.pays.of(row["id"], row["action_type"]),
            }
            for row in map(call, run.facts["calls"])
        ],
        "clauses": clauses(run.facts),
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
    run.pays.check({row["id"] for table in ("calls", "programmes") for row in tables[table]})
    counts = {name: write_table(target / f"{name}.csv", name, rows) for name, rows in tables.items()}
    counts |= _packed(shared, target, run, register)
    describe(target)
    return counts | {f"left out for want of {topic}": len(of) for topic, of in sorted(run.words.skipped.items())}


def _packed(shared: Path, target: Path, run: Compilation, register: Register) -> dict[str, int]:
    """Write the packed tables; how many rows each has, and how many ids they name that the bundle does not have."""
    counts, left_out, known = {}, set[str](), run.known_ids(register)
    bodies = [*run.bodies, *run.wide]
    places = {t.id: (t.lat, t.lon) for t in register.towns if t.lat is not None and t.lon is not None}
    names = {t.id: t.name for t in register.towns}
    above = {body["id"] for body in bodies if body["kind"] in ABOVE_TOWNS}
    for table, made in ((TWINNINGS, twinnings), (WEBSITES, websites)):
        rows = made(shared / "facts" / f"{table}.csv.gz", known, left_out)
        if table == WEBSITES:
            rows = own_sites(rows, places | places_of(bodies), names, above)
        counts[table] = pack(target / f"{table}.csv.xz", table, rows)
    return counts | {"places without a row of their own": len(left_out)}


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
            **{key: where_known(value) for key, value in r.items()},
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
    areas = {row["programme"]: (row["area"], row["source"]) for row in run.curation["programme_areas"]}
    for row in run.curation["border_programmes"]:
        id = "prog:" + row["programme"]
        rows[id] = {**row, **_AT_THE_BORDER, "id": id}
        areas[id] = (row["area"], "")
    names: dict[str, list[str]] = {}
    for row in run.curation["programme_names"]:
        names.setdefault(row["programme"], []).append(f"{row['name']}@{row['language']}")
    return [
        {
            **run.german(rows[id], "name_de", "what_for_de"),
            "names": "|".join(names.get(id, ())),
            "managing_body_de": run.phrase(rows[id].get("managing_body", "")),
            "area": areas.get(id, ("", ""))[0],
            "area_source": public(areas.get(id, ("", ""))[1]),
            **run.pays.of(id),
        }
        for id in sorted(rows)
    ]


def _with_town(practices: Iterable[Row], uses: Iterable[Row]) -> list[Row]:
    """The practices whose town could be told: without it there is nobody to ask."""
    told = {row["solution"] for row in uses}
    return [row for row in practices if row["id"] in told]


def _addresses(run: Compilation, networks: Iterable[Row], solutions: Iterable[Row]) -> list[Row]:
    """What networks, solutions, calls and programmes are about: by their topic words, or as judged for each; what is
    judged of a subject that ends in "*" is so of all networks and solutions whose ids begin so."""
    judged: dict[str, dict[str, float]] = {}
    for row in run.curation["addresses"]:
        judged.setdefault(row["subject"], {})[row["topic"]] = float(row["weight"])
    families = {subject[:-1]: judged.pop(subject) for subject in tuple(judged) if subject.endswith("*")}
    for row in (*networks, *solutions):
        of_family = (topics for prefix, topics in families.items() if row["id"].startswith(prefix))
        if row["id"] not in judged and (topics := next(of_family, None)) is not None:
            judged[row["id"]] = topics
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
