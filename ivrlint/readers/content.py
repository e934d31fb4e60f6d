"""The bytes of one file, or one clear line that says why there are none."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from ivrlint import readers
from ivrlint.flow import Refusal
from ivrlint.readers.asking import Ask, plainly

LIMIT = readers.LARGEST
"""Bytes of the largest file that is opened."""

HEAD = 64 * 2**10
"""Bytes at the start of a file in a folder that must show whether it is a flow."""

Identity = tuple[int, int] | str
"""Device and inode of a file, or its path where it has none."""


def shown(path: str) -> str:
    """A path as findings name it: with `/` between folders, without `./` and `a/../`."""
    return os.path.normpath(path).replace(os.sep, "/") if path else ""


def look(path: str) -> os.stat_result | Refusal:
    """What the file system knows of a path."""
    try:
        return Path(path).stat()
    except FileNotFoundError:
        return Refusal(shown(path), "there is no such file or folder")
    except (OSError, ValueError) as error:
        return Refusal(shown(path), f"cannot be read: {reason(error)}")


def identity(status: os.stat_result) -> Identity:
    """What two paths of the same file have in common."""
    return status.st_dev, status.st_ino


def content(path: str) -> bytes | Refusal:
    """The content of a file that was named. Larger ones than the limit are not even opened."""
    return _open(path) or b""


def linked(path: str) -> bytes | Refusal | None:
    """The content of a file that a flow leads to; None where there is no such file."""
    status = look(path)
    return None if isinstance(status, Refusal) or stat.S_ISDIR(status.st_mode) else content(path)


def content_of_flow(path: str, may_be: Callable[[bytes], bool] | None = None) -> bytes | Refusal | None:
    """The content of a file in a folder; None when its beginning shows that it is no flow, or cannot be one as `may_be` says."""
    return _open(path, may_be or readers.recognised)


class ContentsBelow(Mapping[str, bytes]):
    """The files below a folder by their paths. One is read when it is asked for.

    What cannot be read counts as empty, and so does what would make them larger together than one file may be.
    """

    def __init__(self, folder: str, ask: Ask = plainly) -> None:
        self.ask = ask
        self.paths = {shown(path): path for path in ask(paths_below, folder or ".")}
        self.read: dict[str, bytes] = {}
        self.room = LIMIT

    def __getitem__(self, path: str) -> bytes:
        if path not in self.read:
            data = self.ask(content, self.paths[path])
            self.read[path] = data if isinstance(data, bytes) and len(data) <= self.room else b""
            self.room -= len(self.read[path])
        return self.read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def paths_below(folder: str) -> Sequence[str]:
    """The paths of all files below a folder."""
    from ivrlint.readers.folders import files_below

    return files_below(folder)[0]


def too_large(size: int) -> str:
    """What to say of a file of `size` bytes."""
    return f"is too large for a menu: {size / 2**20:.0f} MiB, at most {LIMIT // 2**20} MiB are read"


def reason(error: OSError | ValueError) -> str:
    """Why the operating system refuses, in its own words."""
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return words[:1].lower() + words[1:]


def _open(path: str, may_be: Callable[[bytes], bool] | None = None) -> bytes | Refusal | None:
    name = shown(path)
    status = look(path)
    if isinstance(status, Refusal):
        return status
    if not stat.S_ISREG(status.st_mode):
        return Refusal(name, "is not a regular file (use - to read standard input)")
    if status.st_size > LIMIT and not may_be:
        return Refusal(name, too_large(status.st_size))
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
            if may_be and not may_be(head):
                return None
            if status.st_size > LIMIT:
                return Refusal(name, too_large(status.st_size))
            return head + file.read(LIMIT + 1 - len(head)) if len(head) == HEAD else head
    except OSError as error:
        return Refusal(name, f"cannot be read: {reason(error)}")
