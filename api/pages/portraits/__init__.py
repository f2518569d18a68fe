"""Portraits: all that is on record of a town, a topic, a network, a solution, a programme, a strategy, a format."""
