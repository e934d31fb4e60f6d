"""Which rule files lie there as they were installed: what was kept of them needs no look at their texts."""

from __future__ import annotations

import os

import ivrlint


def installed(folder: str) -> int | None:
    """When the package that these rules lie in was installed, in nanoseconds; None where they lie in no such package.

    What installs a package writes the list of its files last. No list lies beside a checkout.
    """
    package, _ = os.path.split(folder)
    place, name = os.path.split(package)
    try:
        return os.stat(f"{place}{os.sep}{name}-{ivrlint.__version__}.dist-info{os.sep}RECORD").st_mtime_ns  # noqa: PTH116
    except OSError:
        return None


def size_since(entry: os.DirEntry[str], since: int | None) -> int | None:
    """The size of a file that was not written since then; None of any other."""
    if since is None:
        return None
    try:
        status = entry.stat()
    except OSError:
        return None
    return status.st_size if status.st_mtime_ns <= since else None
