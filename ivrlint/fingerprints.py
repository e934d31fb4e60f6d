"""What stays the same of a finding while the file around it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ivrlint.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One fingerprint for each finding, in their order: 32 hexadecimal digits, of which no two in a file are the same.

    It is made of the rule, the step and what the finding is about there, and of a number where these are the same for several in
    a file; of no line, no message and no file name. It is the same wherever ivrlint runs.
    """
    from hashlib import blake2b

    before: Counter[tuple[str, str, str, str]] = Counter()
    result = []
    for finding in findings:
        same = (finding.mark.file, finding.rule, finding.step, finding.about)
        parts = (*same[1:], str(before[same])) if before[same] else same[1:]
        before[same] += 1
        result.append(blake2b("\0".join(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest())
    return result
