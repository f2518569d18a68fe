"""Every municipality at once: each rule about towns is judged once for each value that its columns hold.

The judges are those of one situation, so both answers are the same by construction; a rule that looks at the country is
asked as often as there are countries, not as often as there are towns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants
from matching.rules.asking.fields import OF_GRAPH
from matching.rules.asking.situation import Body, Situation
from matching.rules.asking.stored import KEPT, value_of
from matching.rules.judging.countries import names_countries
from matching.rules.judging.documents import DOCUMENTS, needed_by
from matching.rules.judging.outcome import Judged, Judgement
from matching.rules.judging.rules_of import RuleBook
from matching.rules.rule import Rule
from matching.rules.three_valued import Answers

_Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Everyone:
    """All municipalities as columns; what is asked of them is kept, for many calls have the same rules."""

    snapshot: Snapshot

    @cached_property
    def _applicants(self) -> Applicants:
        return Applicants.everyone(self.snapshot)

    @cached_property
    def _columns(self) -> dict[str, tuple[_Codes, list[object]]]:
        """Each column as codes and the values that they stand for."""
        return {}

    def column(self, name: str) -> tuple[_Codes, list[object]]:
        """The codes of a fact for every municipality, and the values they stand for."""
        if name not in self._columns:
            self._columns[name] = self._made(name)
        return self._columns[name]

    def _made(self, name: str) -> tuple[_Codes, list[object]]:
        if name == "population":
            sizes, codes = np.unique(np.nan_to_num(self._applicants.population, nan=-1.0), return_inverse=True)
            return codes.astype(np.int64), [None if size < 0 else float(size) for size in sizes]
        if name == "region":
            return self._regions()
        of_graph = next((key for key in KEPT if OF_GRAPH.get(key, key) == name), None)
        column = self._applicants.fact(of_graph) if of_graph else getattr(self._applicants, _NAMED[name])
        values: list[object] = [*column.values, None]
        if of_graph:
            values = [None if value is None else value_of(name, str(value)) for value in values]
        return column.codes.astype(np.int64) % len(values), values  # code −1, unknown, takes the last

    def _regions(self) -> tuple[_Codes, list[object]]:
        table, links = self.snapshot.tables["Region"], self.snapshot.links("IN", "Municipality")
        values: list[object] = [*(table.name(at, "en") for at in range(len(table))), None]
        codes = np.full(len(self.snapshot.municipalities), len(table), dtype=np.int64)
        codes[links.start[::-1]] = links.end[::-1]
        return codes, values

    def answers(self, book: RuleBook, on: date, *, lead: bool = False) -> Answers:
        """Whether each municipality may take part, as far as rules about towns and the deadline say; or lead."""
        role, book = "lead" if lead else "partner", _of_use(book)
        base = Situation(applicant=Body({"role": role}), stage="apply", at=on)
        first = Judgement.of(book, base)
        own = [j for j in first.rows if _about_towns(j, lead)]
        any_rule = any(j.counts and j.rule.concern in ("town", "consortium") for j in first.rows)
        told = [(j.rule.kind, j.rule.operator, j.rule.values, j.rule.conditions.items(), j.status) for j in own]
        key = repr((sorted(map(repr, told)), any_rule, lead))
        if key not in self._kept:
            self._kept[key] = self._judged(book, own, role, on)
        joined: Answers = np.minimum(self._kept[key], np.int8(first.deadline))
        return joined

    @cached_property
    def _kept(self) -> dict[str, Answers]:
        return {}

    def _judged(self, book: RuleBook, own: Sequence[Judged], role: str, on: date) -> Answers:
        names = list(dict.fromkeys(name for j in own for name in _COLUMNS[j.rule.kind](j.rule)))
        codes, bodies = self._distinct(names, own, role)
        by_combination = np.array([_answer(book, body, on) for body in bodies], dtype=np.int8)
        found: Answers = by_combination[codes]
        return found

    def _distinct(self, names: Sequence[str], own: Sequence[Judged], role: str) -> tuple[_Codes, list[Body]]:
        """The combinations of values that occur, as bodies, and which of them each municipality is."""
        size = len(self.snapshot.municipalities)
        joined, values = np.zeros(size, dtype=np.int64), [{"role": role}]
        stated: list[dict[str, object]] = [dict(one) for one in values]
        for name in names:
            codes, of_name = self.column(name)
            if name == "region":  # it is asked for only where the NUTS region is not known
                nuts, of_nuts = self.column("nuts3")
                known = np.array([value is not None for value in of_nuts])[nuts]
                codes = np.where(known, of_name.index(None), codes)
            if name == "population":
                codes, of_name = _bucketed(codes, of_name, own)
            joined, kept = np.unique(joined * len(of_name) + codes, return_inverse=True)
            stated = [{**stated[int(j // len(of_name))], name: of_name[int(j % len(of_name))]} for j in joined]
            joined = kept.astype(np.int64)
        return joined, [Body({key: v for key, v in one.items() if v is not None}) for one in stated]


_NAMED: Mapping[str, str] = {"country": "country", "legal_type": "kind"}


def _of_region(rule: Rule) -> tuple[str, ...]:
    return ("country", "nuts3", "region") if rule.operator == "in" else ()


def _of_document(rule: Rule) -> tuple[str, ...]:
    fact = DOCUMENTS.get(rule.values[0]) if rule.values else None
    return () if fact is None or needed_by(rule) != "apply" else (fact, "pic", "legal_type")


def _of_size(rule: Rule) -> tuple[str, ...]:
    return ("population", "degurba") if rule.conditions.get("if", "").startswith("degurba") else ("population",)


def _of_degree(rule: Rule) -> tuple[str, ...]:
    also = ("article_11_city",) if "or" in rule.conditions else ()
    return ("degurba", *also, *(("legal_type",) if "if" in rule.conditions else ()))


def _of_type(rule: Rule) -> tuple[str, ...]:
    return ("legal_type", "degurba") if "urban_authority" in rule.values else ("legal_type",)


#: What each kind of rule about towns looks at.
_COLUMNS: Mapping[str, Callable[[Rule], tuple[str, ...]]] = {
    "applicant_type": _of_type,
    "country_set": lambda rule: ("country",),
    "degurba": _of_degree,
    "lead_type": lambda rule: ("country", "legal_type", "mission_city", "uia_city", "urbact_good_practice"),
    "min_applicants": lambda rule: ("country",),
    "min_countries": lambda rule: ("country",),
    "other": _of_size,
    "population_min": _of_size,
    "region_area": _of_region,
    "requires_document": _of_document,
}


def _about_towns(j: Judged, lead: bool) -> bool:
    if j.rule.kind not in _COLUMNS or j.status in ("wish", "earlier_round"):
        return False
    return j.rule.concern == "town" or names_countries(j.rule) or (lead and j.rule.kind == "lead_type")


def _bucketed(codes: _Codes, values: list[object], own: Sequence[Judged]) -> tuple[_Codes, list[object]]:
    """Populations brought together that no rule tells apart: those between two thresholds."""
    limits = sorted({float(j.rule.number) for j in own if j.rule.number is not None})
    sizes = np.array([np.nan if value is None else float(str(value)) for value in values])
    # A limit is a bucket of its own, for a rule may ask for at least, or at most, just so many.
    edges = np.array(sorted({edge for limit in limits for edge in (limit, np.nextafter(limit, np.inf))}))
    bucket = np.searchsorted(edges, sizes, side="right") if len(edges) else np.zeros(len(sizes), dtype=np.int64)
    bucket = np.where(np.isnan(sizes), len(edges) + 1, bucket)
    stands: list[object] = [None] * (len(edges) + 2)
    for at, size in zip(bucket.tolist(), sizes.tolist(), strict=True):
        stands[at] = None if np.isnan(size) else size
    return bucket[codes].astype(np.int64), stands


def _of_use(book: RuleBook) -> RuleBook:
    """The rules that the answer for a town alone can rest on."""
    kinds = {*_COLUMNS, "deadline"}
    own, inherited = (tuple(r for r in rules if _read(r, kinds)) for rules in (book.own, book.inherited))
    return RuleBook(own=own, inherited=inherited, call=book.call)


def _read(rule: Rule, kinds: set[str]) -> bool:
    return rule.kind in kinds and (rule.kind != "other" or rule.concern == "town")


def _answer(book: RuleBook, body: Body, on: date) -> int:
    return Judgement.of(book, Situation(applicant=body, stage="apply", at=on)).town
