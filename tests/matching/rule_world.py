"""Towns with facts and a call or a programme with rules, put together in one line each, for tests about rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Batch, Call, Clause, Fact, Municipality, Node, Programme, Region, Relation
from graph.snapshot.frozen import Snapshot
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of, body_of_place
from matching.rules.judging.eligibility import eligibility
from matching.rules.judging.everyone import Everyone
from matching.rules.judging.lacking import Lacks, lacks
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import RuleBook, RuleBooks
from matching.rules.three_valued import Answers
from matching.types import ClauseVerdict, Eligibility, Language, Place, Verdict
from tests.memory_store import snapshot_of

TODAY = date(2026, 11, 23)
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
#: name, kind, operator, value
ClauseText = tuple[str, str, str, str]


@dataclass(frozen=True)
class Town:
    country: str = "DE"
    population: int | None = 20_000
    kind: str = "municipality"
    region: str | None = None
    facts: Mapping[str, str] | None = None


#: Real towns; what is stated about them besides country and size is invented.
TOWNS: Mapping[str, Town] = {
    "bad-belzig": Town("DE", 11_999, region="Brandenburg", facts={"degurba": "3"}),
    "lomza": Town("PL", 60_000, region="Podlaskie", facts={"degurba": "1"}),
    "zambrow": Town("PL", 22_857, facts={"degurba": "2"}),
    "gaziantep": Town("TR", 1_065_975),
    "biel": Town("CH", 55_120),
    "leeds": Town("GB", 536_280),
    "tartu": Town("EE", 91_407, facts={"degurba": "1", "mission_city": "no"}),
    "vaslui": Town("RO", None),
    "freising": Town("DE", 49_126, region="Bayern"),
}


@dataclass(frozen=True)
class World:
    snapshot: Snapshot

    def town(self, name: str) -> int:
        return self.snapshot.municipalities.ids.index(f"gn:{name}")

    def ask(
        self, town: str | Place, *partners: str, on: date = TODAY, language: Language = "en", call: bool = True
    ) -> Eligibility:
        who = body_of_place(town) if isinstance(town, Place) else body_of(self.snapshot, self.town(town))
        together = [body_of(self.snapshot, self.town(p)) for p in dict.fromkeys(partners) if p != town]
        return eligibility(
            self.book(call), who, name=who.name, partners=together if partners else None, on=on, language=language
        )

    def book(self, call: bool = True) -> RuleBook:
        books = RuleBooks(self.snapshot)
        return books.of_call(0) if call else books.of_programme(0)

    def everyone(self, on: date = TODAY) -> Answers:
        return Everyone(self.snapshot).answers(self.book(), on)

    def gap(self, *towns: str, on: date = TODAY) -> Lacks:
        first, *others = (body_of(self.snapshot, self.town(town)) for town in dict.fromkeys(towns))
        situation = Situation(applicant=first, partners=tuple(others), stage="apply", at=on)
        return lacks(Judgement.of(self.book(), situation))


def world(
    clauses: Sequence[ClauseText] = (),
    inherited: Sequence[ClauseText] = (),
    towns: Mapping[str, Town] = TOWNS,
    action_type: str | None = "IA",
    deadline: str | None = "2027-02-16",
    call: str = "call:the-call",
    status: str | None = None,
    area: tuple[str, ...] = (),
    relevance: int | None = None,
    as_of: str | None = None,
    pays: tuple[str, ...] = (),
) -> World:
    """One call with its own clauses under one programme with inherited ones."""
    nodes: list[Node] = [
        Call(
            id=call,
            name="The call",
            action_type=action_type,
            deadline=deadline,
            status=status,
            relevance=relevance,
            pays=pays,
            source="portal",
            as_of=as_of,
        ),
        Programme(id="prog:the-programme", name="The programme", source="portal", area=area),
    ]
    relations = [Relation(type="UNDER", start=call, end="prog:the-programme", source="portal")]
    for owner, rows in ((call, clauses), ("prog:the-programme", inherited)):
        for name, kind, operator, value in rows:
            id = f"clause:{owner.partition(':')[2]}/{name}"
            nodes.append(Clause(id=id, name=name, kind=kind, operator=operator, value=value, source=f"text of {name}"))
            relations.append(Relation(type="REQUIRES", start=owner, end=id, source="portal"))
    facts: list[Fact] = []
    regions: dict[str, Region] = {}
    for name, town in towns.items():
        id = f"gn:{name}"
        nodes.append(
            Municipality(
                id=id,
                name=name,
                country=town.country,
                population=town.population,
                kind=town.kind,  # type: ignore[arg-type]  # one of the kinds
                source="register",
            )
        )
        facts += [Fact(subject=id, key=k, value=v, source="register") for k, v in (town.facts or {}).items()]
        if town.region:
            region = f"region:{town.country}.{len(town.region)}"
            regions[region] = Region(id=region, name=town.region, country=town.country, source="register")
            relations.append(Relation(type="IN", start=id, end=region, source="register"))
    return World(snapshot_of(Batch((*nodes, *regions.values()), relations, facts)))


def verdicts(found: Eligibility) -> dict[str, Verdict]:
    """Each clause's verdict by its name."""
    return {c.clause.rpartition("/")[2]: c.verdict for c in (*found.clauses, *found.to_read)}


def clause(found: Eligibility, name: str) -> ClauseVerdict:
    """The clause with the name."""
    return next(c for c in (*found.clauses, *found.to_read) if c.clause.endswith(f"/{name}"))


HORIZON: tuple[ClauseText, ...] = (
    ("ria_ia_applicants", "min_applicants", ">=", "3;if=action_type:RIA,IA"),
    ("ria_ia_countries", "min_countries", ">=", "3;if=action_type:RIA,IA;of=EU27+HE_associated"),
    ("ria_ia_member_states", "min_member_states", ">=", "1;if=action_type:RIA,IA"),
    ("csa_applicants", "min_applicants", ">=", "1;if=action_type:CSA"),
    (
        "gender_equality_plan",
        "requires_document",
        "has",
        "gender_equality_plan;who=public_body;when=grant_signature",
    ),
    ("participant_identification_code", "requires_document", "has", "pic_validated;when=grant_signature"),
)
HORIZON_COUNTRIES: ClauseText = ("countries", "country_set", "in", "EU27+HE_associated+others_in_annex_B")
EUROPE: ClauseText = ("europe", "country_set", "in", "EU27")
EUI: tuple[ClauseText, ...] = (
    ("eu_cities", "country_set", "in", "EU27"),
    ("a_degurba", "degurba", "in", "1;2;route=A"),
    ("a_population", "population_min", ">=", "50000;route=A"),
    ("b_population", "population_min", ">=", "50000;route=B;of=agglomeration_total"),
    ("b_share", "degurba", ">=", "0.51;route=B;of=share_of_inhabitants_in_degurba_1_2"),
    ("c_degurba", "degurba", "in", "1;2;route=C;of=every_member"),
    ("c_population", "population_min", ">=", "50000;route=C;of=grouping_total"),
)
CERV_NETWORKS: tuple[ClauseText, ...] = (
    ("applicants_2025", "min_applicants", ">=", "4"),
    ("countries_2025", "min_countries", ">=", "4"),
    ("member_states_2025", "min_member_states", ">=", "2"),
    ("lead_is_local_government", "lead_type", "in", "local_authority"),
    ("applicants_2022", "min_applicants", ">=", "5;call=2022"),
    ("deadline_2025", "deadline", "<=", "2025-03-27"),
)
