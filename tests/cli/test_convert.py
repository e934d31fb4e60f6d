"""`ivrlint convert`."""

import json
from pathlib import Path

import pytest
from command_line import LOOP, Run

TWO = {
    "main.yaml": "ivr: 1\nname: Two\nstart: a\nsteps:\n  a: {say: Hello, next: other.yaml}\n",
    "other.yaml": "ivr: 1\nstart: b\nsteps:\n  b: {transfer: people, closed: main.yaml}\n",
}
BODY = """
ivr: 1
name: Round and round
language: en-GB
start: main

steps:
  main:
    menu: For opening times, press 1.
    options:
      1: times
    no_input: {after: 7s, tries: 2, then: main}
    no_match: {tries: 2, then: main}

  times: {say: We are open from nine to five., next: main}
"""


def test_a_flow_is_written_as_native_yaml(run: Run) -> None:
    code, out, err = run("convert", "loop.yaml")
    assert (code, err) == (0, "")
    head, body = out.split("\n\n", 1)
    assert body == BODY.lstrip("\n")
    assert all(line.startswith("# ") for line in head.split("\n"))
    assert "loop.yaml (native)" in head


def test_a_flow_goes_into_a_file_and_can_be_linted_there(run: Run) -> None:
    assert run("convert", "loop.yaml", "-o", "new.yaml") == (0, "", "")
    assert "[doom-loop]" in run("new.yaml").out
    facts = [json.loads(run("facts", file).out)["calls"][0]["menus"][0] for file in ("loop.yaml", "new.yaml")]
    assert facts[0] | {"line": 0} == facts[1] | {"line": 0}


def test_standard_input_is_converted(run: Run) -> None:
    assert run("convert", "-", stdin=LOOP).out.endswith(BODY)
    assert "menus/a.yaml" not in run("convert", "-", "--stdin-filename", "menus/a.yaml", stdin=LOOP).out
    assert "a.yaml (native)" in run("convert", "-", "--stdin-filename", "menus/a.yaml", stdin=LOOP).out


def test_the_format_may_be_given(run: Run) -> None:
    assert run("convert", "--from", "native", "good.yaml").code == 0
    code, out, err = run("convert", "--from", "twilio-studio", "good.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("good.yaml:")


def test_steps_of_other_files_are_written_into_the_same(run: Run) -> None:
    for name, text in TWO.items():
        Path(name).write_text(text, encoding="utf-8")
    out = run("convert", "main.yaml").out
    assert "  a: {say: Hello, next: other.yaml#b, shared: true}\n" in out
    assert "  other.yaml#b: {transfer: people, closed: a}\n" in out


def test_what_is_read_is_never_replaced(run: Run) -> None:
    for name, text in TWO.items():
        Path(name).write_text(text, encoding="utf-8")
    for file, path in (("good.yaml", "./good.yaml"), ("main.yaml", "other.yaml")):
        before = Path(path).read_bytes()
        code, out, err = run("convert", file, "-o", path)
        assert (code, out) == (2, "")
        assert "is read" in err
        assert Path(path).read_bytes() == before


def test_a_flow_with_mistakes_is_converted_without_them_and_the_exit_code_tells(run: Run) -> None:
    code, out, err = run("convert", "typo.yaml")
    assert code == 1
    assert err.startswith("typo.yaml:12:34: error: ")
    assert "# Mistakes in the original:\n# - line 12: unknown key" in out
    assert run("-", stdin=out).code == 0


@pytest.mark.parametrize("name", ["gone.yaml", ".", "notes.txt"])
def test_what_is_not_one_flow_is_not_converted_and_nothing_is_written(run: Run, name: str) -> None:
    Path("notes.txt").write_text("hello", encoding="utf-8")
    code, out, err = run("convert", name, "-o", "new.yaml")
    assert (code, out) == (2, "")
    assert err
    assert not Path("new.yaml").exists()


def test_a_place_that_cannot_be_written_is_one_line(run: Run) -> None:
    code, _, err = run("convert", "good.yaml", "-o", "no/such/menu.yaml")
    assert (code, err) == (2, "Error: no/such/menu.yaml cannot be written: no such file or directory\n")


def test_converting_twice_gives_the_same_text(run: Run) -> None:
    assert run("convert", "good.yaml").out == run("convert", "good.yaml").out
