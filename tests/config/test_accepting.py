"""Which files the `ignores` of a configuration are about, and how severe it is what no rule finds."""

import pytest

from ivrlint.config.accepting import accepted
from ivrlint.config.choices import Choices
from ivrlint.config.settings import Configurations
from ivrlint.finding import Severity


@pytest.fixture
def write(tmp_path):
    def write(text, name=".ivrlint.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Configurations(Choices(here=str(tmp_path)))

    return write


def about(configurations, *files):
    return [(each.ignore.rules, each.files, each.whole) for each in accepted(configurations, files)]


ENTRY = "ignores:\n  - rules: doom-loop\n    reason: it is so\n"


@pytest.mark.parametrize(
    ("files", "covered", "whole"),
    [
        ("a.yaml", ["a.yaml"], True),
        ("./a.yaml", ["a.yaml"], True),
        ("sub/b.yaml", ["sub/b.yaml"], True),
        ("b.yaml", ["sub/b.yaml"], False),
        ("'*.yaml'", ["a.yaml", "sub/b.yaml"], False),
        ("sub/", ["sub/b.yaml"], False),
        ("[a.yaml, sub/b.yaml]", ["a.yaml", "sub/b.yaml"], True),
        ("[a.yaml, sub/there.yaml]", ["a.yaml"], False),
        ("[a.yaml, sub/gone.yaml]", ["a.yaml"], True),
        ("[a.yaml, gone/]", ["a.yaml"], False),
        ("[a.yaml, /gone]", ["a.yaml"], True),
        ("[a.yaml, gone/*]", ["a.yaml"], False),
    ],
)
def test_an_entry_is_about_the_files_that_its_patterns_mean_and_whole_where_it_names_files_of_the_run(
    write, files, covered, whole
):
    write("", "sub/there.yaml")
    configurations = write(f"{ENTRY}    files: {files}\n")
    assert about(configurations, "a.yaml", "sub/b.yaml") == [(("doom-loop",), tuple(covered), whole)]


def test_an_entry_without_files_is_about_all_but_never_known_to_be_whole(write):
    assert about(write(ENTRY), "a.yaml", "sub/b.yaml") == [(("doom-loop",), ("a.yaml", "sub/b.yaml"), False)]


def test_an_entry_about_no_file_of_the_run_is_passed_over(write):
    assert about(write(f"{ENTRY}    files: c.yaml\n"), "a.yaml") == []


def test_an_entry_about_files_that_are_gone_is_whole(write):
    assert about(write(f"{ENTRY}    files: sub/gone.yaml\n"), "a.yaml") == [(("doom-loop",), (), True)]


def test_the_text_of_the_configuration_is_at_hand(write):
    (entry,) = accepted(write(ENTRY), ["a.yaml"])
    assert (entry.text.decode(), entry.ignore.mark.file) == (ENTRY, ".ivrlint.yaml")


def test_an_entry_that_two_configurations_extend_is_one(write):
    write(ENTRY, "base.yaml")
    for name in ("one", "two"):
        configurations = write("extends: ../base.yaml\n", f"{name}/.ivrlint.yaml")
    assert about(configurations, "one/a.yaml", "two/a.yaml") == [(("doom-loop",), ("one/a.yaml", "two/a.yaml"), False)]


def test_what_no_rule_finds_may_be_off_or_as_severe_as_somebody_wants(write):
    configurations = write(
        "rules: {suppression-unused: info, suppression-expired: off, format: warning}\n"
        "overrides:\n  - files: sub/\n    rules: {suppression-unused: error, format: off}\n"
    )
    assert configurations.of("a.yaml").level("suppression-unused") == "info"
    assert configurations.of("sub/a.yaml").level("suppression-unused") == "error"
    assert configurations.of("a.yaml").level("suppression-expired") == "off"
    assert configurations.of("a.yaml").level("suppression-malformed") == ""
    assert configurations.problems == ()
    assert configurations.terms("a.yaml").mistakes is Severity.warning
    assert configurations.terms("sub/a.yaml").mistakes is None


def test_what_no_rule_finds_has_no_options_and_is_not_accepted_by_an_entry(write):
    configurations = write(
        "rules: {suppression-unused: {severity: info, options: {days: 3}}}\n"
        "ignores: [{rules: suppression-unused, reason: it is so}]\n"
    )
    configurations.of("a.yaml")
    assert [problem.message for problem in configurations.problems] == [
        "rules.suppression-unused.options.days: suppression-unused has no options",
        "ignores[1].rules: no entry hides suppression-unused; `rules: {suppression-unused: off}` does",
    ]


def test_what_no_rule_finds_and_is_misspelt_gets_a_hint(write):
    configurations = write("rules: {suppression-unusd: off}\n")
    configurations.of("a.yaml")
    message = "rules: there is no rule 'suppression-unusd'; did you mean 'suppression-unused'?"
    assert [problem.message for problem in configurations.problems] == [message]


@pytest.mark.parametrize(("reason", "wrong"), [("--", True), ("'?!'", True), ("ok", False), ("無人", False), ("1", False)])
def test_signs_are_no_reason(write, reason, wrong):
    configurations = write(f"ignores: [{{rules: doom-loop, reason: {reason}}}]\n")
    configurations.of("a.yaml")
    problems = [problem.message for problem in configurations.problems if "says nothing" in problem.message]
    assert problems == ([f"ignores[1].reason: {reason.strip(chr(39))!r} says nothing"] if wrong else [])


def test_an_entry_names_its_rules(write):
    configurations = write("ignores: [{files: a.yaml, reason: it is so}]\n")
    configurations.of("a.yaml")
    message = "ignores[1]: the key 'rules' is missing: the id of a rule, or a list of ids"
    assert [problem.message for problem in configurations.problems] == [message]
