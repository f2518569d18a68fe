"""The sentence model that is asked for: one of those that come as packages, or one that the user names."""

from __future__ import annotations

from matching.vectors.e5 import E5, open_e5
from matching.vectors.embedder import Embedder
from matching.vectors.multilingual import MULTILINGUAL, open_multilingual, usual_model
from matching.vectors.transformer import MINILM, open_minilm, open_transformer
from matching.vectors.universal import UNIVERSAL, open_universal


def open_embedder(model: str | None = None) -> Embedder:
    """The packaged models of many languages (`matching.vectors.multilingual`); or `model`, by name or local path.

    Three models are packaged: their weights are checked and they need no network. Where none is named, the two of many
    languages serve together. The third is MINILM, of English. Any other name is looked up by sentence-transformers,
    which may download it: to name a model is to ask for that. These and MINILM need the extra `sentence-transformers`,
    and take seconds, because they import torch. Raises ModelUnavailable where the model is missing, altered or cannot
    be loaded.
    """
    packaged = {MULTILINGUAL: open_multilingual, UNIVERSAL: open_universal, E5: open_e5, MINILM: open_minilm}
    model = model or usual_model()
    opened = packaged.get(model)
    return open_transformer(model) if opened is None else opened()
