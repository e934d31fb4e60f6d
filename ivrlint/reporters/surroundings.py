"""What a report is seen in: by which rules it was made, and from where others see its files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from ivrlint.bundled import RULES
from ivrlint.finding import Finding, Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.rule import Rule

_NO_FILE = re.compile(r"<\w+>")
"""The name of a text that lies in no file: standard input."""

_DRIVE = re.compile(r"[A-Za-z]:/")


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.error


class Surroundings(NamedTuple):
    """What the forms for other programs need beside a report.

    `rules` are those of the run. `here` is the folder in which ivrlint runs, `root` the one from which services see files: that
    of the repository. Both are absolute, with `/` between folders; when `here` is empty paths stay as they are. `fails`
    tells whether a finding is a failure. `version` is ivrlint's; `pages` is where its documentation lies, empty where
    that is not known. Without `suppressed` nothing is told of what is suppressed where others would take it for open.
    """

    rules: tuple[Rule, ...] = ()
    here: str = ""
    root: str = ""
    fails: Callable[[Finding], bool] = _is_error
    version: str = ""
    pages: str = ""
    suppressed: bool = True

    def path(self, file: str) -> str:
        """A file as services see it: from the root; what lies elsewhere keeps its whole path."""
        if not self.here or _NO_FILE.fullmatch(file):
            return file
        path = posixpath.normpath(file if self._is_whole(file) else f"{self.here.rstrip('/')}/{file}")
        inside = f"{self.root.rstrip('/')}/"
        return path.removeprefix(inside)

    def uri(self, file: str) -> tuple[str, bool]:
        """The same as a URI reference, and whether it is one seen from the root."""
        path = self.path(file)
        if not self._is_whole(path):
            return _quoted(path), not _NO_FILE.fullmatch(path)
        if path.startswith("//"):
            return f"file:{_quoted(path)}", False
        drive = path[:2] if _DRIVE.match(path) else ""
        return f"file://{'/' if drive else ''}{drive}{_quoted(path.removeprefix(drive))}", False

    def page(self, rule: str) -> str:
        """Where the page about a rule lies; empty where none is known."""
        its = next((each for each in self.rules if each.id == rule), None) if self.pages else None
        return f"{self.pages}/rules/{its.concern}.md#{rule}" if its and Path(its.file).is_relative_to(RULES) else ""

    def _is_whole(self, path: str) -> bool:
        return path.startswith("/") or bool(_DRIVE.match(path) and not self.here.startswith("/"))


NOWHERE = Surroundings()
"""Nothing is known."""


def _quoted(path: str) -> str:
    """A path in ASCII; bytes that are no text stay the bytes that they are."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data, safe="/")
