"""A folder in which things are kept: whole or not at all, for a while, and never more than there is room for."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from ivrlint.running import store as module
from ivrlint.running.store import Store

DAY = 24 * 3600


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "kept"), "1")


def things(store: Store) -> list[Path]:
    return [path for path in Path(store.folder).glob("??/*") if path.is_file()]


def test_a_thing_is_there_again_for_every_run_with_the_same_key(store: Store) -> None:
    store.put(store.key("a", 1), {"x": [1, None, "ü"]})
    later = Store(store.folder, "1")
    assert later.get(later.key("a", 1)) == {"x": [1, None, "ü"]}
    assert later.get(later.key("a", 2)) is None
    other = Store(store.folder, "2")
    assert other.get(other.key("a", 1)) is None


def test_nothing_but_the_thing_is_left_by_its_writing(store: Store) -> None:
    store.put(store.key("a"), 1)
    assert len(things(store)) == 1
    assert {path.name for path in Path(store.folder).iterdir() if path.is_file()} == {".gitignore", "CACHEDIR.TAG"}


def test_a_thing_under_the_key_of_another_one_is_not_that_one(store: Store) -> None:
    store.put(store.key("a"), 1)
    store.put(store.key("b"), 2)
    one, other = things(store)
    other.write_bytes(one.read_bytes())
    kept = [store.get(store.key("a")), store.get(store.key("b"))]
    assert None in kept
    assert len({1, 2}.intersection(kept)) == 1


def test_what_is_too_large_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 100)
    store.put(store.key("a"), "x" * 200)
    assert store.get(store.key("a")) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = Store(str(tmp_path / "file" / "kept"), "1")
    store.put(store.key("a"), 1)
    store.put(store.key("b"), 1)
    store.tidy()
    assert store.get(store.key("a")) is None


def test_a_full_disk_is_no_error_and_leaves_no_part(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(store.key("a"), 1)
    monkeypatch.setattr(os, "write", lambda _number, data: len(data) - 1)
    store.put(store.key("b"), 2)
    assert store.get(store.key("b")) is None
    assert len(things(store)) == 1
    monkeypatch.undo()
    store.put(store.key("c"), 3)
    assert store.get(store.key("c")) is None, "whoever met a full disk once does not try again"


def test_a_run_that_finds_no_cache_makes_none_to_tidy_it(store: Store) -> None:
    store.tidy()
    assert not Path(store.folder).exists()


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_what_nobody_asked_for_in_sixty_days_goes_and_nothing_else(store: Store) -> None:
    for name in "abc":
        store.put(store.key(name), name)
    folder = Path(store.folder)
    (folder / "notes.txt").write_text("not ours", encoding="utf-8")
    (things(store)[0].parent / "notes.txt").write_text("not ours", encoding="utf-8")
    for path in folder.rglob("*"):
        age(path, 61)
    assert store.get(store.key("a")) == "a"  # asked for now
    store.tidy()
    assert [store.get(store.key(name)) for name in "abc"] == ["a", None, None]
    assert len(list(folder.rglob("notes.txt"))) == 2
    assert (folder / "CACHEDIR.TAG").exists()


def test_what_is_left_of_a_run_that_was_ended_goes_after_a_day(store: Store) -> None:
    store.put(store.key("a"), 1)
    (kept,) = things(store)
    old, new = (kept.with_name(f"{kept.name}.{number}.part") for number in (1, 2))
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    age(old, 2)
    store.tidy()
    assert not old.exists()
    assert new.exists()
    assert store.get(store.key("a")) == 1


def test_when_there_is_no_more_room_the_oldest_go_down_to_half_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for days, name in enumerate("abcdefgh"):
        store.put(store.key(name), "x" * 1000)
        key = store.key(name)
        age(Path(store.folder, key[:2], key[2:]), 8 - days)
    size = things(store)[0].stat().st_size
    monkeypatch.setattr(module, "ROOM", 6 * size)
    store.tidy()
    assert [name for name in "abcdefgh" if store.get(store.key(name))] == ["f", "g", "h"]


def test_a_cache_that_cannot_be_tidied_is_no_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    store.put(store.key("a"), 1)
    monkeypatch.setattr(os, "utime", refuse)
    store.tidy()
    assert store.get(store.key("a")) == 1


def test_python_without_its_own_digests_has_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import reload

    from ivrlint.running import digests

    usual = digests.digest(b"x")
    monkeypatch.setitem(sys.modules, "_blake2", None)
    assert reload(digests).digest(b"x") == usual
    monkeypatch.undo()
    reload(digests)


def test_it_is_tidied_once_a_day(store: Store) -> None:
    store.put(store.key("a"), 1)
    store.tidy()
    for path in things(store):
        age(path, 61)
    store.tidy()
    assert len(things(store)) == 1
    age(Path(store.folder, "tidied"), 2)
    store.tidy()
    assert things(store) == []
