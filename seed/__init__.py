"""Importers: files and registers in, frozen records with their source out, and loading them into a store."""
