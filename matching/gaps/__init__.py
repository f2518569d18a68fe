"""Where the network has holes, for whom, and what could be done: the findings that coordinators ask for."""
