"""A reader of calls' texts: it proposes clauses with the words it read; a person accepts them."""
