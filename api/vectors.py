"""Makes the vectors that come along (`matching/data/vectors.npz`) for the texts of the bundle.

`python -m api.vectors` embeds what has changed since the last time, by the default models; a text takes some 40 ms.
"""

from __future__ import annotations

import sys

from graph.snapshot.build import freeze
from matching.need.likeness import texts
from matching.vectors.opening import open_embedder
from matching.vectors.shipped import shipped_vectors, write_shipped
from matching.vectors.texts import embed
from seed.bundle.curated import read_bundle

#: Texts that are embedded before it is said how many are done.
_TOLD = 64


def bundle_texts() -> dict[str, str]:
    """The texts of the bundle that needs are compared with, by id."""
    bundle = read_bundle().batch
    return {id: text for id, text in texts(freeze(bundle.nodes, ())).items() if text.strip()}


def main() -> None:
    """Embed what has changed, and write the file anew."""
    embedder, wanted = open_embedder(None), bundle_texts()
    known = shipped_vectors(embedder.name, wanted)
    missing = sorted(wanted.keys() - known.keys())
    for start in range(0, len(missing), _TOLD):
        made = embed(embedder, {id: wanted[id] for id in missing[start : start + _TOLD]})
        known |= {e.id: e for e in made}
        sys.stderr.write(f"\r{min(start + _TOLD, len(missing))} of {len(missing)} texts")
    write_shipped(embedder.name, known.values())
    sys.stderr.write(f"\n{len(known)} vectors, {len(missing)} new\n")


if __name__ == "__main__":
    main()
