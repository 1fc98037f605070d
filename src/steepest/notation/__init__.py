"""Floor 2: reading and writing mathematics. Imports only `steepest.calculus` and the standard library."""
