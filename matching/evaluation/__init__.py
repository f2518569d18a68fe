"""How good the matches are, measured on years that no method has seen."""
