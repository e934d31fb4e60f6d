"""`ivrlint init`: a configuration that explains each key, with what suits the flows in a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run

from ivrlint.bundled import RULES, SCHEMAS
from ivrlint.config.reading import read_config

NINE = GOOD.replace("press 0", "press 9").replace("0: people", "9: people")


def begun(path: str = ".ivrlint.yaml") -> str:
    return Path(path).read_text(encoding="utf-8")


def uncommented(text: str, key: str) -> str:
    """The lines of a key that are comments, as they are when somebody takes the signs away."""
    found = re.search(rf"^# {key}:.*\n(?:#   .*\n)*", text, re.MULTILINE)
    assert found, key
    return found[0].replace("# ", "", 1).replace("\n# ", "\n")


def test_what_it_writes_changes_nothing_that_is_found(run: Run) -> None:
    before = run(".", "-f", "json")
    code, out, err = run("init")
    assert (code, err) == (0, "")
    assert re.match(r"\.ivrlint\.yaml is written, for 3 flows with \d errors, \d warnings?\b.*\n  ivrlint \.\n", out)
    assert run(".", "-f", "json") == before


def test_every_key_of_a_configuration_is_explained_and_each_holds_when_it_is_uncommented(run: Run) -> None:
    run("init")
    text = begun()
    schema = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
    for key in schema["properties"].keys() - {"title", "about", "standard", "clauses", "extends"}:
        config, problems = read_config(uncommented(text, key), "c.yaml")
        assert problems == (), key
        assert config is not None
    assert "\nextends: recommended\n" in text


def test_a_configuration_that_is_there_stays_as_it_is(run: Run) -> None:
    for name, text in ((".ivrlint.yml", "fail_on: never\n"), ("pyproject.toml", "[tool.ivrlint]\n"), (".ivrlint.yaml", "")):
        Path(name).write_text(text, encoding="utf-8")
        code, out, err = run("init")
        assert (code, out) == (2, "")
        assert f"{name} is there already; it is not written over." in err
        assert begun(name) == text
        Path(name).unlink()
    Path("pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert run("init").code == 0


def test_it_can_be_looked_at_only(run: Run) -> None:
    code, out, err = run("init", "--stdout")
    assert (code, err) == (0, "")
    assert not Path(".ivrlint.yaml").exists()
    run("init")
    assert begun() == out
    assert run("init", "--stdout").out == out


def test_it_says_what_lies_in_the_folder(run: Run) -> None:
    Path("menus/drafts/x").mkdir(parents=True)
    Path("menus/a.yaml").write_text(GOOD.replace("en-GB", "pt-PT"), encoding="utf-8")
    Path("menus/drafts/x/b.yaml").write_text(LOOP, encoding="utf-8")
    Path("menus/c.yaml").write_text("ivr: [\n", encoding="utf-8")
    assert run("init", "menus").out.startswith("menus/.ivrlint.yaml is written, for 2 flows with ")
    text = begun("menus/.ivrlint.yaml")
    assert "# Found here: 2 flows (2 native).\n# Languages: 1 en-GB, 1 pt-PT.\n" in text
    assert "\n# extends: [recommended, portugal]  # " in text
    assert '\n# exclude:\n#   - "/drafts/"  # 1 flow\n#   - "/c.yaml"  # ' in text
    Path("menus/.ivrlint.yaml").write_text(uncommented(text, "exclude"), encoding="utf-8")
    ran = run("menus", "-f", "json")
    assert (ran.code, json.loads(ran.out)["summary"]["files"], ran.err) == (0, 1, "")


def test_the_key_for_a_person_is_suggested_where_flows_have_another(run: Run) -> None:
    for name in ("a", "b"):
        Path(f"{name}.yaml").write_text(NINE, encoding="utf-8")
    run("init")
    assert '\n# operator_key: "0"\n' in begun()
    for name in (".ivrlint", "good", "typo"):
        Path(f"{name}.yaml").unlink()
    run("init")
    assert '\n# operator_key: "9"  # that of most options here that lead to a person\n' in begun()


def test_own_rules_that_lie_there_are_used_and_those_with_mistakes_only_named(run: Run) -> None:
    for folder, text in (
        ("ours", (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8").replace("id: doom-loop", "id: no-castle")),
        ("wrong", "id: 3\n"),
    ):
        Path(folder, "structure").mkdir(parents=True)
        Path(folder, "structure/no-castle.yaml").write_text(text, encoding="utf-8")
    run("init")
    assert '\nrule_folders:\n  - "ours"\n#   - "wrong"  # there are mistakes in it\n' in begun()
    assert "[no-castle]" in run("loop.yaml").out


def test_with_many_findings_a_baseline_is_proposed_and_does_what_is_said(run: Run) -> None:
    for number in range(6):
        Path(f"loop{number}.yaml").write_text(LOOP, encoding="utf-8")
    command = next(line.split()[1:] for line in run("init").out.splitlines() if "--write-baseline" in line)
    assert run(*command).code == 0
    assert run(".").code == 1
    Path(".ivrlint.yaml").write_text(uncommented(begun(), "baseline"), encoding="utf-8")
    assert run(".").code == 0


def test_a_folder_below_a_configuration_is_told_that_it_does_not_hold_there_any_more(run: Run) -> None:
    Path(".ivrlint.yaml").write_text("fail_on: never\n", encoding="utf-8")
    Path("menus/uk").mkdir(parents=True)
    Path("menus/uk/a.yaml").write_text(LOOP, encoding="utf-8")
    out = run("init", "menus/uk").out
    assert out.endswith(".ivrlint.yaml does not hold here any more, unless it is named: extends: ../../.ivrlint.yaml\n")
    assert run("menus/uk").code == 1
    text = begun("menus/uk/.ivrlint.yaml").replace("extends: recommended", "extends: ../../.ivrlint.yaml")
    Path("menus/uk/.ivrlint.yaml").write_text(text, encoding="utf-8")
    assert run("menus/uk").code == 0


def test_a_folder_without_flows_gets_one_too(run: Run) -> None:
    Path("empty").mkdir()
    assert run("init", "empty").out == "empty/.ivrlint.yaml is written, for 0 flows\n"
    assert "# No flow was found here.\n" in begun("empty/.ivrlint.yaml")


@pytest.mark.parametrize(("args", "said"), [(["gone"], "gone is no folder."), (["good.yaml"], "good.yaml is no folder.")])
def test_what_is_no_folder_is_refused(run: Run, args: list[str], said: str) -> None:
    for more in ([], ["--stdout"]):
        code, out, err = run("init", *args, *more)
        assert (code, out) == (2, "")
        assert said in err


def test_a_value_for_stdout_is_refused(run: Run) -> None:
    code, _, err = run("init", "--stdout=x.yaml")
    assert code == 2
    assert "--stdout" in err
    assert not Path("x.yaml").exists()


def test_that_it_cannot_be_written_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".ivrlint.yaml").symlink_to("nowhere/x.yaml")
    code, out, err = run("init")
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
