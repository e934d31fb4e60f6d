"""What stays the same of a finding while the file around it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from posixpath import basename

from ivrlint.finding import Finding
from ivrlint.flow.tuples import NamedTuple
from ivrlint.kept import digest


class Identity(NamedTuple):
    """What a finding is known by in its file: the rule, the step, and what it is about there.

    No line, no message and no name of another step is in it. Two findings of one rule in the same step may have the same.
    """

    rule: str
    step: str
    about: str

    @property
    def fingerprint(self) -> str:
        """The same as 32 hexadecimal digits, wherever ivrlint runs."""
        return _fingerprint(self)


def identity(finding: Finding) -> Identity:
    """What a finding is known by.

    A step is known by its name in its own file, also where the finding was made from another file that leads there.
    """
    return Identity(finding.rule, own_name(finding.step, finding.mark.file), finding.about)


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One fingerprint for each finding, in their order: 32 hexadecimal digits, of which no two in a file are the same.

    It is that of what the finding is known by; where several in a file are known by the same, all but the first have a number in
    it. Give all findings of a file together, so that they are always numbered alike.
    """
    before: Counter[tuple[str, Identity]] = Counter()
    result = []
    for finding in findings:
        known_by = identity(finding)
        number = before[finding.mark.file, known_by]
        before[finding.mark.file, known_by] += 1
        result.append(_fingerprint((*known_by, str(number)) if number else known_by))
    return result


def about_mistake(message: str) -> str:
    """What a mistake in a file is about, which has no step: what is wrong, without hints and without the lines that it names."""
    import re

    return re.sub(r"\bline \d+", "line", message.partition(";")[0])


def own_name(step: str, file: str) -> str:
    """The name that a step has in its file, if it is in this one: without the `other/menu.yaml#` by which other files name it."""
    path, hash_, name = step.partition("#")
    while hash_:
        if basename(path) == basename(file):
            return name
        more, hash_, name = name.partition("#")
        path = f"{path}#{more}"
    return step


def _fingerprint(parts: Iterable[str]) -> str:
    return digest("\0".join(parts).encode("utf-8", "backslashreplace"))
