"""How alike a typed name and a town's name are, and the order in which towns are answered; one rule for both stores.

A store finds candidates with its own index; the score and the order come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from graph import dates
from graph.model import PARTNER_KINDS, Fact, Municipality, MunicipalityKind
from graph.names import normal_forms
from graph.readings import Reading, begins_with, borne_beside, folds, readings, spelt_so
from graph.store.protocol import NameMatch

#: Finds towns with their names: under the forms, in the country, the best first, so many at most.
Find = Callable[[Sequence[str], str | None, int], Sequence[NameMatch]]
#: Scores by how a query meets a name. Only the very name scores 1; words of a name stand above typing errors.
BEGINS = 0.95  # "rothenburg" of "rothenburg ob der tauber"
CONTAINS = 0.93  # "belzig" of "bad belzig"
UNFINISHED = 0.9  # "rothenb"
TYPING_ERROR = 0.92  # times the share of letters that are right
SURROUNDS = 0.8  # "stadt bad belzig" for "bad belzig"
#: Below this share of right letters two names are different names.
LEAST_SIMILARITY = 0.7
#: So many more are looked at where those spelt as the query go before those spelt alike.
SPELT_LIKE = 20
#: Where so many names begin as was typed, none with a typing error is looked for: it would stand behind them all, on
#: another page of the list.
ENOUGH = 20
#: How many of the best candidates a store should hand over to be scored.
CANDIDATES = 500


class Candidate(NamedTuple):
    """One name of one municipality: its normal form, its spelling, and what decides between equal scores."""

    id: str
    form: str
    name: str
    partner: bool
    population: int


class Found(NamedTuple):
    """A municipality's best name for a query, with the score."""

    id: str
    name: str
    score: float


def candidates_of(town: Municipality) -> Iterator[Candidate]:
    """Each normal form under which the town is found, once, with the first spelling that has it."""
    seen: set[str] = set()
    partner, population = town.kind in PARTNER_KINDS, town.population or 0
    for name in town.all_names:
        for form in normal_forms(name):
            if form not in seen:
                seen.add(form)
                yield Candidate(town.id, form, name, partner, population)


def likeness(query: str, form: str) -> float:
    """How alike two normal forms are, from 0 to 1; 1 only if they are equal.

    Whole words of the name (the first ones, or later ones), an unfinished word, typing errors by the optimal string
    alignment distance (a swap of neighbours is one error; over the whole name or over as many of its words as were
    typed), and a name inside of a longer query. The best of these counts.
    """
    return likenesses(query, [form])[0]


def likenesses(query: str, forms: Sequence[str]) -> list[float]:
    """The `likeness` of the query and each of the forms; many at once cost a fraction of one by one."""
    # Most names that merely look like the query share no word with it: neither one that begins so, nor all of theirs.
    begun = f" {query}"
    scores = [
        _by_words(query, form) if (query in form and begun in f" {form}") or form in query else 0.0 for form in forms
    ]
    # Whoever scores this much by its words gains nothing by being alike.
    doubtful = [at for at, score in enumerate(scores) if score < TYPING_ERROR and len(query) >= 2]
    for place, similarity in _similarities(query, [forms[at] for at in doubtful]):
        at = doubtful[place]
        scores[at] = max(scores[at], TYPING_ERROR * similarity)
    return scores


def _by_words(query: str, form: str) -> float:
    if query == form:
        return 1.0
    if len(query) < 2:
        return 0.0
    inside, padded = f" {form} ", f" {query} "
    if inside.startswith(padded):
        return BEGINS
    if padded in inside:
        return CONTAINS
    if len(form) > 2 and inside in padded:
        return SURROUNDS
    return UNFINISHED if f" {query}" in inside else 0.0


def _similarities(query: str, forms: Sequence[str]) -> Iterator[tuple[int, float]]:
    """The places of the forms that are alike enough, with the share of right letters, of the whole form or of as many
    of its words as were typed; a place may come more than once."""
    # Of too few or too many letters none is LEAST_SIMILARITY alike: each is an error.
    near = range(-(-7 * len(query) // 10), 10 * len(query) // 7 + 1)
    typed, parts, whose = query.count(" ") + 1, list[str](), list[int]()
    for at, form in enumerate(forms):
        if len(form) in near:
            parts.append(form)
            whose.append(at)
    whole = len(parts)
    for at, form in enumerate(forms):
        if form.count(" ") >= typed:
            words = form.split()
            windows = words if typed == 1 else [" ".join(words[n : n + typed]) for n in range(len(words) - typed + 1)]
            for window in windows:
                if len(window) in near:
                    parts.append(window)
                    whose.append(at)
    for place, score in _right_letters(query, parts):
        # A part that is nearly right is less than a whole name that is nearly right.
        yield whose[place], score if place < whole else 0.95 * score


def _right_letters(query: str, texts: Sequence[str]) -> Iterator[tuple[int, float]]:
    """The places of the texts that are alike enough, with their share of right letters."""
    import numpy as np
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    if not texts:
        return iter(())
    found = cdist([query], texts, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, dtype=np.float64)[0]
    alike = np.flatnonzero(found)
    return zip(alike.tolist(), found[alike].tolist(), strict=True)


def newest_kinds(facts: Iterable[Fact]) -> dict[str, MunicipalityKind]:
    """Municipality → what the newest of the facts says that it is; of two of one day the first source counts."""
    ordered = sorted(facts, key=lambda fact: fact.source, reverse=True)
    ordered.sort(key=lambda fact: dates.to_code(fact.as_of))
    return {fact.subject: cast(MunicipalityKind, fact.value) for fact in ordered if fact.key == "kind"}


def met_by(forms: Sequence[str], candidates: Iterable[Candidate]) -> dict[str, tuple[float, Candidate]]:
    """Of each municipality, by id, the name that is most alike one of the forms, with the score; not those of which
    none is."""
    best: dict[str, tuple[float, Candidate]] = {}
    looked_at = [*candidates]
    names = [candidate.form for candidate in looked_at]
    alike = [likenesses(form, names) for form in forms]
    for candidate, scores in zip(looked_at, zip(*alike, strict=True), strict=False):
        score = max(scores)
        if score <= 0.0:
            continue
        score = round(score, 4)
        known = best.get(candidate.id)
        if known is None or (-score, candidate.name) < (-known[0], known[1].name):
            best[candidate.id] = (score, candidate)
    return best


def ranked(met: Iterable[tuple[float, Candidate]], limit: int) -> list[Found]:
    """The best `limit` municipalities: score, partner kinds before quarters, larger population, then id."""
    order = sorted(met, key=lambda m: (-m[0], not m[1].partner, -m[1].population, m[1].id))
    return [Found(candidate.id, candidate.name, score) for score, candidate in order[: max(limit, 0)]]


def best_matches(forms: Sequence[str], candidates: Iterable[Candidate], limit: int) -> list[Found]:
    """The best `limit` municipalities among the candidates, `ranked`."""
    return ranked(met_by(forms, candidates).values(), limit)


def understood(name: str, country: str | None, limit: int, *, bearing: Find, alike: Find) -> list[NameMatch]:
    """The municipalities that `name` may mean: those that bear it as it stands, and behind them those whose names are
    alike; else those that bear it by its next reading that somebody bears (`graph.readings`).

    `bearing` finds those with the very name, `alike` these and others.
    """
    ways = readings(name, country)
    first = next(ways, None)
    if first is None or limit <= 0:
        return []
    bearers = bearing(first.forms, country, CANDIDATES)
    if not any(set(first.forms) & _own_forms(match.municipality) for match in bearers):
        # GeoNames calls one Słubice of two also Gmina Słubice: of the other it is as true.
        for reading in ways if not bearers else (way for way in ways if way.kind):
            if meant := _bearers(reading, country, bearing, alike):
                return _spelt_first(_together(bearers, meant), name)[:limit]
    return _spelt_first(alike(first.forms, country, limit + SPELT_LIKE if folds(name) else limit), name)[:limit]


def _own_forms(town: Municipality) -> set[str]:
    return {form for own in town.own_names for form in normal_forms(own)}


def _together(some: Sequence[NameMatch], others: Sequence[NameMatch]) -> list[NameMatch]:
    known = {match.municipality.id: match for match in (*others, *some)}
    return sorted(
        known.values(),
        key=lambda m: (m.municipality.kind not in PARTNER_KINDS, -(m.municipality.population or 0), m.municipality.id),
    )


def named(name: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Those of the matches that bear the very name; who types an ü means those that spell it so, if there are any."""
    very = [match for match in matches if match.score >= 1.0]
    spelt = [match for match in very if spelt_so(match.municipality.own_names, name)] if folds(name) else []
    return spelt or very


def own_bearers(name: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Those of the matches whose own name it is, in any of its readings, not an alternate one."""
    wanted = {form for reading in readings(name) for form in reading.forms}
    return [match for match in matches if wanted & _own_forms(match.municipality)]


def _spelt_first(found: Sequence[NameMatch], name: str) -> list[NameMatch]:
    """Who types an ü means one: Brück before the larger Bruck."""
    if not folds(name):
        return list(found)
    return sorted(found, key=lambda match: (-match.score, not spelt_so(match.municipality.all_names, name)))


def _bearers(reading: Reading, country: str | None, bearing: Find, alike: Find) -> list[NameMatch]:
    """Who bears the name as it is read. A name cut short is met by one that begins so, as surely as by the whole."""
    if country and reading.country not in (None, country):
        return []
    where = reading.country or country
    look = alike if reading.short else bearing
    met = [match for match in look(reading.forms, where, CANDIDATES) if reading.fits(match.municipality.kind)]
    if reading.short:
        return [
            replace(match, name=name, score=1.0)
            for match in met
            if (name := _begun_with(match.municipality, reading.short))
        ]
    if reading.beside:
        both = [match for match in met if borne_beside(match.municipality.all_names, reading.beside)]
        return both if both or reading.both else met
    return met


def _begun_with(town: Municipality, short: str) -> str | None:
    return next((name for name in town.all_names for form in normal_forms(name) if begins_with(form, short)), None)
