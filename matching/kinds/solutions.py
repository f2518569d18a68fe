"""Solution features: which digital solution has proved itself for towns like ours? Each between 0 and 1."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import Said, said
from graph.snapshot.frozen import UNIT
from matching.asker import CLEARLY_ADDRESSED, Asker
from matching.kinds import items, statements
from matching.kinds.alike_first import RELATED, asks_for_digital, done_next_door, under_other_conditions
from matching.kinds.kind import Kind
from matching.kinds.own_proof import heard_long_ago
from matching.kinds.partners import SIZE_TIMES, of_use
from matching.kinds.scoring import Feature, Ground, Recipe, of_need
from matching.kinds.to_ask import shown
from matching.pairs import floats, spread
from matching.words.inhabitants import of_place
from matching.words.written import language_name, number

#: Languages in which the administrations of a country work (ISO 639-1), for countries with users in the graph.
TONGUES: Mapping[str, tuple[str, ...]] = {
    "AT": ("de",), "BE": ("nl", "fr", "de"), "BG": ("bg",), "CH": ("de", "fr", "it"), "CY": ("el",), "CZ": ("cs",),
    "DE": ("de",), "DK": ("da",), "EE": ("et",), "ES": ("es", "ca", "eu", "gl"), "FI": ("fi", "sv"), "FR": ("fr",),
    "GB": ("en",), "GR": ("el",), "HR": ("hr",), "HU": ("hu",), "IE": ("en", "ga"), "IS": ("is",), "IT": ("it",),
    "LI": ("de",), "LT": ("lt",), "LU": ("lb", "fr", "de"), "LV": ("lv",), "MT": ("mt", "en"), "NL": ("nl",),
    "NO": ("no", "nb", "nn"), "PL": ("pl",), "PT": ("pt",), "RO": ("ro",), "RS": ("sr",), "SE": ("sv",), "SI": ("sl",),
    "SK": ("sk",), "TR": ("tr",), "UA": ("uk",),
}  # fmt: skip


#: At this distance, in kilometres, the nearest user says half of what a neighbour says.
HALF_KM = 50.0
#: So many solutions of one topic are suggested where no need is named.
OF_TOPIC = 2


def your_like_uses_it(asker: Asker, solutions: Ints32) -> Floats32:
    """Towns like yours use it: {towns}.

    See `items.like_among`.
    """
    return items.like_among(asker, asker.ties.uses, solutions)


def _like_ground(asker: Asker, solution: int) -> Ground:
    return _users_ground(asker, solution, items.like_names(asker, asker.ties.uses, solution))


def _users_ground(asker: Asker, solution: int, towns: list[int]) -> Ground:
    snapshot, language = asker.ties.snapshot, asker.query.language
    evidence = tuple(statements.use(snapshot, t, solution, language) for t in towns)
    return Ground({"towns": ", ".join(snapshot.municipalities.name(t, language) for t in towns)}, evidence)


def nearest_user(asker: Asker, solutions: Ints32) -> Floats32:
    """The nearest town that uses or plans it: {town}, {distance} km from you.

    HALF_KM / (HALF_KM + kilometres to the nearest user); 0 where no user's place, or not the asker's, is known.
    """
    away = asker.ties.uses.least(asker.known_distances)[solutions]
    return floats(HALF_KM / (HALF_KM + away))


def _nearest_ground(asker: Asker, solution: int) -> Ground:
    users = asker.ties.uses.towns_of(solution)
    town = int(users[np.nanargmin(asker.distances[users])])
    ground = _users_ground(asker, solution, [town])
    language = asker.query.language
    words = {
        "town": asker.ties.snapshot.municipalities.name(town, language),
        "distance": number(float(asker.distances[town]), language),
    }
    return Ground(words, ground.evidence)


def used_in_your_country(asker: Asker, solutions: Ints32) -> Floats32:
    """Towns of your country that use it: {count}.

    n / (n + 3).
    """
    return items.country_share(asker, asker.ties.uses, solutions)


def _country_ground(asker: Asker, solution: int) -> Ground:
    users = asker.ties.uses.towns_of(solution)
    own = users[asker.ties.snapshot.municipalities.category("country").codes[users] == asker.country_code]
    nearest = own[np.lexsort((own, -asker.nearness[own]))][:2]
    ground = _users_ground(asker, solution, [int(t) for t in nearest])
    return Ground({**ground.words, "count": len(own)}, ground.evidence)


def speaks_your_language(asker: Asker, solutions: Ints32) -> Floats32:
    """Available in {tongue}.

    1 where the solution is known to exist in a language in which the asker's administration works.
    """
    spoken = asker.ties.solution_languages
    known = [spoken[t] for t in TONGUES.get(asker.country, ()) if t in spoken]
    return floats(np.any(known, axis=0)[solutions] if known else np.zeros(len(solutions)))


def _tongue(asker: Asker, solution: int) -> str | None:
    languages = (asker.ties.snapshot.tables["Solution"].text("languages")[solution] or "").split(UNIT)
    return next((t for t in TONGUES.get(asker.country, ()) if t in languages), None)


def _tongue_ground(asker: Asker, solution: int) -> Ground:
    return Ground({"tongue": language_name(_tongue(asker, solution) or "", asker.query.language)})


_NEAREST_IN_SIZE = said("It was done by larger towns; of these {town} comes nearest to yours in size.")
_OF_UNKNOWN_SIZE = said("It was done by: {town}.")
_SMALLER = said("A smaller town than yours did it: {town}.")
_OF_A_SIZE = said("A town with {inhabitants} inhabitants did it: {town}.")
#: A town is not much larger than another up to so many times its inhabitants.
NOT_MUCH_LARGER = 1.5


def done_in_your_size(asker: Asker, solutions: Ints32) -> Floats32:
    """A town that is not much larger than yours did it: {town}.

    The highest `of_use` of the towns that did it themselves, not only plan it or hold a label, where up to SIZE_TIMES
    the asker's inhabitants count in full; 0 where nobody is known to have.
    """
    fits = _fit_of_doers(asker)
    return fits[solutions]


def _fit_of_doers(asker: Asker) -> Floats32:
    ties = asker.ties
    fits = np.zeros(len(ties.uses.sizes), dtype=np.float32)
    towns, solutions = ties.own_uses
    np.maximum.at(fits, solutions, of_use(asker, towns, free=SIZE_TIMES))
    return fits


def _size_ground(asker: Asker, solution: int) -> Ground:
    towns = asker.ties.doers(solution)
    fits = of_use(asker, towns, free=SIZE_TIMES)
    first = int(towns[np.lexsort((towns, -asker.size_likeness_of(towns), -fits))[0]])
    ground = _users_ground(asker, solution, [first])
    words = {"town": ground.words["towns"]}
    if (sentence := _of_what_size(asker, first)) is _OF_A_SIZE:
        words["inhabitants"] = number(float(asker.ties.snapshot.population[first]), asker.query.language)
    return Ground(words, ground.evidence, sentence=sentence)


def _of_what_size(asker: Asker, town: int) -> Said | None:
    """What is said of the size of a town that did it, nothing where it is not known, or only that of its place; None
    where it is larger and not much, as the feature says."""
    snapshot = asker.ties.snapshot
    population = float(snapshot.population[town])
    country = snapshot.municipalities.category("country")[town]
    if math.isnan(population) or not asker.population > 0 or of_place(country, snapshot.municipalities.ids[town]):
        return _OF_UNKNOWN_SIZE
    times = population / asker.population
    if times > SIZE_TIMES:
        return _NEAREST_IN_SIZE
    if times > NOT_MUCH_LARGER:
        return _OF_A_SIZE
    return _SMALLER if times < 1 else None


def free_to_use(asker: Asker, solutions: Ints32) -> Floats32:
    """It has a free licence: {licence}.

    1 where a licence is known: the bundle and publiccode.yml state one for open source only.
    """
    return floats(asker.ties.snapshot.tables["Solution"].category("licence").codes[solutions] >= 0)


def _licence_ground(asker: Asker, solution: int) -> Ground:
    return Ground({"licence": asker.ties.snapshot.tables["Solution"].text("licence")[solution] or ""})


def fits_what_you_use(asker: Asker, solutions: Ints32) -> Floats32:
    """Those who use {solution} as you do use {name} too.

    Over the fellow users of the asker's solutions: the share that uses each solution, as s / (s + 0.1).
    """
    _, strength = _fellow_use(asker)
    chosen = strength[solutions]
    return floats(chosen / (chosen + np.float32(0.1)))


def _fellow_use(asker: Asker) -> tuple[Ints32, Floats32]:
    pairs = asker.ties.uses
    _, fellows = spread(pairs.thing_indptr, pairs.towns_by_thing, asker.solutions)
    fellows = np.unique(fellows[fellows != (-1 if asker.index is None else asker.index)])
    _, used = spread(pairs.indptr, pairs.things, fellows)
    share = np.bincount(used, minlength=len(pairs.sizes)) / max(len(fellows), 1)
    return fellows, floats(share)


def _fits_ground(asker: Asker, solution: int) -> Ground:
    snapshot, pairs = asker.ties.snapshot, asker.ties.uses
    both = np.intersect1d(_fellow_use(asker)[0], pairs.towns_of(solution))
    mine = [int(s) for s in asker.solutions if np.isin(both, pairs.towns_of(int(s))).any()]
    table, language = snapshot.tables["Solution"], asker.query.language
    ground = _users_ground(asker, solution, [int(t) for t in both[:2]])
    names = {"solution": table.name(mine[0], language), "name": table.name(solution, language)}
    return Ground(names, ground.evidence)


def rather_a_lesson(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} is a lesson rather than something to do again.

    −1 for what befell those who tell of it, did not work or was given up by all of them (`Ties.warnings`), else 0: whom
    to ask it names well, and behind what can be reused.
    """
    return floats(-1.0 * asker.ties.warnings[solutions])


def not_done_next_door(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} stands behind what answers your need and was done near you, in your own country.

    Where something was: −1 for all others, and for what was done there the less the nearer (`done_next_door`); else 0.
    """
    near = done_next_door(asker)
    return floats(near[solutions] - 1 if near.any() else np.zeros(len(solutions)))


def done_under_other_conditions(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} was done far away, or by towns of another size than yours.

    `alike_first.under_other_conditions` of the town that did it under the likest; −½ where nobody is known to have.
    """
    towns, done = asker.ties.own_uses
    likest = np.full(len(asker.ties.uses.sizes), -1, dtype=np.float32)
    np.maximum.at(likest, done, under_other_conditions(asker, towns))
    likest[asker.ties.uses.sizes == 0] = -0.5
    return likest[solutions]


def a_mere_tool(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} is something to use, and nothing that a town did.

    −1 for a software or the like where the need asks for nothing digital, else 0.
    """
    return floats(np.zeros(len(solutions)) if asks_for_digital(asker) else -1.0 * ~asker.ties.practices[solutions])


def only_related(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} stands behind what answers your need: it is at least related to it.

    −1 for what may not be told to answer the need, where something else may; else 0.
    """
    if asker.near is None:
        return np.zeros(len(solutions), dtype=np.float32)
    told = asker.near.told["Solution"]
    return floats(-1.0 * ~told[solutions] if told.any() else np.zeros(len(solutions)))


def below_the_surface(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} is a tool or about data, and nothing that towns do every day.

    −1 for what is not `Ties.everyday`, else 0: without a need the portals and interfaces that many have would
    else hide what few did.
    """
    return floats(-1.0 * ~asker.ties.everyday[solutions])


def nothing_new(asker: Asker, solutions: Ints32) -> Floats32:
    """{name} is a label or a prize, or was last heard of more than ten years ago.

    −1 for what nobody uses or plans (`Ties.honours`), and for what nobody was heard of with since, else 0.
    """
    uses = asker.ties.uses
    old = heard_long_ago(asker)
    newer = np.bincount(uses.things[~old], minlength=len(uses.sizes)) > 0
    return floats(-1.0 * (asker.ties.honours | ~newer & (uses.sizes > 0))[solutions])


def _name_ground(asker: Asker, solution: int) -> Ground:
    return Ground({"name": asker.ties.snapshot.tables["Solution"].name(solution, asker.query.language)})


#: Which digital solution fits? The weights add up to 100. The text leads where a need is named, and of what fits alike
#: what a town of the asker's size did (weight by eye); with 37 for topics and for text less of the first answer the
#: needs of `benchmarks.answering`, for topics are coarse. The other 16
#: rank alone where none is: shared out as a choice model (McFadden 1974) fitted to the solutions that towns use has
#: them, rounded; `benchmarks.solution_weights` fits it. The licence tells towns' choices nothing, and breaks ties.
SOLUTIONS: Recipe = (
    items.topic_fit(
        "Solution",
        8,
        said("Topic: {topics}."),
        best=items.BEST_TOPIC,
    ),
    items.text_likeness(
        "Solution",
        66,
        items.FITS,
    ),
    Feature(done_in_your_size, 10, _size_ground, of_need),
    Feature(nearest_user, 4.9, _nearest_ground),
    Feature(your_like_uses_it, 3.6, _like_ground),
    Feature(used_in_your_country, 3.1, _country_ground),
    items.interests_of_your_like(
        "Solution",
        2.2,
        said("Its topic is what towns like yours work on: {topics}."),
    ),
    Feature(fits_what_you_use, 0.9, _fits_ground),
    Feature(speaks_your_language, 0.9, _tongue_ground),
    Feature(free_to_use, 0.4, _licence_ground),
    Feature(rather_a_lesson, 40.0, _name_ground, about="facts", takes=True),
    Feature(below_the_surface, 100.0, _name_ground, lambda asker: not of_need(asker), about="facts", takes=True),
    *(
        Feature(value, weight, _name_ground, of_need, about="facts", takes=True)
        for value, weight in (
            *((not_done_next_door, 7.0), (done_under_other_conditions, 3.0)),
            *((a_mere_tool, 10.0), (nothing_new, 6.0), (only_related, RELATED)),
        )
    ),
)


def over_topics(asker: Asker, solutions: Sequence[int]) -> list[int]:
    """The positions of those of the solutions, the best first, that stay where no need is named: no more than OF_TOPIC
    that are about one topic, so that a town sees what it may not have thought of."""
    if of_need(asker):
        return list(range(len(solutions)))
    _, fields = asker.ties.snapshot.links("BROADER", "Topic").pairs
    shown, kept = np.zeros(len(asker.wanted), dtype=np.int64), []
    for at, solution in enumerate(solutions):
        about = asker.ties.solution_topics[solution] >= CLEARLY_ADDRESSED
        about[fields] = False
        if not (shown[about] >= OF_TOPIC).any():
            shown += about
            kept.append(at)
    return kept


def solution_candidates(asker: Asker, allowed: Ints32) -> Ints32:
    """The solutions that can be suggested: all but those the asker uses, and, where no need is named, labels and
    prizes: nobody uses them."""
    others: Ints32 = allowed[~np.isin(allowed, asker.solutions)]
    if of_need(asker):
        return others
    usable: Ints32 = others[~asker.ties.honours[others]]
    return usable


class _Subject(items.Addressed):
    """A solution is about a need in words where its text likely answers it, going by its topics as well
    (`NearTexts.answering`): a topic alone is too coarse. Where no text was compared, or topics are named, as all items
    are."""

    def about(self, asker: Asker, solutions: Ints32) -> npt.NDArray[np.bool_]:
        """Which are about what is wanted."""
        if asker.near is None or self.label not in asker.near.cosines:
            return items.Addressed.about(self, asker, solutions)
        about: npt.NDArray[np.bool_] = asker.near.about["Solution"][solutions]
        return about


SOLUTION = Kind(
    name="solutions",
    label="Solution",
    recipe=lambda _: SOLUTIONS,
    candidates=solution_candidates,
    shows=shown,
    called=said("Solutions to reuse"),
    in_short=said("Solutions"),
    summary="Solutions to reuse",
    subject=_Subject("Solution"),
)
