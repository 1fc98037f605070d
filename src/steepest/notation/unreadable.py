"""What a text that cannot be read gets: where, what is the matter, and what to do."""

from __future__ import annotations


class Unreadable(Exception):
    """A text that cannot be read. Inside the engine it is a value; the face raises it.

    `where` is (start, stop) in code points of the text as typed, an empty span where something is missing;
    `message` is one sentence; `hint` says what to do, or is empty.

    >>> Unreadable((0, 6), "There is no function `sigmod`.", "Did you mean `sigmoid`?").hint
    'Did you mean `sigmoid`?'
    """

    def __init__(self, where: tuple[int, int], message: str, hint: str = "") -> None:
        super().__init__(where, message, hint)
        self.where = where
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)


def underlined(text: str, error: Unreadable) -> str:
    """The text with the place underlined, on two lines: 'sigmod(3x)' and '^^^^^^' below."""
    start, stop = error.where
    line = "".join(c if c.isprintable() else " " for c in text)
    return f"{line}\n{' ' * start}{'^' * max(1, stop - start)}"
