"""Baselines: what is known is not told, what is new always is, and files change only when that is asked for."""

import json
import re
import shutil
from pathlib import Path
from random import Random

import pytest
from command_line import GOOD, LOOP, Run
from editing import NATIVE, SAMPLES, shuffled, text_of, tree_of

BASELINE = Path(".ivrlint-baseline.json")
MORE = LOOP + "  oops: {say: Hello., next: main}\n"
"""LOOP with a step that no call comes to."""
OTHER = MORE.replace("{1: times}", "{1: times, 9: bye}") + "  bye: {hang_up: true}\n"
"""What is then wrong is something else, in part."""


def findings(run: Run, *args: str) -> list[tuple[str, str, str]]:
    """File, rule and step of all that is told."""
    told = json.loads(run(*args, "--format", "json").out)["findings"]
    return [(finding["file"], finding["rule"], finding["step"]) for finding in told]


def known(path: Path = BASELINE) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return entries


@pytest.fixture
def flows() -> Path:
    """A folder with the samples."""
    folder = Path("flows")
    folder.mkdir()
    for name in NATIVE:
        shutil.copy(SAMPLES / name, folder / name)
    return folder


def test_what_was_just_written_is_not_told(run: Run, flows: Path) -> None:
    found = len(findings(run, "flows", "loop.yaml"))
    code, out, err = run("flows", "loop.yaml", "--write-baseline", "--fail-on", "info")
    assert (code, err) == (0, f".ivrlint-baseline.json: {found} findings known, {found} added, 0 removed\n")
    assert f"nothing new found in 9 files (not told: {found} in the baseline)" in out
    code, out, err = run("flows", "loop.yaml", "--baseline", str(BASELINE), "--fail-on", "info")
    assert (code, err) == (0, "")
    assert f"nothing new found in 9 files (not told: {found} in the baseline)" in out
    assert not re.search(r"\[[a-z-]+\]$", out, re.MULTILINE)


@pytest.mark.parametrize("sample", NATIVE)
def test_a_step_that_is_added_is_told_and_only_that(run: Run, sample: str) -> None:
    tree, random = tree_of(sample), Random(sample)
    Path("flow.yaml").write_text(text_of(tree), encoding="utf-8")
    run("flow.yaml", "--write-baseline")
    for _ in range(3):
        added = {**tree, "steps": {**tree["steps"], "oops": {"say": "Hello.", "next": random.choice(list(tree["steps"]))}}}
        Path("flow.yaml").write_text(text_of(shuffled(added, random)), encoding="utf-8")
        assert findings(run, "flow.yaml", "--baseline", str(BASELINE)) == [("flow.yaml", "unreachable-step", "oops")]


@pytest.mark.parametrize("sample", NATIVE)
def test_words_that_are_added_on_the_way_are_told_and_nothing_that_was_known(run: Run, sample: str) -> None:
    tree = tree_of(sample)
    Path("flow.yaml").write_text(text_of(tree), encoding="utf-8")
    before = findings(run, "flow.yaml")
    run("flow.yaml", "--write-baseline")
    bad = {"say": "Please listen carefully as our menu options have changed.", "next": tree["start"]}
    Path("flow.yaml").write_text(text_of({**tree, "start": "oops", "steps": {**tree["steps"], "oops": bad}}), encoding="utf-8")
    told = findings(run, "flow.yaml", "--baseline", str(BASELINE))
    assert ("flow.yaml", "menu-changed-notice", "oops") in told
    assert not set(told) & set(before)


def test_only_what_is_new_makes_the_exit_code(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    assert run("loop.yaml", "--baseline", str(BASELINE)).code == 0
    Path("loop.yaml").write_text(MORE, encoding="utf-8")
    assert run("loop.yaml", "--baseline", str(BASELINE)).code == 0
    assert run("loop.yaml", "--baseline", str(BASELINE), "--fail-on", "warning").code == 1


def test_what_is_found_twice_where_the_baseline_has_it_once_is_told_once(run: Run) -> None:
    wrong = LOOP.replace("times: {say", "times: {sya: 1, say")
    Path("loop.yaml").write_text(wrong, encoding="utf-8")
    run("loop.yaml", "--write-baseline")
    Path("loop.yaml").write_text(wrong.replace("menu:", "sya: 1\n    menu:"), encoding="utf-8")
    assert [rule for _, rule, _ in findings(run, "loop.yaml", "--baseline", str(BASELINE))] == ["format"]


def test_linting_writes_nothing(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    before = BASELINE.read_bytes()
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    run("loop.yaml", "--baseline", str(BASELINE))
    Path("loop.yaml").write_text(MORE, encoding="utf-8")
    run("loop.yaml", "--baseline", str(BASELINE))
    assert BASELINE.read_bytes() == before
    assert {path.name for path in Path().iterdir()} == {BASELINE.name, "good.yaml", "loop.yaml", "typo.yaml"}


def test_to_write_over_a_baseline_says_how_much_comes_and_goes(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    many = len(known())
    Path("loop.yaml").write_text(OTHER, encoding="utf-8")
    told = findings(run, "loop.yaml", "--baseline", str(BASELINE))
    added = sum(rule != "baseline-stale" for _, rule, _ in told)
    removed = many + added - len(findings(run, "loop.yaml"))
    assert added >= 2
    err = run("loop.yaml", "--write-baseline").err
    assert err == f".ivrlint-baseline.json: {many + added - removed} findings known, {added} added, {removed} removed\n"
    assert run("loop.yaml", "--write-baseline").err.endswith(" 0 added, 0 removed\n")


def test_what_the_run_did_not_judge_stays_when_a_baseline_is_written(run: Run) -> None:
    run("loop.yaml", "typo.yaml", "--write-baseline")
    before = known()
    run("good.yaml", "--write-baseline")
    run("loop.yaml", "--select", "doom-loop", "--write-baseline")
    assert known() == before
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    run("loop.yaml", "--select", "doom-loop", "--write-baseline")
    assert known() == [entry for entry in before if entry["rule"] not in ("doom-loop", "format") or entry["file"] != "loop.yaml"]


def test_what_is_gone_is_told_without_breaking_the_build(run: Run) -> None:
    run("loop.yaml", "good.yaml", "--write-baseline")
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    code, out, err = run("loop.yaml", "good.yaml", "--baseline", str(BASELINE))
    assert (code, err) == (0, "")
    assert re.search(
        r"^\.ivrlint-baseline\.json:\d+:5: info: loop\.yaml: \d+ findings that are known are gone: ", out, re.MULTILINE
    )
    assert "--prune-baseline" in out
    grades = [
        re.search(r"grades: .*", run("loop.yaml", "good.yaml", *extra).out) for extra in ((), ("--baseline", str(BASELINE)))
    ]
    assert grades[0] is not None
    assert grades[0][0] == (grades[1] or [""])[0]


def test_what_is_gone_is_judged_only_for_rules_and_files_of_the_run(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    baseline = ("--baseline", str(BASELINE))
    assert not [rule for _, rule, _ in findings(run, "good.yaml", *baseline) if rule == "baseline-stale"]
    assert findings(run, "loop.yaml", "--select", "menu-too-deep", *baseline) == []
    assert findings(run, "loop.yaml", "--select", "doom-loop", *baseline) == [(str(BASELINE), "baseline-stale", "")]


@pytest.mark.parametrize("named", ["flows", ".", "flows/*.yaml", "./flows/"])
def test_a_file_that_is_gone_is_told_where_it_would_have_been_linted(run: Run, flows: Path, named: str) -> None:
    run("flows", "loop.yaml", "--write-baseline")
    (flows / "utility.yaml").unlink()
    baseline = ("--baseline", str(BASELINE))
    assert not [rule for _, rule, _ in findings(run, "loop.yaml", *baseline) if rule == "baseline-stale"]
    told = run(named, *baseline).out
    assert re.findall(r"info: (\S+): \d+ findings that are known are gone", told) == ["flows/utility.yaml"]
    assert "flows/utility.yaml" not in run(named, "--prune-baseline").out
    assert not [entry for entry in known() if entry["file"] == "flows/utility.yaml"]
    assert [entry for entry in known() if entry["file"] == "loop.yaml"]


def test_to_prune_takes_out_what_is_gone_and_adds_nothing(run: Run) -> None:
    run("loop.yaml", "typo.yaml", "--write-baseline")
    before = known()
    Path("loop.yaml").write_text(OTHER, encoding="utf-8")
    code, out, err = run("loop.yaml", "--prune-baseline", "--fail-on", "warning")
    assert code == 1
    assert "[unreachable-step]" in out
    assert "[baseline-stale]" not in out
    after = known()
    assert 0 < len(after) < len(before)
    assert [entry for entry in before if entry in after] == after
    assert err == f".ivrlint-baseline.json: {len(after)} findings known, 0 added, {len(before) - len(after)} removed\n"
    changed = BASELINE.stat().st_mtime_ns
    assert run("loop.yaml", "--prune-baseline").err.endswith(" 0 added, 0 removed\n")
    assert BASELINE.stat().st_mtime_ns == changed


def test_where_a_baseline_lies_decides_how_files_are_named_in_it(run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("flows", "--baseline", "flows/known.json", "--write-baseline")
    assert {str(entry["file"]).partition("/")[0] for entry in known(flows / "known.json")} <= set(NATIVE)
    flows = flows.resolve()
    Path("sub").mkdir()
    run("flows", "--baseline", "sub/known.json", "--write-baseline")
    assert {str(entry["file"])[:9] for entry in known(Path("sub/known.json"))} == {"../flows/"}
    for folder in ("flows", "../sub"):
        monkeypatch.chdir(folder)
        for named in ("../flows", str(flows)):
            for baseline in ("../flows/known.json", "../sub/known.json", str(Path("../sub/known.json").resolve())):
                assert findings(run, named, "--baseline", baseline) == []


def test_a_folder_may_be_reached_by_a_link(run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("flows", "--write-baseline")
    Path("link").symlink_to(Path.cwd(), target_is_directory=True)
    here = Path.cwd()
    monkeypatch.chdir("flows")
    assert findings(run, f"{here}/link/flows", "--baseline", "../.ivrlint-baseline.json") == []
    assert findings(run, "bank.yaml", "--baseline", f"{here}/link/.ivrlint-baseline.json") == []


def test_a_link_to_a_folder_elsewhere_is_named_as_it_is_written(run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("team").mkdir()
    Path("team/shared").symlink_to(Path("flows").resolve(), target_is_directory=True)
    monkeypatch.chdir("team")
    run("shared", "--write-baseline")
    assert {str(entry["file"]).partition("/")[0] for entry in known()} == {"shared"}
    assert findings(run, "shared", "--baseline", str(BASELINE)) == []


def test_standard_input_is_compared_by_the_name_that_it_is_given(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    baseline = ("--baseline", str(BASELINE), "--stdin-filename", "loop.yaml", "--format", "json")
    told = json.loads(run("-", *baseline, stdin=MORE).out)["findings"]
    assert [finding["rule"] for finding in told] == ["unreachable-step"]
    code, _, err = run("-", "--write-baseline", stdin=LOOP)
    assert code == 2
    assert "give --stdin-filename NAME" in err


def test_no_baseline_tells_everything(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    assert run("loop.yaml", "--no-baseline").out == run("loop.yaml").out != ""


def test_the_configuration_names_the_baseline(run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".ivrlint.yaml").write_text("baseline: known/all.json\n", encoding="utf-8")
    Path("known").mkdir()
    code, out, err = run("flows")
    assert (code, out) == (2, "")
    message = "known/all.json: error: there is no such file or folder; --write-baseline makes a baseline"
    assert err == f"{message} (.ivrlint.yaml:1:11 names it)\n"
    monkeypatch.chdir("flows")
    assert run(".", "--write-baseline").err.startswith("../known/all.json: ")
    assert findings(run, ".") == findings(run, "bank.yaml") == []
    assert findings(run, ".", "--no-baseline") == findings(run, ".", "--isolated") != []
    Path("empty.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    assert findings(run, ".", "--baseline", "empty.json") == findings(run, ".", "--no-baseline")


def test_each_file_is_compared_with_the_baseline_of_its_own_configuration(run: Run, flows: Path) -> None:
    Path(".ivrlint.yaml").write_text("baseline: outer.json\n", encoding="utf-8")
    (flows / ".ivrlint.yaml").write_text("baseline: inner.json\n", encoding="utf-8")
    errors = run("loop.yaml", "flows", "--write-baseline").err.splitlines()
    assert [line.partition(":")[0] for line in errors] == ["flows/inner.json", "outer.json"]
    assert {entry["file"] for entry in known(Path("outer.json"))} == {"loop.yaml"}
    inner = {f"flows/{entry['file']}" for entry in known(flows / "inner.json")}
    assert inner == {file for file, _, _ in findings(run, "flows", "--no-baseline")}
    assert findings(run, "loop.yaml", "flows") == []
    (flows / "inner.json").write_text(Path("outer.json").read_text(encoding="utf-8"), encoding="utf-8")
    assert {file.partition("/")[0] for file, _, _ in findings(run, "loop.yaml", "flows")} == {"flows"}


def test_with_a_broken_configuration_no_baseline_is_written(run: Run) -> None:
    Path(".ivrlint.yaml").write_text("baselin: known.json\n", encoding="utf-8")
    code, out, err = run("loop.yaml", "--write-baseline")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == ".ivrlint-baseline.json is not written: mend what is named above, or exclude it"
    assert not BASELINE.exists()


def test_that_something_is_gone_need_not_be_told(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    told = {rule for _, rule, _ in findings(run, "loop.yaml", "--baseline", str(BASELINE))}
    assert "baseline-stale" in told
    quiet = {rule for _, rule, _ in findings(run, "loop.yaml", "--baseline", str(BASELINE), "--ignore", "baseline-stale")}
    assert quiet == told - {"baseline-stale"}


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("info", 0), ("off", 0)])
def test_the_configuration_says_how_severe_it_is_that_something_is_gone(run: Run, level: str, code: int) -> None:
    run("loop.yaml", "--write-baseline")
    Path("loop.yaml").write_text(GOOD, encoding="utf-8")
    Path(".ivrlint.yaml").write_text(f"rules: {{baseline-stale: {level}}}\nbaseline: .ivrlint-baseline.json\n", encoding="utf-8")
    ran = run("loop.yaml")
    assert ran.code == code
    assert (f" {level}: loop.yaml: " in ran.out) == (level != "off")


def test_it_is_explained_that_something_is_gone(run: Run) -> None:
    assert "--prune-baseline" in run("explain", "baseline-stale").out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--write-baseline", "--prune-baseline"], "--write-baseline writes all that is found, --prune-baseline adds nothing"),
        (["--no-baseline", "--write-baseline"], "--no-baseline and --write-baseline contradict one another"),
        (["--no-baseline", "--baseline", "b.json"], "--no-baseline and --baseline contradict one another"),
        (["--baseline"], "requires an argument"),
        (["--write-baseline=b.json"], "does not take a value"),
    ],
)
def test_options_that_contradict_one_another_are_refused(run: Run, args: list[str], told: str) -> None:
    code, out, err = run("loop.yaml", *args)
    assert (code, out) == (2, "")
    assert told in err
    assert not BASELINE.exists()


@pytest.mark.parametrize("args", [["--baseline", "b.json"], ["--baseline", "b.json", "--prune-baseline"]])
def test_a_baseline_that_does_not_exist_says_how_to_make_one(run: Run, args: list[str]) -> None:
    code, out, err = run("loop.yaml", *args)
    assert (code, out) == (2, "")
    assert err == "b.json: error: there is no such file or folder; --write-baseline makes a baseline\n"


def test_to_prune_without_a_baseline_is_a_mistake(run: Run) -> None:
    assert run("loop.yaml", "--prune-baseline").code == 2
    assert not BASELINE.exists()


@pytest.mark.parametrize("change", [[], ["--write-baseline"], ["--prune-baseline"]])
@pytest.mark.parametrize("text", [LOOP, "", "{", '{"version": 9, "findings": []}', '{"version": 1, "findings": [7]}'])
def test_a_file_that_is_no_sound_baseline_is_refused_and_left_as_it_is(run: Run, change: list[str], text: str) -> None:
    Path("other.json").write_text(text, encoding="utf-8")
    code, out, err = run("loop.yaml", "--baseline", "other.json", *change)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"other\.json:\d+:\d+: error: .+\n", err)
    assert Path("other.json").read_text(encoding="utf-8") == text


def test_a_folder_is_no_baseline(run: Run) -> None:
    Path("b").mkdir()
    for change in ([], ["--write-baseline"]):
        code, _, err = run("loop.yaml", "--baseline", "b", *change)
        assert (code, err) == (2, "b: error: is not a regular file (use - to read standard input)\n")


def test_half_a_baseline_is_not_written(run: Run) -> None:
    code, out, err = run("loop.yaml", "gone.yaml", "--write-baseline")
    assert (code, out) == (2, "")
    assert err == (
        "gone.yaml: error: there is no such file or folder\n"
        ".ivrlint-baseline.json is not written: mend what is named above, or exclude it\n"
    )
    assert not BASELINE.exists()


def test_a_baseline_that_cannot_be_written_is_said(run: Run) -> None:
    code, out, err = run("loop.yaml", "--baseline", "no/such/b.json", "--write-baseline")
    assert (code, out) == (2, "")
    assert "no/such/b.json cannot be written: no such file or directory" in err


def test_a_report_does_not_replace_the_baseline(run: Run) -> None:
    run("loop.yaml", "--write-baseline")
    before = BASELINE.read_bytes()
    assert run("loop.yaml", "--baseline", str(BASELINE), "-o", str(BASELINE)).code == 2
    assert BASELINE.read_bytes() == before


def test_a_baseline_in_a_folder_is_no_flow(run: Run, flows: Path) -> None:
    run("flows", "--baseline", "flows/known.json", "--write-baseline")
    code, _, err = run("flows", "--baseline", "flows/known.json")
    assert (code, err) == (0, "")


def test_the_schema_of_a_baseline_is_printed_and_fits_a_real_one(run: Run) -> None:
    import jsonschema

    run("loop.yaml", "--write-baseline")
    schema = json.loads(run("schema", "baseline").out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(BASELINE.read_text(encoding="utf-8")))


def test_a_baseline_of_one_folder_that_is_not_there_hides_nothing_of_another(run: Run) -> None:
    for name, baseline in (("a", "known.json"), ("b", "gone.json")):
        Path(name).mkdir()
        Path(f"{name}/loop.yaml").write_text(LOOP, encoding="utf-8")
        Path(f"{name}/.ivrlint.yaml").write_text(f"baseline: {baseline}\n", encoding="utf-8")
    assert run("a", "--write-baseline").code == 0
    code, out, err = run("a", "b", "--format", "concise")
    assert code == 2
    assert "a/loop.yaml:" not in out
    assert "b/loop.yaml:6:3: error: " in out
    assert err.splitlines() == [
        "b/gone.json: error: there is no such file or folder; --write-baseline makes a baseline (b/.ivrlint.yaml:1:11 names it)"
    ]
    code, out, err = run("a", "b", "--prune-baseline")
    assert (code, out) == (2, "")
    assert err.count("b/gone.json: error: ") == 1
    code, out, err = run("b")
    assert (code, out) == (2, "")
