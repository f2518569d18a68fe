"""What the learned ranking looks at: functions of a situation and its candidates, one number a candidate.

A feature is a plain quantity (kilometres, inhabitants, common networks), mostly as a logarithm; what it is worth is for
the model's curves to say. Each gives float32, shape (candidates,), and never NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.pairs import floats
from matching.ranking.situation import PRACTISED_GROUP, RANKED, Situation

#: Two towns are about equally large up to a factor of two: the standard deviation of the logarithm of their ratio.
SIZE_SPREAD = 0.7

FeatureValue = Callable[[Situation, Ints32], Floats32]


def distance(situation: Situation, towns: Ints32) -> Floats32:
    """log(1 + kilometres)."""
    return np.log1p(situation.distances[towns])


def nth_nearest(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns are nearer."""
    return situation.ranks(towns)


def nth_nearest_abroad(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns abroad are nearer."""
    return situation.ranks(towns, situation.abroad)


def nth_nearest_of_its_country(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns of its own country are nearer: the first town behind the border, however far, is 0."""
    return situation.ranks_in_country(towns)


def nth_nearest_in_programme(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns abroad, in the programme's countries, are nearer."""
    return situation.ranks(towns, situation.abroad & situation.inside)


def from_the_border(situation: Situation, towns: Ints32) -> Floats32:
    """log(1 + kilometres) to the nearest town of another country that the programme joins; log(1 + RANKED) if none."""
    away = np.full(len(towns), RANKED, dtype=np.float32)
    for country in situation.named:
        across = situation.past.countries[towns] != country
        away[across] = np.minimum(away[across], situation.past.to_country(int(country))[towns[across]])
    return np.log1p(away)


def own_country(situation: Situation, towns: Ints32) -> Floats32:
    """1 in the country of the town that asks."""
    return floats(~situation.abroad[towns])


def country_named(situation: Situation, towns: Ints32) -> Floats32:
    """1 in a country that the programme's name joins, −1 outside of all, 0 where the name joins none."""
    if not len(situation.named):
        return np.zeros(len(towns), dtype=np.float32)
    return floats(np.where(np.isin(situation.past.countries[towns], situation.named), 1, -1))


def country_in_programme(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of its country's share in who took part in the programme."""
    return _share(situation, situation.took_part, towns, 0.02)


def country_in_family(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of its country's share in who took part in programmes of the family."""
    return _share(situation, situation.record.of_family(situation.family), towns, 0.1)


def _share(situation: Situation, took_part: Floats32, towns: Ints32, least: float) -> Floats32:
    count = situation.record.by_country(took_part)
    return floats(np.log((count + least) / (count.sum() + least * len(count))))[situation.past.countries[towns]]


def countries_meet(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of how often towns of the two countries met, over all meetings of the asker's country."""
    met = situation.record.met_by_country(situation.country)
    return floats(np.log((met + 0.2) / (met.sum() + 0.2 * len(met))))[situation.past.countries[towns]]


def towns_of_country(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of how many towns its country has: among many, each is the less likely."""
    return floats(np.log1p(situation.past.country_towns))[situation.past.countries[towns]]


def took_part(situation: Situation, towns: Ints32) -> Floats32:
    """How often it took part in the programme or its kin."""
    return np.log1p(situation.took_part[towns])


def region_took_part(situation: Situation, towns: Ints32) -> Floats32:
    """How often towns of its region took part in the programme."""
    return np.log1p(situation.record.by_region(situation.took_part))[situation.past.regions[towns]]


def nearest_participant(situation: Situation, towns: Ints32) -> Floats32:
    """log(1 + kilometres) to the nearest other town that took part in the programme: its area, learnt from its past."""
    return situation.record.to_participants(situation.programme, towns)[0]


def fourth_participant(situation: Situation, towns: Ints32) -> Floats32:
    """The same to the fourth nearest: whether it lies amid the area, or at its edge."""
    return situation.record.to_participants(situation.programme, towns)[1]


def took_part_in_family(situation: Situation, towns: Ints32) -> Floats32:
    """How often it took part in programmes of the family."""
    return np.log1p(situation.record.of_family(situation.family)[towns])


def its_like_took_part(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of how often a town of its country and size class took part in programmes of the family."""
    return situation.record.like_of_family(situation.family)[towns]


def fellows_took_part(situation: Situation, towns: Ints32) -> Floats32:
    """How usual it is in its associations to take part in programmes of the family, summed over them."""
    return situation.record.fellows_of_family(situation.family)[towns]


def projects(situation: Situation, towns: Ints32) -> Floats32:
    """How many projects and networks it was in."""
    return np.log1p(situation.record.projects[towns])


def associations(situation: Situation, towns: Ints32) -> Floats32:
    """How many associations it is in."""
    return np.log1p(situation.record.associations[towns])


def region_projects(situation: Situation, towns: Ints32) -> Floats32:
    """How many projects and networks the towns of its region were in."""
    return np.log1p(situation.record.region_projects)[situation.past.regions[towns]]


def recent_projects(situation: Situation, towns: Ints32) -> Floats32:
    """How many projects and networks it was in of late."""
    return np.log1p(3 * situation.record.recent_projects[towns])


def region_recent_projects(situation: Situation, towns: Ints32) -> Floats32:
    """How many projects and networks the towns of its region were in of late."""
    return np.log1p(situation.record.region_recent_projects)[situation.past.regions[towns]]


def region_rate(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of the projects of its region, a town."""
    past = situation.past
    rate = (situation.record.region_projects + 0.3) / (past.region_towns + 10)
    return floats(np.log(rate))[past.regions[towns]]


def common_projects(situation: Situation, towns: Ints32) -> Floats32:
    """The projects and networks that both were in, small ones counting more (Adamic and Adar 2003)."""
    own = situation.own_networks
    return np.log1p(5 * situation.shared(own[situation.past.working[own]], towns))


def common_associations(situation: Situation, towns: Ints32) -> Floats32:
    """The associations that both are in, small ones counting more."""
    own = situation.own_networks
    return np.log1p(5 * situation.shared(own[~situation.past.working[own]], towns))


def region_met(situation: Situation, towns: Ints32) -> Floats32:
    """How often the asker worked with towns of its region."""
    return np.log1p(5 * situation.record.by_region(situation.met))[situation.past.regions[towns]]


def country_met(situation: Situation, towns: Ints32) -> Floats32:
    """How often the asker worked with towns of its country."""
    return np.log1p(5 * situation.record.by_country(situation.met))[situation.past.countries[towns]]


def regions_meet(situation: Situation, towns: Ints32) -> Floats32:
    """How often towns of the two regions met."""
    if situation.town is None:
        return np.zeros(len(towns), dtype=np.float32)
    met = situation.record.met_by_region(int(situation.past.regions[situation.town]))
    return np.log1p(met)[situation.past.regions[towns]]


def population(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of its inhabitants."""
    return situation.past.log_population[towns]


def larger_than_you(situation: Situation, towns: Ints32) -> Floats32:
    """The logarithm of its inhabitants over the asker's."""
    return floats(situation.past.log_population[towns] - situation.log_population)


def unlike_in_size(situation: Situation, towns: Ints32) -> Floats32:
    """By which factor the two differ in size, as a logarithm."""
    return np.abs(larger_than_you(situation, towns))


def alike_in_size(situation: Situation, towns: Ints32) -> Floats32:
    """1 for a town of just the asker's size, falling to 0 on both sides: a bell over the logarithm of the ratio with a
    standard deviation of SIZE_SPREAD; 0 where a size is unknown, and for an asker with a record of its own."""
    gap = larger_than_you(situation, towns) / np.float32(SIZE_SPREAD)
    known = ~situation.past.size_unknown[towns] & situation.size_known
    return floats(np.exp(np.float32(-0.5) * gap * gap) * (known & (situation.group != PRACTISED_GROUP)))


def abroad(situation: Situation, towns: Ints32) -> Floats32:
    """1 in another country than the asker's; 0 for an asker with a record of its own."""
    return floats(situation.abroad[towns] & (situation.group != PRACTISED_GROUP))


def population_unknown(situation: Situation, towns: Ints32) -> Floats32:
    """1 where its size as a town is unknown."""
    return floats(situation.past.size_unknown[towns])


def larger_around(situation: Situation, towns: Ints32) -> Floats32:
    """How many larger towns lie around it."""
    return situation.past.larger_around(towns)


def rank_in_region(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns of its region are larger."""
    return situation.past.rank_in_region[towns]


def rank_in_country(situation: Situation, towns: Ints32) -> Floats32:
    """How many towns of its country are larger."""
    return situation.past.rank_in_country[towns]


def theme(situation: Situation, towns: Ints32) -> Floats32:
    """How like the wanted text its networks' texts are: the sum of their cosines."""
    return _alike(situation, 1)[towns]


def nearest_theme(situation: Situation, towns: Ints32) -> Floats32:
    """The same with the cubes of the cosines: a network on the very theme counts, many on others do not."""
    return _alike(situation, 3)[towns]


def mean_theme(situation: Situation, towns: Ints32) -> Floats32:
    """The mean of the cosines: whether it cares for this theme more than for others."""
    return floats(_alike(situation, 1)[towns] / np.maximum(situation.record.projects[towns], 1))


def region_theme(situation: Situation, towns: Ints32) -> Floats32:
    """The sum of the cubes over its region."""
    return situation.record.by_region(_alike(situation, 3))[situation.past.regions[towns]]


def practised_in_family(situation: Situation, towns: Ints32) -> Floats32:
    """How often it took part in programmes of the family that is asked under; 0 where no programme is named."""
    if situation.family is None:
        return np.zeros(len(towns), dtype=np.float32)
    return took_part_in_family(situation, towns)


def practised_lately(situation: Situation, towns: Ints32) -> Floats32:
    """How many projects and networks it was in of late; 0 for an asker without a record of its own."""
    return floats(recent_projects(situation, towns) * (situation.group == PRACTISED_GROUP))


def on_the_theme(situation: Situation, towns: Ints32) -> Floats32:
    """How like the wanted text its networks' texts are, as `theme`."""
    return theme(situation, towns)


def _alike(situation: Situation, power: int) -> npt.NDArray[np.float32]:
    if situation.likeness is None:
        return np.zeros(len(situation.past.countries), dtype=np.float32)
    return situation.record.of_towns(floats(situation.likeness**power * situation.record.working))


_PLACE: tuple[FeatureValue, ...] = (
    *(distance, nth_nearest, nth_nearest_abroad, nth_nearest_of_its_country),
    *(own_country, countries_meet, towns_of_country),
)
_PROGRAMME: tuple[FeatureValue, ...] = (
    *(nth_nearest_in_programme, from_the_border, country_named, country_in_programme, country_in_family),
    *(took_part, region_took_part, nearest_participant, fourth_participant, took_part_in_family),
    *(its_like_took_part, fellows_took_part),
)
_RECORD: tuple[FeatureValue, ...] = (
    *(projects, associations, region_projects, region_rate, common_projects, common_associations),
    *(region_met, country_met),
)
#: Helps partners a little, and peers not at all.
_REGIONS: tuple[FeatureValue, ...] = (regions_meet,)
#: Helps peers; under a programme, who took part in it says as much.
_RECENT: tuple[FeatureValue, ...] = (recent_projects, region_recent_projects)
_SIZE: tuple[FeatureValue, ...] = (
    *(population, larger_than_you, unlike_in_size, population_unknown),
    *(larger_around, rank_in_region, rank_in_country),
)
_THEME: tuple[FeatureValue, ...] = (theme, nearest_theme, mean_theme, region_theme)
_LEANING: tuple[FeatureValue, ...] = (alike_in_size, abroad, practised_in_family, practised_lately, on_the_theme)

#: What an ablation can leave out at once.
GROUPS: Mapping[str, tuple[FeatureValue, ...]] = {
    **{"place": _PLACE, "programme": _PROGRAMME, "record": (*_RECORD, *_REGIONS, *_RECENT)},
    **{"size": _SIZE, "theme": (*_THEME, on_the_theme), "leaning": _LEANING},
}
#: The features of each task's model. A town that asks for peers names neither a programme nor a theme.
PARTNER_FEATURES = (*_PLACE, *_PROGRAMME, *_RECORD, *_REGIONS, *_SIZE, *_THEME)
PEER_FEATURES = (*_PLACE, *_RECORD, *_RECENT, *_SIZE)
FEATURES: Mapping[str, FeatureValue] = {feature.__name__: feature for feature in (*PARTNER_FEATURES, *_RECENT)}

#: What the models lean towards by hand, and how much, in natural logarithms of odds. Partners of the asker's own size,
#: and from abroad: that is what the service is for; and the past is of towns with an EU office, while each new period
#: brings smaller ones in: on later years it ranks better (`peerpolis evaluate … --ablate leaning` says by how much). A
#: town with a record goes by its record. And towards practice, in the family that is asked under, or of late where a
#: town with a record asks, and towards the theme: in the past records were short (of a programming period of seven
#: years only the beginning is told), so the curves trust them less than the longer ones of today deserve. The weights
#: were chosen on the networks that began in 2015 and 2016.
LEANINGS: Mapping[FeatureValue, float] = {
    **{alike_in_size: 1.5, abroad: 0.75},
    **{practised_in_family: 0.5, practised_lately: 0.6, on_the_theme: 0.3},
}

#: One feature, or two whose worth together is no sum: how far one goes for a town depends on how large it is.
Term = tuple[str, ...]
PARTNER_PAIRS: tuple[Term, ...] = ()
PEER_PAIRS: tuple[Term, ...] = (("distance", "rank_in_country"), ("common_associations", "common_projects"))


def term_name(term: Term) -> str:
    """What a term is called in the file of models and in an ablation."""
    return " & ".join(term)


def named(names: frozenset[str]) -> frozenset[str]:
    """The features with these names, those of a group for the group's name."""
    return frozenset().union(*([f.__name__ for f in GROUPS.get(name, ())] or [name] for name in names))
