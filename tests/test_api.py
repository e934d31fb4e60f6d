"""The public API."""

import subprocess
import sys
from pathlib import Path

import pytest

import ivrlint

LOOP = """\
ivr: 1
name: Round and round
language: en-GB
start: main
steps:
  main:
    menu: For opening times, press 1.
    options: {1: times}
    no_input: {after: 7s, tries: 2, then: main}
    no_match: {tries: 2, then: main}
  times: {say: We are open from nine to five., next: main}
"""


@pytest.fixture
def loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("loop.yaml").write_text(LOOP, encoding="utf-8")
    return Path("loop.yaml")


def test_everything_public_is_there() -> None:
    for name in ivrlint.__all__:
        assert getattr(ivrlint, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        ivrlint.nonsense  # noqa: B018


def test_a_flow_is_loaded_from_a_path_or_a_text(loop: Path) -> None:
    for source in (loop, str(loop), LOOP):
        flow = ivrlint.load(source)
        assert isinstance(flow, ivrlint.Flow)
        assert list(flow.steps) == ["main", "times"]
        assert flow.problems == ()
    assert ivrlint.load(loop).file == "loop.yaml"
    assert ivrlint.load('{"ivr": 1, "start": "a", "steps": {"a": {"hang_up": true}}}').steps


@pytest.mark.parametrize("source", ["gone.yaml", "", "hello: there\n", "\n", "{", ".", Path("folder"), "a\0b", "ivr: 1\na: [\n"])
def test_what_cannot_be_read_is_a_flow_with_one_problem(loop: Path, source: str | Path) -> None:
    Path("other.yaml").write_text(LOOP, encoding="utf-8")
    Path("folder").mkdir()
    flow = ivrlint.load(source)
    assert (dict(flow.steps), flow.entries, len(flow.problems)) == ({}, (), 1)
    assert flow.problems[0].mark.line >= 1
    assert ivrlint.draw(flow).startswith("digraph")


def test_findings_come_sorted_from_one_path_or_several(loop: Path) -> None:
    findings = ivrlint.lint(loop)
    assert findings == ivrlint.lint("loop.yaml") == ivrlint.lint(["loop.yaml", loop]) == ivrlint.lint(["."])
    assert isinstance(findings[0], ivrlint.Finding)
    assert {"doom-loop", "no-way-to-a-person"} <= {finding.rule for finding in findings}
    assert max(finding.severity for finding in findings) is ivrlint.Severity.error


def test_a_file_that_cannot_be_read_is_a_finding(loop: Path) -> None:
    (finding,) = ivrlint.lint("gone.yaml")
    assert (finding.rule, finding.mark.file) == ("format", "gone.yaml")
    assert len(ivrlint.lint([loop, "gone.yaml"])) == len(ivrlint.lint(loop)) + 1


def test_own_rules_are_used_and_wrong_ones_are_a_value_error(loop: Path) -> None:
    Path("own/menus").mkdir(parents=True)
    rule = Path(ivrlint.__file__).parent.parent / "rules/menus/menu-too-deep.yaml"
    text = rule.read_text(encoding="utf-8").replace("id: menu-too-deep", "id: our-menus").replace("{default: 3", "{default: 0")
    Path("own/menus/our-menus.yaml").write_text(text, encoding="utf-8")
    assert "our-menus" in {finding.rule for finding in ivrlint.lint(loop, rules=["own"])}
    Path("own/menus/our-menus.yaml").write_text("id: other\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own/menus/our-menus\.yaml:"):
        ivrlint.lint(loop, rules=[Path("own")])


def test_a_flow_is_drawn_with_and_without_findings(loop: Path) -> None:
    flow = ivrlint.load(loop)
    assert "main" in ivrlint.draw(flow)
    assert ivrlint.draw(flow, ivrlint.lint(loop)) != ivrlint.draw(flow)


def test_a_flow_gives_its_graph(loop: Path) -> None:
    assert ivrlint.load(loop).graph.has_edge("main", "times")


def test_importing_ivrlint_imports_little() -> None:
    program = "import sys, ivrlint; print(sorted(name for name in sys.modules if name.startswith('ivrlint') or name == 'yaml'))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout == "['ivrlint']\n"


def test_what_a_comment_or_a_configuration_accepts_is_left_out(tmp_path):
    path = tmp_path / "loop.yaml"
    path.write_text(LOOP.replace("  main:\n", "  main:  # ivrlint: ignore[doom-loop] it is a sample\n"), encoding="utf-8")
    (tmp_path / ".ivrlint.yaml").write_text("ignores: [{rules: single-option-menu, reason: it is short}]\n", encoding="utf-8")
    assert not {"doom-loop", "single-option-menu"} & {finding.rule for finding in ivrlint.lint(path)}
    assert "single-option-menu" in {finding.rule for finding in ivrlint.lint(path, isolated=True)}


def test_programs_go_by_configurations_as_the_command_line_does(loop: Path) -> None:
    def found(**given: object) -> dict[str, str]:
        return {finding.rule: finding.severity.name for finding in ivrlint.lint(loop, **given)}  # type: ignore[arg-type]

    everything = found()
    Path(".ivrlint.yaml").write_text("rules: {doom-loop: info}\n", encoding="utf-8")
    Path("off.yaml").write_text("rules: {doom-loop: off}\n", encoding="utf-8")
    assert (everything["doom-loop"], found()["doom-loop"]) == ("error", "info")
    assert found(isolated=True) == everything
    assert found(config="off.yaml").keys() == found(config=Path("off.yaml")).keys() == everything.keys() - {"doom-loop"}
    with pytest.raises(ValueError, match="config names a configuration, and isolated wants none"):
        found(config="off.yaml", isolated=True)


def test_programs_hear_of_every_mistake_in_a_configuration(loop: Path) -> None:
    Path(".ivrlint.yaml").write_text("rules: {doom-lop: info}\noverides: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="doom-lop") as error:
        ivrlint.lint(loop)
    assert str(error.value).splitlines() == [
        ".ivrlint.yaml:1:9: rules: there is no rule 'doom-lop'; did you mean 'doom-loop'?",
        ".ivrlint.yaml:2:1: unknown key 'overides'; did you mean 'overrides'?",
    ]
    with pytest.raises(ValueError, match="nowhere"):
        ivrlint.lint(loop, config="nowhere.yaml")
