"""Floor 5: figures as data, and their still pictures."""
