"""Introductions: the pairs of towns that would help each other most, none of them more than twice."""
