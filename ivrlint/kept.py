"""What was made of files that come with ivrlint, kept as JSON, so that not every run has to make it again.

Each thing is kept under a digest of the text that it was made of (a rule under its name, beside the digest): what has changed
since is not found, and made anew.
`.ci/kept.py` makes these files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

try:
    from _blake2 import blake2b  # to import hashlib takes as long as to read a hundred rules
except ImportError:
    from hashlib import blake2b


def digest(data: bytes) -> str:
    """What only equal texts have in common; how a line ends does not matter."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    return blake2b(data, digest_size=16).hexdigest()


@cache
def things_in(file: Path) -> Mapping[str, Any]:
    """What is kept in a file, by digest; nothing where there is no such file."""
    try:
        things = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return things if isinstance(things, dict) else {}


def as_text(things: Mapping[str, Any]) -> str:
    """The text of such a file, a thing a line; all ASCII, which is read faster and takes half of the memory."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(thing)}" for key, thing in things.items())
    return f"{{\n{lines}\n}}\n"
