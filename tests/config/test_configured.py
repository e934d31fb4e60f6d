"""Rules as configurations want them."""

from __future__ import annotations

import pytest

from ivrlint.bundled import RULES
from ivrlint.config import ConfigProblem
from ivrlint.config.applying import Configured, configured
from ivrlint.config.reading import read_config
from ivrlint.finding import Severity
from ivrlint.rule import load_rules

LOADED, _ = load_rules([RULES])


def configure(*texts: str) -> tuple[Configured, list[str]]:
    configs = []
    for number, text in enumerate(texts):
        config, problems = read_config(text, f"{number}.yaml")
        assert config is not None, problems
        configs.append(config)
    made, problems = configured(LOADED, configs)
    return made, [str(problem) for problem in problems]


def rule(made: Configured, name: str):
    return next(each for each in made.rules if each.id == name)


def test_without_a_configuration_rules_judge_as_they_come():
    made, problems = configure()
    assert (made.rules, made.judging, problems) == (LOADED, LOADED, [])


def test_a_rule_has_the_severity_and_the_limits_that_were_chosen():
    made, _ = configure("rules: {too-many-options: {severity: error, options: {max_options: 3}}, menu-too-deep: info}")
    many, deep = rule(made, "too-many-options"), rule(made, "menu-too-deep")
    assert (many.severity, many.values) == (Severity.error, {"max_options": 3})
    assert (deep.severity, deep.values) == (Severity.info, {"max_depth": 3})
    assert len(made.judging) == len(LOADED)


def test_a_rule_that_is_off_is_there_and_does_not_judge():
    made, _ = configure("rules: {doom-loop: off}")
    assert made.off == {"doom-loop"}
    assert rule(made, "doom-loop").severity is Severity.error
    assert [each.id for each in LOADED if each not in made.judging] == ["doom-loop"]


@pytest.mark.parametrize(("level", "severity"), [("on", Severity.error), ("info", Severity.info)])
def test_a_later_configuration_has_the_last_word(level, severity):
    made, _ = configure("rules: {doom-loop: off}", "rules: {doom-loop: " + level + "}")
    assert made.off == set()
    assert rule(made, "doom-loop").severity is severity


def test_on_means_the_severity_of_the_rule_itself():
    made, _ = configure("rules: {doom-loop: info}", "rules: {doom-loop: on}")
    assert rule(made, "doom-loop").severity is Severity.error


def test_options_are_kept_when_a_later_configuration_says_nothing_of_them():
    made, _ = configure(
        "rules: {person-too-far: {severity: off, options: {seconds: 30}}}", "rules: {person-too-far: {options: {presses: 1}}}"
    )
    assert rule(made, "person-too-far").values == {"seconds": 30, "presses": 1}
    assert made.off == {"person-too-far"}


def test_everything_that_does_not_fit_the_rules_is_told_where_it_stands():
    _, problems = configure(
        "rules:\n  menu-to-deep: info\n  menu-too-deep: {options: {max_dept: 2}}\n"
        "  too-many-options: {options: {max_options: many}}\n",
        'standard: {title: A, url: "https://a.example", read: all, applies: here}\n'
        "clauses:\n  - {id: '1', asks: a, judged: wholly, rules: [doom-lop]}\n",
    )
    assert problems == [
        "0.yaml:2:3: rules: there is no rule 'menu-to-deep'; did you mean 'menu-too-deep'?",
        "0.yaml:3:39: rules.menu-too-deep.options.max_dept: there is no option 'max_dept'; did you mean 'max_depth'?",
        "0.yaml:4:45: rules.too-many-options.options.max_options: should be a number",
        "1.yaml:3:48: clauses: there is no rule 'doom-lop'; did you mean 'doom-loop'?",
    ]


def test_a_problem_without_a_place_names_the_file():
    assert str(ConfigProblem("ours.yaml", 0, 0, "cannot be read")) == "ours.yaml: cannot be read"
