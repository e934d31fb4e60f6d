"""What --help says of each command: every option with what it does and an example, and examples that hold."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from command_line import Run

from ivrlint.cli.commands import COMMANDS, ivrlint

ROOT = click.Context(ivrlint, info_name="ivrlint", **ivrlint.context_settings)
FREE = {"--entry", "--focus"}
"""Options whose values no shell can know."""


def command(name: str) -> click.Command:
    found = ivrlint.get_command(ROOT, name)
    assert found is not None
    return found


EVERY = {name: command(name) for name in COMMANDS}
OPTIONS = [
    pytest.param(name, option, id=f"{name} {option.opts[-1]}")
    for name, each in EVERY.items()
    for option in each.params
    if isinstance(option, click.Option)
]


def examples(text: str | None) -> Iterator[str]:
    """The command lines in a help text, without the words that stand beside some."""
    for block in re.findall(r"\x08\n(.*?)(?:\n\n|\Z)", text or "", re.DOTALL):
        for line in block.splitlines():
            yield re.split(r"\s{2,}", line)[0]


def calls(line: str) -> Iterator[list[str]]:
    """The words of each ivrlint in a command line, without its name."""
    line = re.sub(r"^echo '.*?\$\((.*?)\).*", r"\1", line)
    for part in line.split("|"):
        words = shlex.split(re.split(r"[<>]", part)[0])
        if words[:1] == ["ivrlint"]:
            yield words[1:]


@pytest.mark.parametrize("name", EVERY)
def test_each_command_has_a_short_help_and_examples_of_itself(name):
    each = EVERY[name]
    assert each.short_help
    assert each.short_help.endswith(".")
    used = [words for line in examples(each.help) for words in calls(line)]
    assert any(words[0] == name or (name == "check" and words[0] not in COMMANDS) for words in used), used


@pytest.mark.parametrize("name", EVERY)
def test_each_example_is_one_that_ivrlint_takes(name):
    for line in examples(EVERY[name].help):
        for words in calls(line):
            command, given = (EVERY[words[0]], words[1:]) if words[0] in EVERY else (EVERY["check"], words)
            command.make_context(command.name, given, parent=ROOT)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_each_option_says_what_it_does(name, option):
    assert option.help, option.opts
    assert re.match(r"[A-Z]", option.help), option.help
    assert re.search(r"[.\]]$", option.help), option.help


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_each_option_has_an_example(name, option):
    in_use = {word.partition("=")[0] for line in examples(EVERY[name].help) for words in calls(line) for word in words}
    own = f" {option.help} "
    told = any(re.search(rf"{name} [^\s.,;]", own) for name in option.opts) or " such as " in own
    assert in_use.intersection(option.opts) or told, f"{'/'.join(option.opts)} is in no example of `ivrlint {name} --help`"


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_the_tab_key_knows_the_values_of_each_option(name, option):
    if option.is_flag or FREE.intersection(option.opts) or isinstance(option.type, click.IntRange):
        return
    context = EVERY[name].make_context(name, [], parent=ROOT, resilient_parsing=True)
    assert option.shell_complete(context, ""), option.opts


@pytest.mark.parametrize("name", EVERY)
def test_the_help_of_a_command_is_printed_no_wider_than_a_hundred_letters(run: Run, name: str, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 100


def test_the_first_help_names_every_command_and_its_examples_hold(run: Run):
    out = run("--help").out
    for name, each in EVERY.items():
        assert re.search(rf"^  {name} +{re.escape(each.short_help[:20])}", out, re.MULTILINE), name
    for line in examples(ivrlint.help):
        for words in calls(line):
            name, given = (words[0], words[1:]) if words[0] in EVERY else ("check", words)
            EVERY[name].make_context(name, given, parent=ROOT)


def test_the_first_help_says_where_the_options_of_linting_are(run: Run):
    assert "--select, --since and more): ivrlint check --help" in " ".join(run("--help").out.split())


def test_the_options_of_check_are_shown_in_sections_each_option_once(run: Run):
    check = EVERY["check"]
    out = run("check", "--help").out
    titles = re.findall(r"^([A-Z][\w ]+):$", out, re.MULTILINE)
    assert titles == ["Rules", "Files", "Known findings", "Output", "Speed", "Help"]
    shown = dict(zip(titles, re.split(r"^[A-Z][\w ]+:$", out, flags=re.MULTILINE)[1:], strict=True))
    for option, title in {"--select": "Rules", "--if-flow": "Files", "--since": "Known findings", "--fail-on": "Output",
                          "--show-timings": "Speed", "--no-cache": "Speed"}.items():  # fmt: skip
        assert re.search(rf"^  (-. ?, )?{option}\b", shown[title], re.MULTILINE), option
    known = [name for param in check.get_params(ROOT) if isinstance(param, click.Option) for name in param.opts]
    assert set(check.sections) <= set(known)
    assert sorted(re.findall(r"(--[a-z-]+)", " ".join(re.findall(r"^  (-[^\s,]+(?:, -[^\s,]+)*)", out, re.MULTILINE)))) == sorted(
        name for name in known if name.startswith("--")
    )


def test_the_help_names_all_profiles(run: Run):
    out = " ".join(run("check", "--help").out.split())
    assert "There are: recommended, strict, " in out
    assert "older-callers" in out
