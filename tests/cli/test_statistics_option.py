"""`ivrlint check --statistics`."""

import json
import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from command_line import GOOD, Run

from ivrlint.bundled import RULES

ROW = re.compile(r" *(\d+)  (\S+) +(error|warning|info) +in (\d+) files? +\S.*")


def counts_of_each_rule(run: Run, *args: str) -> Counter[tuple[str, str]]:
    findings = json.loads(run(*args, "--format", "json").out)["findings"]
    return Counter((finding["rule"], finding["severity"]) for finding in findings)


@pytest.mark.parametrize("form", ["text", "concise"])
def test_the_table_counts_what_is_told_otherwise(run: Run, form: str) -> None:
    Path("again.yaml").write_text(Path("loop.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    code, out, err = run(".", "--statistics", "--format", form)
    assert (code, err) == (1, "")
    *rows, last = out.splitlines()
    found = [match.groups() for match in map(ROW.fullmatch, rows) if match]
    assert len(found) == len(rows)
    assert {(rule, severity): int(number) for number, rule, severity, _ in found} == counts_of_each_rule(run, ".")
    assert ("2", "doom-loop", "error", "2") in found
    assert last == run(".", "--format", "concise").out.splitlines()[-1]


def test_json_counts_the_same_and_is_as_its_schema_says(run: Run) -> None:
    ran = run(".", "gone.yaml", "--statistics", "--format", "json")
    value = json.loads(ran.out)
    jsonschema.Draft202012Validator(json.loads(run("schema", "statistics").out)).validate(value)
    counted = {(each["rule"], each["severity"]): each["findings"] for each in value["statistics"]}
    assert counted == counts_of_each_rule(run, ".")
    assert all(each["summary"] for each in value["statistics"])
    assert [problem["file"] for problem in value["problems"]] == ["gone.yaml"]
    assert (ran.code, ran.err) == (2, "")


def test_the_table_goes_where_o_and_the_form_say(run: Run) -> None:
    table = run("loop.yaml", "--statistics").out
    assert run("loop.yaml", "--statistics", "-o", "table") == (1, "", "")
    assert run("loop.yaml", "--statistics", "-f", "json=counts.json", "-f", "text") == (1, table, "")
    assert Path("table").read_text(encoding="utf-8") == table
    assert json.loads(Path("counts.json").read_text(encoding="utf-8"))["statistics"]


@pytest.mark.parametrize("form", ["jsonl", "sarif", "github", "gitlab", "junit", "markdown"])
def test_forms_that_have_no_room_for_it_are_a_usage_error_and_nothing_is_written(run: Run, form: str) -> None:
    code, out, err = run("loop.yaml", "--statistics", "-f", "text=out", "-f", f"{form}=other")
    assert (code, out) == (2, "")
    assert f"Error: --statistics is told as text, concise, json; {form} has no room for it. Write {form} in another run." in err
    assert not {"out", "other"} & {path.name for path in Path().iterdir()}


def test_a_rule_of_ones_own_is_told_in_its_words(run: Run) -> None:
    text = (RULES / "menus" / "menu-too-deep.yaml").read_text(encoding="utf-8")
    for old, new in (("id: menu-too-deep", "id: no-menu"), ("within three menus", "without menus"), ("default: 3", "default: 0")):
        assert old in text
        text = text.replace(old, new, 1)
    Path("own/menus").mkdir(parents=True)
    Path("own/menus/no-menu.yaml").write_text(text, encoding="utf-8")
    out = run("good.yaml", "--rules", "own", "--select", "no-menu", "--statistics").out
    assert out.splitlines()[0] == "1  no-menu  warning  in 1 file  A caller should get to what they want without menus."


def test_what_is_suppressed_is_not_counted_and_told_in_the_last_line(run: Run) -> None:
    text = Path("loop.yaml").read_text(encoding="utf-8")
    Path("loop.yaml").write_text(f"# ivrlint: ignore-file[doom-loop] known\n{text}", encoding="utf-8")
    assert run("loop.yaml", "--select", "doom-loop", "--statistics") == (
        0,
        "nothing found in 1 file (not told: 1 suppressed)\n",
        "",
    )
    assert "1  doom-loop" in run("loop.yaml", "--select", "doom-loop", "--statistics", "--no-ignores").out


def test_quiet_counts_only_what_makes_the_run_fail(run: Run) -> None:
    out = run("loop.yaml", "--statistics", "--quiet").out
    assert " error " in out
    assert " warning " not in out
    assert run("good.yaml", "--statistics", "-q") == (0, "", "")


def test_where_nothing_is_found_the_last_line_is_all(run: Run) -> None:
    assert run("-", "--statistics", stdin=GOOD) == (0, "nothing found in 1 file; grade A (100 of 100 points)\n", "")


def test_what_cannot_be_read_is_told_beside_the_table(run: Run) -> None:
    ran = run("gone.yaml", "loop.yaml", "--statistics")
    assert (ran.code, ran.err) == (2, "gone.yaml: error: there is no such file or folder\n")
    assert "doom-loop" in ran.out
