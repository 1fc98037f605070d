"""What a lesson with an error in it gets: a sentence for its author."""

from __future__ import annotations


class Misprint(Exception):
    """A lesson that cannot be read as it was written."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where} {what}.")
