"""The kinds of clauses: whom each concerns, how it is judged, and its words; one file for each kind."""
