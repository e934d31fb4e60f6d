"""Baselines of files that lead into one another: what was found together is gone only where all is linted again."""

import json
from pathlib import Path

import pytest
from command_line import Run
from since_runs import BILLS, MAIN, told

BASELINE = Path(".ivrlint-baseline.json")
ONLY_WITH_MAIN = ("menus/bills.yaml", "no-person-from-this-menu", "bills.yaml#ask")
MENDED = BILLS.replace("1: ask, 2: ask", "1: main.yaml#people, 2: main.yaml#people")
STALE = "baseline-stale"


def together() -> list[list[str]]:
    groups: list[list[str]] = json.loads(BASELINE.read_text(encoding="utf-8")).get("together", [])
    return groups


def rules(run: Run, *args: str) -> set[str]:
    return {rule for _, rule, _ in told(run, *args, "--baseline", str(BASELINE))}


@pytest.fixture
def linked(run: Run) -> None:
    """Two files, of which one leads to the other, and a baseline of both and of a file that has nothing to do with them."""
    Path("menus").mkdir()
    Path("menus/main.yaml").write_text(MAIN, encoding="utf-8")
    Path("menus/bills.yaml").write_text(BILLS, encoding="utf-8")
    assert ONLY_WITH_MAIN in told(run, "menus")
    assert ONLY_WITH_MAIN not in told(run, "menus/bills.yaml")
    run("menus", "loop.yaml", "--write-baseline")


def test_a_baseline_remembers_which_files_were_linted_together(run: Run, linked: None) -> None:
    assert together() == [["menus/bills.yaml", "menus/main.yaml"]]


def test_what_is_found_only_with_others_is_not_gone_where_they_are_not_linted(run: Run, linked: None) -> None:
    assert rules(run, "menus/bills.yaml") == {"no-way-to-a-person"}
    assert rules(run, "menus/main.yaml") == rules(run, "menus") == set()
    before = BASELINE.read_bytes()
    err = run("menus/bills.yaml", "--prune-baseline").err.splitlines()
    assert err[0].endswith(" 0 added, 0 removed")
    assert err[1:] == [
        f"{BASELINE}: 1 finding not found but kept, for want of menus/main.yaml: before, they were linted together"
    ]
    assert BASELINE.read_bytes() == before


@pytest.mark.parametrize("named", [["."], ["menus"], ["menus/bills.yaml", "menus/main.yaml"], ["menus/*.yaml"]])
def test_what_is_gone_is_told_and_pruned_where_all_of_them_are_linted(run: Run, linked: None, named: list[str]) -> None:
    Path("menus/bills.yaml").write_text(MENDED, encoding="utf-8")
    assert STALE not in rules(run, "menus/bills.yaml")
    assert STALE in rules(run, *named)
    err = run(*named, "--prune-baseline").err
    assert "kept" not in err
    entries = json.loads(BASELINE.read_text(encoding="utf-8"))["findings"]
    assert ONLY_WITH_MAIN[1] not in {entry["rule"] for entry in entries}
    assert (together() == []) == ("menus/bills.yaml" not in {entry["file"] for entry in entries})
    assert STALE not in rules(run, *named)


@pytest.mark.parametrize("how", ["gone", "no flow", "excluded"])
def test_a_file_that_is_none_of_the_flows_any_more_is_not_waited_for(run: Run, linked: None, how: str) -> None:
    if how == "gone":
        Path("menus/main.yaml").unlink()
    elif how == "no flow":
        Path("menus/main.yaml").write_text("Nothing.\n", encoding="utf-8")
    else:
        Path(".ivrlint.yaml").write_text("exclude: [menus/main.yaml]\n", encoding="utf-8")
    assert STALE in rules(run, "menus")
    assert (STALE in rules(run, "menus/bills.yaml")) == (how == "gone")


def test_a_file_that_was_linted_alone_needs_no_other(run: Run, linked: None) -> None:
    Path("loop.yaml").write_text(MAIN.replace("bills.yaml#ask", "people"), encoding="utf-8")
    assert STALE in rules(run, "loop.yaml")


def test_to_write_a_baseline_of_a_part_forgets_nothing_that_was_found_together(run: Run, linked: None) -> None:
    run("menus/bills.yaml", "--write-baseline")
    assert together() == [["menus/bills.yaml", "menus/main.yaml"]]
    assert rules(run, "menus/bills.yaml") == rules(run, "menus") == set()
    Path("menus/main.yaml").write_text(MAIN.replace("bills.yaml#ask", "people"), encoding="utf-8")
    run("menus", "--write-baseline")
    assert together() == []


def test_files_of_two_baselines_may_have_been_linted_together(run: Run) -> None:
    for folder, text in (("a", MAIN.replace("bills.yaml", "../b/bills.yaml")), ("b", BILLS)):
        Path(folder).mkdir()
        Path(folder, ".ivrlint.yaml").write_text("baseline: known.json\n", encoding="utf-8")
        Path(folder, "main.yaml" if folder == "a" else "bills.yaml").write_text(text, encoding="utf-8")
    run("a", "b", "--write-baseline")
    assert json.loads(Path("b/known.json").read_text(encoding="utf-8"))["together"] == [["../a/main.yaml", "bills.yaml"]]
    assert not [rule for _, rule, _ in told(run, "b") if rule == STALE]
    Path("b/bills.yaml").write_text(BILLS.replace("1: ask, 2: ask", "1: bye").replace("steps:", "steps:\n  bye: {hang_up: true}"))
    assert [file for file, rule, _ in told(run, "a", "b") if rule == STALE] == ["b/known.json"]
