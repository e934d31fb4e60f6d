"""One line of a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ivrlint.finding import Finding
from ivrlint.fingerprints import Identity, identity
from ivrlint.flow.tuples import NamedTuple

Naming = Callable[[str], str]
"""Gives a file the name that it has in a baseline."""


class Key(NamedTuple):
    """What findings are compared by: the file, as the baseline names it, and what they are known by there."""

    file: str
    known_by: Identity


class Entry(NamedTuple):
    """Findings of one file that are known by the same; `message` is that of the first when they were written down."""

    key: Key
    number: int
    message: str

    @property
    def order(self) -> tuple[str, ...]:
        """The order of a baseline: by file, step and rule, so that what belongs together stands together."""
        file, (rule, step, about) = self.key
        return (file, step, rule, about)


def key_of(finding: Finding, name: Naming) -> Key:
    """What a finding is compared by."""
    return Key(name(finding.mark.file), identity(finding))


def entries_of(findings: Iterable[Finding], name: Naming) -> tuple[Entry, ...]:
    """The findings as a baseline, sorted."""
    found: dict[Key, Entry] = {}
    for finding in findings:
        key = key_of(finding, name)
        known = found.get(key)
        found[key] = known._replace(number=known.number + 1) if known else Entry(key, 1, finding.message)
    return tuple(sorted(found.values(), key=lambda entry: entry.order))
