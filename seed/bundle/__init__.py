"""The curated data that come along, and how they are made."""
