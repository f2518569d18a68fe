"""The question "may we take part?" as one value: who asks, with whom, in which role, with what, and when."""
