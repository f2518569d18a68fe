"""The frozen snapshot of a store: sorted vocabularies, columns, arrays and a digest."""
