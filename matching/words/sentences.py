"""The words of the answers, in English and German: sentences with places for names and numbers.

A feature's English sentence is the first line of its docstring; its German one stands here. A test holds the two
languages to the same places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from matching.types import Language

#: The features' reasons in German, by module and function.
GERMAN_REASONS: Mapping[str, str] = {
    "partners.topic_fit": "{name} arbeitet an dem, was Sie suchen: {topics}.",
    "partners.interests_of_your_like": "{name} arbeitet an dem, woran Kommunen wie Ihre arbeiten: {topics}.",
    "partners.offers_what_you_need": "{name} bietet an, was Sie brauchen: {topics}.",
    "partners.needs_what_you_offer": "{name} braucht, was Sie anbieten: {topics}.",
    "partners.near": "{name} ist {distance} km von Ihnen entfernt.",
    "partners.similar_size": "{name} hat {population} Einwohner, Sie haben {own}.",
    "partners.abroad": "{name} ({country}): Europäische Programme verlangen Partner aus anderen Ländern.",
    "partners.countries_work_together": "Ihr Land und {country}: beide sind oft in denselben Netzwerken.",
    "partners.experience": "{name} hat Erfahrung mit Netzwerken und Projekten ({count}).",
    "partners.works_with_your_like": "Von den Kommunen, die Ihrer gleichen, arbeitet {like} mit {name} in „{network}“.",
    "partners.shared_networks": "Sie sind beide in „{network}“.",
    "partners.shared_solutions": "Sie nutzen beide „{solution}“.",
    "partners.twinned": "{name} ist Ihre Partnerstadt.",
    "learned.place": "{name} ist {distance} von Ihnen entfernt.",
    "learned.country": "{name} liegt in: {country}{why}.",
    "learned.size": "{name} hat {population} Einwohner, Sie haben {own}; größere Orte in 20 km Umkreis: {larger}.",
    "learned.practice": "{name} {record}.",
    "learned.company": "Netzwerke, die Sie mit {name} teilen: {count}; mit der Region: {region}{regions}.",
    "learned.fairness": "{name} tritt etwas zurück: sehr große Städte und das eigene Land kämen sonst öfter vor, "
    "als sie mitmachen.",
    "networks.your_like_is_there": "Kommunen wie Ihre sind dabei: {towns}.",
    "networks.your_country_is_there": "Bekannte Mitglieder aus Ihrem Land: {count} von {members}.",
    "networks.towns_of_your_size": "Mitglieder, die Ihrer Größe am nächsten kommen: {towns}.",
    "networks.joins_such": "{lead} leitet es: Nach früheren Projekten machen Sie {times}-mal so wahrscheinlich mit wie "
    "eine durchschnittliche Kommune.",
    "networks.partners_are_there": "Ihre Partner sind dabei: {towns}.",
    "solutions.your_like_uses_it": "Kommunen wie Ihre nutzen es: {towns}.",
    "solutions.nearest_user": "Die nächste Kommune, die es nutzt oder plant: {town}, {distance} km von Ihnen.",
    "solutions.used_in_your_country": "Kommunen Ihres Landes, die es nutzen: {count}.",
    "solutions.speaks_your_language": "Es spricht Ihre Sprache ({tongue}).",
    "solutions.free_to_use": "Es steht unter einer freien Lizenz: {licence}.",
    "solutions.fits_what_you_use": "Wer „{solution}“ nutzt wie Sie, nutzt auch „{name}“.",
    "calls.towns_are_asked_for": "Der Aufruf richtet sich an Kommunen: {who}.",
    "calls.matters_to_towns": "Für Kommunen besonders wichtig (Stufe {relevance} von 5).",
    "calls.time_to_prepare": "Einreichung bis {deadline}: noch {months} Monate zur Vorbereitung.",
    "calls.size_you_can_carry": "Zuschuss von bis zu {grant} Euro: auch für kleine Kommunen zu tragen.",
}

PHRASES: Mapping[str, Mapping[Language, str]] = {
    "membership": {
        "en": "{name} is in {network}{as_role}{since}",
        "de": "{name} ist{as_role} in „{network}“{since}",
    },
    "admission-open": {
        "en": "Takes new members on application.",
        "de": "Nimmt auf Antrag neue Mitglieder auf.",
    },
    "admission-chosen": {
        "en": "Its members were chosen once.",
        "de": "Die Mitglieder wurden einmalig ausgewählt.",
    },
    "admission-listed": {
        "en": "A directory of its publisher: there is nothing to join.",
        "de": "Ein Verzeichnis des Herausgebers: Beitreten kann man ihm nicht.",
    },
    "use": {"en": "{name} {verb} {solution}{since}", "de": "{name} {verb} „{solution}“{since}"},
    "needs": {"en": "{name} says it needs {topics}", "de": "{name} gibt Bedarf an: {topics}"},
    "offers": {"en": "{name} says it offers {topics}", "de": "{name} gibt Angebot an: {topics}"},
    "twinned": {"en": "{name} and {asker} are twin towns", "de": "{name} und {asker} sind Partnerstädte"},
    "distance-unknown": {"en": "an unknown distance", "de": "unbekannt weit"},
    "unknown-count": {"en": "an unknown number of", "de": "unbekannt viele"},
    "between-regions": {"en": "; between your regions: {count}", "de": "; zwischen Ihren Regionen: {count}"},
    "why-abroad": {
        "en": ", weighed by which countries' towns have worked together so far",
        "de": " – gewichtet danach, aus welchen Ländern Kommunen bisher zusammenarbeiten",
    },
    "record": {
        "en": "takes or took part in networks and projects: {count}",
        "de": "ist oder war in Netzwerken und Projekten: {count}",
    },
    "record-none": {
        "en": "is in no network or project that we know of",
        "de": "ist in keinem uns bekannten Netzwerk oder Projekt",
    },
    "record-none-as-yours": {
        "en": "is, as you are, in no network or project that we know of",
        "de": "ist wie Sie in keinem uns bekannten Netzwerk oder Projekt",
    },
    "place": {"en": "place of {name}", "de": "Lage von {name}"},
    "population": {"en": "{population} inhabitants in {name}", "de": "{population} Einwohner in {name}"},
    "addresses": {"en": "{name} addresses {topics}", "de": "„{name}“ befasst sich mit: {topics}"},
    "advice-population": {
        "en": "Add your population: partners of your size then come first.",
        "de": "Ergänzen Sie Ihre Einwohnerzahl: dann kommen Partner Ihrer Größe zuerst.",
    },
    "advice-place": {
        "en": "Add where you are (latitude and longitude): neighbours across the border then come first.",
        "de": "Ergänzen Sie Ihre Lage (Breite und Länge): dann kommen Nachbarn jenseits der Grenze zuerst.",
    },
    "advice-need": {
        "en": "Say in your own words what you need, or name a topic: "
        "so far only place, size and what towns like yours do decide.",
        "de": "Sagen Sie mit eigenen Worten, was Sie brauchen, oder nennen Sie ein Thema: "
        "bisher entscheiden nur Lage, Größe und was Kommunen wie Ihre tun.",
    },
    "advice-field": {
        "en": "Your need names a whole field. The answer gets more precise with one of its topics: {topics}.",
        "de": "Ihr Bedarf nennt ein ganzes Feld. Genauer wird die Antwort mit einem Thema daraus: {topics}.",
    },
    "advice-fields": {
        "en": "Your need names whole fields. The answer gets more precise with one of their topics: {topics}.",
        "de": "Ihr Bedarf nennt ganze Felder. Genauer wird die Antwort mit einem Thema daraus: {topics}.",
    },
    "advice-not-understood": {
        "en": "No topic was recognised in “{need}”. Other words may help, or a topic from the list.",
        "de": "In „{need}“ wurde kein Thema erkannt. Andere Worte können helfen oder ein Thema der Liste.",
    },
    "advice-funding": {
        "en": "Funding is found as calls. Say what it is for, or name a topic: then the calls that fit come first.",
        "de": "Fördermittel finden Sie als Aufrufe. Sagen Sie dazu, wofür, oder nennen Sie ein Thema: "
        "dann kommen die passenden Aufrufe zuerst.",
    },
    "advice-profile": {
        "en": "Have a profile of your town imported, with what it needs and offers: "
        "then towns that fit both ways are found.",
        "de": "Lassen Sie ein Profil Ihrer Kommune einspielen, mit Bedarf und Angeboten: "
        "dann finden sich Kommunen, die in beide Richtungen passen.",
    },
    "note-known": {
        "en": "What we know of {name}: {things}.",
        "de": "Was wir von {name} wissen: {things}.",
    },
    "note-left-out": {
        "en": "Towns that {name} already works with are left out below.",
        "de": "Kommunen, mit denen {name} schon arbeitet, fehlen unten.",
    },
    "note-nobody": {
        "en": "We know of no town yet that works on this: {topics}. So place, size and experience decide on partners.",
        "de": "Wir kennen noch keine Kommune, die daran arbeitet: {topics}. Über die Partner entscheiden daher Lage, "
        "Größe und Erfahrung.",
    },
    "note-newcomer": {
        "en": "{name} is in no network we know of (our lists are incomplete).",
        "de": "{name} ist in keinem uns bekannten Netzwerk (unsere Listen sind unvollständig).",
    },
    "note-nothing-wanted": {
        "en": "The suggestions rest on its place and size, and on what towns like it do.",
        "de": "Die Vorschläge stützen sich auf Lage und Größe und darauf, was ähnliche Kommunen tun.",
    },
}

#: How a call's text asks for local authorities (`matching.kinds.calls.ASKED_FOR`).
ASKED: Mapping[str, Mapping[Language, str]] = {
    "required": {
        "en": "local or regional authorities must be in the consortium",
        "de": "lokale oder regionale Gebietskörperschaften müssen im Konsortium sein",
    },
    "public_body_required": {
        "en": "a public body or public procurer must be in the consortium",
        "de": "eine öffentliche Stelle oder ein öffentlicher Auftraggeber muss im Konsortium sein",
    },
    "must_involve": {
        "en": "local authorities must be involved, their role is free",
        "de": "Kommunen müssen beteiligt sein, in welcher Rolle ist frei",
    },
    "encouraged": {
        "en": "public or local authorities are encouraged as partners",
        "de": "öffentliche Stellen oder Kommunen sind als Partner erwünscht",
    },
    "conditional": {
        "en": "local authorities under certain conditions",
        "de": "Kommunen unter bestimmten Bedingungen",
    },
    "named": {
        "en": "public or local authorities are named as users or possible partners",
        "de": "öffentliche Stellen oder Kommunen sind als Nutzer oder mögliche Partner genannt",
    },
    "not_named": {"en": "local authorities are not named", "de": "Kommunen sind nicht genannt"},
}

_ROLES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "lead": " as lead",
        "partner": " as partner",
        "lighthouse": " as lighthouse city",
        "fellow": " as fellow city",
        "twin": " as twin",
        "associated": " as associated partner",
        "member": "",
    },
    "de": {
        "lead": " als Leitung",
        "partner": " als Partner",
        "lighthouse": " als Leuchtturmstadt",
        "fellow": " als Nachfolgestadt",
        "twin": " als Zwilling",
        "associated": " als assoziierter Partner",
        "member": " Mitglied",
    },
}
_VERBS: Mapping[Language, Mapping[str, str]] = {
    "en": {"in-use": "uses", "pilot": "pilots", "planned": "plans to use", "origin": "created", "ended": "used"},
    "de": {"in-use": "nutzt", "pilot": "erprobt", "planned": "plant", "origin": "hat entwickelt:", "ended": "nutzte"},
}
#: A name that quotes something, where the name itself is quoted.
_QUOTED_WITHIN = re.compile(r"(„[^“„]*)„([^“„]*)“")
_SINCE: Mapping[Language, str] = {"en": " (since {})", "de": " (seit {})"}


def phrase(key: str, language: Language, **words: object) -> str:
    """The sentence with the key in the language, its places filled; `role`, `status` and `since` may be None."""
    since = words.pop("since", None)
    words["since"] = _SINCE[language].format(since) if since else ""
    words["as_role"] = _ROLES[language].get(str(words.pop("role", None)), "")
    words["verb"] = _VERBS[language].get(str(words.pop("status", None)), _VERBS[language]["in-use"])
    return filled(PHRASES[key][language], language, words)


def filled(sentence: str, language: Language, words: Mapping[str, object]) -> str:
    """The sentence with its places filled; German quotation marks inside others become single ones."""
    text = sentence.format_map(words)
    return _QUOTED_WITHIN.sub(r"\1‚\2‘", text) if language == "de" else text
