"""--show-files: what would be linted, and why the rest is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import GOOD, Run, write

from ivrlint.cli import show_files
from ivrlint.readers.files import read_paths

PART = "ivr: 1\nstart: a\nsteps:\n  a: {hang_up: Goodbye.}\n"
LEADS = "ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: ../parts/part.yaml}\n"


@pytest.fixture
def menus(run: Run) -> None:
    """Flows, what is none, what leads elsewhere, what is excluded, and what is broken."""
    for name, text in {
        "castle.yaml": GOOD,
        "leads.yaml": LEADS,
        "package.json": '{"name": "x"}\n',
        "notes.md": "# Notes\n",
        "empty.yaml": "",
        "old/castle.yaml": GOOD,
        "broken.yaml": "ivr: 1\nsteps: [\n",
    }.items():
        write(f"menus/{name}", text)
    write("parts/part.yaml", PART)
    Path("menus/bytes.dat").write_bytes(b"\0\1\2\3" * 20)
    Path("menus/z.yaml").symlink_to("castle.yaml")
    write(".ivrlint.yaml", "exclude: [menus/old]\n")


pytestmark = pytest.mark.usefixtures("menus")


def test_each_file_is_told_with_its_format_or_why_it_is_passed_over_and_nothing_is_linted(run: Run) -> None:
    code, out, err = run("menus", "--show-files")
    assert code == 2, "as without the option, because of broken.yaml"
    assert out.splitlines() == [
        "menus/bytes.dat: passed over: holds binary data, not text",
        "menus/castle.yaml: native",
        "menus/empty.yaml: passed over: is empty",
        "menus/leads.yaml: native",
        "menus/notes.md: passed over: is no flow: it holds only comments",
        "menus/old: passed over: excluded",
        "menus/package.json: passed over: is no flow",
        "menus/z.yaml: passed over: is the same file as menus/castle.yaml",
        "parts/part.yaml: native, as a flow leads here",
        "3 files to lint, 6 passed over, 1 cannot be read",
    ]
    assert err.startswith("menus/broken.yaml:")
    assert err.count("\n") == 1


def test_it_is_what_a_run_lints(run: Run) -> None:
    Path("menus/broken.yaml").unlink()
    code, out, err = run("menus", "parts", "--show-files")
    assert (code, err) == (0, "")
    linted = {line.partition(": ")[0] for line in out.splitlines()[:-1] if "passed over" not in line}
    assert linted == set(read_paths(["menus", "parts"]).flows) - {"menus/old/castle.yaml"}
    assert f" in {len(linted)} files" in run("menus", "parts", "-f", "concise").out


def test_what_only_others_lead_to_and_is_excluded_is_not_linted(run: Run) -> None:
    write(".ivrlint.yaml", "exclude: [parts]\n")
    assert "part.yaml" not in run("menus/leads.yaml", "--show-files").out


def test_what_is_named_is_passed_over_in_a_hook(run: Run) -> None:
    named = ["menus/old/castle.yaml", "menus/notes.md", "menus/castle.yaml"]
    code, out, err = run("--show-files", "--if-flow", "--force-exclude", *named)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "menus/castle.yaml: native",
        "menus/notes.md: passed over: is no flow: it holds only comments",
        "menus/old/castle.yaml: passed over: excluded",
        "1 file to lint, 2 passed over",
    ]
    assert "menus/old/castle.yaml: native" in run("--show-files", *named).out


def test_what_is_a_flow_alone_but_not_beside_others_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = "exten => s,1,Background(hello)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n"
    write("dial/extensions.conf", f"[in]\n{alone}")
    monkeypatch.setattr(show_files, "_linted", lambda *_: ())
    assert run("dial", "--show-files").out.splitlines()[0] == "dial/extensions.conf: passed over: no call comes here in this run"


def test_standard_input_is_told_by_its_name(run: Run) -> None:
    assert run("-", "--show-files", "--stdin-filename", "x/a.yaml", stdin=GOOD).out.splitlines()[0] == "x/a.yaml: native"


def test_a_mistake_in_the_configuration_is_told(run: Run) -> None:
    shutil.rmtree("menus")
    write(".ivrlint.yaml", "extend: strict\n")
    code, out, err = run("good.yaml", "--show-files")
    assert (code, out) == (2, "good.yaml: native\n1 file to lint, 0 passed over\n")
    assert ".ivrlint.yaml:1:1: unknown key 'extend'" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--format", "json"], "--show-files lints nothing, and prints on standard output: --format does not go with it."),
        (["--since", "HEAD"], "--since does not go with it."),
        (["--show-settings"], "--show-settings and --show-files print different things"),
    ],
)
def test_what_would_come_to_nothing_is_refused(run: Run, args: list[str], told: str) -> None:
    code, out, err = run("good.yaml", "--show-files", *args)
    assert (code, out) == (2, "")
    assert told in err
