"""May a town take part: the rules of calls, read and judged."""
