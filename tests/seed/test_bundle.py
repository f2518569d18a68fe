from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graph.model import (
    Call,
    Clause,
    Municipality,
    Network,
    Node,
    Relation,
    Solution,
    Topic,
)
from graph.names import normal_form
from matching.kinds.conditions import CONDITIONS
from seed.bundle.curated import LANGUAGES, read_bundle
from seed.files.source import read_sources
from seed.reading import Reading
from seed.register.geonames import Register
from seed.register.official import read_units

ROOT = Path(__file__).parents[2]
DATA = ROOT / "seed/data"


def nodes(bundle: Reading) -> dict[str, Node]:
    return {node.id: node for node in bundle.batch.nodes}


def records(bundle: Reading) -> list[Node | Relation]:
    return [*bundle.batch.nodes, *bundle.batch.relations]


def ends(bundle: Reading, type: str, start: str) -> set[str]:
    return {r.end for r in bundle.batch.relations if r.type == type and r.start == start}


def members(bundle: Reading, network: str) -> set[str]:
    return {r.start for r in bundle.batch.relations if r.type == "MEMBER_OF" and r.end == network}


def test_no_row_of_the_bundle_is_refused(bundle: Reading) -> None:
    assert [str(error) for error in bundle.errors] == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # frictionless leaves packed files open
def test_the_data_package_is_valid() -> None:
    frictionless = pytest.importorskip("frictionless", reason="the extra `test` installs frictionless")
    report = frictionless.Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.to_summary()


def test_every_relation_has_both_its_ends(bundle: Reading, register: Register) -> None:
    known = set(nodes(bundle)) | {town.id for town in register.towns} | {region.id for region in register.regions}
    missing = {id for r in bundle.batch.relations for id in (r.start, r.end) if id not in known}
    assert missing == set()
    assert {fact.subject for fact in bundle.batch.facts} <= known
    umbrellas = {n.umbrella for n in bundle.batch.nodes if isinstance(n, Network) and n.umbrella}
    assert umbrellas <= known


def test_nothing_is_said_twice(bundle: Reading) -> None:
    ids = Counter(node.id for node in bundle.batch.nodes)
    statements = Counter(relation.identity for relation in bundle.batch.relations)
    assert [id for id, times in ids.items() if times > 1] == []
    assert [said for said, times in statements.items() if times > 1] == []


def test_the_counts_are_those_the_readme_says() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    said = {
        name: int(count.replace(",", "")) for name, count in re.findall(r"^\| `(\w+)\.csv` \| ([\d,]+) \|", text, re.M)
    }
    counted = {}
    for name in said:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            counted[name] = sum(1 for _ in csv.DictReader(file))
    assert said == counted
    assert len(said) >= 13


def test_under_three_in_a_hundred_statements_stay_without_their_town(bundle: Reading) -> None:
    with (DATA / "unresolved.csv").open(encoding="utf-8", newline="") as file:
        lost = sum(int(row["rows"]) for row in csv.DictReader(file))
    kept = sum(1 for r in bundle.batch.relations if r.type in ("MEMBER_OF", "USES"))
    assert lost < 0.03 * kept
    assert any(str(lost) in notice for notice in bundle.notices)


def test_there_are_eight_fields_with_68_topics_in_them(bundle: Reading) -> None:
    broader = {r.start: r.end for r in bundle.batch.relations if r.type == "BROADER"}
    topics = {n.id for n in bundle.batch.nodes if isinstance(n, Topic)}
    fields = topics - set(broader)
    assert (len(fields), len(broader)) == (8, 68)
    assert set(broader.values()) == fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_label_and_synonyms_in_each_language(bundle: Reading, language: str) -> None:
    tag = f"@{language}"
    for topic in bundle.batch.nodes:
        if isinstance(topic, Topic):
            assert sum(label.endswith(tag) for label in topic.labels) == 1, topic.id
            assert any(synonym.endswith(tag) for synonym in topic.synonyms), topic.id


def test_no_word_means_two_topics(bundle: Reading) -> None:
    meant: dict[str, set[str]] = {}
    for topic in bundle.batch.nodes:
        if isinstance(topic, Topic):
            for text in (*topic.labels, *topic.synonyms):
                meant.setdefault(normal_form(text.rpartition("@")[0]), set()).add(topic.id)
    assert {word: ids for word, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("Bürgerhaushalt@de", "topic:e-participation"),
        ("OZG@de", "topic:online-services"),
        ("KWP@de", "topic:heat-planning"),
        ("XPlanung@de", "topic:digital-planning-xplanung"),
        ("DiPA@de", "topic:telemedicine-care"),
        ("LoRaWAN@de", "topic:sensors-lorawan"),
        ("Mängelmelder@de", "topic:city-app-defect-reporting"),
        ("Städtepartnerschaft@de", "topic:town-partnerships"),
        ("basen@pl", "topic:sports-and-pools"),
        ("školka@cs", "topic:schools-and-child-care"),
        ("district heating@en", "topic:heat-planning"),
        ("participatory budgeting@en", "topic:e-participation"),
    ],
)
def test_the_words_of_a_clerk_find_their_topic(bundle: Reading, word: str, topic: str) -> None:
    found = nodes(bundle)[topic]
    assert isinstance(found, Topic)
    assert word in (*found.labels, *found.synonyms)


def test_every_network_and_solution_is_about_something(bundle: Reading) -> None:
    about = {r.start for r in bundle.batch.relations if r.type == "ADDRESSES"}
    silent = {n.id for n in bundle.batch.nodes if n.label in ("Network", "Solution")} - about
    if _topics_to_come(bundle):  # a practice may be about one of them alone
        silent = {id for id in silent if not id.startswith("prac:")}
    assert silent == set()


def _topics_to_come(bundle: Reading) -> set[str]:
    """Topics that words mean and that the vocabulary does not have yet."""
    with (ROOT / "seed/curation/topic_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["topic"] for row in csv.DictReader(file) if row["topic"]} - set(nodes(bundle))


def uses(bundle: Reading, solution: str) -> dict[str, Relation]:
    return {r.start: r for r in bundle.batch.relations if r.type == "USES" and r.end == solution}


@pytest.mark.parametrize(
    ("practice", "town", "status", "since"),
    [
        # It moved to free software and back again.
        ("prac:de-muenchen-limux", "gn:2867714", "ended", "2013"),
        # It holds a title: what it does for it, the list does not tell.
        ("prac:de-landshut-fair-trade-town", "gn:2881485", "label", None),
        # Its citizens' club runs the pool since 2003.
        ("prac:de-sachsenheim-open-air-pool-run-by-citizens", "gn:11951298", "in-use", "2003"),
        # Parking sensors that were to come in 2025, as a page of 2023 says.
        ("prac:smart-parking-in-the-centre-mangualde", "gn:2737949", "planned", "2025"),
        # It stood for a prize; who won it was another.
        ("prac:de-landl-reusing-what-is-there", "gn:2773056", "nominated", "2026"),
        # Its council adopted a plan.
        ("prac:de-potsdam-master-plan-100-climate-protection", "gn:2852458", "plan", "2016"),
        # An attack befell it: it can be asked, and nobody would do it again.
        ("prac:de-hoppegarten-working-offline-after-an-attack", "gn:2899172", "lesson", "2025"),
        # The leisure centre in Cirencester is the district's.
        ("prac:gas-free-swimming-pool-and-leisure-centre-cirencester", "body:gb-cotswold", "origin", "2022"),
        # With Ludwigsburg, the first of its kind.
        ("prac:first-french-german-town-twinning-montbeliard", "gn:2992938", "origin", "1950"),
    ],
)
def test_a_practice_is_that_of_its_town_and_no_stronger_than_its_proof(
    bundle: Reading, practice: str, town: str, status: str, since: str | None
) -> None:
    node = nodes(bundle)[practice]
    assert isinstance(node, Solution)
    assert (node.kind, bool(node.summary)) == ("practice", True)
    (said,) = uses(bundle, practice).values()
    assert (said.start, said.status, said.since) == (town, status, since)
    assert said.source
    assert said.as_of


def test_a_german_sentence_leaves_out_no_number_of_the_english_one(bundle: Reading) -> None:
    """Numbers up to twelve are words in German, and so is "24-hour"."""
    for node in bundle.batch.nodes:
        if not isinstance(node, Solution) or not node.id.startswith("prac:"):
            continue
        english, german = (_numbers(node.summary_in(language) or "") for language in ("en", "de"))
        assert {n for n in english - german if int(n) > 12 and n != "24"} == set(), node.id


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)))


def test_nothing_is_said_to_run_that_was_still_to_come_when_its_source_was_written(bundle: Reading) -> None:
    practices = [r for r in bundle.batch.relations if r.type == "USES" and r.end.startswith("prac:")]
    early = {r.end for r in practices if r.since and r.as_of and r.since[:4] > r.as_of[:4]}
    running = {r.end for r in practices if r.end in early and r.status in ("in-use", "origin")}
    assert running <= {"prac:accessible-city-with-disability-groups-jonkoping"}  # its year is that of the award


def test_bicycles_for_hire_are_one_practice_of_many_towns_and_parking_data_one_use(bundle: Reading) -> None:
    hire = uses(bundle, "prac:public-bike-sharing-scheme")
    assert len(hire) > 250
    assert {r.status for r in hire.values()} == {"in-use"}
    assert not [n.id for n in bundle.batch.nodes if n.id.startswith("prac:") and "parking-data-as-open" in n.id]
    parking = [r for r in bundle.batch.relations if r.type == "USES" and r.end == "sol:parkapi"]
    assert sum(r.start == "gn:3247449" for r in parking) == 1  # Aachen stands in both lists


def test_a_joint_climate_plan_is_one_of_neighbours(bundle: Reading, register: Register) -> None:
    place = {t.id: (t.lat, t.lon) for t in register.towns if t.lat is not None and t.lon is not None}
    plans = [n.id for n in bundle.batch.nodes if n.id.startswith("net:com-joint-")]
    assert len(plans) == 257
    apart = []
    for plan in plans:
        places = [place[town] for town in members(bundle, plan) if town in place]
        if places and max(max(p) - min(p) for p in zip(*places, strict=True)) > 1.5:  # degrees, some 100 km or more
            apart.append(plan)
    assert len(apart) < 0.05 * len(plans), apart


def test_those_who_signed_stand_in_a_list_and_that_they_signed_has_its_day(bundle: Reading) -> None:
    covenant = nodes(bundle)["net:covenant-of-mayors"]
    assert isinstance(covenant, Network)
    assert covenant.admission == "listed"
    signed = {r.start: r for r in bundle.batch.relations if r.type == "MEMBER_OF" and r.end == covenant.id}
    assert len(signed) > 4_500
    assert signed["gn:2867714"].as_of == "2024-01"  # Munich
    assert sum(r.since is not None for r in signed.values()) > 0.99 * len(signed)


@pytest.mark.parametrize(
    ("network", "towns"),
    [
        # Two towns that make a tandem, known from the press of each.
        ("net:cie-arezzo-hamm", {"gn:3182884", "gn:2911240"}),
        # Solingen, Süderbrarup: model projects of one town.
        ("net:mpsc-2019-solingen", {"gn:2831580"}),
        ("net:mpsc-2019-suederbrarup", {"gn:2825186"}),
    ],
)
def test_small_networks_have_the_towns_they_are_known_for(bundle: Reading, network: str, towns: set[str]) -> None:
    assert members(bundle, network) == towns


def test_the_members_of_a_part_stand_in_the_whole_too(bundle: Reading) -> None:
    whole = "net:modellprojekte-smart-cities"
    parts = [n.id for n in bundle.batch.nodes if isinstance(n, Network) and n.umbrella == whole]
    assert len(parts) == 73
    assert set().union(*(members(bundle, part) for part in parts)) == members(bundle, whole)


def test_a_county_has_the_inhabitants_of_its_municipalities(bundle: Reading) -> None:
    """Lahn-Dill-Kreis counts about 254,000, Recklinghausen about 615,000 (statistics offices of the Länder)."""
    for id, about in (("body:de-lahn-dill-kreis", 254_000), ("body:de-kreis-recklinghausen", 615_000)):
        body = nodes(bundle)[id]
        assert isinstance(body, Municipality)
        assert body.population == pytest.approx(about, rel=0.02)


def test_counties_and_unions_have_a_name_a_source_and_a_year(bundle: Reading) -> None:
    wide = {node.name: node for node in nodes(bundle).values() if isinstance(node, Municipality)}
    for name, country, kind, about in (
        ("Landkreis Görlitz", "DE", "county", 250_000),
        ("Amt Brück", "DE", "union", 11_000),
        ("Verbandsgemeinde Nahe-Glan", "DE", "union", 25_000),
        ("Powiat kłodzki", "PL", "county", 159_000),
        ("Provincia di Cuneo", "IT", "county", 587_000),
        ("Communauté de communes du Pont du Gard", "FR", "union", 24_000),
        ("Județul Cluj", "RO", "county", 729_000),
    ):
        body = wide[name]
        assert (body.country, body.kind) == (country, kind)
        assert body.population == pytest.approx(about, rel=0.02)
        assert body.as_of is not None
    # Nobody has counted who lives in the unions of Italy: unknown, not 0.
    assert wide["Unione dei Comuni della Bassa Romagna"].population is None


def test_no_county_or_union_stands_there_twice(bundle: Reading) -> None:
    wide = [n for n in bundle.batch.nodes if isinstance(n, Municipality) and n.kind in ("county", "union")]
    names = Counter((n.country, n.kind, n.name, n.lat) for n in wide)
    assert {name for name, times in names.items() if times > 1} == set()


def test_an_agreement_without_an_office_is_nobody_to_ask(bundle: Reading) -> None:
    assert not any(node.name.startswith("Vereinbarte Verwaltungsgemeinschaft") for node in bundle.batch.nodes)


def test_members_that_the_register_lacks_have_the_inhabitants_that_the_official_list_says(bundle: Reading) -> None:
    said = {f"lau:{unit.lau}": unit.population for unit in read_units()}
    towns = [n for n in bundle.batch.nodes if isinstance(n, Municipality) and n.id in said]
    assert len(towns) > 1_000
    assert [town.id for town in towns if town.population != said[town.id]] == []


def test_bodies_lie_in_their_country(bundle: Reading) -> None:
    box = {"DE": (47, 56, 5, 16), "NL": (50, 54, 3, 8), "IT": (35, 48, 6, 19), "GB": (49, 61, -9, 2)}
    for body in bundle.batch.nodes:
        if isinstance(body, Municipality) and body.country in box and body.lat is not None and body.lon is not None:
            south, north, west, east = box[body.country]
            assert south < body.lat < north, body.id
            assert west < body.lon < east, body.id


def test_calls_are_under_a_programme_and_carry_their_rules(bundle: Reading) -> None:
    calls = [n for n in bundle.batch.nodes if isinstance(n, Call)]
    assert len(calls) == 239
    for call in calls:
        under = ends(bundle, "UNDER", call.id)
        assert under
        assert len(under) <= 2
        assert ends(bundle, "REQUIRES", call.id)
        assert call.id == call.id.lower()
    horizon = [call for call in calls if call.id.startswith("call:horizon-")]
    assert len(horizon) == 70
    for call in horizon:
        assert "prog:horizon-europe" in ends(bundle, "UNDER", call.id)  # missions and the Bauhaus facility are parts
        assert call.deadline is not None
    assert all(clause.id.startswith("clause:") for clause in bundle.batch.nodes if isinstance(clause, Clause))


@pytest.mark.parametrize(
    ("call", "status", "deadline"),
    [
        ("call:urbact-action-networks-2026", "closed", "2026-06-17"),  # kept for what it teaches
        ("call:eui-c2c-continuous", "continuous", None),  # one applies at any time
        ("call:cerv-2027-town-tt-expected", "expected", None),  # a guess is no day
        ("call:de-kommunalrichtlinie-netzwerk", "open", "2027-12-31"),
    ],
)
def test_a_call_has_a_day_only_where_one_is_published(
    bundle: Reading, call: str, status: str, deadline: str | None
) -> None:
    found = nodes(bundle)[call]
    assert isinstance(found, Call)
    assert (found.status, found.deadline) == (status, deadline)


def test_each_decision_on_admission_belongs_to_a_network_that_towns_could_join(bundle: Reading) -> None:
    with (ROOT / "seed/curation/admission.csv").open(encoding="utf-8", newline="") as file:
        columns = ("admission", "countries", "regions", "population_min", "population_max", "one_per_country", "takes")
        rows = list(csv.DictReader(file))
    decided = {row["id"]: [row[c] for c in columns] for row in rows}
    networks = [n for n in bundle.batch.nodes if isinstance(n, Network)]
    said = {n.id: n for n in networks if n.id in decided or n.admission or n.countries or n.takes}
    assert decided == {
        id: [
            *(n.admission or "", "|".join(n.countries), "|".join(n.regions)),
            *(str(n.population_min or ""), str(n.population_max or ""), n.one_per_country or "", "|".join(n.takes)),
        ]
        for id, n in said.items()
    }
    assert all(row["why"] for row in rows)
    assert all(row["joining_source"] for row in rows if row["joining_en"] or row["joining_de"])
    assert {condition for n in networks for condition in n.takes} <= CONDITIONS.keys()
    assert {n.kind for n in said.values()} <= {"association", "network", "initiative"}


@pytest.mark.parametrize(
    ("network", "admission"),
    [
        ("net:modellprojekte-smart-cities", "chosen"),  # 73 chosen in three rounds, the last in 2021
        ("net:eu-cities-mission", "chosen"),  # 112 cities, chosen in 2022
        ("net:cittaslow", "open"),  # any town under 50,000 inhabitants may apply
        ("net:fiware-cities", "listed"),  # no town joins a directory
        ("net:wallonie-territoire-intelligent", "chosen"),  # won in the region's calls
        ("net:douzelage", None),  # one town a country: open only where the country has none
    ],
)
def test_how_one_becomes_a_member(bundle: Reading, network: str, admission: str | None) -> None:
    found = nodes(bundle)[network]
    assert isinstance(found, Network)
    assert found.admission == admission


def test_known_members_are_of_the_countries_that_their_network_takes_members_from(
    bundle: Reading, register: Register
) -> None:
    country = {t.id: t.country for t in register.towns}
    country |= {id: n.country for id, n in nodes(bundle).items() if isinstance(n, Municipality)}
    limited = {id: n.countries for id, n in nodes(bundle).items() if isinstance(n, Network) and n.countries}
    members = [r for r in bundle.batch.relations if r.type == "MEMBER_OF" and r.end in limited]
    foreign = {(r.end, country[r.start]) for r in members if country[r.start] not in limited[r.end]}
    # Both took one of each country of the Union before the United Kingdom left it.
    assert foreign == {("net:douzelage", "GB"), ("net:charter-european-rural-communities", "GB")}
    assert len({r.end for r in members}) > 20


def test_quotations_are_short(bundle: Reading) -> None:
    assert max(len(n.quote.split()) for n in bundle.batch.nodes if isinstance(n, Clause) and n.quote) <= 12


def test_what_is_not_known_is_left_out(bundle: Reading) -> None:
    said = {value for r in records(bundle) for value in _texts(r)}
    assert not said & {"unknown", "none", "no mention", ""}


def _texts(record: Node | Relation) -> set[str]:
    skipped = ("name", "quote", "value", "operator", "kind")
    return {v for k in record.__dataclass_fields__ if k not in skipped and isinstance(v := getattr(record, k), str)}


def test_sources_can_be_followed(bundle: Reading) -> None:
    private = [r.source for r in records(bundle) if re.search(r"data/|domain\.md", _own(r))]
    assert private == []
    listed = {source.id for source in read_sources()}
    sources = {r.source for r in records(bundle)} | {fact.source for fact in bundle.batch.facts}
    ids = {source for source in sources if re.fullmatch(r"[a-z0-9-]+", source)}
    assert ids <= listed


def _own(record: Node | Relation) -> str:
    """The source without those that are addresses, whose paths may hold anything."""
    return "" if re.match(r"(https?://|github\.com/|[\w.-]+/[\w.-]+:)", record.source) else record.source


def test_a_bad_row_is_told_with_its_place_and_the_rest_is_taken(tmp_path: Path, bundle: Reading) -> None:
    for file in DATA.glob("*.csv"):
        shutil.copy(file, tmp_path)
    _spoil(tmp_path / "bodies.csv", 5, "population", "many")
    _spoil(tmp_path / "networks.csv", 3, "start", "next year")
    _spoil(tmp_path / "uses.csv", 7, "status", "loved")
    spoilt = read_bundle(tmp_path)
    assert [(e.file, e.row, e.column, e.value) for e in spoilt.errors] == [
        ("bodies.csv", 5, "population", "many"),
        ("networks.csv", 3, "start", "next year"),
        ("uses.csv", 7, "status", "loved"),
    ]
    assert len(spoilt.batch.nodes) == len(bundle.batch.nodes) - 2


def _spoil(path: Path, line: int, column: str, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames or [], list(reader)
    rows[line - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
