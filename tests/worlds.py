"""A world small enough to know by heart: twelve municipalities, six of them with ties that can be drawn by hand.

The places are real (names, coordinates, inhabitants as GeoNames gives them); what they belong to, use, need and offer
is invented. `twelve_towns()` is what is known today; the dates let a snapshot of 2015 differ from it.

Who belongs where (`*` also stands there by a second source; years are `since`)::

                      Climate League     Open Town Alliance   Heat Maps     Town Tandems   its tandem
                      association        association          project       network        Łomża–Brück
    Berlin      DE    1995 *             2008                 ·             ·              ·
    Potsdam     DE    2010               ·                    2018 lead     ·              ·
    Manresa     ES    2012               ·                    2018          2022           ·
    Tartu       EE    2014               year unknown         ·             2022           ·
    Łomża       PL    2016               ·                    ·             2022           2022
    Biel/Bienne CH    ·                  2009 – June 2014     ·             ·              ·
    Brück       DE    ·                  ·                    2018          2022           2022
    Vaslui      RO    nothing, but is twinned with Manresa; its population is not known
    Bad Belzig  DE    nothing at all: needs heat planning and energy communities; 14 km from Brück
    Zambrów     PL    nothing at all: needs energy communities; 25 km from Łomża
    Potsdam-Mittelmark DE  a county without a place; nothing at all
    Kreuzberg   DE    a quarter of Berlin: never a partner

Ties, every network once (the tandem repeats its umbrella): 16. Distinct partners: Tartu 6, Berlin 5, Potsdam 5,
Manresa 5, Łomża 5, Brück 4, Biel/Bienne 2, all others 0. Networks, the tandem not counted: Manresa 3, Tartu 3,
Berlin 2, Potsdam 2, Łomża 2, Brück 2, Biel/Bienne 1.

As of 2015-12-31 only Berlin, Potsdam, Manresa, Tartu (Climate League) and Berlin, Tartu (Open Town Alliance) are
members: Berlin, Potsdam, Manresa and Tartu have three partners each, and nobody else has any.

Topics::

    climate-energy ── heat-planning        needed by Bad Belzig, Łomża; offered by Potsdam, Manresa
                   └─ energy-communities   needed by Bad Belzig, Zambrów; offered by nobody
    digital-administration ── e-participation   needed by Vaslui; offered by Tartu
                           └─ open-data         needed by nobody; offered by Berlin

Calls: *Heat Together* (Horizon Europe: three applicants from three countries, one in a Member State) and *City Lab*
(European towns of 50,000 inhabitants and more, DEGURBA 1 or 2; the deadline has passed in 2024).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model import (
    Batch,
    Call,
    Clause,
    Fact,
    Municipality,
    Network,
    Node,
    Programme,
    Region,
    Relation,
    Solution,
    Topic,
)

BAD_BELZIG = "gn:2951134"
BERLIN = "gn:2950159"
BIEL = "gn:2661513"
BRUECK = "gn:2943516"
KREUZBERG = "gn:2884161"
LOMZA = "gn:766027"
MANRESA = "gn:3117533"
POTSDAM = "gn:2852458"
POTSDAM_MITTELMARK = "body:de-landkreis-potsdam-mittelmark"
TARTU = "gn:588335"
VASLUI = "gn:663118"
ZAMBROW = "gn:753895"

CLIMATE_LEAGUE = "net:climate-league"
OPEN_TOWN_ALLIANCE = "net:open-town-alliance"
HEAT_MAPS = "net:heat-maps"
TOWN_TANDEMS = "net:town-tandems"
TANDEM = "net:tandem-lomza-brueck"

CLIMATE_ENERGY = "topic:climate-energy"
HEAT_PLANNING = "topic:heat-planning"
ENERGY_COMMUNITIES = "topic:energy-communities"
DIGITAL_ADMINISTRATION = "topic:digital-administration"
E_PARTICIPATION = "topic:e-participation"
OPEN_DATA = "topic:open-data"

HEAT_ATLAS = "sol:heat-atlas"
REPAIR_DESK = "sol:repair-desk"
TOWN_APP = "sol:town-app"

HORIZON = "prog:horizon-europe"
TOWN_FUND = "prog:town-fund"
HEAT_TOGETHER = "call:heat-together"
CITY_LAB = "call:city-lab"

REGISTER = "world/register.csv"
RECORDS = "world/records.csv"
NEWSPAPER = "world/newspaper.csv"
RULES = "world/rules.csv"


def twelve_towns() -> Batch:
    """All records of the world, in no particular order."""
    nodes = (*_municipalities(), *_regions(), *_topics(), *_networks(), *_solutions(), *_funding())
    return Batch(nodes, (*_places(), *_memberships(), *_wishes(), *_subjects(), *_rules()), _facts())


def members_only(rows: Mapping[str, Sequence[int]], *, umbrella: Mapping[str, str] | None = None) -> Batch:
    """Ten towns gn:0 … gn:9 and the projects in `rows`, each with the numbers of its members."""
    towns = [Municipality(id=f"gn:{i}", name=f"Town {i}", country="DE", source=REGISTER) for i in range(10)]
    above = umbrella or {}
    networks = [Network(id=id, name=id, kind="project", umbrella=above.get(id), source=RECORDS) for id in rows]
    relations = [
        Relation(type="MEMBER_OF", start=f"gn:{i}", end=id, source=RECORDS)
        for id, members in rows.items()
        for i in members
    ]
    return Batch((*towns, *networks), relations)


def _municipalities() -> tuple[Node, ...]:
    def town(id: str, name: str, country: str, lat: float, lon: float, population: int | None, *names: str) -> Node:
        return Municipality(
            id=id,
            name=name,
            country=country,
            lat=lat,
            lon=lon,
            population=population,
            names=names,
            source=REGISTER,
            as_of="2024",
        )

    return (
        town(BAD_BELZIG, "Bad Belzig", "DE", 52.14184, 12.59272, 11_999, "Belzig"),
        town(BERLIN, "Berlin", "DE", 52.52437, 13.41053, 3_426_354),
        town(BIEL, "Biel/Bienne", "CH", 47.13713, 7.24608, 55_120, "Biel", "Bienne"),
        town(BRUECK, "Brück", "DE", 52.19766, 12.76868, 4_018),
        town(LOMZA, "Łomża", "PL", 53.17806, 22.05935, 62_019, "Lomza", "Lomscha"),
        town(MANRESA, "Manresa", "ES", 41.72815, 1.82399, 76_250),
        town(POTSDAM, "Potsdam", "DE", 52.39886, 13.06566, 184_754),
        town(TARTU, "Tartu", "EE", 58.38062, 26.72509, 91_407, "Dorpat"),
        town(VASLUI, "Vaslui", "RO", 46.63333, 27.73333, None),
        town(ZAMBROW, "Zambrów", "PL", 52.9855, 22.24319, 22_857),
        Municipality(
            id=KREUZBERG,
            name="Kreuzberg",
            country="DE",
            kind="quarter",
            lat=52.49973,
            lon=13.40338,
            population=153_135,
            source=REGISTER,
            as_of="2024",
        ),
        Municipality(
            id=POTSDAM_MITTELMARK,
            name="Landkreis Potsdam-Mittelmark",
            country="DE",
            kind="county",
            population=220_000,
            source=RECORDS,
        ),
    )


def _regions() -> tuple[Node, ...]:
    rows = {
        "region:DE-BB": ("Brandenburg", "DE"),
        "region:DE-BE": ("Land Berlin", "DE"),
        "region:DE-BY": ("Bayern", "DE"),
        "region:CH-BE": ("Bern", "CH"),
        "region:EE-79": ("Tartumaa", "EE"),
        "region:ES-CT": ("Catalunya", "ES"),
        "region:PL-20": ("Podlaskie", "PL"),
        "region:RO-VS": ("Vaslui", "RO"),
    }
    return tuple(
        Region(id=id, name=name, country=country, code=id[7:], source=REGISTER) for id, (name, country) in rows.items()
    )


def _places() -> tuple[Relation, ...]:
    rows = {
        BAD_BELZIG: "region:DE-BB",
        BERLIN: "region:DE-BE",
        BIEL: "region:CH-BE",
        BRUECK: "region:DE-BB",
        KREUZBERG: "region:DE-BE",
        LOMZA: "region:PL-20",
        MANRESA: "region:ES-CT",
        POTSDAM: "region:DE-BB",
        POTSDAM_MITTELMARK: "region:DE-BB",
        TARTU: "region:EE-79",
        VASLUI: "region:RO-VS",
        ZAMBROW: "region:PL-20",
    }
    return tuple(Relation(type="IN", start=town, end=region, source=REGISTER) for town, region in rows.items())


def _topics() -> tuple[Node, ...]:
    def topic(id: str, name: str, german: str, *synonyms: str) -> Node:
        return Topic(id=id, name=name, labels=(f"{name}@en", f"{german}@de"), synonyms=synonyms, source=RECORDS)

    return (
        topic(CLIMATE_ENERGY, "Climate and energy", "Klima und Energie", "Klimaschutz@de"),
        topic(HEAT_PLANNING, "Heat planning", "Wärmeplanung", "Wärmeplan@de", "district heating@en"),
        topic(ENERGY_COMMUNITIES, "Energy communities", "Energiegemeinschaften", "Bürgerenergie@de"),
        topic(DIGITAL_ADMINISTRATION, "Digital administration", "Digitale Verwaltung", "E-Government@de"),
        topic(
            E_PARTICIPATION, "E-participation", "Digitale Bürgerbeteiligung", "Bürgerhaushalt@de", "have your say@en"
        ),
        topic(OPEN_DATA, "Open data", "Offene Daten", "Datenportal@de", "data portal@en"),
    )


def _networks() -> tuple[Node, ...]:
    return (
        Network(
            id=CLIMATE_LEAGUE,
            name="Climate League",
            kind="association",
            start="1990",
            labels=("Klimaliga@de",),
            summary="Towns that heat without coal and gas.",
            summaries=("Kommunen, die ohne Kohle und Gas heizen.@de",),
            source=RECORDS,
            as_of="2024",
        ),
        Network(
            id=OPEN_TOWN_ALLIANCE,
            name="Open Town Alliance",
            kind="association",
            start="2008",
            admission="open",
            source=RECORDS,
        ),
        Network(id=HEAT_MAPS, name="Heat Maps", kind="project", start="2018-01", end="2021-06", source=RECORDS),
        Network(id=TOWN_TANDEMS, name="Town Tandems", kind="network", start="2022", admission="chosen", source=RECORDS),
        Network(
            id=TANDEM,
            name="Tandem Łomża–Brück",
            kind="tandem",
            start="2022",
            umbrella=TOWN_TANDEMS,
            source=RECORDS,
        ),
    )


def _memberships() -> tuple[Relation, ...]:
    def member(
        town: str,
        network: str,
        since: str | None = None,
        until: str | None = None,
        role: str | None = None,
        source: str = RECORDS,
    ) -> Relation:
        return Relation(
            type="MEMBER_OF", start=town, end=network, since=since, until=until, role=role, source=source, as_of="2024"
        )

    return (
        member(BERLIN, CLIMATE_LEAGUE, "1995"),
        member(BERLIN, CLIMATE_LEAGUE, "1995-03", source=NEWSPAPER),
        member(POTSDAM, CLIMATE_LEAGUE, "2010-05"),
        member(MANRESA, CLIMATE_LEAGUE, "2012"),
        member(TARTU, CLIMATE_LEAGUE, "2014"),
        member(LOMZA, CLIMATE_LEAGUE, "2016"),
        member(BERLIN, OPEN_TOWN_ALLIANCE, "2008"),
        member(TARTU, OPEN_TOWN_ALLIANCE),
        member(BIEL, OPEN_TOWN_ALLIANCE, "2009", "2014-06"),
        member(POTSDAM, HEAT_MAPS, "2018-01", role="lead"),
        member(BRUECK, HEAT_MAPS, "2018-01", role="partner"),
        member(MANRESA, HEAT_MAPS, "2018-01", role="partner"),
        *(member(town, TOWN_TANDEMS, "2022") for town in (LOMZA, BRUECK, MANRESA, TARTU)),
        *(member(town, TANDEM, "2022", role="twin") for town in (LOMZA, BRUECK)),
        Relation(type="TWINNED_WITH", start=VASLUI, end=MANRESA, since="1999", source=RECORDS),
    )


def _solutions() -> tuple[Node, ...]:
    return (
        Solution(id=HEAT_ATLAS, name="Heat Atlas", kind="dataset", owner="Potsdam", owner_country="DE", source=RECORDS),
        Solution(id=REPAIR_DESK, name="Repair Desk", kind="software", licence="MIT", source=RECORDS),
        Solution(
            id=TOWN_APP,
            name="Town App",
            kind="software",
            owner="Tartu",
            owner_country="EE",
            licence="EUPL-1.2",
            languages=("et", "de"),
            since="2019",
            summary="Residents vote on their town's budget.",
            source=RECORDS,
        ),
    )


def _wishes() -> tuple[Relation, ...]:
    def relation(
        type: str,
        town: str,
        end: str,
        weight: float | None = None,
        status: str | None = None,
        evidence: str | None = None,
    ) -> Relation:
        return Relation(
            type=type,
            start=town,
            end=end,
            weight=weight,
            status=status,
            evidence=evidence,
            source=RECORDS,
            as_of="2024",
        )

    return (
        relation("NEEDS", BAD_BELZIG, HEAT_PLANNING, 1.0),
        relation("NEEDS", BAD_BELZIG, ENERGY_COMMUNITIES, 0.5),
        relation("NEEDS", LOMZA, HEAT_PLANNING),
        relation("NEEDS", ZAMBROW, ENERGY_COMMUNITIES, 1.0),
        relation("NEEDS", VASLUI, E_PARTICIPATION, 0.8),
        relation("OFFERS", POTSDAM, HEAT_PLANNING, evidence="Heat plan adopted in 2023"),
        relation("OFFERS", MANRESA, HEAT_PLANNING),
        relation("OFFERS", TARTU, E_PARTICIPATION, evidence="Participatory budget since 2013"),
        relation("OFFERS", BERLIN, OPEN_DATA),
        relation("USES", TARTU, TOWN_APP, status="origin"),
        relation("USES", BERLIN, TOWN_APP, status="in-use"),
        relation("USES", BERLIN, REPAIR_DESK, status="in-use"),
        relation("USES", POTSDAM, HEAT_ATLAS, status="origin"),
        relation("USES", BRUECK, HEAT_ATLAS, status="pilot"),
    )


def _subjects() -> tuple[Relation, ...]:
    def addresses(start: str, topic: str, weight: float = 1.0) -> Relation:
        return Relation(type="ADDRESSES", start=start, end=topic, weight=weight, source=RECORDS)

    broader = {
        HEAT_PLANNING: CLIMATE_ENERGY,
        ENERGY_COMMUNITIES: CLIMATE_ENERGY,
        E_PARTICIPATION: DIGITAL_ADMINISTRATION,
        OPEN_DATA: DIGITAL_ADMINISTRATION,
    }
    return (
        *(Relation(type="BROADER", start=topic, end=field, source=RECORDS) for topic, field in broader.items()),
        addresses(CLIMATE_LEAGUE, HEAT_PLANNING),
        addresses(OPEN_TOWN_ALLIANCE, OPEN_DATA),
        addresses(OPEN_TOWN_ALLIANCE, E_PARTICIPATION, 0.5),
        addresses(HEAT_MAPS, HEAT_PLANNING),
        addresses(HEAT_ATLAS, HEAT_PLANNING),
        addresses(TOWN_APP, E_PARTICIPATION),
        addresses(REPAIR_DESK, E_PARTICIPATION, 0.5),
        addresses(HEAT_TOGETHER, HEAT_PLANNING),
        addresses(HEAT_TOGETHER, ENERGY_COMMUNITIES, 0.5),
        addresses(CITY_LAB, OPEN_DATA),
    )


def _clause(owner: str, name: str, kind: str, operator: str, value: str, quote: str | None = None) -> Clause:
    return Clause(
        id=f"clause:{owner}/{name}",
        name=name,
        kind=kind,
        operator=operator,
        value=value,
        quote=quote,
        source=RULES,
        as_of="2024",
    )


def _funding() -> tuple[Node, ...]:
    return (
        Programme(id=HORIZON, name="Horizon Europe", period="2021-2027", source=RULES),
        Programme(id=TOWN_FUND, name="Town Fund", period="2021-2027", source=RULES),
        Call(
            id=HEAT_TOGETHER,
            name="Heat Together",
            action_type="IA",
            status="open",
            opening="2026-09-01",
            deadline="2027-02-16",
            grant_min=3_000_000.0,
            grant_max=5_000_000.0,
            expected_grants=3,
            local_authorities="required",
            url="https://funding.example/heat-together",
            source=RULES,
        ),
        Call(id=CITY_LAB, name="City Lab", status="closed", deadline="2024-10-14", grant_max=5_000_000.0, source=RULES),
        _clause("horizon-europe", "applicants_min", "min_applicants", ">=", "3;if=action_type:RIA,IA"),
        _clause("horizon-europe", "countries_min", "min_countries", ">=", "3;if=action_type:RIA,IA"),
        _clause("horizon-europe", "member_states_min", "min_member_states", ">=", "1;if=action_type:RIA,IA"),
        _clause("horizon-europe", "countries", "country_set", "in", "EU27+HE_associated"),
        _clause(
            "horizon-europe",
            "gender_plan",
            "requires_document",
            "has",
            "gender_equality_plan;who=public_body;when=grant_signature",
        ),
        _clause("heat-together", "deadline", "deadline", "<=", "2027-02-16"),
        _clause("city-lab", "countries", "country_set", "in", "EU27", "open to urban authorities of all Member States"),
        _clause("city-lab", "population", "population_min", ">=", "50000"),
        _clause("city-lab", "degurba", "degurba", "in", "1;2"),
        _clause("city-lab", "deadline", "deadline", "<=", "2024-10-14"),
    )


def _rules() -> tuple[Relation, ...]:
    required = {
        HORIZON: ("applicants_min", "countries_min", "member_states_min", "countries", "gender_plan"),
        HEAT_TOGETHER: ("deadline",),
        CITY_LAB: ("countries", "population", "degurba", "deadline"),
    }
    return (
        Relation(type="UNDER", start=HEAT_TOGETHER, end=HORIZON, source=RULES),
        Relation(type="UNDER", start=CITY_LAB, end=TOWN_FUND, source=RULES),
        Relation(type="FUNDED_BY", start=HEAT_MAPS, end=HORIZON, source=RULES),
        *(
            Relation(type="REQUIRES", start=owner, end=f"clause:{owner.partition(':')[2]}/{name}", source=RULES)
            for owner, names in required.items()
            for name in names
        ),
    )


def _facts() -> tuple[Fact, ...]:
    def fact(town: str, key: str, value: str, as_of: str = "2019", source: str = REGISTER) -> Fact:
        return Fact(subject=town, key=key, value=value, as_of=as_of, source=source)

    return (
        fact(BAD_BELZIG, "lau", "DE_12069020"),
        fact(BAD_BELZIG, "degurba", "3"),
        fact(BRUECK, "degurba", "3"),
        fact(LOMZA, "degurba", "1"),
        fact(LOMZA, "population", "62000", "2015", NEWSPAPER),
        fact(LOMZA, "population", "60000", "2021"),
        fact(POTSDAM, "degurba", "1"),
        fact(POTSDAM, "gender_equality_plan", "yes", "2023", NEWSPAPER),
        fact(TARTU, "pic", "999999999", "2023", NEWSPAPER),
    )
