"""From where others see files."""

import pytest

from ivrlint.bundled import RULES
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.rule import load_rules

POSIX = Surroundings(here="/home/me/repo/ivr", root="/home/me/repo")
WINDOWS = Surroundings(here="C:/work/repo/ivr", root="C:/work/repo")


@pytest.mark.parametrize(
    ("file", "path", "uri"),
    [
        ("menu.yaml", "ivr/menu.yaml", "ivr/menu.yaml"),
        ("../menu.yaml", "menu.yaml", "menu.yaml"),
        ("../../menu.yaml", "/home/me/menu.yaml", "file:///home/me/menu.yaml"),
        ("/home/me/repo/a/b.yaml", "a/b.yaml", "a/b.yaml"),
        ("/home/me/repository/b.yaml", "/home/me/repository/b.yaml", "file:///home/me/repository/b.yaml"),
        ("a b/é#?%[1]:.yaml", "ivr/a b/é#?%[1]:.yaml", "ivr/a%20b/%C3%A9%23%3F%25%5B1%5D%3A.yaml"),
        ("C:/x.yaml", "ivr/C:/x.yaml", "ivr/C%3A/x.yaml"),
        ("a\\b.yaml", "ivr/a\\b.yaml", "ivr/a%5Cb.yaml"),
        ("caf\udce9.yaml", "ivr/caf\udce9.yaml", "ivr/caf%E9.yaml"),
        ("\ud800.yaml", "ivr/\ud800.yaml", "ivr/%ED%A0%80.yaml"),
    ],
)
def test_files_are_seen_from_the_root_of_the_repository(file: str, path: str, uri: str) -> None:
    assert POSIX.path(file) == path
    assert POSIX.uri(file) == (uri, not uri.startswith("file:"))


@pytest.mark.parametrize(
    ("file", "path", "uri"),
    [
        ("menu.yaml", "ivr/menu.yaml", "ivr/menu.yaml"),
        ("C:/work/repo/menu.yaml", "menu.yaml", "menu.yaml"),
        ("D:/other/a b.yaml", "D:/other/a b.yaml", "file:///D:/other/a%20b.yaml"),
        ("//server/share/menu.yaml", "//server/share/menu.yaml", "file://server/share/menu.yaml"),
    ],
)
def test_drives_and_shares_are_whole_paths_on_windows(file: str, path: str, uri: str) -> None:
    assert WINDOWS.path(file) == path
    assert WINDOWS.uri(file) == (uri, not uri.startswith("file:"))


def test_standard_input_lies_nowhere() -> None:
    assert POSIX.path("<stdin>") == "<stdin>"
    assert POSIX.uri("<stdin>") == ("%3Cstdin%3E", False)


def test_a_colon_in_the_first_part_of_a_path_is_no_scheme() -> None:
    assert Surroundings(here="/r", root="/r").uri("http:/x.yaml") == ("http%3A/x.yaml", True)


def test_where_nothing_is_known_paths_stay() -> None:
    assert NOWHERE.path("../a.yaml") == "../a.yaml"
    assert Surroundings(here="/", root="/").path("a.yaml") == "a.yaml"


def test_only_rules_of_ivrlint_have_a_page() -> None:
    (rule,), _ = load_rules([RULES / "menus" / "menu-too-deep.yaml"], examples=False)
    here = Surroundings(rules=(rule,), pages="https://example.org/docs")
    assert here.page("menu-too-deep") == "https://example.org/docs/rules/menus.md#menu-too-deep"
    assert here.page("our-own") == ""
    assert Surroundings(rules=(rule,)).page("menu-too-deep") == ""
