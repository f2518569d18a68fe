"""Publishers' files, read into records."""
