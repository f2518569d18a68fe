"""Calls and the clauses of calls and programmes as collected → rows of the bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.errors import PeerpolisError
from seed.bundle.compile_sources import public, where_known
from seed.files.table import Row


def call(row: Row) -> Row:
    """The row of a call, under its id; what is not known is empty."""
    known = {key: where_known(value) for key, value in row.items()}
    return {
        **known,
        # "71 (call 7)" is how many another round gave: of this one it is not known.
        "expected_grants": known["expected_grants"] if known["expected_grants"].isdecimal() else "",
        "id": f"call:{row['id'].lower()}",
        "programme": f"prog:{row['programme']}",
        "part_of": _part_of(row),
        "url": _own_page(row),
        "source": public(row["source"]),
    }


def _own_page(row: Row) -> str:
    """The page of the call to be led to, of those that it was read from: the Commission's, or one whose host bears a
    word of the call's or programme's name, before what others write about it."""
    pages = [page.split()[0] for page in row["source"].split("; ") if page.startswith("http")]
    words = {word for word in re.split(r"[^a-z]+", f"{row['id']} {row['programme']}".lower()) if len(word) > 3}
    words -= {"call", "next", "city", "town", "small", "expected", "regular", "capacity", "networks", "peer", "review"}

    def rank(page: str) -> int:
        host = page.split("/")[2]
        return 0 if host.endswith("europa.eu") else 1 if any(word in host for word in words) else 2

    return min(pages, key=rank, default="")


def _part_of(row: Row) -> str:
    """The programme whose rules hold for the call beside those of its own: missions and the Bauhaus facility are parts
    of Horizon Europe, as the prefix of their calls says."""
    own = row["programme"]
    return "prog:horizon-europe" if row["id"].startswith("HORIZON-") and own != "horizon-europe" else ""


def correct(clauses: Sequence[Row], corrections: Sequence[Row]) -> None:
    """Put right what was read off a quotation, as `seed/curation/clauses.csv` says; raises PeerpolisError for what is
    no longer as it was when that was decided."""
    by_name = {f"{row['call']}/{row['clause']}": row for row in clauses}
    for one in corrections:
        row = by_name[one["clause"]]
        if row["value"] != one["was"]:
            raise PeerpolisError(f"{one['clause']}: {row['value']!r} is no longer {one['was']!r}")
        row["value"] = one["value"]


def clauses(facts: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The clauses of all calls and programmes: those that were collected, and those that the rows of calls tell."""
    return [_clause(row) for row in (*facts["call_clauses"], *_alone(facts))]


def _alone(facts: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """The least number of one applicant of calls whose source lets one body apply alone, where no clause tells it: else
    that of the programme would hold for the small grants that its projects hand on."""
    told = {row["call"] for row in facts["call_clauses"] if row["kind"] == "min_applicants"}
    for row in facts["calls"]:
        if row["id"] not in told and row["min_applicants"] == "1" and row["min_basis"].startswith("implied"):
            clause = {"clause": "one_applicant", "kind": "min_applicants", "operator": ">=", "value": "1;basis=record"}
            yield {**clause, "call": row["id"], "evidence_quote": "", "source": row["source"].partition("; ")[0]}


def _clause(row: Row) -> Row:
    label = "call" if row["call"].isupper() or row["call"].startswith("HORIZON-") else "prog"
    subject = row["call"].lower()
    return {
        **row,
        "id": f"clause:{subject}/{row['clause']}",
        "subject": f"{label}:{subject}",
        "quote": row["evidence_quote"],
        "source": public(row["source"]),
    }
