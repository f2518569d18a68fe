"""The register of towns that comes along."""
