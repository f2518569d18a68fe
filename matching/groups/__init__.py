"""Peer groups and tandems: registered towns split into groups that fit, with what proves how good the split is."""
