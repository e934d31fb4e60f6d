"""A run by groups finds the same as one in one go."""

from __future__ import annotations

import itertools
import tracemalloc
from pathlib import Path

import pytest
from runs import ALL, FEW, Runs, flow, same, work_of, write

from ivrlint.readers.places import Given
from ivrlint.running import Run, hands
from ivrlint.running.hands import Hands
from ivrlint.running.value import How
from ivrlint.running.workshop import Workshop
from ivrlint.stopwatch import Stopwatch

SAMPLES = Path(__file__).parents[2] / "samples"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("many", [0, 10**9])
def test_the_samples_are_found_the_same_in_a_run_by_groups(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(hands, "MUCH", many)
    runs = Runs(None, terms=ALL)
    assert same(runs.run(str(SAMPLES)), runs.anew(str(SAMPLES)))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
@pytest.mark.parametrize(
    "name", ["amazon-connect", "asterisk", "dialogflow-cx", "freeswitch", "genesys-archy", "twiml", "voicexml"]
)
def test_real_files_are_found_the_same_anew_and_remembered(tmp_path: Path, name: str) -> None:
    runs = Runs(tmp_path / "kept")
    paths = [str(CORPUS / name)]
    anew = runs.anew(*paths)
    assert same(runs.run(*paths), anew)
    assert same(runs.run(*paths), anew)
    assert runs.work == (0, 0)


@pytest.mark.parametrize(
    "paths",
    [
        ["."],
        ["a.yaml"],
        ["a.yaml", "menus"],
        ["menus", "a.yaml", "menus/b.yaml"],
        ["menus/*.yaml", "a.yaml", "gone.yaml", "none*"],
        ["empty"],
        ["words.txt", "menus"],
        ["menus", "words.txt"],
        ["broken.yaml", "to_broken.yaml"],
        ["to_broken.yaml"],
        ["."] * 2,
        ["two.yaml", "two.yaml"],
    ],
)
@pytest.mark.parametrize("how", [How(), How(only_flows=True), How(format="native"), How(calls=False), How(True, True, "native")])
def test_whatever_is_named_the_same_is_found(tmp_path: Path, paths: list[str], how: How) -> None:
    write("a.yaml", flow("menus/b.yaml", "menus/b.yaml#people"))
    write("menus/b.yaml", flow("../a.yaml", "nowhere.yaml"))
    write("menus/c.yaml", flow(words="nothing to do with others"))
    write("menus/notes.txt", "no flow")
    write("empty/notes.txt", "no flow")
    write("words.txt", "no flow")
    write("broken.yaml", "ivr: 1\nsteps: {\n")
    write("to_broken.yaml", flow("broken.yaml", "words.txt#a"))
    Path("two.yaml").hardlink_to("menus/c.yaml")
    runs = Runs(tmp_path / ".kept", how=how)
    anew = runs.anew(*paths)
    assert same(runs.run(*paths), anew)
    assert same(runs.run(*paths), anew)


@pytest.mark.parametrize(("limit", "value"), [("KEPT", 0), ("SWEPT", 0)])
def test_whatever_is_kept_until_it_is_linted_the_same_is_found(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(f"ivrlint.running.workshop.{limit}", value)
    for name in ("a", "b", "c"):
        write(f"menus/{name}.yaml", flow(f"{name}.yaml", "b.yaml"))
    runs = Runs(None)
    assert same(runs.run("menus", "/dev/null", "menus/a.yaml"), runs.anew("menus", "/dev/null", "menus/a.yaml"))


def test_a_file_that_many_lead_to_is_read_once_for_its_group() -> None:
    for name in ("a", "b", "c"):
        write(f"{name}.yaml", flow("below/x.yaml"))
    write("below/x.yaml", flow())
    runs = Runs(Path(".kept"))
    assert work_of(runs, ["a.yaml", "b.yaml", "c.yaml"]) == (4, 1)
    assert work_of(runs, ["a.yaml", "b.yaml", "c.yaml"]) == (0, 0)


def test_what_is_passed_over_in_a_folder_is_told_where_it_is_named_as_well() -> None:
    write("menus/a.yaml", flow())
    write("menus/words.txt", "no flow")
    runs = Runs(None)
    paths = ["menus", "menus/words.txt"]
    report = runs.run(*paths)
    assert [problem.file for problem in report.problems] == ["menus/words.txt"]
    assert same(report, runs.anew(*paths))


@pytest.mark.parametrize("paths", [["-"], ["-", "menus"], ["menus", "-"], ["menus/a.yaml", "-", "-"]])
def test_a_text_that_is_given_stands_where_its_name_says(tmp_path: Path, paths: list[str]) -> None:
    write("menus/a.yaml", flow(words="older"))
    write("menus/b.yaml", flow("a.yaml"))
    runs = Runs(tmp_path / ".kept")
    for words in ("newer", "newest"):
        given = Given("menus/a.yaml", flow("b.yaml", words=words).encode())
        for _ in range(2):
            assert same(runs.run(*paths, given=given), runs.anew(*paths, given=given))


def test_a_text_that_is_given_and_is_no_flow_is_told(tmp_path: Path) -> None:
    for how in (How(), How(only_flows=True)):
        runs = Runs(tmp_path / ".kept", how=how)
        given = Given("<stdin>", b"words")
        report = runs.run("-", given=given)
        assert [problem.file for problem in report.problems] == ["<stdin>"]
        assert same(report, runs.anew("-", given=given))


@pytest.mark.parametrize("remember", [False, True])
def test_what_is_no_flow_is_let_go_before_the_next_file_is_read(tmp_path: Path, remember: bool) -> None:
    write("menus/a.yaml", flow())
    runs = Runs(tmp_path / ".kept" if remember else None)
    alone = runs.run("menus")
    for number in range(100):
        write(f"menus/{number}.txt", "x" * 50_000)
    tracemalloc.start()
    try:
        report = runs.run("menus")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert same(report, alone)
    assert most < 20 * 50_000


def test_reading_is_timed_and_what_is_done_between_two_files_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    write("menus/a.yaml", flow())
    write("menus/b.txt", "no flow")
    clock = itertools.count()
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    watch = Stopwatch()
    asked = []

    def judging(file: str, linked: bool) -> None:
        asked.append(file)
        for _ in range(1000):
            next(clock)

    report = Run(How(), Hands(lambda: Workshop(How(), lambda file, linked: FEW)), None, judging, watch).report(["menus"])
    assert (report.files, asked) == (1, ["menus/a.yaml", "menus/b.txt"])
    assert 4 <= watch.stages["read"] < 1000
