"""The page for man: made of what --help says, installed with the wheel, and read without complaint."""

from __future__ import annotations

import os
import re
import runpy
import shutil
from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from machine import ROOT, run, told

from ivrlint.cli.commands import COMMANDS, ivrlint

ENVIRONMENT = re.compile(r'(?:environ(?:ment)?(?:\.get\(|\[)|envvar=)"(\w+)"')


@pytest.fixture(scope="module")
def made() -> Mapping[str, object]:
    return runpy.run_path(str(ROOT / ".ci" / "man_page.py"))


@pytest.fixture(scope="module")
def page(made: Mapping[str, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as it would be written now."""
    path = tmp_path_factory.mktemp("man") / "ivrlint.1"
    path.write_text("\n".join(made["page"]()) + "\n", encoding="utf-8")
    return path


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_has_nothing_to_say_about_the_page_and_every_option_is_on_it(page):
    read = run(page.parent, "groff", "-man", "-Tutf8", "-ww", "-P-c", "-rLL=200n", page.name)
    assert (read.returncode, read.stderr) == (0, "")
    shown = re.sub(r".\x08|\x1b\[\d*m", "", read.stdout).replace("\u2010", "-")
    for name in COMMANDS:
        command = ivrlint.get_command(click.Context(ivrlint), name)
        assert f"ivrlint {name} " in shown
        for option in command.params:
            assert not isinstance(option, click.Option) or option.opts[-1] in shown


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_no_fault_with_the_page(page):
    read = run(page.parent, "mandoc", "-T", "lint", "-W", "warning", page.name)
    complaints = [line for line in told(read).splitlines() if "missing date" not in line]
    assert complaints == []


def test_words_of_roff_are_escaped(made):
    assert made["escaped"](".SH is 'no' \\fBtitle-") == "\\&.SH is \\(aqno\\(aq \\efBtitle\\-"


def test_the_variables_that_ivrlint_looks_at_are_on_the_page(made):
    read = {name for path in (ROOT / "ivrlint").rglob("*.py") for name in ENVIRONMENT.findall(path.read_text(encoding="utf-8"))}
    assert read - {"LOCALAPPDATA", "PATH", "TERM", "XDG_CACHE_HOME"} == set(made["ENVIRONMENT"])


def test_the_wheel_installs_the_page_where_man_looks(environment):
    page = environment / "share/man/man1/ivrlint.1"
    assert page.read_bytes() == (ROOT / "docs" / "ivrlint.1").read_bytes()
    if not shutil.which("man") or os.environ.get("MAN_DISABLE_SECCOMP"):
        pytest.skip("man is not installed")
    found = run(environment, "man", "-w", "ivrlint", MANPATH=str(environment / "share/man"))
    assert found.stdout.strip() == str(page), told(found)
