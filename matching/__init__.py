"""Matching: from a question about a town to ranked, explained suggestions; pure functions over a snapshot."""
