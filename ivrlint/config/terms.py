"""By what files are judged: frozen values that other processes may be told."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import FORMAT

if TYPE_CHECKING:
    from ivrlint.analysis.timing import Times
    from ivrlint.rule import Rule


class Terms(NamedTuple):
    """By what one file is judged.

    `rules` are those that judge it, with their severities and the values of their options. `mistakes` is how severe the mistakes
    in the file are, None where they are not told. `times` is the time model (None for the usual one) and `operator_key` the key
    of a flow that does not say it itself (empty for the usual one); both hold for the calls that begin in the file.
    """

    rules: tuple[Rule, ...] = ()
    mistakes: Severity | None = Severity.error
    times: Times | None = None
    operator_key: str = ""

    def ids(self, *, part: bool = False) -> frozenset[str]:
        """The ids of what judges; in a `part` of a larger flow no calls are judged."""
        told = () if self.mistakes is None else (FORMAT,)
        return frozenset((*told, *(rule.id for rule in self.rules if not part or rule.subject != "call")))


TermsOf = Callable[[str, bool], Terms | None]
"""By what the file of this name is judged; the second argument says whether it was not asked for, but others lead there.

None where it is not to be judged.
"""

Judges = Sequence["Rule"] | TermsOf
"""The rules that judge all files alike, or by what each file is judged."""

USUAL = Terms()
"""No rules, and everything else as it usually is."""


class Bench:
    """Who judges what stands in a file; asks once for each. The files that are `named` were asked for."""

    def __init__(self, by: Judges, named: Container[str]) -> None:
        self._alike = None if callable(by) else Terms(tuple(by))
        self._terms_of = by
        self._named = named
        self._known: dict[str, Terms | None] = {}

    def of(self, file: str) -> Terms | None:
        """By what a file is judged; None where it is not to be judged."""
        if not callable(self._terms_of):
            return self._alike
        if file not in self._known:
            self._known[file] = self._terms_of(file, file not in self._named)
        return self._known[file]

    def judges(self, file: str, files: Iterable[str]) -> Iterator[tuple[Rule, Container[str] | None]]:
        """The rules for the calls that begin in a file and come to the steps of these `files`.

        Each with the files in which what it finds counts, None for everywhere: what stands in a file is judged by its own rules.
        """
        own = self.of(file)
        theirs: dict[int, tuple[Terms | None, set[str]]] = {}
        for each in files if self._alike is None else ():
            terms = self.of(each)
            theirs.setdefault(id(terms), (terms, set()))[1].add(each)
        if own and theirs.keys() <= {id(own)}:
            yield from ((rule, None) for rule in own.rules)
            return
        for terms, its in theirs.values():
            yield from ((rule, its) for rule in (terms.rules if terms else ()) if rule.subject != "call")
        yield from ((rule, None) for rule in (own.rules if own else ()) if rule.subject == "call")
