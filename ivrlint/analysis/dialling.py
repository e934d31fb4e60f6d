"""Which options a key that is pressed may take: its own, or a pattern that a single key fits."""

from __future__ import annotations

import re

from ivrlint.flow import AnyStep, Collect, Menu, Option

_CLASSES = {"X": "0123456789", "Z": "123456789", "N": "23456789"}
_ONE = r"_?(?:\[([^\]]*)\]|([XZNxzn0-9*#])|[.!])\Z"


def takes(option: Option, key: str) -> bool:
    """Whether a key alone chooses an option. Patterns are those of dialplans: `X`, `Z`, `N`, `[1-5]`; `.` or `!` for any."""
    if option.key or not option.pattern:
        return option.key == key
    found = re.match(_ONE, option.pattern)
    if found is None:
        return False
    if found[1] is not None:
        return key in re.sub(r"(\d)-(\d)", lambda span: "0123456789"[int(span[1]) : int(span[2]) + 1], found[1])
    return key in _CLASSES.get(found[2].upper(), found[2]) if found[2] else True


def takes_several_keys(option: Option) -> bool:
    """Whether choosing an option by keys takes more than one of them."""
    return len(option.key) > 1 or len(re.sub(r"\[[^\]]*\]", "X", option.pattern.removeprefix("_"))) > 1


def takes_keys(step: AnyStep) -> bool:
    """Whether keys may be an answer at a step: at a menu without options, too, of which nothing is known."""
    if isinstance(step, Menu):
        return not step.options or any(option.key or option.pattern for option in step.options)
    return not isinstance(step, Collect) or "keys" in step.by
