"""Times: whether a condition on the clock is about opening hours, and which of its answers means open."""

from __future__ import annotations

import re

_CLOSED = re.compile(
    r"clos|night|after.?h|out.?of|holiday|weekend|ooh|noche|cerrad|festiv|feriad|fechad|noite|ferm|nuit|geschlossen|nacht|gesloten|chius|notte|fuera|fora",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"open|day|work|business|abiert|abert|dia\b|ouvert|jour|offen|tag|apert|giorno|labor|comercial|expediente", re.IGNORECASE
)
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?")
_GREETING = re.compile(r"morning|afternoon|evening|ma[nñ]ana|tarde|buen|bom|boa|dias|matin|soir", re.IGNORECASE)
_NOON = 12 * 60


def is_open(times: str, yes: str, no: str) -> bool | None:
    """Whether times that hold mean that somebody is there; None where this is about something else, such as a greeting.

    `yes` and `no` are the names of the places that it leads to.
    """
    if _CLOSED.search(yes) or (_OPEN.search(no) and not _OPEN.search(yes)):
        return False
    if _OPEN.search(yes) or _CLOSED.search(no):
        return True
    if _GREETING.search(yes):
        return None
    fields = [field.strip() for field in re.split(r"[,|]", times)]
    span = _SPAN.search(fields[0]) if fields else None
    days = fields[1].lower() if len(fields) > 1 else "*"
    if span is None:
        return not (any(field not in ("*", "") for field in fields[2:4]) or days in ("sat-sun", "sat", "sun", "sun-sat"))
    first = int(span[1]) * 60 + int(span[2] or 0)
    last = int(span[3]) * 60 + int(span[4] or 0)
    if any(field not in ("*", "") for field in fields[2:4]):
        return False
    return first <= _NOON < last if first < last else not last < _NOON <= first
