"""What becomes of a folder of real files: one line a file, then the sums. `python benchmarks/corpus.py FOLDER... [--rules]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from ivrlint.analysis import analyse
from ivrlint.bundled import RULES
from ivrlint.flow import Collect, Flow, Menu, Transfer
from ivrlint.graph import connect
from ivrlint.linting import lint_flows
from ivrlint.readers.files import read_paths
from ivrlint.rule import load_rules

COLUMNS = ("calls", "steps", "menus", "options", "collects", "people", "reach", "findings")


def main(folders: list[str], *, show_rules: bool) -> None:
    """Print the table."""
    rules, problems = load_rules([RULES])
    assert not problems
    sums: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    by_grade: Counter[str] = Counter()
    print(*(f"{column:>8}" for column in COLUMNS), "  grade  file")
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        if path.name in {"SOURCES.tsv", "LICENSES.md"}:
            continue
        reading = read_paths([str(path)])
        flow = next(iter(reading.flows.values()), None)
        if flow is None:
            refusal = reading.problems[0]
            sums["foreign" if refusal.foreign else "refused"] += 1
            print(f"{'refused':>8}: {path}:{refusal.line}:{refusal.column}: {refusal.message}")
            continue
        report = lint_flows(reading, rules, calls=False)
        row = counts(flow) | {"findings": len(report.findings)}
        by_rule.update(finding.rule for finding in report.findings)
        grade = report.grades[0].grade if report.grades else "-"
        by_grade[grade] += 1
        sums.update(row)
        sums["linted"] += 1
        print(*(f"{row[column]:>8}" for column in COLUMNS), f" {grade:>6}  {path}")
    print(
        *(f"{sums[column]:>8}" for column in COLUMNS),
        f" {sums['linted']} linted, {sums['refused']} refused, {sums['foreign']} foreign",
    )
    print("grades: " + ", ".join(f"{number} {grade}" for grade, number in sorted(by_grade.items())))
    if show_rules:
        for rule, number in by_rule.most_common():
            print(f"{number:>8} {rule}")


def counts(flow: Flow) -> dict[str, int]:
    """Steps of each kind; `reach` is how many calls reach a person by some way."""
    steps = list(flow.steps.values())
    graph = connect(flow)
    calls = [analyse(graph, entry).facts.call for entry in flow.entries if entry.start in flow.steps]
    return {
        "calls": len(calls),
        "steps": len(steps),
        "menus": sum(isinstance(step, Menu) for step in steps),
        "options": sum(len(step.options) for step in steps if isinstance(step, Menu)),
        "collects": sum(isinstance(step, Collect) for step in steps),
        "people": sum(isinstance(step, Transfer) and step.to == "person" for step in steps),
        "reach": sum(call.reaches_person for call in calls),
    }


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "--rules"], show_rules="--rules" in sys.argv)
