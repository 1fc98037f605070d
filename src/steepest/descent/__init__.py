"""Floor 4: minimise, train, diagnose, explain."""
