"""The roof's paper: lessons as PDF, by Typst."""
