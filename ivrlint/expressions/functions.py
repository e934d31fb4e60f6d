"""The seven functions of the rule language, and the word `inf`."""

from __future__ import annotations

import math
import re
import warnings
from functools import cache
from typing import Any


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(pattern, re.IGNORECASE)


def matches(text: str, pattern: str) -> bool:
    """Whether the pattern is found anywhere in the text; capitals do not matter."""
    return _compiled(pattern).search(text) is not None


def wrong_pattern(pattern: str) -> str:
    """What is wrong with a pattern, empty when nothing is."""
    try:
        _compiled(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"not a regular expression: {error}"
    return ""


SCOPE: dict[str, Any] = {
    "__builtins__": {},
    "all": all,
    "any": any,
    "inf": math.inf,
    "len": len,
    "matches": matches,
    "max": max,
    "min": min,
    "sum": sum,
}
FUNCTIONS = ("all", "any", "len", "matches", "max", "min", "sum")
