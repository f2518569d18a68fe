"""From which countries and regions applicants may come, read from a text.

"from the 27 EU Member States, Iceland and Ukraine" is a list of sets and names; "deutsche und polnische Antragsteller"
names countries by their adjectives; "innerhalb der Euroregion Pomerania" an area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from graph.nuts import iso_country
from graph.nuts_names import nuts_called
from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.proposal import Proposal, proposed, sentences

_SETS: Mapping[str, str] = {
    r"(?:all |the |an? )?(?:27 )?(?:EU(?:ropean Union)? )?(?:Member States?|countries of the EU)"
    r"(?: of the (?:EU|European Union))?|"
    r"EU[- ]Mitglied(?:s)?staate?n?|"
    r"EU countries|EU-Länder[n]?": "EU27",
    r"(?:Horizon Europe )?Associated Countries|countries associated to Horizon Europe": "HE_associated",
    r"(?:other )?(?:EEA|European Economic Area) (?:countries|states)|EWR-(?:Staaten|Ländern)": "EEA_EFTA",
}
#: Adjectives of countries and of their parts that work together across a border, and the codes of the countries.
_ADJECTIVES: Mapping[str, str] = {
    **dict.fromkeys(("deutsch", "german", "bayerisch", "sächsisch", "brandenburgisch"), "DE"),
    **dict.fromkeys(("vorpommersch", "mecklenburgisch", "badisch", "saarländisch"), "DE"),
    **dict.fromkeys(("österreichisch", "oberösterreichisch", "salzburger", "tiroler", "austrian"), "AT"),
    **dict.fromkeys(("polnisch", "polish"), "PL"),
    **dict.fromkeys(("tschechisch", "czech"), "CZ"),
    **dict.fromkeys(("französisch", "french"), "FR"),
    **dict.fromkeys(("dänisch", "danish"), "DK"),
    **dict.fromkeys(("niederländisch", "dutch"), "NL"),
    **dict.fromkeys(("belgisch", "belgian"), "BE"),
    **dict.fromkeys(("luxemburgisch", "luxembourgish"), "LU"),
    **dict.fromkeys(("schweizerisch", "schweizer", "swiss"), "CH"),
    **dict.fromkeys(("italienisch", "italian"), "IT"),
    **dict.fromkeys(("slowakisch", "slovak"), "SK"),
    **dict.fromkeys(("ungarisch", "hungarian"), "HU"),
    **dict.fromkeys(("slowenisch", "slovenian"), "SI"),
    **dict.fromkeys(("ukrainisch", "ukrainian"), "UA"),
}
_NATION = "|".join(sorted(_ADJECTIVES, key=len, reverse=True))
_TWO = (
    rf"(?P<one>{_NATION})\w* (?:\w+ )?(?:und|and|bzw\.|oder|or|with|mit) (?:(?!(?:{_NATION}))\w+ )?"
    rf"(?P<two>{_NATION})\w* "
)
_PARTNERS = re.compile(
    rf"{_TWO}(?:Projekt|Kooperations)?(?:partner|träger|Seite|Kommune|Gemeinde|Einrichtung|"
    rf"Organisation|Akteur|Verein|town|municipalit|organi[sz]ation|bod(?:y|ies))",
    re.IGNORECASE,
)
#: One from each side: "je einer aus Deutschland und aus Polen", "at least one partner from Austria and one from Italy".
_ONE_OF_EACH = re.compile(
    r"(?:\bje(?:weils)? ein\w*|\b(?:at least|mindestens) (?:one|ein\w*)|\b(?:one|ein\w*) (?:\w+ )?(?:partner|town|"
    r"municipality|applicant|organi[sz]ation|einrichtung|kommune|projektpartner)|\bein\w*)(?: \w+){0,2}? (?:from|"
    r"in|aus) "
    r"(?:the |den |dem |der )?(?P<one>[A-ZÄÖÜ][\w-]+)(?: \w+)? (?:and|und|sowie) (?:(?:at least |mindestens "
    r")?(?:one|ein\w*) "
    r")?(?:\w+ )?(?:(?:from|in|aus) )?(?:the |den |dem |der )?(?P<two>[A-ZÄÖÜ][\w-]+)",
)
_APPLICANTS = re.compile(
    rf"(?:richtet sich an|open to|für|for) {_TWO}(?:Antragsteller|applicants|Träger|Kommunen)", re.IGNORECASE
)
#: What opens a list of countries that applicants come from.
_OPENS = re.compile(
    r"(?:limited to |restricted to |open to |must be )(?:legal )?entities(?: \([^)]{0,40}\))? established in"
    r"(?: one of the eligible countries,? i\.e\.)?|open to[^.;]{0,120}?\b(?:of|from|in)(?= (?:all |"
    r"the )?(?:27 )?(?:EU|Member))|"
    r"(?<!one )(?<!two )[Aa]pplicants?[^.;]{0,90}?\b(?:(?:established|based|located|registered|resident) in|from|"
    r"in an?)"
    r"(?= (?:one of )?(?:all |the |an )?(?:27 )?(?:EU|Member))|"
    r"authorities from(?= the (?:27 )?EU)|"
    # Whose list of countries closes who is eligible: "antragsberechtigt sind Kommunen aus Deutschland und Polen".
    r"(?:[Oo]pen to|[Ee]ligible(?!,)|[Aa]ntragsberechtigt|[Tt]eilnahmeberechtigt|[Bb]ewerben können sich|"
    r"[Tt]eilnehmen "
    r"können)\b"
    r"(?![^.;:]*\b(?:at least|mindestens|je ein))[^.;:]{0,50}?\b(?:bod(?:y|ies)|entit(?:y|ies)|organi[sz]ations?|"
    r"partners?|"
    r"authorities|municipalities|towns|cities|Kommunen|Gemeinden|Städte|Landkreise|Vereine|Einrichtungen|Partner|"
    r"Träger|"
    r"Organisationen|Verwaltungen) (?:that are )?(?:established in|based in|located in|come from|from|aus|"
    r"mit (?:Haupt)?[Ss]itz in)(?= )|"
    r"[Bb]eneficiaries must be established in(?= )",
)
#: What opens a list that counts where its sentence says after it that they may apply.
_OPENS_BEFORE = re.compile(
    r"(?:entit(?:y|ies)|organi[sz]ations?|bod(?:y|ies)|authorities|municipalities|towns|[Cc]ities|applicants|"
    r"Kommunen|Gemeinden|"
    r"Städte|Einrichtungen|Organisationen) (?:that are |which are )?(?:(?:established|based|located) in|from|aus|"
    r"of(?= (?:any|all)(?: EU)? Member)|mit Sitz in)"
    r"(?= )",
    re.IGNORECASE,
)
_MAY_APPLY = re.compile(
    r"^[^.;:,]{0,15}?\b(?:(?:are|is) eligible|(?:can|may) (?:apply|participate|take part|submit)|sind (?:antrags|"
    r"teilnahme|förder)"
    r"berechtigt|können (?:sich bewerben|teilnehmen))\b",
    re.IGNORECASE,
)
#: Who is eligible besides others.
_ANY = re.compile(r"\b(?:any|also|auch) (?:\w+ )?$", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^(?:[\s,/]|\b(?:and|or|und|oder|sowie|the|der|den|dem|in|of|also|as well as|from|aus|one|either|any|other)\b)*$",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"legal entities established in non-associated third countries may (?:exceptionally )?participate", re.IGNORECASE
)
_COMPOUND = re.compile(rf"\b(?P<one>{_NATION})-(?P<two>{_NATION})\w*", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    rf"(?:mindestens|gemeinsam mit) ein(?:e[mn])? (?:{_NATION})\w*(?: bzw\. (?:{_NATION})\w*)? Partner", re.IGNORECASE
)
_NOT_THERE = re.compile(r"Activities carried[- ]out in non-associated third countries are not eligible", re.IGNORECASE)
_EUROREGION = re.compile(r"(?:innerhalb|in|Gebiet|Fördergebiet)(?: der| die)? Euroregion (?P<name>[A-ZÄÖÜ][\w-]+)")
_LEADER = re.compile(r"Lokalen? Aktionsgruppe \(LAG\) (?P<name>[A-ZÄÖÜ][\w-]+)")
_JUST_TRANSITION = re.compile(
    r"(?:territory|territories|areas?|regions?) (?:covered by|of|"
    r"identified in) an? (?:approved )?territorial just transition plan",
    re.IGNORECASE,
)


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of sets and of English and German names of countries, the longest first, and what each stands for."""
    from babel import Locale

    named = {
        name.casefold(): code
        for language in ("de", "en")
        for code, name in Locale(language).territories.items()
        if re.fullmatch("[A-Z]{2}", code)
    }
    named |= {"czech republic": "CZ", "republic of korea": "KR", "the netherlands": "NL", "moldova": "MD"}
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    sets = "|".join(rf"(?P<set{at}>\b(?:{words})\b)" for at, words in enumerate(_SETS))
    return re.compile(rf"{sets}|\b(?P<country>{names})\b", re.IGNORECASE), named


def countries_and_regions(text: str) -> Iterator[Proposal]:
    """The clauses about countries of applicants, two nations that must be there, and areas."""
    for sentence in sentences(text):
        for opened in _OPENS.finditer(sentence):
            found, end = _listed(sentence, opened.end())
            if found:
                joined = "EU27+HE_associated" if found[:2] == ["EU27", "HE_associated"] else found[0]
                rest = found[2:] if "+" in joined else found[1:]
                yield proposed("country_set", "in", ";".join((joined, *rest)), sentence[opened.start() : end])
        for opened in _OPENS_BEFORE.finditer(sentence):
            found, end = _listed(sentence, opened.end())
            if found and _MAY_APPLY.search(sentence[end:]):
                operator = "includes" if _ANY.search(sentence[: opened.start()]) else "in"
                yield proposed("country_set", operator, ";".join(found), sentence[opened.start() : end])
        for match in _APPLICANTS.finditer(sentence):
            if codes := _nations(match):
                yield proposed("country_set", "in", ";".join(codes), match[0])
        for match in _PARTNERS.finditer(sentence):
            if codes := _nations(match):
                yield proposed("min_countries", ">=", f"2;of={','.join(codes)}", match[0])
        for match in _ONE_OF_EACH.finditer(sentence):
            two = {code for name in ("one", "two") if (code := _country_of(match[name]))}
            if len(two) == 2:
                codes = sorted(two, key=lambda code: (code != "DE", code))
                yield proposed("min_countries", ">=", f"2;of={','.join(codes)}", match[0])
    fund, partner = _COMPOUND.search(text), _ONE_OF_THEM.search(text)
    if fund and partner and (codes := _nations(fund)):
        yield proposed("min_countries", ">=", f"2;of={','.join(codes)}", partner[0])
    if said := _EXCEPTION.search(text):
        yield proposed("country_set", "includes", "non-associated-third-countries", said[0])
    if said := _NOT_THERE.search(text):
        yield proposed("country_set", "not", "non-associated-third-countries", said[0])
    yield from _areas(text)


def _listed(sentence: str, begin: int) -> tuple[list[str], int]:
    """The sets and countries of the list that begins there, in their order, and where it ends."""
    pattern, named = _names()
    sets, found, at = tuple(_SETS.values()), list[str](), begin
    for name in pattern.finditer(sentence, begin):
        between = sentence[at : name.start()]
        if not _SEPARATOR.match(between) and (found or len(between.split()) > 2):
            break
        group = name.lastgroup or ""
        value = sets[int(group[3:])] if group.startswith("set") else named[name[0].casefold()]
        if value not in found:
            found.append(value)
        at = name.end()
    return found, at


def _country_of(name: str) -> str | None:
    """The country that a name means, or that has the region of that name."""
    if code := _names()[1].get(name.casefold()):
        return code
    countries = {iso_country(code) for code in nuts_called(name) if len(code) <= 4}
    return countries.pop() if len(countries) == 1 else None


def _nations(match: re.Match[str]) -> list[str]:
    """The two countries, that of a German fund first; none where both words are of one."""
    codes = {_ADJECTIVES[match[name].casefold()] for name in ("one", "two")}
    return sorted(codes, key=lambda code: (code != "DE", code)) if len(codes) == 2 else []


def _areas(text: str) -> Iterator[Proposal]:
    if match := _EUROREGION.search(text):
        yield proposed("region_area", "in", f"euroregion:{match['name'].casefold()}", match[0])
    if match := _LEADER.search(text):
        plain = match["name"].casefold().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})
        yield proposed("region_area", "in", f"leader_region:{plain}", match[0])
    if match := _JUST_TRANSITION.search(text):
        yield proposed("region_area", "in", "territory_of_a_territorial_just_transition_plan", match[0])
    for match in re.finditer(
        rf"at least (?P<n>{NUMBER}) distinct cross-border demonstration sites|"
        rf"(?P<m>{NUMBER}) out of the {NUMBER} \w+ sites must be located in Horizon Europe widening",
        text,
    ):
        number = whole(match["n"] or match["m"])
        of = "cross_border_demonstration_sites" if match["n"] else "HE_widening_countries_or_outermost"
        yield proposed("region_area", ">=", f"{number};set={of}", match[0])
    if match := re.search(r"must span adjacent regions on both sides of a national border", text):
        yield proposed("region_area", "has", "adjacent_regions_on_both_sides_of_a_border", match[0])
    if match := re.search(r"should be located fully or partially in (?P<name>[A-Z]\w+)", text):
        code = _names()[1].get(match["name"].casefold())
        if code:
            yield proposed("region_area", "includes", code, match[0])
