"""The graph: what is stored, where it is stored, and the frozen snapshot that everything clever runs on."""
