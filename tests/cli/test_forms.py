"""Several forms of a report at once, each in its place."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line import Run

from ivrlint.cli.commands import ivrlint
from ivrlint.cli.forms import FORMS, forms_completed, written


def test_several_forms_go_to_files_and_one_to_standard_output(run: Run) -> None:
    code, out, err = run("loop.yaml", "--format", "json=out.json", "--format", "concise=out.txt", "--format", "text")
    assert (code, err) == (1, "")
    assert "  6 |   main:" in out
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]
    assert Path("out.txt").read_text(encoding="utf-8").startswith("loop.yaml:4:8: ")


def test_a_form_may_name_standard_output(run: Run) -> None:
    assert run("loop.yaml", "-f", "json=-") == run("loop.yaml", "-f", "json")


def test_the_file_is_what_stands_behind_the_first_sign(run: Run) -> None:
    assert run("good.yaml", "-f", "json=a=b.json").code == 0
    assert Path("a=b.json").is_file()


def test_one_form_may_go_where_o_says(run: Run) -> None:
    assert run("loop.yaml", "-f", "jsonl", "-o", "out") == (1, "", "")
    assert len(Path("out").read_text(encoding="utf-8").splitlines()) > 3


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-f", "jsno"), "there is no form 'jsno'; did you mean 'json'?"),
        (("-f", "sarif,json"), "name each form by itself: --format sarif=FILE --format json"),
        (("-f", "sarif,jsno"), "there is no form 'sarif,jsno'"),
        (("-f", "portugal"), "there is no form 'portugal'; known: concise, "),
        (("-f", "json="), "name the file behind 'json='"),
        (("-f", "json", "-f", "text"), "json and text cannot both go to standard output"),
        (("-f", "json=a", "-f", "jsonl=./a"), "json and jsonl cannot both go to ./a"),
        (("-f", "json=a", "-f", "text", "-o", "b"), "-o goes with a single form"),
        (("-f", "json=a", "-o", "b"), "-o goes with a single form"),
        (("-f", "json=good.yaml"), "good.yaml is read: it would be replaced"),
        (("-f", "json=a", "-f", "text=./good.yaml"), "good.yaml is read: it would be replaced"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error_and_nothing_is_written(run: Run, args: tuple[str, ...], said: str) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    code, out, err = run("good.yaml", *args)
    assert (code, out) == (2, "")
    assert said in err
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_file_that_cannot_be_written_does_not_take_the_others_along(run: Run) -> None:
    code, out, err = run("loop.yaml", "-f", "json=no/such/folder", "-f", "jsonl=out", "-f", "concise")
    assert (code, err) == (2, "Error: no/such/folder cannot be written: no such file or directory\n")
    assert out.startswith("loop.yaml:4:8: ")
    assert Path("out").is_file()


def test_what_cannot_be_read_is_told_where_people_look(run: Run) -> None:
    line = "gone.yaml: error: there is no such file or folder\n"
    for forms in (("text",), ("concise",), ("json=out",), ("json=out", "concise")):
        assert run("gone.yaml", *(part for form in forms for part in ("-f", form))).err == line
    assert run("gone.yaml", "-f", "json").err == ""


def test_concise_is_one_line_a_finding_and_the_counts(run: Run) -> None:
    out = run("loop.yaml", "-f", "concise").out.splitlines()
    assert len(out) == len(json.loads(run("loop.yaml", "-f", "json").out)["findings"]) + 1
    assert out[0].startswith("loop.yaml:4:8: error: ")
    assert out[0].endswith("]")
    assert out[-1].startswith("2 errors, ")
    assert "\x1b[" in run("loop.yaml", "-f", "concise", "--color", "always").out
    assert run("good.yaml", "-f", "concise").out == "nothing found in 1 file; grade A (100 of 100 points)\n"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_its_function_writes_something_and_is_in_the_help(run: Run, form: str) -> None:
    assert written(form).__name__ == form
    assert run("loop.yaml", "-f", f"{form}=out").code == 1
    assert Path("out").read_bytes()
    assert form in run("check", "--help").out


def test_forms_are_completed_in_a_shell() -> None:
    command = ivrlint.get_command(None, "check")  # type: ignore[arg-type]
    assert command is not None
    (option,) = (param for param in command.params if param.name == "forms")
    with CliRunner().isolation():
        assert [item.value for item in forms_completed(None, option, "json")] == ["json", "jsonl"]  # type: ignore[arg-type]
        assert {item.value for item in option.shell_complete(None, "")} == set(FORMS)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["text", "concise"])
def test_quiet_tells_only_what_makes_the_run_fail(run: Run, form: str) -> None:
    code, out, err = run("loop.yaml", "-f", form, "--quiet")
    assert (code, err) == (1, "")
    assert ": error: " in out
    assert ": warning: " not in out
    assert "No caller can reach" not in out
    assert "\n2 errors, 2 warnings in 1 file; grade F" in out
    assert ": warning: " in run("loop.yaml", "-f", form, "-q", "--fail-on", "warning").out


@pytest.mark.parametrize("form", ["text", "concise"])
def test_quiet_says_nothing_where_nothing_makes_the_run_fail(run: Run, form: str) -> None:
    assert run("good.yaml", "-f", form, "-q") == (0, "", "")
    assert run("loop.yaml", "-f", form, "-q", "--select", "endless-retry") == (0, "", "")
    assert run("good.yaml", "gone.yaml", "-f", form, "-q").err.startswith("gone.yaml: error: ")


def test_quiet_leaves_the_forms_for_programs_as_they_are(run: Run) -> None:
    assert run("loop.yaml", "-f", "json", "-q") == run("loop.yaml", "-f", "json")


def test_what_is_suppressed_is_left_out_where_others_would_show_it_as_open(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    args = ("loop.yaml", "--baseline", ".ivrlint-baseline.json", "-f", "sarif")
    results = json.loads(run(*args).out)["runs"][0]["results"]
    assert results
    assert all(result["suppressions"] for result in results)
    assert json.loads(run(*args, "--no-suppressed").out)["runs"][0]["results"] == []


def test_junit_fails_by_what_makes_the_run_fail(run: Run) -> None:
    def failures(*args: str) -> int:
        return run("loop.yaml", "-f", "junit", *args).out.count("<failure ")

    assert (failures(), failures("--fail-on", "warning"), failures("--fail-on", "never")) == (2, 4, 2)


def test_services_see_files_from_the_root_of_the_repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    Path("ivr").mkdir()
    Path("loop.yaml").rename("ivr/loop.yaml")
    monkeypatch.chdir("ivr")
    assert "file=ivr/loop.yaml," in run("loop.yaml", "-f", "github").out
    assert '"uri": "ivr/loop.yaml"' in run("loop.yaml", "-f", "sarif").out
    assert '"path": "ivr/loop.yaml"' in run("loop.yaml", "-f", "gitlab").out
    assert '"file": "loop.yaml"' in run("loop.yaml", "-f", "json").out


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("out.json", "json"),
        ("out.jsonl", "jsonl"),
        ("out.sarif", "sarif"),
        ("OUT.SARIF", "sarif"),
        ("out.sarif.json", "sarif"),
        ("out.md", "markdown"),
        ("out.xml", "junit"),
        ("out.txt", "text"),
        ("out", "text"),
    ],
)
def test_the_name_of_a_file_says_its_form_where_nothing_else_does(run: Run, name: str, form: str) -> None:
    args = ["loop.yaml", "--select", "doom-loop"]
    assert run(*args, "-o", name).out == ""
    assert Path(name).read_text(encoding="utf-8") == run(*args, "-f", form).out
    run(*args, "-o", name, "-f", "concise")
    assert Path(name).read_text(encoding="utf-8") == run(*args, "-f", "concise").out


def test_statistics_too_have_the_form_that_the_name_says(run: Run) -> None:
    run("loop.yaml", "--statistics", "-o", "out.json")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert "sarif has no room for it" in run("loop.yaml", "--statistics", "-o", "out.sarif").err


@pytest.mark.parametrize("args", [["-o", "menu.svg"], ["-f", "json", "-o", "menu.PNG"], ["-f", "json=menu.dot"]])
def test_no_report_is_written_into_a_picture(run: Run, args: list[str]) -> None:
    code, out, err = run("loop.yaml", *args)
    assert (code, out) == (2, "")
    assert "is the name of a picture, and no report is one; to draw a flow: ivrlint draw" in err
    assert not list(Path().glob("menu.*"))
