"""What a report tells of itself."""

from ivrlint.finding import Finding, Severity, Suppressed, Suppression
from ivrlint.fingerprints import fingerprints
from ivrlint.flow import Mark, replace
from ivrlint.report import Report

OLD = Suppression("baseline", "")


def found(line: int, about: str = "", message: str = "too long") -> Finding:
    mark = Mark("menu.yaml", line, 1, line, 5)
    return Finding(rule="menu-too-long", severity=Severity.warning, mark=mark, step="main", message=message, about=about)


def report(*findings: Finding) -> Report:
    return Report(findings=findings, problems=(), ways=(), files=1)


def test_a_finding_has_the_same_fingerprint_whether_or_not_another_is_told() -> None:
    findings = (found(1), found(2, "key"), found(3), found(4))
    every = fingerprints(findings)
    assert len(set(every)) == 4
    for number, hidden in enumerate(findings):
        told = tuple(finding for finding in findings if finding is not hidden)
        quiet = replace(report(*told), suppressed=(Suppressed(hidden, OLD),))
        assert quiet.fingerprints == (every[:number] + every[number + 1 :], [every[number]], [[]] * 3)


def test_of_two_that_are_alike_the_suppressed_one_comes_first() -> None:
    quiet = replace(report(found(1)), suppressed=(Suppressed(found(1), OLD),))
    first, second = fingerprints([found(1), found(1)])
    assert quiet.fingerprints == ([second], [first], [[]])
