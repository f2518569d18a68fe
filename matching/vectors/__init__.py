"""Texts as vectors, by sentence models."""
