"""The rules of a call judged on one situation, clause by clause."""
