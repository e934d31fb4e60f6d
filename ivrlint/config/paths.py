"""Paths as texts. Every run asks for some thousands of them, and pathlib takes ten times as long."""
# ruff: noqa: PTH118, PTH120

from __future__ import annotations

import os
from os.path import basename, dirname

__all__ = ["absolute", "basename", "beside", "dirname", "named", "seen_from"]


def absolute(here: str, path: str) -> str:
    """A path that is seen from an absolute one, as an absolute one; links are not followed."""
    return os.path.normpath(os.path.join(here, path))


def beside(file: str, path: str) -> str:
    """A path that a file names, seen from where the path of that file is seen from."""
    return os.path.normpath(os.path.join(dirname(file), path)).replace(os.sep, "/")


def named(path: str, here: str) -> str:
    """An absolute path as people see it from `here`."""
    try:
        return os.path.relpath(path, here).replace(os.sep, "/")
    except ValueError:  # on another drive
        return path.replace(os.sep, "/")


def seen_from(root: str, path: str) -> str:
    """An absolute path without the folders above and beside `root`, with `/` between its parts."""
    if path.startswith(root + os.sep):
        return path[len(root) + 1 :].replace(os.sep, "/")
    return "/".join(part for part in named(path, root).split("/") if part not in ("..", "."))
