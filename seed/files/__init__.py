"""Files and addresses, opened and read row by row."""
