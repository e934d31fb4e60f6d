"""The small notations of the native format: durations, digits, names that a text reads."""

from __future__ import annotations

import re
from collections.abc import Collection

_UNITS = (("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0))
_BRACES = re.compile(r"\{\{|\}\}|\{([^\s{}0-9](?:[^{}\r\n]*[^\s{}])?)\}")


def seconds(duration: str) -> float:
    """The seconds of a duration such as `500ms`, `7s`, `3m` or `2h`; a block of YAML ends with a line break."""
    duration = duration.rstrip("\n")
    unit, factor = next(each for each in _UNITS if duration.endswith(each[0]))
    return round(float(duration.removesuffix(unit)) * factor, 6)


def is_day(day: str) -> bool:
    """Whether a text such as `2027-03-31` is a day of the calendar."""
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def duration(seconds: float) -> str:
    """Seconds as a duration that has the same value when it is read, to a millionth."""
    if seconds >= 60 and seconds % 60 == 0:
        return f"{seconds / 60:.0f}m"
    return f"{seconds:.6f}".rstrip("0").rstrip(".") + "s"


def digits(value: float | str) -> tuple[int, int]:
    """Least and most digits of `10` or `4-10`."""
    least, _, most = value.partition("-") if isinstance(value, str) else (value, "", "")
    return int(least), int(most or least)


def names_read(text: str) -> tuple[str, ...]:
    """The names that stand in braces in a text, each once; `{{` and `}}` are braces that mean themselves."""
    if "{" not in text:
        return ()
    return tuple(dict.fromkeys(found[1] for found in _BRACES.finditer(text) if found[1]))


def reading_only(text: str, names: Collection[str]) -> str:
    """A text in which braces read no other names than these: all others are braces that mean themselves."""
    return _BRACES.sub(lambda found: f"{{{found[0]}}}" if found[1] and found[1] not in names else found[0], text)


def listed(value: object) -> tuple[str, ...]:
    """One text, or a list of them, as texts."""
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
