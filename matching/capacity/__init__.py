"""What a town can carry: calls grouped by whether they are first steps, for a partner, too large or too late."""
