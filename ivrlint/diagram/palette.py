"""The colours of the picture: for readers with any colour sight, and for grey printers too.

Blues grow darker with the seconds to a person. What is not a matter of degree differs in colour and in
the line around the step: nobody in reach is vermilion and dashed, reached by nobody is grey and dotted.
"""

from __future__ import annotations

from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple


class Look(NamedTuple):
    """How a step is painted, and what that says."""

    fill: str
    ink: str
    line: str
    style: str
    width: float
    says: str


BLACK, WHITE, GREY, DIM, PAPER = "#1a1a1a", "#ffffff", "#6b6b6b", "#8a8a8a", "#fafafa"

# Five steps of ColorBrewer's Blues, which is safe for all kinds of colour blindness and grows darker evenly.
SCALE: tuple[tuple[float, Look], ...] = (
    (15.0, Look("#eff5fc", BLACK, "#4b5a6b", "solid", 1.0, "up to 15 s")),
    (30.0, Look("#c8ddf0", BLACK, "#4b5a6b", "solid", 1.0, "30 s")),
    (60.0, Look("#92bfe0", BLACK, "#3b4a5b", "solid", 1.0, "1 min")),
    (120.0, Look("#2b72b2", WHITE, "#1b3f66", "solid", 1.0, "2 min")),
    (float("inf"), Look("#0b3769", WHITE, "#061f3d", "solid", 1.0, "longer")),
)

# Bluish green, orange, reddish purple and vermilion of the palette of Okabe and Ito, made lighter under black words.
PERSON = Look("#7fd3b8", BLACK, "#00664a", "solid", 2.2, "a person")
BY_MISTAKE = Look("#fbe3a4", BLACK, "#8f6200", "dashed", 1.6, "a person only after a mistake or failure")
NOT_KNOWN = Look("#ecd3e3", BLACK, "#7a3f63", "solid", 1.6, "not known: leads on to another system")
NOBODY = Look("#f7a98b", BLACK, "#b23a00", "dashed", 2.2, "no person can be reached")
UNREACHABLE = Look("#e4e4e4", "#555555", DIM, "dotted", 1.2, "no caller comes here")

BADGES: dict[Severity, tuple[str, str]] = {
    Severity.error: ("#a3001b", WHITE),
    Severity.warning: ("#ffb300", BLACK),
    Severity.info: (WHITE, BLACK),
}
"""Ground and figure of a finding's number."""


def by_seconds(seconds: float) -> Look:
    """The look of a step that is so far from a person."""
    return next(look for limit, look in SCALE if seconds <= limit)


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart: 1 to 21, after WCAG 2.2; small words need 4.5."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
