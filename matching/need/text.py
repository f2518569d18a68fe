"""Words of free text in a form that compares: folded, without German and English endings, compounds left whole.

Small words are known of the seven languages that needs are written in most, and the commonest of fifteen others.
Endings of all but two pass through the rules of these; both sides are treated alike, so a rule that cuts too much in
one of them cuts the same on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.names import normal_form

#: The languages that needs are written in most.
Spoken = Literal["de", "en", "fr", "es", "it", "pl", "cs"]
SPOKEN: tuple[Spoken, ...] = ("de", "en", "fr", "es", "it", "pl", "cs")
#: E-Akte and eAkte are one word: the letter alone would be lost, and what is left says less.
_WORD = re.compile(r"(?:\b[eE]-)?\w+(?:['’]\w+)*")
#: What French and Italian put before a vowel: l'eau, dell'acqua. The word is what follows.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|un|all|dall|dell|nell|quell|sull)['’](?=\w\w)", re.IGNORECASE)
#: ae, oe and ue as people without umlauts write them, so that Bürger, Buerger and Burger are one word ("neue": neu).
_UMLAUT = re.compile(r"([ao])e|(?<![aeq])ue")
#: Inflection and the commonest derivation of German and English, the longest first.
_ENDINGS = re.compile(r"(?:ungen|ments?|ation(?:s|en)?|ings?|ung|ern|ers|est|ete[nrs]?|end|en|er|es|em|ed|e|n|s|t)$")
#: The German infinitive of a verb that is taken apart, with the "zu" inside: mitzureden is mitreden. What is left
#: behind it is longer than in Aufzügen.
_WITH_ZU = re.compile(
    r"^(ab|an|auf|aus|bei|durch|ein|her|hin|mit|nach|teil|um|vor|weg|weiter|wieder|zuruck|zusammen)zu(\w{3,}n)$"
)
_LONGEST_ENDING = len("ations")
#: Longer words are in no language, and whoever sends them shall not fill the memory: what is known of words is kept
#: for shorter ones only.
LONGEST_KEPT = 64
_GERMAN_SMALL_WORDS = """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bisher da damit dann das dass dazu
    dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen
    einer eines er es etwa etwas fur gegen hat haben hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in
    ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kein keine keinen keiner konnen man mehr mein mit muss
    mussen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen sich sie sind so soll sollen
    sollte sowie statt uber um und uns unser unsere unserem unseren unserer unseres unter viel viele vom von vor
    wann war waren warum was weil welche welchem welchen welcher welches wem wenn wer werden wie wieder will wir wird
    wo wollen wurde zu zum zur zwischen mochten mochte brauchen braucht suchen gesucht gibt geht machen bereits finden
    findet sucht verbessern nutzen einfuhren umsetzen einsetzen fehlen fehlend fehlende fehlenden fehlt fehlte anpacken
    ausbauen auszubauen einzufuhren starken umzusetzen voranbringen vorankommen vorantreiben voranzubringen
    voranzutreiben land retten gerettet bewahren erhalten immer weniger
"""
_ENGLISH_SMALL_WORDS = """
    a about after all also am an and any are as at be because been before but by can could did do does each for from
    had has have he her here his how i if in into is it its just like look may more most must my need needs no nobody
    not of off on one or other our out over own seek she should so some still such than that the their them then
    there these they this those through to too up us very want wants was we were what when where which who whom why
    will with would you your find improve introduce use using lack lacking lacks missing advance boost implement
    promote strengthen save back
"""
#: Of the other five, what is no telling word of any language here: French "car" and Spanish "red" are not among them.
_FRENCH_SMALL_WORDS = """
    au aux avec besoin ce ces cet cette chez comme comment dans de des du elle elles en entre est et etre faire faut
    fait ici il ils je la le les leur leurs mais manque manquent meme moins ne nos notre nous ont ou par pas peu
    plus pour pourquoi qu quand que quel quelle quelles quels qui sa sans se ses si son sont sous sur tout toute
    toutes tous tres sauver sauvegarder trop trouve trouvent trouver un une vers veut voulons votre vous
"""
_SPANISH_SMALL_WORDS = """
    al algo como con contra cual cuando de del desde donde el ella ellos en entre es esta estan este esto falta faltan
    hacer hacia hasta hay la las le les lo los mas mejorar menos mucho muchos muy necesitamos ni nos nuestra nuestras
    nuestro nuestros otro otros para pero poco pocos por porque que queremos quien se sin sobre solo son su sus tan
    tener tenemos tiene todo todos un una unas unos
    salvar
"""
_ITALIAN_SMALL_WORDS = """
    abbiamo agli al alla alle allo anche che chi come con contro cui da dagli dal dalla dalle degli dei del della delle
    dello di dove ed gli il in la le lo ma manca mancano meno migliorare molti molto negli nei nel nella nelle nello
    noi non nostra nostre nostri nostro ogni per perche piu poco pochi puo quando quanto quella quello questa questo
    se senza serve si sono su sugli sui sul sulla sulle troppi troppo tutti tutto un una uno vogliamo
    salvare
"""
_POLISH_SMALL_WORDS = """
    ale albo az bez bo brak brakuje byc by co chcemy czy dla do gdy gdzie ich jak jako jest jego jej ktora ktore
    ktory lub ma maja mamy mniej moze mozna na nad nam nas nasz nasza nasze naszej naszym nie niz od oraz po pod
    pomiedzy poprawa poprawic potrzebujemy przed przez przy sa sie ta tak takze te tego tej ten to tych tylko tym w
    we wiecej wszystkich wszystko za ze zbyt ratowac uratowac
"""
_CZECH_SMALL_WORDS = """
    aby ale ani az bez by byl byla co do jak jako je jeho jeji jejich jen jsme jsou kde kdo kdyz ktera ktere ktery
    ma mame mezi mit moc muze my na nad nam nas nase nasi nebo nejsou neni o od po pod podle potrebujeme pro proti pred
    pres pri prilis schazi se si ta tak take ten to tu ve vice vsech vsechno za ze zlepsit chceme chybi chybejici
    zachranit
"""
#: Of fifteen others, the commonest only, and what is a telling word of none of the seven. Nothing is told by them of
#: the language of a text; they are merely not what it is about.
_OTHER_SMALL_WORDS = """
    aan af ant ar att az bij din dos egy eller es fara fra fran het hos ili ir ja kod med mellan mellem met nem ning nuo
    och og om ons onze op pa pe pentru pie pre pri sau som starp til till un uz va vid voor
    без в във до за и към на от по при с със между
    για και από απο με σε στο στη στην στον στα στις στους του της των το τα οι η ο ένα μια μας
"""
#: The languages that needs are written in, with their small words.
_SMALL: Mapping[Spoken, frozenset[str]] = {
    "de": frozenset(_GERMAN_SMALL_WORDS.split()),
    "en": frozenset(_ENGLISH_SMALL_WORDS.split()),
    "fr": frozenset(_FRENCH_SMALL_WORDS.split()),
    "es": frozenset(_SPANISH_SMALL_WORDS.split()),
    "it": frozenset(_ITALIAN_SMALL_WORDS.split()),
    "pl": frozenset(_POLISH_SMALL_WORDS.split()),
    "cs": frozenset(_CZECH_SMALL_WORDS.split()),
}
#: The letters with marks that the languages write, loanwords with é included. What has others is a word of another one.
LETTERS: Mapping[str, frozenset[str]] = {
    "de": frozenset("äöüßéèê"),
    "en": frozenset("éèêïç"),
    "fr": frozenset("àâæçéèêëîïôœùûüÿ"),
    "es": frozenset("áéíóúñü"),
    "it": frozenset("àèéìíîòóùú"),
    "pl": frozenset("ąćęłńóśźż"),
    "cs": frozenset("áčďéěíňóřšťúůýž"),
}
_HOME_WORDS = _SMALL["de"] | _SMALL["en"]
#: What is no telling word, whatever the language.
SMALL_WORDS = frozenset(map(normal_form, _OTHER_SMALL_WORDS.split())).union(*_SMALL.values())
#: What in capitals is no small word: information technology.
_ABBREVIATION = "IT"


def writes(language: str, word: str) -> bool:
    """Whether a language of LETTERS writes all letters of the word; those without marks are every language's."""
    return all(letter < "\x80" or letter in LETTERS[language] for letter in word.lower())


def words(text: str) -> list[str]:
    """The words of `text` as they are written, without punctuation; Open-Source are two words, E-Akte is
    one, and l'eau is eau."""
    found: list[str] = _WORD.findall(text)
    return [_ELIDED.sub("", word) for word in found] if "'" in text or "’" in text else found


def stem(word: str) -> str:
    """The form under which a word is compared: folded, and without endings while at least four letters remain.

    Strips what both languages inflect and derive with, again and again: `Beteiligungen` and `beteiligen` are
    `beteilig`, `Mängelmelder` is `mangelmeld`. Not a linguist's stem: it needs no dictionary, and verbs that change
    their vowel stay apart.
    """
    return _without_endings(normal_form(word))


def _without_endings(word: str) -> str:
    bare = _UMLAUT.sub(lambda m: m[1] or "u", word.replace(" ", ""))
    end = len(bare)
    # Only the end is looked at, again and again: the cost of a word of a thousand endings grows with its length alone.
    while end > 4:
        ending = _ENDINGS.search(bare, max(0, end - _LONGEST_ENDING), end)
        if ending is None or ending.start() < 4:
            break
        end = ending.start()
    bare = bare[:end]
    return bare[:-1] + "i" if bare.endswith("y") else bare  # city and cities, energy and Energien


def _content_stem(word: str, small_words: frozenset[str]) -> str | None:
    """The stem of a word that says something, None for a small word."""
    return _kept_stem(word, small_words) if len(word) <= LONGEST_KEPT else _telling_stem(word, small_words)


def _telling_stem(word: str, small_words: frozenset[str]) -> str | None:
    form = _WITH_ZU.sub(r"\1\2", normal_form(word))
    small = form in small_words and word != _ABBREVIATION
    return None if len(form) < 2 or small else _without_endings(form)


_kept_stem = lru_cache(maxsize=16384)(_telling_stem)


def content_words(text: str, small_words: frozenset[str] = SMALL_WORDS) -> Iterator[tuple[str, str]]:
    """Each word of `text` that is none of `small_words` (folded), with its stem, in the order of the text."""
    for word in words(text):
        found = _content_stem(word, small_words)
        if found is not None:
            yield word, found


@dataclass(frozen=True, slots=True)
class CutText:
    """A text cut into its words, once for all that read it.

    `count` is how many words it has; `written` holds the stems of those that say something, in the order of the text,
    each with the word as it is first written; `small` counts the small words of each language ("the", "for" or "die",
    "für"), `small_in_home` those of English or German.
    """

    count: int
    written: Mapping[str, str]
    small: Mapping[Spoken, int]
    small_in_home: int

    @property
    def is_english(self) -> bool:
        """Whether more of the small words are English than of any other language."""
        return all(self.small["en"] > count for language, count in self.small.items() if language != "en")

    @property
    def is_foreign(self) -> bool:
        """Whether a text of at least six words is neither German nor English: under a fifth of them are small words.

        Of the descriptions of keep.eu's projects, a third and more of the words are in either of the two languages, and
        under a sixth in ten others.
        """
        return self.count >= 6 and self.small_in_home < 0.2 * self.count


def cut(text: str, small_words: frozenset[str] = SMALL_WORDS) -> CutText:
    """The text cut into its words, of which `small_words` say nothing."""
    found = words(text)
    forms = [normal_form(word) for word in found]
    own = [(word, form) for word, form in zip(found, forms, strict=True) if word != _ABBREVIATION]
    written: dict[str, str] = {}
    for word, stemmed in content_words(text, small_words):
        written.setdefault(stemmed, word)
    return CutText(
        count=len(found),
        written=written,
        small={
            language: sum(form in those and writes(language, word) for word, form in own)
            for language, those in _SMALL.items()
        },
        small_in_home=sum(form in _HOME_WORDS for form in forms),
    )
