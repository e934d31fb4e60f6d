"""The beginning of a rule: a file that explains each key, and holds until it is filled in."""

from __future__ import annotations

import re
from pathlib import Path

from ivrlint.rule.reading import RESERVED

_FILE = Path(__file__).with_name("skeleton.yaml")
_ID = re.compile(r"(?!(?:true|false|null)$)[a-z][a-z0-9]*(-[a-z0-9]+)*")


def skeleton(rule: str, folder: str) -> str:
    """The text of a new rule file; `folder` is named in it as the one to test."""
    return _FILE.read_text(encoding="utf-8").replace("RULE", rule, 1).replace("FOLDER", folder, 1)


def why_no_id(rule: str) -> str:
    """What is wrong with the id of a new rule; empty when nothing is."""
    if rule == RESERVED:
        return f"{rule!r} is what mistakes in the file of a flow are called; choose another name"
    if _ID.fullmatch(rule):
        return ""
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", rule).lower())
    near = "-".join(words).lstrip("0123456789-")
    hint = f", such as {near!r}" if _ID.fullmatch(near) else ""
    return f"{rule!r} is no id of a rule: small letters and digits, with hyphens between words{hint}"
