"""What is imported by whom."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import GOOD, LOOP

HEAVY = {
    "networkx", "jsonschema", "graphviz", "importlib.metadata", "difflib", "subprocess", "hashlib", "logging", "multiprocessing",
    "concurrent.futures", "dataclasses", "sqlite3", "email", "lxml", "ivrlint.reporters.json", "ivrlint.reporters.statistics",
}  # fmt: skip
"""What takes milliseconds to import, and only some runs need."""


def imported(folder: Path, code: int, *args: str) -> set[str]:
    """The modules that a process has in the end."""
    program = f"import sys; from ivrlint.cli import main; assert main({args!r}) == {code}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], check=False, cwd=folder, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


def test_the_version_needs_nothing_but_the_command_line(tmp_path: Path) -> None:
    modules = imported(tmp_path, 0, "--version")
    assert {name for name in modules if name.startswith("ivrlint")} == {"ivrlint", "ivrlint.cli", "ivrlint.cli.commands"}
    assert not modules & {*HEAVY, "yaml", "dataclasses", "json"}


def test_linting_needs_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    modules = imported(tmp_path, 1, "loop.yaml")
    assert "ivrlint.reporters.text" in modules
    assert not modules & HEAVY


def test_where_nothing_is_found_nothing_is_imported_to_tell_it(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    needless = {"textwrap", "unicodedata", "ivrlint.analysis.witness", "ivrlint.readers.recordings", "ivrlint.config.reading"}
    assert not imported(tmp_path, 0, "good.yaml") & needless


def test_no_class_compiles_python_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    program = """if True:
        import builtins, sys, click, yaml
        compiled, usual = [], builtins.exec
        class Reference(sys.modules["typing"].ForwardRef, _root=True):
            def __init__(self, arg, *args, **kwargs):
                compiled.append(arg)
                super().__init__(arg, *args, **kwargs)
        sys.modules["typing"].ForwardRef = Reference
        builtins.exec = lambda source, *args: (isinstance(source, str) and compiled.append(source), usual(source, *args))[1]
        from ivrlint.cli import main
        main(["--no-cache", "loop.yaml"])
        print(compiled)
    """
    ran = subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_what_is_remembered_needs_neither_parser_nor_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IVRLINT_NO_CACHE")
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    args = ("loop.yaml", "--cache", "kept")
    needed = {"yaml", "ivrlint.rule", "ivrlint.facts", "ivrlint.linting", "ivrlint.graph"}
    assert needed <= imported(tmp_path, 1, *args)
    assert not imported(tmp_path, 1, *args) & (needed | HEAVY)
