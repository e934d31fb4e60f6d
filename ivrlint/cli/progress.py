"""How far a run is, in one line of a terminal that goes when it is over."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import IO

_PATIENCE = 0.5
"""Seconds for which nobody wonders."""

_PAUSE = 0.1
_WIDTH = 24


class Progress:
    """Shows on a stream how far work is; `wipe` leaves no trace of it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._next = time.monotonic() + _PATIENCE
        self._shown = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """So much is done, of so much."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PAUSE
        full = _WIDTH * done // of
        self._show(f"linting [{'#' * full}{'-' * (_WIDTH - full)}] {done} of {of} {what}")

    def wipe(self) -> None:
        """Take the line away."""
        if self._shown:
            self._show("")
            self._stream.write("\r")
            self._stream.flush()

    def _show(self, line: str) -> None:
        line = line[: _columns() - 1]
        self._stream.write(f"\r{line:{self._shown}}")
        self._stream.flush()
        self._shown = len(line)


def progress(environment: Mapping[str, str]) -> Progress | None:
    """A line on standard error, if a person looks at it: in a terminal that can, and not where jobs of a service run."""
    if not sys.stderr.isatty() or environment.get("CI") or environment.get("TERM") == "dumb":
        return None
    return Progress(sys.stderr)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
