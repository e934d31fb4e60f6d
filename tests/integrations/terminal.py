"""A person at a terminal: types words, presses the tab key, and sees what the shell has made of them."""

from __future__ import annotations

import os
import pty
import re
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which a shell is given up."""

_TAB, _TO_THE_BEGINNING, _TO_THE_END = "\t", "\x01", "\x05"


class Terminal:
    """A shell in a terminal of its own, in a folder."""

    def __init__(self, shell: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._process, self._screen = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(shell[0], shell, dict(environment))  # noqa: S606

    def type(self, line: str) -> None:
        """Type a line, and wait until it is done."""
        self._write(f"{line}; echo DO''NE\n")
        self._read_until("DONE")

    def completed(self, words: str) -> str:
        """What the shell makes of these words when the tab key is pressed, quotation marks resolved."""
        self._write(f"{words}{_TAB}{_TO_THE_BEGINNING}printf 'GOT%s\\n' MADE {_TO_THE_END} E''ND\n")
        shown = self._read_until("GOTEND")
        made = [line for line in re.findall(r"GOT(.*)", shown.replace("\r", "")) if "%" not in line]
        return " ".join(made[made.index("MADE") + 1 : -1])

    def close(self) -> None:
        """Leave."""
        os.close(self._screen)
        os.waitpid(self._process, 0)

    def _write(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def _read_until(self, end: str) -> str:
        shown, until = b"", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if select.select([self._screen], [], [], 0.5)[0]:
                shown += os.read(self._screen, 65536)
                if re.search(rf"(?m)^{end}\r?$", shown.decode("utf-8", "replace").replace("\r", "")):
                    return shown.decode("utf-8", "replace")
        raise AssertionError(shown.decode("utf-8", "replace"))
