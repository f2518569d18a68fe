"""Letters between towns: worked by hand on the twelve towns, no claim stronger than its proof, in every language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import InvalidRecord, UnknownId
from graph.model import Batch, Call, Clause, Programme, Solution
from graph.said import Named, said
from matching.engine import Engine
from matching.letters import wording
from matching.letters.known import Known, Tense
from matching.letters.languages import language_at, language_of, of_both
from matching.need.topics import TopicReader
from matching.types import Draft, Evidence, Letter, Query
from matching.words.told import letter_languages, told
from tests import worlds
from tests.factory import fact, member_of, municipality, network, relation
from tests.matching.engine_world import TODAY, ask
from tests.memory_store import snapshot_of
from tests.worlds import BAD_BELZIG, BIEL, HEAT_ATLAS, HEAT_PLANNING, LOMZA, MANRESA, POTSDAM, TARTU, VASLUI, ZAMBROW


def write(engine: Engine, town: str, partner: str, *languages: str, **wanted: Any) -> Letter:
    return engine.letter(Query(town=town, on=TODAY, present_partners=True, **wanted), partner, languages)


def english(engine: Engine, town: str, partner: str, **wanted: Any) -> Draft:
    (draft,) = write(engine, town, partner, "en", **wanted).drafts
    return draft


def paid() -> Batch:
    """What pays: a programme for the places of Bad Belzig and Łomża with a fund, visits within the European Union,
    meetings of twin towns, a fund of Germany and Poland; of each one call."""

    def programme(id: str, name: str) -> Programme:
        return Programme(id=id, name=name, period="2021-2027", url=f"https://{name.casefold()}.example", source="rules")

    def call(id: str, name: str, **more: Any) -> Call:
        return Call(id=id, name=name, status=more.pop("status", "continuous"), source="rules", **more)

    nodes = [
        programme("prog:across", "Across"),
        programme("prog:eui-city-to-city", "Visits"),
        programme("prog:cerv-town-twinning", "Meetings"),
        programme("prog:sdpz", "Foundation"),
        call("call:fund", "Fund of Across", action_type="small project"),
        call("call:visits", "Call for visits", action_type="exchange"),
        call("call:meetings", "Call for meetings", action_type="lump-sum grant", status="expected"),
        call("call:over", "Call that is over", deadline="2026-11-01", status="open"),
        Clause(id="clause:area", name="area", kind="region_area", operator="in", value="DE40E;PL842", source="rules"),
        Clause(id="clause:eu", name="eu", kind="country_set", operator="in", value="EU27", source="rules"),
    ]
    relations = [
        relation("UNDER", "call:fund", "prog:across"),
        relation("UNDER", "call:visits", "prog:eui-city-to-city"),
        relation("UNDER", "call:meetings", "prog:cerv-town-twinning"),
        relation("UNDER", "call:over", "prog:sdpz"),
        relation("REQUIRES", "prog:across", "clause:area"),
        relation("REQUIRES", "call:visits", "clause:eu"),
    ]
    return Batch(nodes, relations, [fact(BAD_BELZIG, "nuts3", "DE40E"), fact(LOMZA, "nuts3", "PL842")])


@pytest.fixture(scope="module")
def paying() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), paid()))


def test_the_letter_of_bad_belzig_to_potsdam(engine: Engine) -> None:
    draft = english(engine, BAD_BELZIG, POTSDAM, topics=(HEAT_PLANNING,))
    assert draft.subject == "Heat planning – exchange of experience: Bad Belzig and Potsdam"
    # Potsdam is the origin of the atlas, offers what is wanted, and led the project that ended in 2021.
    assert (
        draft.text
        == """\
Dear colleagues,

We are writing to you on behalf of our local authority, Bad Belzig (Brandenburg, Germany, 11,999 inhabitants, \
about 43 km from you). We are looking for experience with: Heat planning.

We are turning to you because of what public sources say:
– Heat Atlas was created by you.
– You say that you can offer experience: Heat planning.
– You led Heat Maps.

What we would like to ask you first:
1. How did you go about it (Heat Atlas), and who had to be won over?
2. What did it cost, once and every year, and how much work is it?
3. Would you do it again, and what would you do differently?

We could visit you, or meet by video, to see how it works with you (Heat Atlas).

A first conversation of half an hour, for example by video, would already help us a great deal. \
We look forward to your answer.

With kind regards
[name, office, telephone]
Bad Belzig"""
    )


def test_a_letter_rests_on_the_evidence_of_its_reasons(engine: Engine) -> None:
    letter = write(engine, BAD_BELZIG, POTSDAM, topics=(HEAT_PLANNING,))
    assert [e.path for e in letter.evidence] == [
        (POTSDAM, worlds.HEAT_ATLAS),
        (POTSDAM, HEAT_PLANNING),
        (POTSDAM, worlds.HEAT_MAPS),
    ]
    assert {e.source for e in letter.evidence} == {worlds.RECORDS}
    assert [draft.language for draft in letter.drafts] == ["de"]
    assert "„Heat Atlas“ ist bei Ihnen entstanden." in letter.drafts[0].text
    assert "11.999 Einwohner" in letter.drafts[0].text


def test_who_has_nothing_to_show_is_asked_openly(engine: Engine) -> None:
    draft = english(engine, BAD_BELZIG, ZAMBROW, topics=(HEAT_PLANNING,))
    assert "Of your work we know little so far" in draft.text
    assert "public sources" not in draft.text
    assert "What have you tried in this field (Heat planning)" in draft.text


def test_a_need_that_no_topic_fits_is_told_in_the_clerks_words(engine: Engine) -> None:
    draft = english(engine, BAD_BELZIG, ZAMBROW, need="a {town} \n <b>xyzzy</b>")
    assert "What we are looking for, in our own words: “a {town} <b>xyzzy</b>”." in draft.text


@pytest.mark.parametrize(
    ("countries", "languages"),
    [
        (("DE", "PL"), ("de", "pl")),
        (("AT", "DE"), ("de",)),
        (("CZ", "IT"), ("cs", "it")),
        (("FR", "ES"), ("fr", "es")),
        (("CH", "LU"), ("de", "fr")),
        (("BE", "GB"), ("en",)),  # the first official language of Belgium is Dutch
        (("EE", "PL"), ("en", "pl")),
        (("RO", "EE"), ("en",)),
    ],
)
def test_a_letter_is_in_the_first_official_languages_of_both(
    countries: tuple[str, str], languages: tuple[str, ...]
) -> None:
    assert of_both(*countries) == languages


@pytest.mark.parametrize(
    ("country", "nuts", "language"),
    [
        ("IT", "ITH10", "de"),  # Brixen
        ("IT", "ITH20", "it"),  # Trento
        ("CH", "CH070", "it"),  # Lugano
        ("CH", "CH013", "fr"),  # Genève
        ("CH", "CH021", "de"),  # Bern
        ("CH", None, "de"),
        ("BE", "BE336", "de"),  # Eupen
        ("BE", "BE352", "fr"),  # Namur
        ("BE", "BE211", "en"),  # Antwerpen: letters are not written in Dutch
        ("FR", "FRF11", "fr"),
    ],
)
def test_a_town_hall_is_written_to_in_the_language_it_works_in(country: str, nuts: str | None, language: str) -> None:
    assert language_at(country, nuts) == language


def test_the_places_of_both_say_in_which_languages_they_write() -> None:
    assert of_both("DE", "IT", "DE21H", "ITH10") == ("de",)
    assert of_both("CH", "IT", "CH013", None) == ("fr", "it")


def test_each_draft_is_in_its_language(engine: Engine) -> None:
    letter = write(engine, BAD_BELZIG, MANRESA, topics=(HEAT_PLANNING,))
    german, spanish = letter.drafts
    assert (german.language, spanish.language) == ("de", "es")
    assert german.subject == "Wärmeplanung – Erfahrungsaustausch: Bad Belzig und Manresa"
    assert "Brandenburg, Alemania, 11.999 habitantes" in spanish.text
    assert "Ustedes participaron en «Heat Maps»." in spanish.text


@pytest.mark.parametrize("language", letter_languages())
def test_a_letter_in_each_language_is_no_other_languages(engine: Engine, language: str) -> None:
    (draft,) = write(engine, BAD_BELZIG, POTSDAM, language, topics=(HEAT_PLANNING,)).drafts
    assert draft.language == language
    assert ("kind regards" in draft.text) == (language == "en")
    assert not {"{", "}"} & set(draft.text)
    assert len(draft.text.split("\n\n")) == 7


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("pl", ["1 mieszkaniec", "3 mieszkańców", "5 mieszkańców", "22 mieszkańców", "12 mieszkańców"]),
        ("cs", ["1 obyvatel", "3 obyvatelé", "5 obyvatel", "22 obyvatel", "12 obyvatel"]),
        ("fr", ["1 habitant", "3 habitants", "5 habitants", "22 habitants", "12 habitants"]),
    ],
)
def test_inhabitants_are_counted_as_the_language_counts(language: str, forms: list[str]) -> None:
    assert [told(wording.INHABITANTS.fill(count=n), language) for n in (1, 3, 5, 22, 12)] == forms


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"fact": "solution", "how": "in-use"}, "You use It."),
        ({"fact": "solution", "how": "planned"}, "You plan to use It."),
        ({"fact": "solution", "how": "ended"}, "You used It."),
        ({"fact": "solution", "how": "label"}, "You hold or held a label or a prize: It."),
        ({"fact": "solution", "how": "nominated", "practice": True}, "You were nominated for a prize: It."),
        ({"fact": "solution", "how": "joined", "practice": True}, "You take or took part: It."),
        ({"fact": "solution", "how": "lesson", "practice": True}, "It is reported of you: It."),
        ({"fact": "solution", "how": "in-use", "practice": True}, "It is reported of you: It."),
        ({"fact": "solution", "how": "planned", "practice": True}, "It is reported of you that you plan: It."),
        ({"fact": "network", "how": "listed", "tense": "now"}, "You are named in It."),
        ({"fact": "network", "how": "partner", "tense": "then"}, "You took part in It."),
        ({"fact": "network", "how": "partner", "tense": "unknown"}, "You take or took part in It."),
        ({"fact": "network", "how": "lead", "tense": "unknown"}, "You lead or led It."),
        ({"fact": "both in", "tense": "unknown"}, "We both take or took part in It."),
        (
            {"fact": "took along", "how": "lead", "tense": "then", "small": (Named("Klein"), Named("Winzig"))},
            "You led It. Small towns are or were in it too: Klein, Winzig.",
        ),
    ],
)
def test_nothing_is_said_that_the_proof_does_not_hold(known: dict[str, Any], sentence: str) -> None:
    assert wording.fact(Known(evidence=Evidence(text="", source="s"), thing=Named("It"), **known)) == sentence


@pytest.mark.parametrize("tense", ["now", "then", "unknown"])
def test_who_only_stands_on_a_list_is_not_asked_who_paid(tense: Tense) -> None:
    known = Known(
        fact="network", how="listed", tense=tense, thing=Named("List"), evidence=Evidence(text="", source="s")
    )
    asked = [*wording.questions((known,), ()), wording.together((known,), ())]
    assert not any("List" in sentence for sentence in asked)
    assert len(asked) >= 3


def test_what_both_are_in_is_compared_and_nobody_asks_how_one_joins() -> None:
    source = Evidence(text="", source="s")
    shared, own = (Known(fact=f, thing=Named("Club"), lasting=True, evidence=source) for f in ("both in", "network"))
    of_shared, of_own = ([told(said_, "en") for said_ in wording.questions((one,), ())] for one in (shared, own))
    assert of_shared[0].startswith("What has it brought you so far (Club)")
    assert of_own[0].startswith("How did you come to take part (Club)")
    assert not any("council" in question for question in of_shared)
    assert told(wording.together((shared,), ()), "en").startswith("We could compare")


def test_who_holds_a_label_is_asked_what_it_did_for_it() -> None:
    label = Known(fact="solution", how="label", thing=Named("Tempo 30"), evidence=Evidence(text="", source="s"))
    asked = wording.questions((label,), ("Traffic",))
    assert told(asked[0], "en") == "What did you do for it (Tempo 30), and what has come of it?"
    assert len(asked) == 3


def test_nobody_is_asked_what_a_network_that_is_over_gives() -> None:
    over = Known(
        fact="network", lasting=True, tense="then", thing=Named("Breaking Out"), evidence=Evidence(text="", source="s")
    )
    asked = [told(question, "en") for question in wording.questions((over,), ())]
    assert asked[0] == "Who paid for your part (Breaking Out), and under which programme?"
    assert not any("does it give you" in question for question in asked)
    assert told(wording.together((over,), ()), "en").startswith("You could tell us what has remained of it")


def test_who_leads_what_others_lead_too_leads_a_part_of_it() -> None:
    """One of ten networks of a round has a lead of its own; the round has ten."""
    round_of_networks = network("net:round", "Round", kind="initiative", start="2025")
    leads = [member_of(town, "net:round", role="lead") for town in (POTSDAM, LOMZA)]
    more = Batch([round_of_networks], [*leads, relation("ADDRESSES", "net:round", HEAT_PLANNING, weight=1.0)])
    text = english(Engine(snapshot_of(worlds.twelve_towns(), more)), BAD_BELZIG, LOMZA, topics=(HEAT_PLANNING,)).text
    assert "– You are or were one of the lead partners in Round." in text
    alone = Batch([round_of_networks], more.relations[1:])
    text = english(Engine(snapshot_of(worlds.twelve_towns(), alone)), BAD_BELZIG, LOMZA, topics=(HEAT_PLANNING,)).text
    assert "– You lead or led Round." in text or "– You lead Round." in text


def test_what_was_asked_in_words_stands_beside_what_was_understood_in_the_askers_language_alone(engine: Engine) -> None:
    need = "Wir suchen Hilfe bei der Wärmeplanung"
    read = replace(engine, reader=TopicReader(engine.snapshot))
    german, polish = write(read, BAD_BELZIG, LOMZA, need=need).drafts
    assert (german.language, polish.language) == ("de", "pl")
    assert "Wir suchen Erfahrungen zu: " in german.text
    assert f"Was wir suchen, in unseren eigenen Worten: „{need}“." in german.text
    assert "Szukamy doświadczeń" in polish.text
    assert need not in polish.text


def test_a_title_in_english_is_told_as_such_where_the_letter_is_in_another_language() -> None:
    labels = ("Regen halten@de",)
    solution = Solution(id="sol:rain", name="Rain kept in town", kind="practice", labels=labels, source="s")
    more = Batch([solution], [relation("USES", LOMZA, "sol:rain"), relation("ADDRESSES", "sol:rain", HEAT_PLANNING)])
    engine = Engine(snapshot_of(worlds.twelve_towns(), more))
    of = {
        d.language: d.text for d in write(engine, BAD_BELZIG, LOMZA, "pl", "de", "en", topics=(HEAT_PLANNING,)).drafts
    }
    assert "„Rain kept in town”" in of["pl"]
    assert "Tytuły w języku angielskim" in of["pl"]
    assert "Regen halten" in of["de"]
    assert "Englische Titel" not in of["de"]
    assert "Titles in English" not in of["en"]


def test_where_something_is_about_the_need_nothing_else_is_told_of_the_partner(engine: Engine) -> None:
    letter = write(engine, BAD_BELZIG, POTSDAM, "en", topics=(HEAT_PLANNING,))
    about = {HEAT_PLANNING, worlds.HEAT_ATLAS, worlds.HEAT_MAPS}
    assert {e.path[-1] for e in letter.evidence if e.path[0] == POTSDAM} <= about


def test_what_ties_the_two_is_told_as_theirs(engine: Engine) -> None:
    assert "– We both take part in Town Tandems." in english(engine, LOMZA, TARTU).text
    twins = english(engine, VASLUI, MANRESA, topics=(HEAT_PLANNING,))
    assert "– Our two towns are twinned." in twins.text
    assert "We could make it a subject of our twinning." in twins.text


def test_what_pays_is_named_only_where_it_is_known(engine: Engine, paying: Engine) -> None:
    def pays(of: Engine, town: str, partner: str) -> list[str]:
        programmes = ("Across", "Visits", "Meetings", "Foundation")
        text = english(of, town, partner).text
        return [name for name in programmes if f"supported by {name}" in text or f", {name}." in text]

    assert pays(engine, BAD_BELZIG, LOMZA) == []
    # The area of a programme goes before visits; the only call of the foundation is over.
    assert pays(paying, BAD_BELZIG, LOMZA) == ["Across"]
    assert pays(paying, BAD_BELZIG, ZAMBROW) == ["Visits"]
    assert pays(paying, VASLUI, MANRESA) == ["Meetings"]
    # Within one country nothing is known, and Switzerland is not in the European Union.
    assert pays(paying, BAD_BELZIG, POTSDAM) == []
    assert pays(paying, BAD_BELZIG, BIEL) == []


@pytest.mark.parametrize("has_label", [True, False])
def test_visits_that_hang_on_a_label_few_have_are_named_to_who_has_it(has_label: bool) -> None:
    """Bad Belzig is of degree 3, Zambrów of 2."""
    cities = Clause(
        id="clause:cities", name="cities", kind="degurba", operator="in", value="1;2;or=article_11_city", source="rules"
    )
    stated = [fact(BAD_BELZIG, "article_11_city", "yes")] if has_label else []
    rules = Batch([cities], [relation("REQUIRES", "call:visits", "clause:cities")], stated)
    engine = Engine(snapshot_of(worlds.twelve_towns(), paid(), rules))
    assert ("Visits" in english(engine, BAD_BELZIG, ZAMBROW).text) == has_label


def test_a_search_for_partners_pays_for_nothing() -> None:
    search = Call(
        id="call:visits", name="Partner search", action_type="matchmaking service", status="recurring", source="rules"
    )
    engine = Engine(snapshot_of(worlds.twelve_towns(), paid(), Batch([search])))
    assert "Visits" not in english(engine, BAD_BELZIG, ZAMBROW).text


def test_the_fund_of_a_common_programme_is_named_with_its_page(paying: Engine) -> None:
    draft = english(paying, BAD_BELZIG, LOMZA)
    assert "There is a fund for such projects: Fund of Across, Across. (https://across.example)" in draft.text
    assert "Whether both of us may take part would have to be checked." in draft.text


def test_each_partner_is_suggested_with_the_next_step(paying: Engine) -> None:
    found = ask(paying, kinds=("partners",), topics=(HEAT_PLANNING,)).suggestions["partners"]
    steps = {s.id: s.next_step for s in found}
    assert all(steps.values())
    assert steps[POTSDAM] == "Ask Potsdam what it is used for, what it costs and who looks after it: Heat Atlas."
    german = ask(paying, kinds=("partners",), topics=(HEAT_PLANNING,), language="de").suggestions["partners"]
    assert {s.id: s.next_step for s in german}[POTSDAM] == (
        "Fragen Sie Potsdam, wofür es genutzt wird, was es kostet und wer es betreut: Heat Atlas."
    )


def test_what_pays_is_said_beside_the_step_and_whether_it_is_sure(paying: Engine) -> None:
    found = {s.id: s for s in ask(paying, kinds=("partners",), top=50).suggestions["partners"]}
    assert (pays := found[LOMZA].paid_by) is not None
    assert (pays.text, pays.sure) == ("There is a fund for such projects: Fund of Across (Across).", False)
    assert pays.text not in (found[LOMZA].next_step or "")
    assert found[POTSDAM].paid_by is None  # within one country nothing is known


def test_of_what_nobody_has_told_for_ten_years_one_asks_what_has_become_of_it() -> None:
    towns = [municipality(f"gn:{n}", n.title(), country="PL", lat=52.1, lon=15.0, population=12_000) for n in "ab"]
    uses = [
        relation("USES", "gn:a", HEAT_ATLAS, status="in-use", as_of="2012-05"),
        relation("USES", "gn:b", HEAT_ATLAS, status="in-use", as_of="2025-05"),
    ]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(tuple(towns), tuple(uses))))
    found = ask(engine, kinds=("partners",), topics=(HEAT_PLANNING,), top=50).suggestions["partners"]
    steps = {s.id: s.next_step for s in found}
    assert steps["gn:a"] == "Ask A what has become of it, and what it would do differently today."
    assert steps["gn:b"] == "Ask B what it is used for, what it costs and who looks after it: Heat Atlas."


@pytest.mark.parametrize(
    ("status", "as_of", "asked"),
    [
        ("planned", "2026-05", "Ask Łomża what speaks for it, and whether you could plan it together."),
        ("planned", "2017-12", "Ask Łomża what has become of it, and what it would do differently today."),
        ("lesson", "2024", "Ask Łomża what helped, what was lacking and what it would do differently today."),
    ],
)
def test_what_was_planned_years_ago_is_asked_what_has_become_of_it(status: str, as_of: str, asked: str) -> None:
    plan = Solution(id="prac:plan", name="Heat from the mill", kind="practice", source="press")
    relations = [
        relation("USES", LOMZA, plan.id, status=status, as_of=as_of),
        relation("ADDRESSES", plan.id, HEAT_PLANNING, weight=1.0),
    ]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([plan], relations)))
    found = ask(engine, kinds=("partners",), topics=(HEAT_PLANNING,)).suggestions["partners"]
    assert {s.id: s.next_step for s in found}[LOMZA] == asked


def test_other_suggestions_have_no_next_step(engine: Engine) -> None:
    found = ask(engine, kinds=("networks", "solutions", "calls")).suggestions
    assert all(s.next_step is None for suggestions in found.values() for s in suggestions)


@pytest.mark.parametrize(
    "name", ["{town} {0}", "%(x)s", "<script>alert(1)</script>", 'O\'Brien "B" \\ 100 %', "{", "町"]
)
@pytest.mark.parametrize("language", letter_languages())
def test_hostile_names_stand_as_they_are(name: str, language: str) -> None:
    town = municipality("gn:hostile", name, country="FR", lat=47.0, lon=2.0, population=1)
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([town])))
    (to,) = write(engine, BAD_BELZIG, "gn:hostile", language).drafts
    (by,) = write(engine, "gn:hostile", BAD_BELZIG, language).drafts
    assert name in to.subject
    assert by.text.endswith(f"\n{name}")


def test_letters_to_nobody_and_to_oneself_are_refused(engine: Engine) -> None:
    with pytest.raises(UnknownId):
        write(engine, BAD_BELZIG, "gn:0")
    with pytest.raises(InvalidRecord, match="another town"):
        write(engine, BAD_BELZIG, BAD_BELZIG)


def test_a_language_without_a_book_of_letters_is_told_in_english() -> None:
    assert language_of("FI") == "en"
    assert told(said("Dear colleagues,"), "fi") == "Dear colleagues,"
