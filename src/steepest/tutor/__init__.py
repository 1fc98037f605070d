"""Floor 7: the ask box."""
