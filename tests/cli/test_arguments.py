"""The arguments of `ivrlint check`."""

import json
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Ran, Run


def test_check_is_the_default_command(run: Run) -> None:
    assert run("check", "loop.yaml") == run("loop.yaml")
    assert run("--no-calls", "loop.yaml") == run("check", "loop.yaml", "--no-calls")


def test_a_file_named_like_a_command_works_with_its_folder(run: Run) -> None:
    Path("facts").write_text(LOOP, encoding="utf-8")
    assert "facts:6:3: error: " in run("./facts").out


def test_standard_input_is_linted_under_the_name_that_is_given(run: Run) -> None:
    code, out, _ = run("-", stdin=LOOP)
    assert code == 1
    assert "<stdin>:6:3: error: " in out
    assert "menus/main.yaml:6:3: error: " in run("-", "--stdin-filename", "menus/main.yaml", stdin=LOOP).out


def test_standard_input_leads_to_files_beside_its_name(run: Run) -> None:
    Path("menus").mkdir()
    Path("menus/other.yaml").write_text(GOOD, encoding="utf-8")
    flow = "ivr: 1\nstart: a\nsteps:\n  a: {say: Hello, next: other.yaml}\n"
    assert "broken-target" in run("-", stdin=flow).out
    assert "broken-target" not in run("-", "--stdin-filename", "menus/a.yaml", stdin=flow).out


def test_rules_are_selected_and_ignored_by_name(run: Run) -> None:
    def found(*args: str) -> set[str]:
        return {finding["rule"] for finding in json.loads(run("loop.yaml", "--format", "json", *args).out)["findings"]}

    everything = found()
    assert {"doom-loop", "no-way-to-a-person"} <= everything
    assert found("--select", "doom-loop") == {"doom-loop"}
    assert found("--select", "doom-loop,no-way-to-a-person") == {"doom-loop", "no-way-to-a-person"}
    assert found("--ignore", "doom-loop", "--ignore", "menu-too-deep") == everything - {"doom-loop"}


def test_mistakes_in_a_file_are_found_whatever_is_selected_until_they_are_ignored(run: Run) -> None:
    assert "[format]" in run("typo.yaml", "--select", "doom-loop").out
    assert "[format]" not in run("typo.yaml", "--ignore", "format").out


def test_an_unknown_rule_is_answered_with_the_nearest_one(run: Run) -> None:
    for args in (("good.yaml", "--select", "menu-to-deep"), ("explain", "menu-to-deep")):
        assert "There is no rule 'menu-to-deep'; did you mean 'menu-too-deep'?" in run(*args).err


def test_an_unknown_rule_with_none_near_is_answered_with_where_they_are_listed(run: Run) -> None:
    for args in (("good.yaml", "--select", "portugal"), ("explain", "portugal")):
        assert run(*args).err.endswith("There is no rule 'portugal'; `ivrlint rules` lists them\n")


def test_files_that_are_no_flows_can_be_passed_over(run: Run) -> None:
    Path("compose.yaml").write_text("services: {}\n", encoding="utf-8")
    assert run("compose.yaml").code == 2
    assert run("compose.yaml", "--if-flow") == Ran(0, "", "")
    assert run("compose.yaml", "loop.yaml", "--if-flow").code == 1


def test_calls_can_be_left_out(run: Run) -> None:
    assert "\n     0:00  hears" in run("loop.yaml").out
    out = run("loop.yaml", "--no-calls").out
    assert "hears" not in out
    assert "Instead:" in out
    findings = json.loads(run("loop.yaml", "--no-calls", "-f", "json").out)["findings"]
    assert all(finding["call"] is None for finding in findings)


def test_a_report_never_replaces_the_flow_that_it_is_about(run):
    before = Path("good.yaml").read_bytes()
    for args in (["good.yaml", "-o", "good.yaml"], ["draw", "good.yaml", "-f", "svg", "-o", "./good.yaml"]):
        ran = run(*args)
        assert ran.code == 2
        assert "is read" in ran.err
    assert Path("good.yaml").read_bytes() == before


def test_a_misspelt_command_is_told_from_a_missing_file(run):
    ran = run("chekc", "good.yaml")
    assert ran.code == 2
    assert "Did you mean 'check'?" in ran.err
    assert "did you mean" not in run("nothing-like-it.yaml").err.lower()


def test_within_goes_with_focus(run):
    ran = run("draw", "good.yaml", "--within", "1")
    assert ran.code == 2
    assert "--within goes with --focus" in ran.err


def test_what_format_means_is_explained(run):
    ran = run("explain", "format")
    assert ran.code == 0
    assert "is no rule" in ran.out


def test_a_grade_by_selected_rules_is_not_told(run: Run) -> None:
    assert "; grade F" in run("loop.yaml").out
    assert "grade" not in run("loop.yaml", "--select", "doom-loop").out
    assert json.loads(run("loop.yaml", "--select", "doom-loop", "--format", "json").out)["grades"] == []
    assert "; grade " in run("loop.yaml", "--ignore", "doom-loop").out


def test_points_that_a_file_loses_by_its_mistakes_are_left_out_with_them(run: Run) -> None:
    assert "Points lost: format 20" in run("typo.yaml").out
    assert "Points lost" not in run("typo.yaml", "--ignore", "format").out


def test_the_grade_is_explained(run: Run) -> None:
    ran = run("explain", "grade")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("- Of 100 points the first finding of a rule costs 20")
    assert run("explain", "grade", "--format", "markdown") == ran
    told = json.loads(run("explain", "grade", "--format", "json").out)
    assert (told["id"], told["text"] + "\n") == ("grade", ran.out)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--fail-on", "warn", "good.yaml"], "'never'. Did you mean 'warning'?"),
        (["--from", "asterix", "good.yaml"], "Did you mean 'asterisk'?"),
        (["good.yaml", "--selct", "no-repeat"], "No such option '--selct'. Did you mean '--select'?"),
        (["lint", "good.yaml"], "There is no command and no file 'lint'. Did you mean 'check'?"),
        (["version"], "Did you mean '--version'?"),
    ],
)
def test_the_one_word_that_was_probably_meant_is_suggested(run: Run, args: list[str], told: str) -> None:
    code, _, err = run(*args)
    assert code == 2
    assert err.replace("(Did you mean '--select'?)", "Did you mean '--select'?").endswith(f"{told}\n")


def test_a_word_like_no_other_gets_no_suggestion(run: Run) -> None:
    assert "did you mean" not in run("--fail-on", "xyz", "good.yaml").err.lower()


def test_the_version_has_a_short_option(run: Run) -> None:
    assert run("-V") == run("--version")
    assert run("-V").out.startswith("ivrlint ")
