"""What is meant to be a configuration, and is none by its name, is not passed over in silence."""

import re
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run, found, write

RULES = "rules: {doom-loop: info}\n"
FORMS = "a configuration is .ivrlint.yaml, or [tool.ivrlint] in pyproject.toml"


@pytest.mark.parametrize("name", [".ivrlint.toml", ".ivrlint.json", ".ivrlint", ".ivrlintrc"])
def test_what_can_only_be_meant_as_a_configuration_is_a_mistake(run: Run, name: str) -> None:
    write(f"menus/{name}", RULES)
    write("menus/a.yaml", LOOP)
    assert run("menus") == (2, "", f"menus/{name}: is not read, by its name: {FORMS}\n")
    assert run("menus", "--isolated").code == 1
    assert run("good.yaml").code == 0


def test_a_folder_of_such_a_name_is_none(run: Run) -> None:
    write(".ivrlint/notes.txt", "")
    assert run("good.yaml").err == ""


def test_where_a_configuration_lies_beside_it_that_holds(run: Run) -> None:
    write(".ivrlint.toml", "")
    write(".ivrlint.yaml", RULES)
    assert found(run, "loop.yaml")["loop.yaml"]["doom-loop"] == "info"


@pytest.mark.parametrize("table", ["tool.ivrlnt", "tool.ivr-lint", "tool.ivr_lint.rules", "tool.irvlint", "tool.IvrLint"])
def test_a_table_that_is_misspelt_is_a_mistake(run: Run, table: str) -> None:
    write("pyproject.toml", f'[project]\nname = "x"\n[{table}]\ndoom-loop = "info"\n')
    code, out, err = run("loop.yaml")
    assert (code, out) == (2, "")
    named = ".".join(table.split(".")[:2])
    assert err == f"pyproject.toml: has a table [{named}], which says nothing to ivrlint; the name is [tool.ivrlint]\n"


@pytest.mark.parametrize(
    "table", ["tool.isort", "tool.pylint", "tool.importlinter", "tool.interlude", "ivrlnt", "project.ivrlnt"]
)
def test_the_tables_of_others_are_nothing_to_us(run: Run, table: str) -> None:
    write("pyproject.toml", f"[{table}]\nx = 1\n")
    assert run("good.yaml").err == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ivrlint.yaml", RULES),
        ("ivrlint.yml", "# ours\nextends: strict\n"),
        ("ivrlint.toml", '[rules]\ndoom-loop = "info"\n'),
        ("ivrlint.toml", '[tool.ivrlint]\nfail_on = "info"\n'),
        ("ivrlint.json", '{"rules": {}}'),
    ],
)
def test_what_looks_like_a_configuration_is_told_where_none_holds(run: Run, name: str, text: str) -> None:
    write(name, text)
    write("menus/deep/a.yaml", GOOD)
    write("menus/deep/b.yaml", GOOD)
    told = f"{name} is not read: a configuration is called .ivrlint.yaml, or named with --config\n"
    assert run("menus", "good.yaml")[::2] == (0, told)
    assert run("good.yaml", "--isolated").err == ""
    write(".ivrlint.yaml", "")
    assert run("menus", "good.yaml").err == ""


@pytest.mark.parametrize("text", [GOOD, "", "[1, 2]", "a: b\n", "operator_key: 0\nsteps: {}\nrules: x\n"])
def test_any_other_file_may_be_called_like_us(run: Run, text: str) -> None:
    write("ivrlint.yaml", text)
    assert run("good.yaml").err == ""


def test_a_base_beside_which_nothing_is_linted_is_not_told_of(run: Run) -> None:
    write("ci/ivrlint.yaml", RULES)
    assert "ivrlint.yaml is not read" not in run(".").err
    assert found(run, "loop.yaml", "--config", "ci/ivrlint.yaml")["loop.yaml"]["doom-loop"] == "info"


def test_to_begin_a_configuration_beside_a_misnamed_one_is_refused(run: Run) -> None:
    write(".ivrlint.toml", "")
    code, _, err = run("init")
    assert code == 2
    assert re.search(r"\.ivrlint\.toml is there already", err)
    assert not Path(".ivrlint.yaml").exists()
