"""The service and the command: the only part that reads the environment and puts the others together."""
