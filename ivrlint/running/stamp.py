"""Which ivrlint this is: what another one found may be something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from ivrlint.bundled import RULES
from ivrlint.running.digests import digest

_INSTALLED = ("site-packages", "dist-packages")
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - every run pays for this


def stamp(version: str) -> str:
    """What tells this ivrlint from others: its `version`, that of Python, when it was installed, and its rules.

    Where it was not installed but lies in a checkout, all its files may change at any time: then their sizes and times count.
    """
    if os.path.basename(os.path.dirname(_PACKAGE)) in _INSTALLED:  # noqa: PTH119, PTH120 - the same
        files = [_state(os.path.join(_PACKAGE, "__init__.py")), *sorted(_states(str(RULES)))]  # noqa: PTH118 - the same
    else:
        files = sorted(_states(_PACKAGE, str(RULES)))
    return digest(repr((version, sys.version_info[:3], files)).encode("utf-8", "surrogatepass"))


def _states(*folders: str) -> Iterator[str]:
    todo = list(folders)
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".json", ".yaml")):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    todo.append(entry.path)


def _state(path: str) -> str:
    status = os.stat(path)  # noqa: PTH116 - the same
    return f"{status.st_size} {status.st_mtime_ns}"
