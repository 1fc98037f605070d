"""Migrations of the records, up and down."""
