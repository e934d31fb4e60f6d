"""The examples inside rule files: what holds, what does not, and how that is told."""

from __future__ import annotations

from ivrlint.examples import run_examples
from ivrlint.linting import lint_text
from ivrlint.rule import Rule
from ivrlint.rule.reading import read_rule

FLOW = """\
ivr: 1
start: main
steps:
  main:
    menu: For bills, press 1. For a person, press 0.
    options: {1: bills, 0: people}
    no_input: {then: people}
    no_match: {then: people}
  bills: {say: Your bill is on its way., next: people}
  people: {transfer: desk, always_open: true}
"""


def rule_with(
    good: str = FLOW, bad: str = FLOW, finds: str = "main", kind: str = "menu", when: str = "menu.options == 2"
) -> Rule:
    """A rule that finds every menu with two options, with one example of each kind that matters."""
    text = f"""\
id: two-options
summary: A menu has more than two options.
why: For this test.
source: [{{title: none, clause: none, url: "https://example.org"}}]
severity: info
for: {kind}
when: {when}
message: "{{{kind}.name}}"
instead: Add one.
good:
  - near_miss: true
    flow: |
{indented(good.replace("0: people", "0: people, 2: people"))}
  - |
{indented(good.replace("0: people", "0: people, 2: people"))}
bad:
  - finds: [{finds}]
    flow: |
{indented(bad)}
  - finds: [{finds}]
    flow: |
{indented(bad)}
"""
    rule, problems = read_rule(text, "rules/menus/two-options.yaml", "menus")
    assert problems == ()
    assert rule is not None
    return rule


def indented(text: str) -> str:
    return "\n".join(f"      {line}" for line in text.splitlines())


def failures(rule: Rule) -> list[str]:
    return [str(failure) for result in run_examples([rule]) for failure in result.failures]


def test_examples_that_hold_have_no_failures():
    results = list(run_examples([rule_with()]))
    assert [(result.kind, result.number) for result in results] == [("good", 1), ("good", 2), ("bad", 1), ("bad", 2)]
    assert all(result.rule == "two-options" and not result.failures for result in results)


def test_a_good_example_in_which_something_is_found_fails():
    told = failures(rule_with(good=FLOW.replace("{1: bills, 0", "{0")))
    assert told == [
        "rules/menus/two-options.yaml:11: good example 1: expected no findings, got [main]",
        "rules/menus/two-options.yaml:23: good example 2: expected no findings, got [main]",
    ]


def test_a_bad_example_in_which_something_else_is_found_fails():
    told = failures(rule_with(finds="people, bills"))
    assert told[0] == "rules/menus/two-options.yaml:35: bad example 1: expected findings at [bills, people], got [main]"
    told = failures(rule_with(bad=FLOW.replace("1: bills, ", "")))
    assert told[1] == "rules/menus/two-options.yaml:47: bad example 2: expected findings at [main], got []"


def test_two_findings_at_one_step_count_once():
    bad = FLOW.replace("{1: bills, 0: people}", "{7: bills, 8: people}")
    rule = rule_with(bad=bad, kind="option", when="option.key in ('7', '8')")
    assert len(lint_text(bad, "f.yaml", [rule]).findings) == 2
    assert failures(rule) == []


def test_a_step_that_the_flow_does_not_have_is_a_failure_of_its_own():
    (told, _) = failures(rule_with(finds="mian"))
    assert told == "rules/menus/two-options.yaml:35: bad example 1: there is no step 'mian'; did you mean 'main'?"


def test_an_example_that_is_no_valid_flow_fails_at_its_own_line():
    told = failures(rule_with(bad=FLOW.replace("next: people", "nxt: people")))
    assert len(told) >= 2
    assert told[0].startswith("rules/menus/two-options.yaml:45: bad example 1 is not a valid flow: ")


def test_an_example_that_cannot_be_read_fails_at_its_own_line():
    (told, _) = failures(rule_with(bad=FLOW.replace("always_open: true}", "[")))
    file, line, rest = told.split(":", 2)
    assert (file, rest) == ("rules/menus/two-options.yaml", rest)
    assert 37 <= int(line) <= 47
    assert rest.startswith(" bad example 1 is not a valid flow: ")
