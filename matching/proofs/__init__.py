"""How near the texts of what towns do come to a need: by the words they share, and by their vectors."""
