"""How well clauses are read: `python -m benchmarks.clause_reader --texts FILE --clauses FILE [--calls FILE]`.

`--texts` is a JSONL file of texts: the portal's (`topicId`, `topicConditions`, `description`) or short ones (`id`,
`text`). `--clauses` is the list of clauses read by eye; those with a quotation count. `--calls` tells the kind of
action (`id`, `action_type`). Precision and recall are told for each kind of clause, by kind and value.

The patterns were made on these very texts: on others the figures are lower.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

from matching.rules.reading.reader import propose

Key = tuple[str, str]


def _key(kind: str, value: str) -> Key:
    parts = value.split(";")
    return kind, ";".join(parts[: 2 if kind == "applicant_type" else 1])


def _texts(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        id = str(row.get("topicId") or row.get("id") or "").lower()
        found[id] = row.get("text") or f"{row.get('topicConditions') or ''} {row.get('description') or ''}"
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("texts", "clauses", "calls"):
        parser.add_argument(f"--{name}", type=Path, required=name != "calls")
    given = parser.parse_args()
    texts, gold = _texts(given.texts), defaultdict[str, Counter[Key]](Counter)
    with given.clauses.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["evidence_quote"] and row["call"].lower() in texts:
                gold[row["call"].lower()][_key(row["kind"], row["value"])] += 1
    actions: dict[str, str] = {}
    if given.calls:
        with given.calls.open(encoding="utf-8", newline="") as file:
            actions = {row["id"].lower(): row["action_type"] for row in csv.DictReader(file)}
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for id, wanted in gold.items():
        read = {_key(p.kind, p.value) for p in propose(texts[id], actions.get(id))}
        wrong.update(kind for kind, value in read if (kind, value) not in wanted)
        for key, count in wanted.items():
            (right if key in read else missed)[key[0]] += count
    print(f"{'kind':22} precision recall clauses")
    for kind in sorted({*right, *wrong, *missed}):
        read_, there = right[kind] + wrong[kind], right[kind] + missed[kind]
        precision, recall = (
            right[kind] / read_ if read_ else float("nan"),
            right[kind] / there if there else float("nan"),
        )
        print(f"{kind:22} {precision:9.3f} {recall:6.3f} {there:7}")


if __name__ == "__main__":
    main()
