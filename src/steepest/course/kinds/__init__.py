"""The kinds of questions: one module each, with samples that test it."""
