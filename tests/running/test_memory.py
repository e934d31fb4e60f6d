"""What is remembered is what would be found, whatever has changed in between."""

from __future__ import annotations

import ast
import random
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runs import Runs, flow, same, work_of, write

import ivrlint
from ivrlint.flow import Flow, Refusal
from ivrlint.running.notes import HOMES

READERS = Path(ivrlint.__file__).parent / "readers"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def speaking(name: str) -> str:
    """A flow that plays a recording."""
    return flow().replace("menu: Hello.", f"menu: {{audio: {name}}}")


VOICEXML = (
    '<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml"{root}><form id="a"><block><prompt>{words}</prompt>'
    '<goto next="{to}"/></block></form></vxml>'
)


def vxml(to: str, words: str = "Hello.", root: str = "") -> str:
    return VOICEXML.format(to=to, words=words, root=f' application="{root}"' if root else "")


CONTENTS = {
    "a.yaml": [None, flow("b.yaml"), flow("b.yaml#people", "c.yaml"), flow(), "ivr: 1\nsteps: {\n", "no flow"],
    "b.yaml": [None, flow(), flow("a.yaml"), flow(words="For a very long time, press 1."), "words"],
    "c.yaml": [None, flow("a.yaml", "nowhere.yaml"), speaking("hello.wav"), b"\xff\xfe\x00"],
    "hello.txt": [None, "Press 1 for people.", "Press 0."],
    "x.vxml": [None, vxml("y.vxml"), vxml("#a", root="y.vxml"), vxml("y.vxml#a", "For sales, press 1.")],
    "y.vxml": [None, vxml("x.vxml"), vxml("z.vxml"), "<vxml"],
}
EDITS = st.sampled_from([(name, text) for name, texts in CONTENTS.items() for text in texts])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=4, max_size=12), paths=st.sampled_from([["."], ["a.yaml", "x.vxml"], ["b.yaml", "."]]))
def test_after_every_change_the_same_is_found_as_anew(edits: list[tuple[str, str | bytes | None]], paths: list[str]) -> None:
    for name in CONTENTS:
        Path(name).unlink(missing_ok=True)
    runs = Runs(Path(".kept"))
    for name, text in edits:
        if text is None:
            Path(name).unlink(missing_ok=True)
        else:
            write(name, text)
        anew = runs.anew(*paths)
        assert same(runs.run(*paths), anew)
        assert same(runs.run(*paths), anew)


def test_what_is_remembered_is_neither_read_nor_linted_again() -> None:
    runs = Runs(Path(".kept"))
    write("menus/a.yaml", flow("b.yaml"))
    write("menus/b.yaml", flow())
    write("menus/c.yaml", flow())
    assert work_of(runs, ["menus"]) == (3, 2)
    assert work_of(runs, ["menus"]) == (0, 0)


def test_only_what_has_changed_and_what_leads_there_is_linted_again() -> None:
    runs = Runs(Path(".kept"))
    write("menus/a.yaml", flow("b.yaml"))
    write("menus/b.yaml", flow())
    write("menus/c.yaml", flow())
    runs.run("menus")
    write("menus/b.yaml", flow(words="Hello again."))
    assert work_of(runs, ["menus"]) == (1, 1)
    write("menus/c.yaml", flow(words="Hello again."))
    assert work_of(runs, ["menus"]) == (1, 1)


def test_what_is_read_from_elsewhere_is_not_remembered() -> None:
    from ivrlint.readers.places import Given

    runs = Runs(Path(".kept"))
    for _ in range(2):
        runs.run("-", given=Given("a.yaml", flow().encode()))
        assert runs.work == (1, 1)


def test_another_version_other_rules_and_other_options_remember_for_themselves() -> None:
    write("a.yaml", flow("nowhere.yaml"))
    runs = Runs(Path(".kept"))
    runs.run("a.yaml")
    runs.stamp = "2"
    assert work_of(runs, ["a.yaml"]) != (0, 0)
    runs.judged = lambda _file, _linked: "by others"
    assert work_of(runs, ["a.yaml"]) != (0, 0)
    runs.how = runs.how._replace(calls=False)
    assert work_of(runs, ["a.yaml"]) != (0, 0)
    assert work_of(runs, ["a.yaml"]) == (0, 0)


def test_a_file_whose_configuration_is_wrong_is_not_remembered() -> None:
    write("a.yaml", flow())
    runs = Runs(Path(".kept"))
    terms, runs.terms = runs.terms, None  # type: ignore[assignment]
    assert runs.run("a.yaml").files == 0
    runs.terms = terms
    assert runs.run("a.yaml").files == 1


@pytest.mark.parametrize("seed", range(12))
def test_whatever_becomes_of_the_files_of_the_cache_the_same_is_found(seed: int) -> None:
    chance = random.Random(seed)
    runs = Runs(Path(".kept"))
    write("menus/a.yaml", flow("b.yaml", "nowhere.yaml"))
    write("menus/b.yaml", flow())
    write("menus/c.yaml", flow("gone.yaml"))
    anew = runs.run("menus")
    for kept in sorted(Path(".kept").rglob("*")):
        if kept.is_file():
            data = bytearray(kept.read_bytes())
            match chance.randrange(6):
                case 0:
                    kept.write_bytes(data[: chance.randrange(len(data) + 1)])
                case 1 if data:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                    kept.write_bytes(data)
                case 2:
                    kept.write_bytes(b"")
                case 3:
                    kept.unlink()
                    kept.mkdir()
                case 4:
                    kept.write_bytes(chance.randbytes(300))
                case _:
                    kept.unlink()
    for _ in range(2):
        assert same(runs.run("menus"), anew)


FORGED = [
    "null",
    "[]",
    "{}",
    '{"card": [], "asked": [], "judged": [], "report": {}}',
    '{"card": [null, [], [], "native", false], "asked": [["system", "rm"]], "judged": [], "report": null}',
    '{"card": [null, [], [], "native", false], "asked": [["unlink", "a.yaml", ""]], "judged": [], "report": {"findings": 1}}',
    "[" * 100_000,
]


@pytest.mark.parametrize("forged", FORGED)
def test_what_somebody_else_wrote_with_a_checksum_does_no_harm(forged: str) -> None:
    from ivrlint.running.store import _signature

    runs = Runs(Path(".kept"))
    write("a.yaml", flow("nowhere.yaml"))
    anew = runs.run("a.yaml")
    for kept in (path for path in Path(".kept").glob("??/*") if path.is_file()):
        body = forged.encode()
        kept.write_bytes(_signature(kept.parent.name + kept.name, body) + body)
    assert same(runs.run("a.yaml"), anew)
    assert Path("a.yaml").is_file()


@pytest.mark.parametrize("archived", [True, False])
def test_a_flow_of_many_files_is_remembered_until_one_of_them_changes(archived: bool) -> None:
    export = Path(ivrlint.__file__).parents[1] / "samples" / "exports" / "dialogflow-cx"

    def bring(folder: Path) -> None:
        if archived:
            shutil.make_archive("menus/agent", "zip", folder)
        else:
            shutil.copytree(folder, "menus", dirs_exist_ok=True)

    Path("menus").mkdir()
    bring(export)
    runs = Runs(Path(".kept"))
    assert work_of(runs, ["menus"])[1] == 1
    assert work_of(runs, ["menus"]) == (0, 0)
    assert len(runs.run("menus").texts) > 3
    changed = Path(shutil.copytree(export, "changed"))
    page = max(changed.rglob("*.json"))
    page.write_bytes(page.read_bytes().replace(b"please", b"kindly") + b" ")
    bring(changed)
    assert work_of(runs, ["menus"])[1] == 1
    assert work_of(runs, ["menus"]) == (0, 0)


def test_each_question_that_readers_ask_of_the_disk_can_be_asked_again() -> None:
    for name, module in HOMES.items():
        assert callable(getattr(import_module(f"ivrlint.readers.{module}"), name))
    asked = {
        node.args[0].id
        for path in READERS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Name)
        if getattr(node.func, "attr", getattr(node.func, "id", "")) == "ask"
    }
    assert len(asked) > 3
    assert asked - {"question"} <= HOMES.keys()


def test_the_flows_of_a_card_are_those_that_a_reading_follows() -> None:
    from ivrlint.readers import read
    from ivrlint.running.workshop import card_of

    made = read(flow("b.yaml#people").encode(), "menus/a.yaml")
    assert isinstance(made, Flow)
    assert card_of(made).leads_to == ("menus/b.yaml",)
    refusal = Refusal("x", "is none")
    assert card_of(refusal).refusal == refusal
    assert not card_of(refusal).alone
