"""Numbers, sums and days as texts of calls write them, in English and German."""

from __future__ import annotations

import re

_ENGLISH_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty"""
_WORTE = """eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
    achtzehn neunzehn zwanzig"""
_TENS = """thirty forty fifty sixty seventy eighty ninety"""
_ZEHNER = """dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"""
_VALUES = {
    **{word: at for words in (_ENGLISH_WORDS, _WORTE) for at, word in enumerate(words.split(), start=1)},
    **dict.fromkeys(("ein", "einen", "einem", "einer", "a", "an", "single"), 1),
    **{"both": 2, "zweier": 2, "dreier": 3},
    **{word: 10 * at for words in (_TENS, _ZEHNER) for at, word in enumerate(words.split(), start=3)},
}
#: A whole number in digits or as a word.
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
#: A sum of money: digits with marks between thousands, and million after it.
SUM = r"(?:\d{1,3}(?:[ .,\u00a0\u202f’']\d{3})+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?)"
MILLION = r"(?:million|millions|mio\.?|m\b|millionen|milioni)"
_ENGLISH = """january february march april may june july august september october november december"""
_MONATE = """januar februar märz april mai juni juli august september oktober november dezember"""
_MESI = """gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"""
#: The months by their names, in full and short.
MONTHS = {
    **{name: at + 1 for at, name in enumerate(_ENGLISH.split())},
    **{name: at + 1 for at, name in enumerate(_MONATE.split())},
    **{name: at + 1 for at, name in enumerate(_MESI.split())},
    **{name[:3]: at + 1 for at, name in enumerate(_ENGLISH.split())},
    **{name[:3]: at + 1 for at, name in enumerate(_MONATE.split())},
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
#: A day: 18.04.2024, 23/09/2026, 2026-09-16, 5 March 2026, 31. Juli 2025, November 17, 2025, 15.10.26.
DAY = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:20\d{2}|\d{2}(?!\d))|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:of\s)?(?:{_MONTH})\.?,?\s\d{{4}}|"
    rf"(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)


def whole(text: str) -> int | None:
    """A whole number in digits or as a word."""
    plain = text.strip().casefold()
    return int(plain) if plain.isdigit() else _VALUES.get(plain)


def money(text: str, million: str | None) -> float | None:
    """A sum in euros: `50.745`, `60 000`, `1.5` before million."""
    plain = re.sub(r"[ \u00a0\u202f’']", "", text)
    if million:
        plain = plain.replace(",", ".")
    else:
        plain = re.sub(r"[.,]\d{1,2}$", "", plain)
        plain = re.sub(r"[.,]", "", plain)
    try:
        return float(plain) * (1_000_000 if million else 1)
    except ValueError:
        return None


def day(text: str) -> str | None:
    """A day as ISO 8601 has it."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    found = re.fullmatch(r"(?P<day>\d{1,2})[./]\s?(?P<month>\d{1,2})[./]\s?(?P<year>\d{2,4})", text)
    if found:
        month = int(found["month"])
    else:
        found = re.fullmatch(
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s(?:of\s)?(?P<month>\w+)\.?,?\s(?P<year>\d{4})", text, re.IGNORECASE
        ) or re.fullmatch(
            r"(?P<month>\w+)\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})", text, re.IGNORECASE
        )
        month = MONTHS.get(found["month"].casefold(), 0) if found else 0
    if found is None or not 1 <= month <= 12 or not 1 <= int(found["day"]) <= 31:
        return None
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return f"{year}-{month:02}-{int(found['day']):02}"


def written(value: float) -> str:
    """A number as clauses have it."""
    return str(int(value)) if float(value).is_integer() else f"{value:g}"
