"""What no option of any command takes, and what options that several commands share do in each of them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from command_line import GOOD, LOOP, Ran, Run

from ivrlint.bundled import RULES
from ivrlint.cli.commands import COMMANDS, ivrlint

ROOT = click.Context(ivrlint, info_name="ivrlint", **ivrlint.context_settings)
OPTIONS = [
    pytest.param(name, option, id=f"{name} {max(option.opts, key=len)}")
    for name in COMMANDS
    for option in (ivrlint.get_command(ROOT, name) or ivrlint).params
    if isinstance(option, click.Option)
]
FLOWS = ("check", "draw", "facts", "graph", "convert", "conformance --profile gethuman")
"""Commands that read flows."""
COLOURED = (
    "check loop.yaml", "check loop.yaml --format concise", "explain doom-loop", "rules", "formats",
    "conformance loop.yaml --profile gethuman",
)  # fmt: skip


def refused(ran: Ran, *told: str) -> None:
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(("Usage: ", "Error: "))
    assert all(each in ran.err for each in told), ran.err


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_is_not_taken_in_another_way_than_it_is_meant(run: Run, name: str, option: click.Option) -> None:
    long = max(option.opts, key=len)
    before = sorted(Path().rglob("*"))
    if option.is_flag:
        refused(run(name, f"{long}=x"), f"Option '{long}' does not take a value.")
    else:
        refused(run(name, long), f"Option '{long}' requires an argument.")
        refused(run(name, long, ""), f"The value of {long} is empty.")
        refused(run(name, f"{long}=", "good.yaml"), f"The value of {long} is empty.")
    if isinstance(option.type, click.Choice):
        refused(run(name, long, "nonsense", "good.yaml"), f"{long}'", "'nonsense' is not one of ", option.type.choices[0])
    misspelt = f"{long[:-2]}{long[-1]}{long[-2]}" if long[-1] != long[-2] else f"{long}{long[-1]}"
    refused(run(name, misspelt), f"No such option '{misspelt}'.", long)
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("args", [("",), ("check", ""), ("good.yaml", ""), ("explain", ""), ("init", ""), ("test", "")], ids=repr)
def test_an_argument_that_is_empty_is_none(run: Run, args: tuple[str, ...]) -> None:
    refused(run(*args), "An argument is empty. Is a variable not set?")


@pytest.mark.parametrize("command", FLOWS)
def test_each_command_reads_a_format_that_is_said_or_says_why_not(run: Run, command: str) -> None:
    name, *more = command.split()
    assert run(name, "good.yaml", "--from", "native", *more) == run(name, "good.yaml", *more)
    ran = run(name, "good.yaml", "--from", "twilio-studio", *more)
    assert ran.code == 2
    assert ran.err.startswith("good.yaml:1:1: error: ")
    assert "--from" in run(name, "good.yaml", "--from", "cobol", *more).err


@pytest.mark.parametrize("command", FLOWS)
def test_each_command_reads_standard_input_with_the_files_beside_its_name(run: Run, command: str) -> None:
    name, *more = command.split()
    Path("menus").mkdir()
    Path("menus/other.yaml").write_text(GOOD, encoding="utf-8")
    flow = "ivr: 1\nname: S\nstart: a\nsteps:\n  a: {say: Hello., next: other.yaml}\n"
    Path("menus/here.yaml").write_text(flow, encoding="utf-8")
    ran = run(name, "-", "--stdin-filename", "menus/here.yaml", *more, stdin=flow)
    assert ran.out
    assert ran == run(name, "menus/here.yaml", *more)
    assert run(name, "-", *more, stdin=flow) != ran
    refused(run(name, "menus/here.yaml", "--stdin-filename", "x.yaml", *more), "--stdin-filename names", "name - as well")


@pytest.mark.parametrize("command", COLOURED)
def test_each_command_has_colours_where_they_are_wanted(run: Run, command: str) -> None:
    assert "\x1b[" in run(*command.split(), "--color", "always").out
    assert "\x1b[" not in run(*command.split(), "--color", "never").out
    assert run(*command.split(), "--color", "auto").out == run(*command.split(), "--color", "never").out


def test_nothing_is_selected_by_no_name_or_by_names_that_are_left_out(run: Run) -> None:
    refused(run("loop.yaml", "--select", ","), "--select names no rule.")
    both = ("--select", "doom-loop,dead-end", "--ignore", "dead-end", "--ignore", "doom-loop")
    refused(run("loop.yaml", *both), "--ignore leaves out all that --select names (dead-end, doom-loop).")
    assert run("loop.yaml", *both[:4]).code == 1


@pytest.mark.parametrize("command", ["check good.yaml", "rules", "explain doom-loop"])
def test_a_folder_of_something_else_is_told_to_hold_no_rules_in_a_line_a_file(run: Run, command: str) -> None:
    code, out, err = run(*command.split(), "--rules", ".")
    assert (code, out) == (2, "")
    assert [line.partition(": ")[0] for line in err.splitlines()] == ["good.yaml:1:1", "loop.yaml:1:1", "typo.yaml:1:1"]
    assert err.count("is no rule: it has none of the keys of one") == 3
    assert "there is no such folder" in run(*command.split(), "--rules", "nowhere").err


def test_only_the_calls_that_come_in_at_a_place_are_drawn(run: Run) -> None:
    lines = [f"exten => {number},1,Playback(tt-{number})\n same => n,Hangup()\n" for number in (100, 200)]
    Path("extensions.conf").write_text("[from-trunk]\n" + "".join(lines), encoding="utf-8")
    whole, part = run("draw", "extensions.conf"), run("draw", "extensions.conf", "--entry", "from-trunk 200")
    assert "tt-100" in whole.out
    assert "tt-200" in whole.out
    assert "tt-100" not in part.out
    assert "tt-200" in part.out
    refused(run("draw", "extensions.conf", "--entry", "from-trunk 300"), 'no call comes in at "from-trunk 300"; ')


@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_calls_move_where_it_is_said(run: Run, direction: str) -> None:
    assert f"rankdir={direction}" in run("draw", "good.yaml", "--direction", direction).out.replace('"', "")


@pytest.mark.parametrize(("kind", "begins"), [("graphml", "<graphml"), ("gexf", "<gexf"), ("json", "{")])
def test_a_graph_has_the_kind_that_is_said(run: Run, kind: str, begins: str) -> None:
    assert run("graph", "good.yaml", "-f", kind).out.startswith(begins)


@pytest.mark.parametrize(
    ("args", "ending"),
    [(("graph", "-f", "gexf", "-o", "x.json"), "json"), (("draw", "-f", "dot", "-o", "x.SVG"), "svg")],
)
def test_a_file_of_which_the_name_and_the_format_contradict_one_another_is_not_written(
    run: Run, args: tuple[str, ...], ending: str
) -> None:
    command, *options = args
    refused(run(command, "good.yaml", *options), f"{args[-1]} ends in .{ending}, and --format says {args[2]}: leave --format out")
    assert not Path(args[-1]).exists()


@pytest.mark.parametrize("command", ["graph", "draw"])
def test_a_file_whose_name_says_nothing_has_the_kind_that_is_said(run: Run, command: str) -> None:
    kind, begins = {"graph": ("gexf", "<gexf"), "draw": ("dot", "digraph")}[command]
    refused(run(command, "good.yaml", "-o", "x.txt"), "x.txt should end in .")
    assert run(command, "good.yaml", "-f", kind, "-o", "x.txt").code == 0
    assert run(command, "good.yaml", "-f", kind, "-o", f"x.{kind}").code == 0
    assert Path("x.txt").read_text(encoding="utf-8").startswith(begins)
    assert Path("x.txt").read_bytes() == Path(f"x.{kind}").read_bytes()


def test_a_rule_of_ones_own_judges_beside_ours_when_its_folder_is_named(run: Run) -> None:
    Path("ours/structure").mkdir(parents=True)
    text = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8").replace("id: doom-loop", "id: no-rounds")
    Path("ours/structure/no-rounds.yaml").write_text(text, encoding="utf-8")
    Path("loop.yaml").write_text(LOOP, encoding="utf-8")
    out = run("loop.yaml", "--rules", "ours", "--format", "concise").out
    assert "[no-rounds]" in out
    assert "[doom-loop]" in out
