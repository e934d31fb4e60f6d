"""From paths to flows, and to one clear line for each path that comes to nothing."""

import os
import time
from pathlib import Path

import pytest

from ivrlint.readers import content
from ivrlint.readers.files import Given, Reading, read_paths, read_text
from ivrlint.readers.patterns import fits

FLOW = "ivr: 1\nstart: a\nsteps:\n  a: {hang_up: true}\n"
TWILIO = """{
  "description": "x",
  "states": [
    {"name": "Trigger", "type": "trigger", "transitions": [{"event": "incomingCall", "next": "bye"}], "properties": {}},
    {"name": "bye", "type": "say-play", "transitions": [{"event": "audioComplete"}], "properties": {"say": "Bye"}}
  ],
  "initial_state": "Trigger"
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str = FLOW) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def leading_to(target: str) -> str:
    return f"ivr: 1\nstart: a\nsteps:\n  a: {{say: Hello, next: {target}}}\n"


def problems(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.file, problem.message) for problem in reading.problems]


def test_a_file_is_read_by_its_content_whatever_its_name() -> None:
    write("menu.txt")
    write("flow.yaml", TWILIO)
    reading = read_paths(["menu.txt", "flow.yaml"])
    assert [(file, flow.format) for file, flow in reading.flows.items()] == [
        ("menu.txt", "native"),
        ("flow.yaml", "twilio-studio"),
    ]
    assert reading.texts["menu.txt"] == FLOW.encode()
    assert not reading.problems


def test_a_folder_means_all_flows_below_it_and_foreign_files_are_passed_over() -> None:
    for name in ("menus/b.yaml", "menus/deep/er/a.yaml", "menus/.hidden/c.yaml", "menus/.d.yaml"):
        write(name)
    write("menus/studio.json", TWILIO)
    write("menus/README.md", "# Menus\n")
    write("menus/compose.yaml", "services: {}\n")
    write("menus/package.json", '{"name": "x"}')
    write("menus/empty.yaml", "")
    Path("menus/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    Path("menus/latin.txt").write_bytes(b"caf\xe9")
    reading = read_paths(["menus"])
    assert list(reading.flows) == ["menus/b.yaml", "menus/deep/er/a.yaml", "menus/studio.json"]
    assert problems(reading) == []


def test_a_flow_that_no_phone_answers_is_passed_over_in_a_folder_and_refused_by_name() -> None:
    write("menus/a.yaml")
    write("menus/texts.json", TWILIO.replace("incomingCall", "incomingMessage"))
    reading = read_paths(["menus"])
    assert list(reading.flows) == ["menus/a.yaml"]
    assert problems(reading) == []
    assert problems(read_paths(["menus/texts.json"])) == [
        ("menus/texts.json", "no incoming call is connected: this flow is not answered by phone")
    ]
    assert problems(read_paths(["menus/texts.json"], only_flows=True)) == []
    write("texts/texts.json", TWILIO.replace("incomingCall", "incomingMessage"))
    assert problems(read_paths(["texts"])) == [("texts", "holds no flow that ivrlint can read")]


def test_paths_are_shown_normalised() -> None:
    write("menus/a.yaml")
    assert list(read_paths(["./menus/../menus//a.yaml"]).flows) == ["menus/a.yaml"]
    assert list(read_paths(["./menus/"]).flows) == ["menus/a.yaml"]
    assert list(read_paths(["."]).flows) == ["menus/a.yaml"]


def test_a_file_that_is_named_again_is_read_once() -> None:
    write("menus/a.yaml")
    Path("link.yaml").symlink_to("menus/a.yaml")
    absolute = str(Path("menus/a.yaml").absolute())
    for paths in (["menus/a.yaml", "./menus/a.yaml", absolute, "link.yaml", "menus"], ["menus", "menus/a.yaml", "menus"]):
        reading = read_paths(paths)
        assert list(reading.flows) == ["menus/a.yaml"]
        assert not reading.problems


def test_a_foreign_file_that_is_named_is_a_problem_even_when_its_folder_was_walked_through() -> None:
    write("menus/a.yaml")
    write("menus/notes.txt", "hello")
    for paths in (["menus", "menus/notes.txt"], ["menus/notes.txt", "menus"]):
        reading = read_paths(paths)
        assert list(reading.flows) == ["menus/a.yaml"]
        assert [file for file, _ in problems(reading)] == ["menus/notes.txt"]


def test_what_is_wrong_with_one_path_leaves_the_others_alone() -> None:
    write("good.yaml")
    write("empty.yaml", "")
    write("broken.yaml", "ivr: 1\nsteps: [\n")
    write("dir/notes.md", "hello")
    Path("binary").write_bytes(b"\0\1\2")
    Path("latin.yaml").write_bytes(b"ivr: 1\nname: caf\xe9\n")
    os.mkfifo("pipe")
    paths = [
        "gone.yaml",
        "good.yaml",
        "empty.yaml",
        "broken.yaml",
        "dir",
        "binary",
        "latin.yaml",
        "pipe",
        "/dev/null",
        "good.yaml/x",
    ]
    reading = read_paths([*paths, "a\0b", "*.json"])
    assert list(reading.flows) == ["good.yaml"]
    found = dict(problems(reading))
    assert sorted(found) == sorted({*paths, "a\0b", "*.json"} - {"good.yaml"})
    assert all(message and "\n" not in message for message in found.values())
    assert found["gone.yaml"] == "there is no such file or folder"
    assert found["dir"] == "holds no flow that ivrlint can read"
    assert found["pipe"] == found["/dev/null"] == "is not a regular file (use - to read standard input)"
    assert found["good.yaml/x"] == "cannot be read: not a directory"
    assert found["*.json"] == "matches no file"


def test_a_pattern_that_the_shell_left_alone_is_matched_here() -> None:
    write("menus/b.yaml")
    write("menus/a.yaml")
    write("menus/[x].yaml")
    assert list(read_paths(["menus/?.yaml"]).flows) == ["menus/a.yaml", "menus/b.yaml"]
    assert list(read_paths(["menus/[x].yaml"]).flows) == ["menus/[x].yaml"]
    assert list(read_paths(["m*"]).flows) == ["menus/[x].yaml", "menus/a.yaml", "menus/b.yaml"]


def test_two_stars_in_a_pattern_are_folders_at_any_depth() -> None:
    for name in ("a.yaml", "menus/b.yaml", "menus/x/y/c.yaml", "menus/.hidden/d.yaml", ".e.yaml"):
        write(name)
    for folder in ("menus/x", "menus/x/y"):
        Path(folder, "round").symlink_to(Path("menus").resolve())

    def meant(pattern: str) -> set[str]:
        return set(read_paths([pattern]).flows)

    below = {"menus/b.yaml", "menus/x/y/c.yaml"}
    assert meant("menus/**/*.yaml") == meant("menus/**") == meant("./menus/**/?.yaml") == below
    assert meant("**/*.yaml") == meant("**") == meant("**/**.yaml") == {"a.yaml", *below}
    assert meant(f"{Path.cwd()}/**/c.*") == {f"{Path.cwd()}/menus/x/y/c.yaml"}
    assert meant("menus/**/y/**/*.yaml") == {"menus/x/y/c.yaml"}
    assert meant("menus/**/.hidden/*.yaml") == {"menus/.hidden/d.yaml"}
    assert [message for _, message in problems(read_paths(["menus/**/*.xml"]))] == ["matches no file"]


@pytest.mark.parametrize(
    ("file", "pattern", "fitting"),
    [
        ("menus/a.yaml", "menus/**/*.yaml", True),
        ("menus/x/y/a.yaml", "menus/**/*.yaml", True),
        ("other/a.yaml", "menus/**/*.yaml", False),
        ("a.yaml", "**/*.yaml", True),
        ("menus/a.xml", "**/*.yaml", False),
        ("menus/a.yaml", "menus/*.yaml", True),
    ],
)
def test_a_pattern_means_also_what_is_gone(file: str, pattern: str, fitting: bool) -> None:
    assert fits(file, pattern) is fitting


def test_a_broken_flow_in_a_folder_is_a_problem_of_its_own() -> None:
    write("menus/broken.yaml", "ivr: 1\nsteps: [\n")
    assert [file for file, _ in problems(read_paths(["menus"]))] == ["menus/broken.yaml"]


def test_a_loop_of_folders_is_one_problem_and_the_flows_are_read() -> None:
    write("menus/a.yaml")
    Path("menus/loop").symlink_to(".")
    reading = read_paths(["menus"])
    assert list(reading.flows) == ["menus/a.yaml"]
    assert [file for file, _ in problems(reading)] == ["menus/loop"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem() -> None:
    write("menus/a.yaml")
    Path("menus/a.yaml").chmod(0)
    for path in ("menus", "menus/a.yaml"):
        assert problems(read_paths([path])) == [("menus/a.yaml", "cannot be read: permission denied")]


def test_a_file_that_fails_while_it_is_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.yaml")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert problems(read_paths(["a.yaml"])) == [("a.yaml", "cannot be read: permission denied")]


def test_a_large_file_is_refused_by_its_size_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("large.yaml").open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("was opened"))
    message = "is too large for a menu: 200 MiB, at most 64 MiB are read"
    assert problems(read_paths(["large.yaml"])) == [("large.yaml", message)]


def test_a_large_file_in_a_folder_is_a_problem_only_when_it_is_a_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "LIMIT", 100_000)
    write("menus/flow.yaml", FLOW + "#" * 200_000)
    write("menus/log.txt", "hello\n" * 50_000)
    assert problems(read_paths(["menus"])) == [("menus/flow.yaml", "is too large for a menu: 0 MiB, at most 0 MiB are read")]


def test_a_given_text_stands_where_the_dash_is() -> None:
    write("b.yaml")
    reading = read_paths(["b.yaml", "-", "-"], Given("./menus/a.yaml", FLOW.encode()))
    assert list(reading.flows) == ["b.yaml", "menus/a.yaml"]
    assert not reading.problems


@pytest.mark.parametrize("paths", [["-", "menus"], ["menus", "-"], ["menus/a.yaml", "-"], ["link.yaml", "-"]])
def test_a_given_text_stands_for_the_file_of_its_name(paths: list[str]) -> None:
    write("menus/a.yaml", "ivr: 2\n")
    Path("link.yaml").symlink_to("menus/a.yaml")
    reading = read_paths(paths, Given("menus/a.yaml", FLOW.encode()))
    assert list(reading.flows) == ["menus/a.yaml"]
    assert not reading.flows["menus/a.yaml"].problems
    assert not reading.problems


def test_a_given_text_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrlint.readers.desk.LIMIT", 10)
    assert [file for file, _ in problems(read_paths(["-"], Given("<stdin>", FLOW.encode())))] == ["<stdin>"]


def test_files_that_a_flow_leads_to_are_read_beside_it_and_every_flow_knows_all() -> None:
    write("menus/main.yaml", leading_to("sub/b.yaml"))
    write("menus/sub/b.yaml", leading_to("../main.yaml#a"))
    reading = read_paths(["menus/main.yaml"])
    assert (list(reading.flows), list(reading.linked)) == (["menus/main.yaml"], ["menus/sub/b.yaml"])
    main, other = reading.flows["menus/main.yaml"], reading.linked["menus/sub/b.yaml"]
    assert main.others is other.others
    assert dict(main.others) == {"menus/main.yaml": main, "menus/sub/b.yaml": other}
    assert reading.entered == {"menus/main.yaml": frozenset({"a"}), "menus/sub/b.yaml": frozenset({"a"})}


def test_a_flow_that_was_named_is_not_read_again_by_a_link() -> None:
    write("a.yaml", leading_to("b.yaml"))
    write("b.yaml", leading_to("a.yaml"))
    reading = read_paths(["."])
    assert (list(reading.flows), list(reading.linked)) == (["a.yaml", "b.yaml"], [])


def test_a_broken_file_behind_a_link_is_a_problem_that_tells_who_leads_there() -> None:
    write("a.yaml", leading_to("b.yaml"))
    write("b.yaml", "ivr: 1\nsteps: [\n")
    write("c.yaml", leading_to("notes.yaml"))
    write("notes.yaml", "hello: there\n")
    reading = read_paths(["a.yaml", "c.yaml"])
    assert [file for file, _ in problems(reading)] == ["b.yaml", "notes.yaml"]
    assert problems(reading)[0][1].endswith("(a step leads here: a.yaml:4:25)")


def test_a_broken_file_that_was_named_is_told_once() -> None:
    write("a.yaml", leading_to("b.yaml"))
    write("b.yaml", "ivr: 1\nsteps: [\n")
    assert [file for file, _ in problems(read_paths(["a.yaml", "b.yaml"]))] == ["b.yaml"]


@pytest.mark.parametrize(
    "target", ["gone.yaml", "folder.yaml", '"a\\0b.yaml"', "x" * 5000 + ".yaml", "https://example.org/menu.yaml"]
)
def test_a_file_behind_a_link_that_does_not_exist_is_left_to_the_rules(target: str) -> None:
    Path("folder.yaml").mkdir()
    write("a.yaml", leading_to(target))
    reading = read_paths(["a.yaml"])
    assert (list(reading.flows), dict(reading.linked), problems(reading)) == (["a.yaml"], {}, [])


def test_a_text_given_under_a_name_leads_to_files_beside_that_name() -> None:
    write("menus/b.yaml")
    reading = read_paths(["-"], Given("menus/a.yaml", leading_to("b.yaml").encode()))
    assert list(reading.linked) == ["menus/b.yaml"]


def test_a_text_in_no_folder_leads_nowhere() -> None:
    write("b.yaml")
    reading = read_text(leading_to("b.yaml"), "<text>")
    assert (list(reading.flows), dict(reading.linked)) == (["<text>"], {})


def test_a_text_with_half_a_character_is_refused() -> None:
    assert [file for file, _ in problems(read_text("ivr: 1\nname: \ud800\n", "<text>"))] == ["<text>"]


def test_files_that_are_no_flows_can_be_passed_over_when_they_are_named() -> None:
    write("a.yaml")
    write("b.yaml", "services: {}\n")
    write("broken.yaml", "ivr: 1\nsteps: [\n")
    reading = read_paths(["a.yaml", "b.yaml", "broken.yaml"], only_flows=True)
    assert list(reading.flows) == ["a.yaml"]
    assert [file for file, _ in problems(reading)] == ["broken.yaml"]


def test_twenty_thousand_foreign_files_are_passed_over_within_seconds() -> None:
    for number in range(200):
        folder = Path(f"dir/{number}")
        folder.mkdir(parents=True)
        for name in range(100):
            (folder / f"{name}.yaml").write_bytes(b"services:\n  web: {image: x}\n" * 3)
    write("dir/0/flow.yaml")
    before = time.monotonic()
    assert list(read_paths(["dir"]).flows) == ["dir/0/flow.yaml"]
    assert time.monotonic() - before < 10


def test_files_below_a_folder_are_read_only_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    write("agent/flows/a.json", "{}")
    write("agent/film.mp4", "x" * 1000)
    monkeypatch.setattr(content, "content", lambda path: path.encode() if path.endswith(".json") else pytest.fail("was read"))
    below = content.ContentsBelow("agent")
    assert sorted(below) == ["agent/film.mp4", "agent/flows/a.json"]
    assert len(below) == 2
    assert below["agent/flows/a.json"] == below["agent/flows/a.json"] == b"agent/flows/a.json"


def test_files_below_a_folder_are_no_larger_together_than_one_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        write(name, name * 60)
    monkeypatch.setattr(content, "LIMIT", 130)
    below = content.ContentsBelow("")
    assert [below[name] for name in below] == [b"a" * 60, b"b" * 60, b""]


MENU = '<Response><Gather action="{}"><Say>Press 1.</Say></Gather></Response>'


def test_a_file_that_belongs_to_a_flow_and_cannot_be_read_is_a_problem() -> None:
    write("main.xml", MENU.format("next.xml"))
    write("next.xml", '<!DOCTYPE x [<!ENTITY who "us">]><Response><Say>&who;</Say></Response>')
    reading = read_paths(["main.xml"])
    assert problems(reading) == [
        ("next.xml", 'declares the entity "who": entities are not read (another file names it)'),
    ]
    assert list(reading.flows) == ["main.xml"]


@pytest.mark.parametrize("text", ["<project/>", "<Response><Message>Hi</Message></Response>", ""])
def test_a_file_that_may_have_been_meant_and_is_no_flow_is_passed_over(text: str) -> None:
    write("main.xml", MENU.format("next.xml"))
    write("next.xml", text)
    reading = read_paths(["main.xml"])
    assert not reading.problems
    assert not reading.linked


DIALPLAN = """<include><context name="public"><extension name="e"><condition field="destination_number" expression="^1$">
<action application="answer"/></condition></extension></context></include>
"""


@pytest.mark.parametrize(("pattern", "brings"), [("a/*/*/*.xml", True), ("*/*/*/*.xml", False)])
def test_a_pattern_that_would_go_through_the_whole_disk_brings_in_nothing(pattern: str, brings: bool) -> None:
    write("main.xml", f'<include><X-PRE-PROCESS cmd="include" data="{pattern}"/></include>')
    write("a/b/c/d.xml", DIALPLAN)
    assert ("a/b/c/d.xml" in read_paths(["main.xml"]).texts) is brings
