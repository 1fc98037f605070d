"""Floor 1: the mathematics. Imports only the standard library."""
