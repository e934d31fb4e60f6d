"""Profiles that were kept are those that would be read."""

from __future__ import annotations

import pytest

from ivrlint import kept
from ivrlint.config import keeping, load_profile, loading, profile_names
from ivrlint.config.loading import PROFILES
from ivrlint.config.reading import read_config
from ivrlint.readers import strict_yaml


@pytest.fixture(autouse=True)
def _file(tmp_path, monkeypatch):
    """A file of kept profiles that is current."""
    monkeypatch.setattr(keeping, "KEPT", tmp_path / "kept.json")
    keeping.KEPT.write_text(loading.profiles_to_keep(), encoding="utf-8")
    yield
    kept.things_in.cache_clear()


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_that_was_kept_is_the_one_that_would_be_read(name):
    text, file = (PROFILES / f"{name}.yaml").read_text(encoding="utf-8"), f"profiles/{name}.yaml"
    config = keeping.kept(text, file)
    assert config == read_config(text, file)[0]
    assert repr(config) == repr(read_config(text, file)[0])


def test_a_profile_that_was_kept_is_not_read_again(monkeypatch):
    monkeypatch.setattr(strict_yaml, "parse", None)
    (*_, config), problems = load_profile("gethuman")
    assert (config.name, len(config.clauses) > 5, problems) == ("gethuman", True, ())


def test_a_profile_that_has_changed_is_read():
    text = (PROFILES / "strict.yaml").read_text(encoding="utf-8")
    assert keeping.kept(f"{text}\n", "profiles/strict.yaml") is None


def test_profiles_of_other_folders_are_always_read(tmp_path, monkeypatch):
    (tmp_path / "strict.yaml").write_bytes((PROFILES / "strict.yaml").read_bytes())
    monkeypatch.setattr(loading, "kept", None)
    (config,), problems = load_profile("strict", tmp_path)
    assert (config.name, problems) == ("strict", ())
