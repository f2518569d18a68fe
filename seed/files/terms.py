"""Terms of RDF as SPARQL services write them in tables (SPARQL 1.1 Query Results TSV), as the text they say."""

from __future__ import annotations

import re

_LITERAL = re.compile(
    r'"((?:[^"\\]|\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?|' r"'((?:[^'\\]|\\.)*)'(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def term_text(term: str) -> str:
    """What a term says: `"Köln"@de` is Köln, `"48.5"^^<…#double>` 48.5, `<http://…/Q365>` the address.

    >>> term_text('"Herrenberg"@en'), term_text("31000"), term_text("<http://www.wikidata.org/entity/Q61999>")
    ('Herrenberg', '31000', 'http://www.wikidata.org/entity/Q61999')
    """
    literal = _LITERAL.fullmatch(term)
    if literal:
        return _ESCAPE.sub(_escaped, literal[1] if literal[1] is not None else literal[2])
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def _escaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is None:
        return _ESCAPED.get(found[3], found[3])
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"
