"""Inputs as people really have them."""
