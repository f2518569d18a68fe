"""Plans: the steps of a format that towns really used, for one group, with days and roles as far as they are known."""
