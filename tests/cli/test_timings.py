"""`ivrlint check --show-timings`."""

import re

from command_line import Run

from ivrlint.bundled import RULES
from ivrlint.linting import lint_text
from ivrlint.rule import load_rules
from ivrlint.stopwatch import IDLE

LINE = re.compile(r"( +)(\d+\.\d{3}) ms  (\S+)")


def told(err: str) -> list[tuple[int, float, str]]:
    """Indent, milliseconds and name of each line."""
    found = [LINE.fullmatch(line) for line in err.splitlines()]
    assert all(found)
    return [(match.start(2), float(match[2]), match[3]) for match in found if match]


def test_each_stage_is_told_on_standard_error_and_their_sum(run: Run) -> None:
    ran = run("loop.yaml", "--show-timings")
    lines = told(ran.err)
    stages = [(milliseconds, name) for indent, milliseconds, name in lines if indent < 12]
    assert [name for _, name in stages] == ["read", "rules", "analyse", "judge", "calls", "report", "all"]
    assert abs(sum(milliseconds for milliseconds, _ in stages[:-1]) - stages[-1][0]) < 0.05


def test_each_rule_is_told_below_the_judging_the_slowest_first(run: Run) -> None:
    lines = told(run("loop.yaml", "--show-timings", "--select", "doom-loop,dead-end,too-many-options").err)
    rules = [(milliseconds, name) for indent, milliseconds, name in lines if indent >= 12]
    assert {name for _, name in rules} == {"doom-loop", "dead-end", "too-many-options"}
    assert [milliseconds for milliseconds, _ in rules] == sorted((milliseconds for milliseconds, _ in rules), reverse=True)
    judging = next(milliseconds for _, milliseconds, name in lines if name == "judge")
    assert sum(milliseconds for milliseconds, _ in rules) <= judging + 0.05


def test_the_report_is_the_same_with_and_without(run: Run) -> None:
    for form in ("text", "json"):
        plain, timed = run("loop.yaml", "--format", form), run("loop.yaml", "--format", form, "--show-timings")
        assert (plain.code, plain.out, plain.err) == (timed.code, timed.out, "")


def test_files_that_cannot_be_read_are_timed_as_well(run: Run) -> None:
    ran = run("nowhere.yaml", "--show-timings")
    assert ran.code == 2
    first, *rest = ran.err.splitlines()
    assert first.startswith("nowhere.yaml: error: ")
    assert [name for _, _, name in told("\n".join(rest))] == ["read", "report", "all"]


def test_nothing_is_measured_unless_it_is_asked_for(run: Run) -> None:
    run("loop.yaml")
    lint_text("ivr: 1\n", "menu.yaml", load_rules([RULES])[0])
    assert (IDLE.stages, IDLE.rules) == ({}, {})
    rules = iter(())
    assert IDLE.through("stage", rules) is IDLE.judging("rule", rules) is rules
