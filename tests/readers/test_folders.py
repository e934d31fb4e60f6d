"""What is found below a folder, and what ends the walk."""

import os
import socket
from pathlib import Path

import pytest

from ivrlint.readers.folders import files_below


def names(folder: Path) -> list[str]:
    files, refusals = files_below(str(folder))
    assert not refusals
    return [Path(file).relative_to(folder).as_posix() for file in files]


def test_files_come_sorted_from_all_levels(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.json", "a/b/c.txt", "a.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert names(tmp_path) == ["a.yaml", "a/b/c.txt", "a/z.json", "b.yaml"]


def test_names_with_a_leading_dot_are_skipped(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "menu.yaml").touch()
    (tmp_path / ".menu.yaml").touch()
    assert names(tmp_path) == []


def test_the_folder_itself_may_have_a_leading_dot(tmp_path: Path) -> None:
    (tmp_path / ".menus").mkdir()
    (tmp_path / ".menus" / "a.yaml").touch()
    assert names(tmp_path / ".menus") == ["a.yaml"]


def test_pipes_and_sockets_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert names(tmp_path) == []


def test_a_linked_folder_is_followed_and_keeps_the_real_name_where_it_has_one(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").touch()
    menus = tmp_path / "menus"
    (menus / "real").mkdir(parents=True)
    (menus / "real" / "y.yaml").touch()
    (menus / "a-link").symlink_to(menus / "real")
    (menus / "b-link").symlink_to(outside)
    (menus / "c-link").symlink_to(outside)
    assert names(menus) == ["b-link/x.yaml", "real/y.yaml"]


@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_link_to_a_folder_above_is_one_refusal(tmp_path: Path, target: str) -> None:
    menus = tmp_path / "menus" / "deep"
    menus.mkdir(parents=True)
    (menus / "x.yaml").touch()
    (menus / "loop").symlink_to(target)
    files, refusals = files_below(str(menus))
    assert [Path(file).name for file in files] == ["x.yaml"]
    assert [(Path(refusal.file).name, "loop of symbolic links" in refusal.message) for refusal in refusals] == [("loop", True)]


def test_a_loop_over_two_places_ends(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    (here / "x.yaml").touch()
    (here / "on").symlink_to(there)
    (there / "y.yaml").touch()
    (there / "back").symlink_to(here)
    files, refusals = files_below(str(here))
    assert [Path(file).relative_to(here).as_posix() for file in files] == ["on/y.yaml", "x.yaml"]
    assert [Path(refusal.file).relative_to(here).as_posix() for refusal in refusals] == ["on/back"]


def test_a_real_folder_below_a_followed_link_that_was_walked_through_is_a_loop(tmp_path: Path) -> None:
    here = tmp_path / "above" / "here"
    here.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (here / "on").symlink_to(elsewhere)
    (elsewhere / "up").symlink_to(tmp_path / "above")
    _, refusals = files_below(str(here))
    assert [Path(refusal.file).relative_to(here).as_posix() for refusal in refusals] == ["on/up/here"]


def test_links_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to("nothing")
    (tmp_path / "self").symlink_to("self")
    files, refusals = files_below(str(tmp_path))
    assert files == []
    assert [(Path(refusal.file).name, refusal.message) for refusal in refusals] == [
        ("gone", "cannot be read: no such file or directory"),
        ("self", "cannot be read: too many levels of symbolic links"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_cannot_be_opened_is_refused_and_the_others_are_walked(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "x.yaml").touch()
    files, refusals = files_below(str(tmp_path))
    assert len(files) == 1
    assert [refusal.message for refusal in refusals] == ["cannot be opened: permission denied"]


def test_a_folder_that_vanishes_is_refused(tmp_path: Path) -> None:
    files, refusals = files_below(str(tmp_path / "gone"))
    assert files == []
    assert [refusal.message for refusal in refusals] == ["cannot be opened: no such file or directory"]
