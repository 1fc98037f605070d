"""What the roles of marks look like: on paper, on a page whose colours change with its theme, in a picture alone."""

from __future__ import annotations

from collections.abc import Mapping

Palette = Mapping[str, str]

LIGHT: Palette = {
    "value": "#0f62a8",
    "gradient": "#b8430a",
    "update": "#6b3fa0",
    "muted": "#545a63",
    "level": "#7d828b",
    "ink": "#1b1f24",
    "grid": "#e2ddd3",
    "ground": "#ffffff",
    "race-1": "#455560",
    "race-2": "#1d7044",
    "race-3": "#8a5a00",
    "race-4": "#a61e5b",
    "race-5": "#b3261e",
}
DARK: Palette = {
    "value": "#6cb4f2",
    "gradient": "#ff9d5c",
    "update": "#c3a2f0",
    "muted": "#a4abb5",
    "level": "#767e8a",
    "ink": "#e8e6e1",
    "grid": "#2c323b",
    "ground": "#191d24",
    "race-1": "#b9c6d0",
    "race-2": "#63c88f",
    "race-3": "#e3b341",
    "race-4": "#ff8fbf",
    "race-5": "#ff8a80",
}
PAPER: Palette = {**LIGHT, "muted": "#5a6068", "level": "#9aa1ab", "grid": "#e3e1dc"}
PAGE: Palette = {role: f"var(--{role}, {colour})" for role, colour in LIGHT.items()} | {
    "level": "var(--control, #7d828b)",
    "grid": "var(--line, #e2ddd3)",
    "ground": "var(--card, #ffffff)",
}
DASHES: Mapping[str, str] = {"race-2": "9 4", "race-3": "3 4", "race-4": "12 3 2 3", "race-5": "6 3"}
