"""What another ivrlint found may be something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ivrlint.running import stamp as module
from ivrlint.running.stamp import stamp


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout, which holds the package."""
    package = tmp_path / "checkout" / "ivrlint"
    (package / "readers").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "readers" / "native.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "_PACKAGE", str(package))
    monkeypatch.setattr(module, "RULES", tmp_path / "rules")
    (tmp_path / "rules" / "menus").mkdir(parents=True)
    return package


def later(path: Path) -> None:
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 1))


def test_the_same_ivrlint_has_the_same_stamp_and_another_version_another(package: Path) -> None:
    assert stamp("1.0") == stamp("1.0") != stamp("1.1")


def test_in_a_checkout_every_change_counts(package: Path) -> None:
    stamps = {stamp("1.0")}
    later(package / "readers" / "native.py")
    stamps.add(stamp("1.0"))
    (package.parents[1] / "rules" / "menus" / "new.yaml").write_text("id: new", encoding="utf-8")
    stamps.add(stamp("1.0"))
    (package / "readers" / "native.py").write_text("# more", encoding="utf-8")
    stamps.add(stamp("1.0"))
    assert len(stamps) == 4
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "native.py").write_text("", encoding="utf-8")
    (package / "notes.txt").write_text("", encoding="utf-8")
    assert stamp("1.0") in stamps


def test_what_is_installed_changes_with_what_was_installed_and_with_its_rules(package: Path) -> None:
    record = package.parent / "ivrlint-1.0.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("ivrlint/__init__.py,sha256=abc,0\n", encoding="utf-8")
    later(record)
    first = stamp("1.0")
    later(package / "readers" / "native.py")
    later(record)
    assert stamp("1.0") == first, "the same was installed again"
    rule = package.parents[1] / "rules" / "menus" / "new.yaml"
    rule.write_text("id: new", encoding="utf-8")
    assert stamp("1.0") == first, "no rule is newer than what was installed"
    os.utime(rule, (record.stat().st_atime, record.stat().st_mtime + 1))
    second = stamp("1.0")
    assert second != first
    record.write_text("ivrlint/__init__.py,sha256=def,0\n", encoding="utf-8")
    assert len({first, second, stamp("1.0")}) == 3


def test_without_its_files_there_is_no_stamp_and_no_memory(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ivrlint.cli.remembering import memory_of
    from ivrlint.config.choices import Choices
    from ivrlint.config.settings import Configurations
    from ivrlint.running.value import How

    monkeypatch.setattr(module, "_PACKAGE", str(package / "gone"))
    given = {"no_cache": False, "cache_folder": str(package / "kept")}
    assert memory_of(given, Configurations(Choices(str(package))), How()) is None
