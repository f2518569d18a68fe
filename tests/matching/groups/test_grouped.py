"""Registered towns into groups: what they say and what the graph proves, what is asked, and why there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import InvalidRecord
from matching.engine import Engine
from matching.groups.entries import Entry, registered
from matching.groups.grouped import grouped
from matching.groups.wishes import Wishes
from tests import worlds

HEAT, PARTICIPATION = worlds.HEAT_PLANNING, worlds.E_PARTICIPATION


def entry(engine: Engine, name: str, id: str | None = None, topics: tuple[str, ...] = (HEAT,), **more: object) -> Entry:
    snapshot = engine.snapshot
    ids = snapshot.tables["Topic"].ids
    return Entry(
        name=name,
        town=None if id is None else snapshot.municipalities.ids.index(id),
        topics=frozenset(ids.index(topic) for topic in topics),
        **more,  # type: ignore[arg-type]  # fields of it
    )


def four(engine: Engine) -> list[Entry]:
    return [entry(engine, name, county=county) for name, county in zip("ABCD", ("X", "X", "Y", "Y"), strict=True)]


PAIRS = Wishes(smallest=2, largest=2)


def test_experience_is_what_a_town_says_or_what_a_source_says_of_it_and_nothing_else(engine: Engine) -> None:
    """Manresa offers heat planning; Bad Belzig needs it and has nothing; a town of no register says what it says."""
    heat = engine.snapshot.tables["Topic"].ids.index(HEAT)
    entries = [
        entry(engine, "Manresa", worlds.MANRESA),
        entry(engine, "Bad Belzig", worlds.BAD_BELZIG),
        entry(engine, "Nowhere", experience=frozenset({heat})),
    ]
    towns = registered(engine.ties, entries)
    assert towns.experience[:, heat].tolist() == [True, False, True]
    assert towns.proven[:, heat].tolist() == [True, False, False]
    assert towns.learning[:, heat].tolist() == [False, True, False]


def test_two_that_work_together_already_are_known_and_others_meet_anew(engine: Engine) -> None:
    entries = [entry(engine, id, id) for id in (worlds.MANRESA, worlds.VASLUI, worlds.TARTU, worlds.ZAMBROW)]
    tied = registered(engine.ties, entries).tied
    assert tied[0, 1]  # twinned
    assert tied[0, 2]  # both in the network of tandems
    assert not tied[3].any()


def test_no_two_of_one_county_meet_and_unknown_counties_keep_nobody_apart(engine: Engine) -> None:
    found = grouped(engine.ties, four(engine), replace(PAIRS, one_per="county"))
    assert all({found.towns.entries[at].county for at in group.members} == {"X", "Y"} for group in found.groups)
    unknown = [replace(one, county=None) for one in four(engine)]
    assert len(grouped(engine.ties, unknown, replace(PAIRS, one_per="county")).groups) == 2


def test_who_has_met_is_together_or_apart_counts_however_well_they_fit(engine: Engine) -> None:
    a, b, c, d = four(engine)
    met = [replace(a, met=frozenset({1})), b, c, d]
    apart = [replace(a, apart=frozenset({"x"})), replace(b, apart=frozenset({"x"})), c, d]
    for entries in (met, apart):
        groups = grouped(engine.ties, entries, PAIRS).groups
        assert all(set(group.members) != {0, 1} for group in groups)
    joined = [replace(a, together=frozenset({"t"})), b, c, replace(d, together=frozenset({"t"}))]
    assert (0, 3) in {group.members for group in grouped(engine.ties, joined, PAIRS).groups}


def test_a_group_shares_a_day_on_which_all_can_and_who_names_none_can_always(engine: Engine) -> None:
    one, other = date(2027, 2, 1), date(2027, 3, 1)
    a, b, c, d = four(engine)
    entries = [
        replace(a, dates=frozenset({one})),
        replace(b, dates=frozenset({other})),
        c,
        replace(d, dates=frozenset({one})),
    ]
    groups = grouped(engine.ties, entries, PAIRS).groups
    assert {group.members: group.dates for group in groups} == {(0, 3): (one,), (1, 2): (other,)}


def test_in_mixed_groups_somebody_knows_a_common_topic_and_somebody_learns_it(engine: Engine) -> None:
    heat = engine.snapshot.tables["Topic"].ids.index(HEAT)
    a, b, c, d = four(engine)
    entries = [replace(a, experience=frozenset({heat})), replace(b, experience=frozenset({heat})), c, d]
    for group in grouped(engine.ties, entries, replace(PAIRS, mixed=True)).groups:
        assert [len(known) for _, known in group.experienced] == [1]


def test_no_member_is_many_times_as_large_as_another_where_that_is_asked(engine: Engine) -> None:
    sizes = (1_000, 1_900, 50_000, 90_000)
    entries = [replace(one, population=size) for one, size in zip(four(engine), sizes, strict=True)]
    groups = grouped(engine.ties, entries, replace(PAIRS, times=2.0)).groups
    assert {group.members for group in groups} == {(0, 1), (2, 3)}


def test_where_there_is_no_split_the_fewest_wishes_are_named_and_who_finds_no_place(engine: Engine) -> None:
    """A to C are of one county, so with one a county no two of them can be a pair; D alone is of another topic."""
    entries = [replace(one, county="X", languages=frozenset({"de"})) for one in four(engine)]
    found = grouped(engine.ties, entries, replace(PAIRS, one_per="county", common_language=True))
    assert (found.groups, found.conflict, found.proven) == ((), ("county",), True)
    assert [(one.entry, one.may_meet, dict(one.kept_from)) for one in found.alone] == [
        (at, 0, {"county": 3}) for at in range(4)
    ]


def test_towns_that_may_only_meet_each_other_and_are_an_odd_number_are_told_as_why_there_are_no_pairs(
    engine: Engine,
) -> None:
    """A to C share one topic, D and two more another: three and three make no pairs, though each may meet two."""
    more = [entry(engine, name, topics=(worlds.OPEN_DATA,)) for name in ("D", "E", "F")]
    found = grouped(engine.ties, [*four(engine)[:3], *more], PAIRS)
    assert found.groups == ()
    assert found.proven
    assert found.circles == ((0, 1, 2), (3, 4, 5))
    assert found.alone == ()


def test_two_wishes_that_only_together_cannot_be_met_are_both_named(engine: Engine) -> None:
    """By county A and B have to be apart, by language A and B are the only two who understand each other."""
    tongues = ("de", "de", "fr", "fr")
    entries = [replace(one, languages=frozenset({t})) for one, t in zip(four(engine), tongues, strict=True)]
    found = grouped(engine.ties, entries, replace(PAIRS, one_per="county", common_language=True))
    assert set(found.conflict) == {"county", "language"}


def test_who_names_no_topic_is_left_out_and_told(engine: Engine) -> None:
    entries = [*four(engine), entry(engine, "E", topics=())]
    found = grouped(engine.ties, entries, PAIRS)
    assert found.left_out == (4,)
    assert len(found.groups) == 2


def test_a_size_that_does_not_divide_the_towns_gives_groups_of_nearly_that_size(engine: Engine) -> None:
    entries = [entry(engine, f"T{at}") for at in range(11)]
    found = grouped(engine.ties, entries, Wishes(smallest=4, largest=4))
    assert sorted(len(group.members) for group in found.groups) == [3, 4, 4]


def test_too_few_towns_and_sizes_the_wrong_way_round_are_refused(engine: Engine) -> None:
    for wishes in (Wishes(smallest=6, largest=6), Wishes(smallest=4, largest=3)):
        with pytest.raises(InvalidRecord):
            grouped(engine.ties, four(engine), wishes)


def test_towns_of_different_topics_fit_only_in_groups_that_share_one(engine: Engine) -> None:
    topics = ((HEAT,), (PARTICIPATION,), (HEAT,), (PARTICIPATION,))
    entries = [entry(engine, name, topics=own) for name, own in zip("ABCD", topics, strict=True)]
    assert {group.members for group in grouped(engine.ties, entries, PAIRS).groups} == {(0, 2), (1, 3)}
