"""What the rules find in folders of real files, and findings drawn by chance to be read against the files.

`python benchmarks/findings.py FOLDER...` prints a table: rule, findings, files with findings. Each file is linted alone, an agent
in a folder (`agent.json`) as a whole. Findings are counted as they are told: those that say the same as one.

--profile NAME   the rules of a profile (default recommended; strict has all)
--draw N         also draw N findings of all, by chance
--each N         also draw N findings of each rule
--seed S         another draw
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from ivrlint.bundled import RULES
from ivrlint.config import DEFAULT, load_profile
from ivrlint.config.applying import configured
from ivrlint.finding import Finding
from ivrlint.linting import lint_flows
from ivrlint.readers.files import read_paths
from ivrlint.rule import Rule, load_rules
from ivrlint.together import together

NO_FLOWS = {"SOURCES.tsv", "LICENSES.md"}


def main() -> None:
    """Print the table, and what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--profile", default=DEFAULT)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--each", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rules = rules_of(given.profile)
    found = [finding for folder in given.folders for path in inputs(folder) for finding in findings(path, rules)]
    ids = sorted({rule.id for rule in rules} | {"format"})
    for rule in sorted(ids, key=lambda rule: -sum(finding.rule == rule for finding in found)):
        files = {finding.mark.file for finding in found if finding.rule == rule}
        print(f"{sum(finding.rule == rule for finding in found):>6} {len(files):>5}  {rule}")
    print(f"{len(found):>6} {len({finding.mark.file for finding in found}):>5}  in all, {len(rules)} rules")
    chance = Random(given.seed)
    judged = [finding for finding in found if finding.rule != "format"]
    show("all", judged, given.draw, chance)
    if given.each:
        for rule in ids:
            show(rule, [finding for finding in found if finding.rule == rule], given.each, chance)


def rules_of(profile: str) -> tuple[Rule, ...]:
    """The rules of a profile, as severe as it says."""
    rules, problems = load_rules([RULES])
    configs, mistakes = load_profile(profile)
    chosen, unfit = configured(rules, configs)
    wrong = [*problems, *mistakes, *unfit]
    assert not wrong, wrong
    return chosen.judging


def inputs(folder: Path) -> Iterator[Path]:
    """What is linted: each file, and folders that are one agent."""
    agents = [path.parent for path in sorted(folder.rglob("agent.json"))]
    yield from agents
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in NO_FLOWS and not any(agent in path.parents for agent in agents):
            yield path


def findings(path: Path, rules: tuple[Rule, ...]) -> list[Finding]:
    """What the rules find in this file itself; files that it includes are linted when it is their turn."""
    report = lint_flows(read_paths([str(path)]), rules, calls=False)
    return [finding for finding in together(report.findings) if path.is_dir() or finding.mark.file == str(path)]


def show(title: str, among: list[Finding], number: int, chance: Random) -> None:
    """Print some findings drawn by chance."""
    if not number or not among:
        return
    print(f"\n== {title}: {min(number, len(among))} of {len(among)}")
    for finding in sorted(chance.sample(among, min(number, len(among))), key=lambda each: each.order):
        mark = finding.mark
        print(f"{mark.file}:{mark.line}:{mark.column}: {finding.severity}: {finding.message} [{finding.rule}]")


if __name__ == "__main__":
    main()
