"""The features: pure functions over arrays of candidates. The first line of each docstring is the reason shown."""
