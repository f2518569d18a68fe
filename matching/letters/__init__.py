"""The next step with a partner: what the two could do together, and the letter that asks for it."""
