"""Running expressions: programs, direct evaluation, equality, numerical checks."""
