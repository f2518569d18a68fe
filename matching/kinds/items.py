"""What the features of networks, solutions and calls share: fit to the wanted topics, likeness to the need's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import Said, said
from graph.snapshot.vocabulary import Vocabulary
from matching.asker import CLEARLY_ADDRESSED, LEADING, MAINLY_ADDRESSED, Asker
from matching.kinds import statements
from matching.kinds.scoring import Feature, Ground, names_a_need, of_need
from matching.need.confidence import CONFIDENT
from matching.need.reading import JOINTLY
from matching.need.where import PEOPLE
from matching.pairs import Bipartite, floats, spread
from matching.proofs.nearness import (
    ABOUT_COSINE,
    COSINE_NEAR,
    PROOF_LABELS,
    TOLD_COSINE,
    beside_the_nearest,
    is_proof,
)
from matching.types import Evidence
from matching.words.told import told_with

#: A need so likely understood (0–1) is; and so much less the text of what is about other fields then counts.
SURE, ELSEWHERE = 0.9, np.float32(0.5)
#: So much of the nearness of a text is left that is on other topics than those of a need which was surely understood.
#: What is misread in spite of that is then not lost (`benchmarks.answering`).
BESIDE_IT = np.float32(0.5)
#: To a need that names no topic all fit so far, as what answers one that does: by eye on a dozen such needs.
UNREAD = 0.3
#: What of the fit of topics goes by the one that fits best, where it is weighed how likely a text answers a need.
#: Chosen with the development half of the needs of `benchmarks.proofs`: 0.5 does as well as 0, and 1 less.
BEST_TOPIC = 0.5
#: Such a cosine its text has to have at least to be named as near; where none was compared, so much of what is wanted
#: it has to address.
TEXT_NEAR, FIT_NEAR = 0.3, 0.15
#: A topic is clearly wanted from this share of the strongest one on.
CLEARLY_WANTED = 0.2
#: A field (a group of topics) is named from this weight on: topics in it count at less for it; or it is addressed by so
#: many of its topics.
NAMED, SEVERAL = 0.45, 2
#: Topics that say how one works, and not on what: what is mainly about these is no nearer to others of their field.
WAYS_OF_WORKING = (
    "topic:intermunicipal-cooperation",
    "topic:strategy-impact-measurement",
    "topic:procurement-of-innovation",
)
#: Topics so near to each other that money for one pays for the others as well; a field is wider than that.
KINDRED = tuple(
    frozenset(f"topic:{name}" for name in names.split())
    for names in (
        "heat-planning energy-management energy-communities",
        "heat-and-heavy-rain-adaptation green-infrastructure landscape-and-biodiversity",
        "heat-and-heavy-rain-adaptation green-infrastructure smart-water water-and-wastewater",
        "mobility-platform on-demand-transport traffic-management smart-parking urban-logistics",
        "vacancy-land-management lively-centres housing heritage-bim",
        "online-services once-only-registers e-file-workflow digital-identity ai-in-administration",
        "urban-data-platform digital-twin open-data data-spaces-interoperability sensors-lorawan geodata-3d-models",
        "culture heritage-bim volunteering town-partnerships",
        "culture tourism",
        "e-participation volunteering youth",
        "migration-integration social-inclusion-and-minorities women-and-equality",
        "digital-education schools-and-child-care digital-inclusion-accessibility",
        "telemedicine-care ageing-well health-staff",
        "crisis-disaster-management fire-brigade-and-civil-protection",
        "smart-village-rural-services villages-and-local-shops",
        "start-ups-co-working skilled-labour structural-change",
    )
)
#: So many topics set a town apart from others.
OWN_INTERESTS = 2

#: What is said of a text that is near to the need.
FITS = said("By its description it is about this.")
#: What is said of a text that is beside the others near to the need, and not near enough to be about it.
_NEAREST_TEXT = said("By its description it is at least related.")
_ADDRESSES = said("{name} addresses {topics}")


@dataclass(frozen=True, slots=True)
class Addressed:
    """The subject of the items with a label: by the topics that they address and by their texts; what is named as near
    has a cosine of `near_from` at least."""

    label: str
    near_from: float = TEXT_NEAR

    def about(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which address a topic that is clearly wanted, or have a text very near to the need."""
        wanted = np.flatnonzero(asker.wanted >= max(CLEARLY_WANTED * float(asker.wanted.max(initial=0)), 1e-6))
        fits = (asker.ties.topics_of(self.label)[np.ix_(items, wanted)] >= CLEARLY_ADDRESSED).any(axis=1)
        near: npt.NDArray[np.bool_] = fits | says_so(asker, self.label, items)
        return near

    def of_interest(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which address what sets apart what the asker does, or else towns like it: the few topics that it, or they,
        work on most beside what all towns do."""
        usual = asker.ties.usual_activity
        apart = asker.likes_interests / (usual + np.float32(usual.max(initial=0) / 10 + 1e-6))
        first = [at for at in np.argsort(-apart, kind="stable")[:OWN_INTERESTS].tolist() if apart[at] > 0]
        mainly = asker.ties.topics_of(self.label)[np.ix_(items, first)] >= MAINLY_ADDRESSED
        fits: npt.NDArray[np.bool_] = mainly.any(axis=1)
        return fits

    def nearness(self, asker: Asker, items: Ints32) -> Floats32:
        """By the text, and by what is addressed of the wanted topics or of others in their field. Where texts were
        compared, only of what has a text that comes near at all (`near_from`), and to a need that was understood: else
        a pool is answered with the sea, and pigeons with toilets."""
        narrow, field = asker.ties.snapshot.links("BROADER", "Topic").pairs
        wanted = asker.wanted.copy()
        np.maximum.at(wanted, field, asker.wanted[narrow])
        text = likeness_of_text(asker, self.label, items)
        fit = np.zeros_like(text)
        if wanted.any():
            fit = _fit(wanted, asker.ties.topics_of(self.label))[items]
        compared = self.label in asker.likeness
        near = (_cosines(asker, self.label, items) >= self.near_from) & wanted.any() if compared else fit >= FIT_NEAR
        return floats((text + fit) * near)


@dataclass(frozen=True, slots=True)
class Mainly(Addressed):
    """The subject of what serves one thing first of all, and touches others: a club, a call. A town that wants its
    main street alive is not helped by a call on building sites, nor by a club for strategies, that touch it as well.

    With `akin` what is mainly about a kindred topic (`KINDRED`) and touches the need may be about it as well: money for
    energy pays for heat, and for no gardens; a club for lighting is none for shops."""

    akin: bool = False

    def about(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which are about it by their topics; or have a text very near to the need, and are not about other fields than
        those that lead a need that was understood."""
        leads = np.isin(np.arange(len(asker.wanted)), asker.leading)
        elsewhere = in_other_fields(asker, self.label, items, leads, CONFIDENT)
        return self.by_topics(asker, items) | (says_so(asker, self.label, items) & ~elsewhere)

    def by_topics(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which are mainly about a topic that leads the need; or about it, and about its field at large. About a field
        at large are those that name it, or address several topics in it; where the need names a field, two are enough,
        or one that they are mainly about.
        """
        addressed = asker.ties.topics_of(self.label)[items]
        snapshot = asker.ties.snapshot
        narrow, field = snapshot.links("BROADER", "Topic").pairs
        ids = snapshot.tables["Topic"].ids
        ways = [at for at in map(ids.find, WAYS_OF_WORKING) if at is not None]
        about = np.zeros(len(items), dtype=np.bool_)
        for topic in asker.leading.tolist():
            own = addressed[:, topic]
            if len(inside := np.setdiff1d(narrow[field == topic], ways)):
                about |= (own >= NAMED) | (np.count_nonzero(addressed[:, inside], axis=1) >= SEVERAL)
                about |= (addressed[:, inside] >= MAINLY_ADDRESSED).any(axis=1)
                continue
            akin = np.setdiff1d(narrow[np.isin(field, field[narrow == topic])], ways)
            at_large = np.count_nonzero(addressed[:, akin], axis=1) > SEVERAL
            if self.akin:
                at_large |= (addressed[:, _kindred(ids, [ids[topic]])] >= MAINLY_ADDRESSED).any(axis=1)
            at_large |= (addressed[:, field[narrow == topic]] >= NAMED).any(axis=1)
            about |= (own >= MAINLY_ADDRESSED) | ((own >= CLEARLY_ADDRESSED) & at_large)
        return about


def says_so(asker: Asker, label: str, items: Ints32) -> npt.NDArray[np.bool_]:
    """Which have a text very near to the need, or, of networks and solutions, one with most of its words."""
    if asker.near is not None and is_proof(label):
        return asker.near.about[label][items]
    near: npt.NDArray[np.bool_] = _cosines(asker, label, items) >= ABOUT_COSINE
    return near


def text_fits(asker: Asker, label: str, items: Ints32) -> npt.NDArray[np.bool_]:
    """Which have a text so near to the need that it may be said to fit, by the sentence models alone."""
    fits: npt.NDArray[np.bool_] = _cosines(asker, label, items) >= TOLD_COSINE
    return fits


def _may_be_told(asker: Asker, label: str, item: int) -> bool:
    """Whether the item's text is so near to the need that it may be said to fit, and it is on its topics."""
    if asker.near is not None and is_proof(label):
        return bool(asker.near.told[label][item])
    near = _cosines(asker, label, np.array([item], dtype=np.int32))[0] >= TOLD_COSINE
    return bool(near) and not beside(asker, label, asker.wanted > 0)[item]


def _cosines(asker: Asker, label: str, items: Ints32) -> Floats32:
    cosines = asker.likeness.get(label)
    return np.zeros(len(items), dtype=np.float32) if cosines is None else floats(cosines[items])


def topic_fit(
    label: str,
    weight: float,
    sentence: Said,
    ground: Callable[[Asker, int], Ground] | None = None,
    *,
    best: float = 0,
) -> Feature:
    """The feature of items that address what is wanted, with places for `name` and `topics`; see `fit_of_topics`."""
    return Feature(
        lambda asker, items: fit_of_topics(asker, label, items, best=best),
        weight,
        ground or (lambda asker, item: topics_ground(asker, label, item)),
        of_need,
        named="topic_fit",
        sentence=sentence,
        about="need",
    )


def interests_of_your_like(label: str, weight: float, sentence: Said, *, beside_a_need: bool = True) -> Feature:
    """The feature of items that address what towns like the asker work on; see `fit_of_interests`. Where it is not to
    speak `beside_a_need`, who names one is told nothing of what others seek."""
    return Feature(
        lambda asker, items: fit_of_interests(asker, label, items),
        weight,
        lambda asker, item: topics_ground(asker, label, item, asker.likes_interests),
        lambda asker: beside_a_need or not names_a_need(asker),
        named="interests_of_your_like",
        sentence=sentence,
    )


def text_likeness(label: str, weight: float, sentence: Said) -> Feature:
    """The feature of items whose text is near to the need, with a place for `name`; see `likeness_of_text`.

    Where the need was surely understood, the text of an item that addresses other fields only counts half: it shares a
    word that says where, or for whom, and not what ("in the old town", "young").
    """
    return Feature(
        lambda asker, items: floats(
            likeness_of_text(asker, label, items) * (1 - ELSEWHERE * in_other_fields(asker, label, items))
        ),
        weight,
        lambda asker, item: text_ground(asker, label, item),
        of_need,
        named="text_likeness",
        sentence=sentence,
        about="need",
    )


def fit_of_topics(asker: Asker, label: str, items: Ints32 | slice, *, best: float = 0) -> Floats32:
    """How much of what is wanted each item addresses, 0–1.

    The wanted strengths times the item's weights, over the sum of the strengths; times the strongest of them, so that
    what a need hardly speaks of, or is misread as, weighs less than its text (`benchmarks.across_languages`). The share
    `best` of it goes by the one topic that the item fits best: a youth parliament need not be about budgets as well.
    """
    topics, strongest = asker.ties.topics_of(label), asker.wanted.max(initial=0)
    fit = _fit(asker.wanted, topics)[items] * strongest
    if best and strongest > 0:
        wanted = np.flatnonzero(asker.wanted)
        fit = (1 - best) * fit + best * (topics[:, wanted] * asker.wanted[wanted]).max(axis=1)[items]
    return floats(fit)


def fit_of_interests(asker: Asker, label: str, items: Ints32) -> Floats32:
    """How much of what the asker, or else its look-alikes, works on each item addresses, 0–1; as `fit_of_topics`."""
    return _fit(asker.likes_interests, asker.ties.topics_of(label))[items]


def _fit(wanted: Floats32, topics: Floats32) -> Floats32:
    fit, whole = np.zeros(len(topics), dtype=np.float32), wanted.sum()
    # Topic by topic, as the array lies: a product so small gains nothing from threads, and waits for them.
    for topic in np.flatnonzero(wanted):
        fit += topics[:, topic] * (wanted[topic] / whole)
    return np.minimum(fit, np.float32(1))


def topics_ground(asker: Asker, label: str, item: int, wanted: Floats32 | None = None) -> Ground:
    """The topics on which an item fits what is wanted, with the source that says it addresses the strongest of them.

    Where a whole field fits and the item is only said to address topics in it, the source is that of the strongest of
    these, and the evidence names them.
    """
    snapshot, language = asker.ties.snapshot, asker.query.language
    wanted = asker.wanted if wanted is None else wanted
    topics = asker.ties.topics_of(label)
    together = wanted * topics[item]
    names = addressed = statements.topic_names(snapshot, together, language)
    table = snapshot.tables[label]
    name = table.name(item, language)
    stated = snapshot.links("ADDRESSES", label).ends(item)
    if not together[stated].any():
        narrow, field = snapshot.links("BROADER", "Topic").pairs
        inside = np.intersect1d(stated, narrow[together[field] > 0])
        together = np.zeros_like(together)
        together[inside] = topics[item, inside]
        addressed = statements.topic_names(snapshot, together, language)
    text = told_with(_ADDRESSES, {"name": name, "topics": addressed}, language)
    strongest = sorted((int(t) for t in stated if together[t] > 0), key=lambda t: (-together[t], t))[:1]
    evidence = tuple(statements.statement(snapshot, "ADDRESSES", label, item, t, text) for t in strongest)
    if label == "Network" and (summary := table.summary(item, language)) is not None:
        # What it does says more than that we say what it is about.
        does = Evidence(text=summary, source=table.text("source")[item] or "", path=(table.ids[item],))
        evidence = (does, *evidence)
    return Ground({"name": name, "topics": names}, evidence)


def likeness_of_text(asker: Asker, label: str, items: Ints32) -> Floats32:
    """How near each item's text is to the need, beside the nearest of all items with the label; 0–1.

    ((c - 0.1) / (b - 0.1))², with c the cosine of the two and b the highest of all, at least 0.4; 0 where no text was
    compared. Of networks and solutions with what their words say as well, or these alone (`matching.proofs`). How high
    cosines are depends on the languages and the lengths of both texts; beside the best one they say the same across
    languages as within one, and the square keeps what is only a little alike from adding up with a topic that was
    misread.
    """
    if asker.near is not None and is_proof(label):
        return asker.near.nearness[label][items]
    cosines = asker.likeness.get(label)
    if cosines is None:
        return np.zeros(len(items), dtype=np.float32)
    nearest = max(float(cosines.max(initial=0)), COSINE_NEAR)
    return beside_the_nearest(cosines[items], nearest)


def in_other_fields(
    asker: Asker, label: str, items: Ints32, akin: npt.NDArray[np.bool_] | None = None, sure: float = SURE
) -> npt.NDArray[np.bool_]:
    """Which items address topics, and none in a field of a need that was understood so surely: in one of the topics
    `akin`, else of all that are clearly wanted."""
    if (asker.confidence or 0) < sure:
        return np.zeros(len(items), dtype=np.bool_)
    narrow, field = asker.ties.snapshot.links("BROADER", "Topic").pairs
    akin = _clearly_wanted(asker) if akin is None else akin.copy()
    akin[field[akin[narrow]]] = True
    akin[narrow[akin[field]]] = True
    return _on_others_alone(asker.ties.topics_of(label)[items] > 0, akin)


def _clearly_wanted(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which topics a need is about: what it only touches, or says of whom it is for, is none of them."""
    wanted: npt.NDArray[np.bool_] = asker.wanted > max(CLEARLY_WANTED * float(asker.wanted.max(initial=0)), 0)
    return wanted


def _on_others_alone(addressed: npt.NDArray[np.bool_], akin: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which items address topics, by a row for each, and none that is `akin`."""
    return np.asarray(addressed.any(axis=1) & ~addressed[:, akin].any(axis=1))


def _kindred(topics: Vocabulary, ids: Iterable[str]) -> list[int]:
    """The topics KINDRED with any of these, themselves among them where they have kin."""
    own = frozenset(ids)
    near = frozenset[str]().union(*(kin for kin in KINDRED if kin & own))
    return [at for at in map(topics.find, sorted(near)) if at is not None]


def beside(asker: Asker, label: str, wanted: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which items address topics below a field, and none of those `wanted`, nor any KINDRED with these."""
    ids = asker.ties.snapshot.tables["Topic"].ids
    narrow, field = asker.ties.snapshot.links("BROADER", "Topic").pairs
    akin = wanted.copy()
    akin[narrow[akin[field]]] = True
    akin[_kindred(ids, [ids[at] for at in np.flatnonzero(akin).tolist()])] = True
    return _on_others_alone(asker.ties.topics_of(label)[:, narrow] > 0, akin[narrow])


def on_the_subject(asker: Asker) -> Asker:
    """The same asker, to whom what was done on other topics than those of a need that was surely understood comes less
    near: it shares a word ("repair" of roads, where a repair café is sought; unsealed school yards, where teachers
    are). What is told as near is what likely answers the need (`NearTexts.answering`); where words alone were compared,
    nothing of what is on other topics is."""
    if asker.near is None:
        return asker
    near = asker.near.telling({label: ~beside(asker, label, asker.wanted > 0) for label in PROOF_LABELS})
    if (asker.confidence or 0) >= SURE:
        clearly = _clearly_wanted(asker)
        near = near.less(
            {label: np.where(beside(asker, label, clearly), BESIDE_IT, np.float32(1)) for label in PROOF_LABELS}
        )
        if len(named := _named_apart(asker)) > 1:
            addressed = {label: asker.ties.topics_of(label)[:, named].min(axis=1) for label in PROOF_LABELS}
            near = near.more({label: weight >= CLEARLY_ADDRESSED for label, weight in addressed.items()})
    # The text of a network says what it is, and seldom what one of its members needs: its odds would be others.
    fit = fit_of_topics(asker, "Solution", slice(None), best=BEST_TOPIC)
    if not asker.wanted.any():
        fit = np.full_like(fit, UNREAD)
    return replace(asker, near=near.answering({"Solution": fit}))


def _named_apart(asker: Asker) -> Ints32:
    """The topics that the need names outright, each by words of its own: what addresses them all is the thing itself,
    in whatever language it is asked for (green, and a school's: the yard); not what it hardly speaks of. For whom it
    is, is none of them: a library as a meeting place "for residents and the young" is no youth centre."""
    ids, named, words = asker.ties.snapshot.tables["Topic"].ids, [], set[str]()
    strongest = max((match.strength for match in asker.understood), default=0.0)
    for match in asker.understood:
        apart = match.topic != JOINTLY and match.topic not in PEOPLE and match.strength >= LEADING * strongest
        if match.outright > 0 and apart and not words & set(match.words):
            named.append(ids.index(match.topic))
            words |= set(match.words)
    return np.array(named, dtype=np.int32)


def text_ground(asker: Asker, label: str, item: int) -> Ground:
    """The item's own summary, in the language of the question where it has one in it."""
    table, language = asker.ties.snapshot.tables[label], asker.query.language
    name = table.name(item, language)
    text = table.summary(item, language) or name
    evidence = Evidence(text=text, source=table.text("source")[item] or "", path=(table.ids[item],))
    sentence = None if _may_be_told(asker, label, item) else _NEAREST_TEXT
    # A text that is no more than the name, which stands above, is no reason to read first.
    return Ground({"name": name}, (evidence,), sentence=sentence, about="facts" if text == name else None)


def like_among(asker: Asker, pairs: Bipartite, items: Ints32) -> Floats32:
    """How much the look-alikes are among each item's towns: their summed weights, as s / (s + 0.1)."""
    like, weight = asker.look_alikes
    strength = np.zeros(len(pairs.sizes), dtype=np.float32)
    at, things = spread(pairs.indptr, pairs.things, like)
    np.add.at(strength, things, weight[at])
    chosen = strength[items]
    return floats(chosen / (chosen + np.float32(0.1)))


def like_names(asker: Asker, pairs: Bipartite, item: int, most: int = 3) -> list[int]:
    """The look-alikes among an item's towns, the most alike first."""
    like, weight = asker.look_alikes
    order = np.lexsort((like, -weight))
    among = set(pairs.towns_of(item).tolist())
    return [int(like[i]) for i in order if int(like[i]) in among][:most]


def country_share(asker: Asker, pairs: Bipartite, items: Ints32) -> Floats32:
    """How many of each item's towns are of the asker's country, as n / (n + 3)."""
    codes = asker.ties.snapshot.municipalities.category("country").codes
    count = pairs.sums(codes == asker.country_code)[items]
    return floats(count / (count + 3))
