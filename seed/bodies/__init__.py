"""Which of the graph a name means."""
