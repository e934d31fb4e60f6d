"""A folder in which things are kept between runs, each under a key that says everything that it was made of.

A thing is a file of its own, which is written under another name first and begins with a digest of its key and its content: what
other runs write at the same time is there as a whole or not at all, and what was damaged counts as not there. Whatever the disk
refuses, the run goes on without. The content is JSON, which does no harm wherever it comes from.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from typing import Any

from ivrlint.running.digests import digest

LARGEST = 4 * 2**20
"""Bytes of a thing that is kept."""

ROOM = 512 * 2**20
"""Bytes of all things together. When there is no more room, those go that were not asked for longest, down to half of it."""

_DAY = 24 * 3600.0
_LONGEST = 60 * _DAY
_SIGNED = len(digest(b""))
_NOTICES = {
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# What ivrlint keeps between runs. It may be deleted.\n",
    ".gitignore": b"*\n",
}
"""Files that tell other programs what a folder is that was made for the things."""

_PART = ".part"


class Store:
    """The things that are kept in a folder. `stamp` sets them apart from what other versions of ivrlint keep there."""

    def __init__(self, folder: str, stamp: str) -> None:
        self.folder = folder
        self.stamp = stamp
        self._usable = True

    def key(self, *parts: object) -> str:
        """The key of what is made of these parts."""
        return digest(repr((self.stamp, *parts)).encode("utf-8", "surrogatepass"))

    def get(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What is kept under a key; None when nothing is."""
        data = self._read(self._path(key))
        body = data[_SIGNED:]
        if not body or data[:_SIGNED] != _signature(key, body):
            return None
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return None

    def put(self, key: str, thing: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Keep something under a key."""
        body = json.dumps(thing, separators=(",", ":")).encode()
        if not self._usable or len(body) > LARGEST:
            return
        path = self._path(key)
        part = f"{path}.{os.getpid()}{_PART}"
        try:
            self._write(part, _signature(key, body) + body)
            os.replace(part, path)  # noqa: PTH105 - as fast as it can be
        except OSError:
            self._usable = False
            _remove(part)

    def tidy(self) -> None:
        """Once a day: remove what nobody asked for in a long time, and what there is no room for."""
        mark = os.path.join(self.folder, "tidied")  # noqa: PTH118 - as fast as it can be
        now = time.time()
        try:
            if os.stat(mark).st_mtime > now - _DAY:  # noqa: PTH116 - the same
                return
        except OSError:
            if not os.path.isdir(self.folder):  # noqa: PTH112 - the same
                return
        try:
            self._write(mark, b"")
            os.utime(mark)
            self._remove_old(now)
        except OSError:
            self._usable = False

    def _path(self, key: str) -> str:
        return f"{self.folder}{os.sep}{key[:2]}{os.sep}{key[2:]}"

    def _read(self, path: str) -> bytes:
        """The content of a file, which is marked as asked for; nothing where there is none."""
        try:
            number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return b""
        try:
            status = os.fstat(number)
            data = os.read(number, min(status.st_size, LARGEST + _SIGNED))
        except OSError:
            return b""
        finally:
            os.close(number)
        if status.st_mtime < time.time() - _DAY:
            with suppress(OSError):
                os.utime(path)
        return data

    def _write(self, path: str, data: bytes) -> None:
        """Write a new file, and its folder if need be."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            number = os.open(path, flags, 0o600)
        except FileNotFoundError:
            self._make_folder(os.path.dirname(path))  # noqa: PTH120 - as fast as it can be
            number = os.open(path, flags, 0o600)
        try:
            if os.write(number, data) != len(data):
                raise OSError("the disk is full")
        finally:
            os.close(number)

    def _make_folder(self, path: str) -> None:
        if not os.path.isdir(self.folder):  # noqa: PTH112 - as fast as it can be
            os.makedirs(self.folder, 0o700, exist_ok=True)  # noqa: PTH103 - the same
            for name, text in _NOTICES.items():
                self._write(os.path.join(self.folder, name), text)  # noqa: PTH118 - the same
        os.makedirs(path, 0o700, exist_ok=True)  # noqa: PTH103 - the same

    def _remove_old(self, now: float) -> None:
        """Remove things, and parts of things that nobody has gone on writing, the oldest first."""
        is_ours = re.compile(rf"[0-9a-f]{{{_SIGNED - 2}}}(?:\.\d+{re.escape(_PART)})?").fullmatch
        things: list[tuple[float, int, str]] = []
        with os.scandir(self.folder) as folders:
            for folder in folders:
                if len(folder.name) == 2 and folder.is_dir(follow_symlinks=False):
                    with os.scandir(folder.path) as entries:
                        ours = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries if is_ours(entry.name)]
                    things += [(status.st_mtime, status.st_size, path) for status, path in ours]
        taken = sum(size for _, size, _ in things)
        most = ROOM // 2 if taken > ROOM else ROOM
        for mtime, size, path in sorted(things):
            left = path.endswith(_PART) and mtime < now - _DAY
            if left or taken > most or mtime < now - _LONGEST:
                _remove(path)
                taken -= size


def _signature(key: str, body: bytes) -> bytes:
    return digest(key.encode() + body).encode()


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - as fast as it can be
