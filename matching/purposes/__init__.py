"""What partners are for: a portfolio of purposes, each with its own ground and its own order."""
