"""Where reports go, and how they look there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import LOOP, Run, process, write

import ivrlint


def test_json_has_findings_problems_and_a_summary(run: Run) -> None:
    code, out, err = run("loop.yaml", "good.yaml", "gone.yaml", "--format", "json")
    assert (code, err) == (2, "")
    report = json.loads(out)
    assert {finding["file"] for finding in report["findings"]} >= {"loop.yaml"}
    assert report["problems"] == [
        {"file": "gone.yaml", "line": None, "column": None, "message": "there is no such file or folder"}
    ]
    assert [call["file"] for call in report["summary"]["calls"]] == ["good.yaml", "loop.yaml"]
    assert [call["reaches_person"] for call in report["summary"]["calls"]] == [True, False]


def test_real_output_is_as_its_schema_says(run: Run) -> None:
    import jsonschema

    out = run("loop.yaml", "good.yaml", "typo.yaml", "gone.yaml", "--format", "json").out
    schema = json.loads(run("schema", "output").out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(out))


def test_a_report_goes_into_a_file_whole(run: Run) -> None:
    Path("report.json").write_text("old", encoding="utf-8")
    Path("report.json").chmod(0o640)
    before = sorted(Path().iterdir())
    code, out, err = run("loop.yaml", "-f", "json", "-o", "report.json")
    assert (code, out, err) == (1, "", "")
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]
    assert Path("report.json").stat().st_mode & 0o777 == 0o640
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    "args",
    [
        ("good.yaml", "-f", "json", "-o", "good.yaml"),
        (".", "-o", "good.yaml"),
        ("leads.yaml", "-o", "./good.yaml"),
        ("graph", "good.yaml", "-f", "json", "-o", "good.yaml"),
        ("graph", "leads.yaml", "-f", "json", "-o", "good.yaml"),
        ("draw", "leads.yaml", "-f", "dot", "-o", "good.yaml"),
        ("convert", "leads.yaml", "-o", "good.yaml"),
    ],
)
def test_no_file_that_was_read_is_written_over(run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "leads.yaml").write_text("ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: good.yaml}\n")
    before = (tmp_path / "good.yaml").read_bytes()
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert "good.yaml is read: it would be replaced" in err
    assert (tmp_path / "good.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "path", ["menus/.ivrlint.yaml", "base.yaml", "known.json", "own/menus/short-words.yaml", "extra/menus/long-words.yaml"]
)
@pytest.mark.parametrize("option", ["--output-file=", "--format=json="])
def test_no_file_that_says_what_holds_is_written_over(run: Run, path: str, option: str) -> None:
    write("menus/.ivrlint.yaml", "extends: ../base.yaml\nbaseline: ../known.json\nrule_folders: [../own]\n")
    write("base.yaml", "fail_on: never\n")
    for file in ("own/menus/short-words.yaml", "extra/menus/long-words.yaml"):
        Path(file).parent.mkdir(parents=True)
        Path(file).write_text("", encoding="utf-8")
    Path("good.yaml").rename("menus/good.yaml")
    run("menus", "--isolated", "--baseline", "known.json", "--write-baseline")
    before = Path(path).read_bytes()
    code, out, err = run("menus", "--rules", "extra", f"{option}{path}")
    assert (code, out) == (2, "")
    assert f"{path} is read: it would be replaced by what is written. Name another file." in err
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize("command", [("draw", "-f", "dot"), ("graph", "-f", "json"), ("convert",), ("check", "--isolated")])
def test_nothing_is_written_in_the_place_of_a_configuration(run: Run, command: tuple[str, ...]) -> None:
    write(".ivrlint.yaml", "extend: strict\n" if command[0] == "convert" else "fail_on: never\n")
    name, *options = command
    code, _, err = run(name, "good.yaml", *options, "-o", ".ivrlint.yaml")
    assert code == 2
    assert ".ivrlint.yaml is " in err
    assert "it would be replaced by what is written" in err
    assert len(Path(".ivrlint.yaml").read_text(encoding="utf-8")) < 20


def test_a_file_that_cannot_be_written_is_one_line(run: Run) -> None:
    code, _, err = run("loop.yaml", "-o", "no/such/folder.txt")
    assert (code, err) == (2, "Error: no/such/folder.txt cannot be written: no such file or directory\n")


def test_a_report_may_go_to_a_device(run: Run) -> None:
    assert run("loop.yaml", "-o", "/dev/null").code == 1
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("args", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_used_where_they_are_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("loop.yaml", *args).out) == coloured


def test_output_in_another_encoding_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP.replace("opening times", "Öffnungszeiten"), encoding="utf-8")
    ran = process("loop.yaml", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert json.loads(process("loop.yaml", "-f", "json", cwd=tmp_path, PYTHONIOENCODING="ascii").stdout)["findings"]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    command = (
        f"{sys.executable} -m ivrlint loop.yaml | true; {sys.executable} -m ivrlint rules | head -1; echo ${{PIPESTATUS[0]}}"
    )
    ran = subprocess.run(["bash", "-c", command], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.stderr == ""
    assert ran.stdout.endswith("\n0\n")


ROOT = Path(ivrlint.__file__).parent.parent


@pytest.mark.parametrize("folder", [ROOT / "samples", ROOT.parent / "shared" / "corpus" / "twilio-studio"])
def test_the_output_for_real_flows_is_as_its_schema_says(run: Run, folder: Path) -> None:
    import jsonschema

    if not folder.is_dir():
        pytest.skip("the flows are not here")
    schema = json.loads(run("schema", "output").out)
    report = json.loads(run(str(folder), "--format", "json").out)
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["findings"]
    assert any(finding["call"] for finding in report["findings"])
