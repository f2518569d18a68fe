"""The service over HTTP: its routes, and the one shape of what they answer."""
