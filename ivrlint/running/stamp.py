"""Which ivrlint this is: what another one found may be something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from ivrlint.bundled import RULES
from ivrlint.running.digests import digest

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - every run pays for this


def stamp(version: str) -> str:
    """What tells this ivrlint from others: its `version`, that of Python, what was installed, and what was changed since then.

    What was installed says the list of its files, with the digest of each: to install the same again changes nothing. In a
    checkout, which has no such list, the sizes and times of all files count.
    """
    record = os.path.join(os.path.dirname(_PACKAGE), f"ivrlint-{version}.dist-info", "RECORD")  # noqa: PTH118, PTH120 - the same
    try:
        with open(record, "rb") as opened:  # noqa: PTH123 - the same
            known, since = digest(opened.read()), os.fstat(opened.fileno()).st_mtime_ns
    except OSError:
        files = [line for line, _ in sorted(_states(_PACKAGE, str(RULES)))]
    else:
        files = [known, *sorted(line for line, written in _states(str(RULES)) if written > since)]
    return digest(repr((version, sys.version_info[:3], files)).encode("utf-8", "surrogatepass"))


def _states(*folders: str) -> Iterator[tuple[str, int]]:
    """What tells a file from what it was, and when it was written."""
    todo = list(folders)
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".json", ".yaml")):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}", status.st_mtime_ns
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    todo.append(entry.path)
