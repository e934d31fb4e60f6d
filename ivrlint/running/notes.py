"""What was asked of the disk while something was made, and whether the disk would still answer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ivrlint.running.digests import digest

if TYPE_CHECKING:
    from ivrlint.config.terms import Terms, TermsOf

HOMES = {
    "content": "content",
    "linked": "content",
    "paths_below": "content",
    "matching": "desk",
    "index_at": "recordings",
    "names_in": "recordings",
    "seconds_of": "recordings",
    "transcript_at": "recordings",
}
"""All questions that are asked while flows are read, and the modules in which they are."""

Noted = tuple[str, str, str]
"""The name of a question, the path that it was about, and the digest of the answer."""


class Notes:
    """Asks, and notes what was answered. What is `known` of linked files is neither asked nor noted."""

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self.known = known or {}
        self.judged: dict[tuple[str, bool], bool] = {}
        """For each file, and whether only others lead there: is it judged?"""
        self._asked: dict[tuple[str, str], str] = {}
        self._answers: dict[tuple[str, str], Any] = {}

    @property
    def asked(self) -> tuple[Noted, ...]:
        """Everything that was asked of the disk."""
        return tuple((*about, answer) for about, answer in self._asked.items())

    def add(self, asked: Iterable[Noted]) -> None:
        """Add what was asked before."""
        self._asked.update(((name, path), answer) for name, path, answer in asked)

    def ask(self, question: Callable[[str], Any], path: str) -> Any:  # noqa: ANN401 - what the question answers
        """Ask a question about a path. Asked again it has the same answer, whatever has become of the disk."""
        name = question.__name__
        if name == "linked" and path in self.known:
            return self.known[path]
        if (name, path) not in self._answers:
            self._answers[name, path] = answer = question(path)
            self._asked[name, path] = _digest(answer)
        return self._answers[name, path]

    def noting(self, by: TermsOf) -> TermsOf:
        """The same, but it is noted what was asked."""

        def noted(file: str, linked: bool) -> Terms | None:
            terms = by(file, linked)
            self.judged[file, linked] = terms is not None
            return terms

        return noted


class Witness:
    """Asks the disk again, each question once in a run."""

    def __init__(self) -> None:
        self._digests: dict[tuple[str, str], str] = {}
        self.contents: dict[str, bytes] = {}
        """The files that were read on the way."""

    def agrees(self, noted: Iterable[Noted]) -> bool:
        """Whether everything would be answered as it was."""
        return all(self._digest(name, path) == answer for name, path, answer in noted)

    def _digest(self, name: str, path: str) -> str:
        if (name, path) not in self._digests:
            answer = getattr(import_module(f"ivrlint.readers.{HOMES[name]}"), name)(path)
            if name == "content" and isinstance(answer, bytes):
                self.contents[path] = answer
            self._digests[name, path] = _digest(answer)
        return self._digests[name, path]


def _digest(answer: Any) -> str:  # noqa: ANN401 - whatever a question answers
    """What only equal answers have in common."""
    if isinstance(answer, bytes):
        return digest(answer)
    return digest(repr(sorted(answer) if isinstance(answer, frozenset) else answer).encode("utf-8", "surrogatepass"))
